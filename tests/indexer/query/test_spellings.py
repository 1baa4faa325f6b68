"""Words that are held against patterns: at a glance first, in full where that does not tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.german import analyze, cut, exact_term
from indexer.query import Exact, Pattern, Similar, Spellings

LETTERS = st.text("aeouäöüßsSt-I n*.12é", min_size=1, max_size=9)
PIECES = st.text("aeousti", max_size=4)


def leaves(head: str, inner: str, tail: str):
    return [
        Pattern(f"{head}*{tail}"),
        Pattern(f"{head}?{tail}"),
        Pattern(f"*{inner}*"),
        Exact(head or "a"),
        Similar(head + inner or "a", 1),
    ]


@given(st.lists(LETTERS, max_size=8).map(" ".join), PIECES, PIECES, PIECES)
def test_a_glance_loses_no_word(text, head, inner, tail):
    surfaces = set(cut(text)[0])
    for leaf in leaves(head, inner, tail):
        spellings = Spellings([leaf])
        answering = {word for word in surfaces if spellings.answered_by(exact_term(word), word)}
        assert spellings.answered_among(surfaces) == answering


@pytest.mark.parametrize(
    "word", ["Müllers", "S-Bahn", "Café", "Bürger*innen", "INNEN", "In", "A 40", "12.3.2026", "ﬁx"]
)
def test_the_exact_term_is_that_of_the_analysis(word):
    (token,) = analyze(word)
    assert exact_term(word) == token.terms[0].text


def test_a_glance_sees_through_umlauts_and_hyphens():
    words = {"Müllabfuhr", "Mullah", "S-Bahn", "Sbahn", "Süden", "Brücke", "Ziegelbruecke", "Bruch"}
    assert Spellings([Pattern("muell*")]).answered_among(words) == {"Müllabfuhr"}
    assert Spellings([Pattern("sb*")]).answered_among(words) == {"S-Bahn", "Sbahn"}
    assert Spellings([Pattern("*bruecke")]).answered_among(words) == {"Brücke", "Ziegelbruecke"}
