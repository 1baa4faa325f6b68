"""Patterns and similar words as regular expressions, held against the functions that define them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from indexer.cluster.spellings import pattern_of, similar_to
from indexer.german import edits_between
from indexer.query import Pattern, Similar

PIECES = st.sampled_from([*"aeouhcksptzi", "ae", "oe", "ue", "ss", "ph", "ck", "th", "é", "7"])
WORDS = st.lists(PIECES, min_size=1, max_size=6).map("".join)


@st.composite
def edited(draw):
    """A word, and what is left of it after some edits."""
    word = draw(WORDS)
    other = word
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(other)))
        taken = draw(st.integers(0, 2))
        other = other[:place] + draw(st.one_of(st.just(""), PIECES)) + other[place + taken :]
    return word, other


@given(edited(), st.sampled_from([1, 2]))
def test_similar_words_are_those_within_the_edits(pair, edits):
    word, other = pair
    fits = re.fullmatch(similar_to(Similar(word, edits)), other) is not None
    assert fits == (edits_between(word, other, edits) is not None)


@given(st.lists(st.one_of(PIECES, st.sampled_from("*?")), min_size=1, max_size=6).map("".join), WORDS)
def test_patterns_find_what_they_say(pattern, word):
    plain = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "(?:ae|oe|ue|ss|.)")
    fits = re.fullmatch(pattern_of(Pattern(pattern)), word) is not None
    assert fits == (re.fullmatch(plain, word) is not None)


@given(st.text(st.characters(exclude_characters="*?"), max_size=8), st.text(max_size=8))
def test_signs_mean_themselves(text, other):
    assert re.fullmatch(pattern_of(Pattern(text)), text)
    assert (re.fullmatch(pattern_of(Pattern(text)), other) is not None) == (text == other)
