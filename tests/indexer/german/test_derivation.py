"""Stems of one family, from nothing but their letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.german import TermKind, analyze, relatives


def stem(word):
    (token,) = analyze(word)
    return token.of_kind(TermKind.STEM)[0]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Raub", "Räuber"),
        ("ermitteln", "Ermittlung"),
        ("ermitteln", "Ermittler"),
        ("verletzt", "Verletzung"),
        ("krank", "Krankheit"),
        ("Jahr", "jährlich"),
        ("retten", "Rettung"),
        ("wirken", "Wirkung"),
        ("erreichen", "erreichbar"),
        ("Polizei", "polizeilich"),
        ("Zwischenlager", "Zwischenlagerung"),
    ],
)
def test_words_of_one_family_are_relatives_both_ways(word, other):
    assert stem(other) in relatives(stem(word))
    assert stem(word) in relatives(stem(other))


@pytest.mark.parametrize("word", ["Tor", "Uhr", "2024", "Corona19", "a" * 5_000])
def test_what_is_short_or_long_or_no_word_has_none(word):
    assert not relatives(word.lower())


@pytest.mark.parametrize(("word", "other"), [("Gewinn", "gewiss"), ("Bank", "Banane"), ("Stadt", "Staat")])
def test_words_that_only_begin_alike_are_none(word, other):
    assert stem(other) not in relatives(stem(word))


@given(st.text("aeiouäöüßlrngtkb", min_size=1, max_size=14))
def test_they_are_other_stems_and_few(text):
    found = relatives(text)
    assert text not in found
    assert len(found) < 400
