"""Which articles are copies, told from fingerprints alone: the same groups as those of the embedded engine."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.cluster.printed import UNDATED, Printed, components, copies_among, grouped
from indexer.fingerprint import fingerprint_of, fingerprints, word_hashes

WORDS = st.lists(st.integers(0, 30).map("wort{}".format), max_size=120)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_one_text_has_the_fingerprint_that_it_has_among_others(texts):
    words = sorted({word for text in texts for word in text})
    places = {word: place for place, word in enumerate(words)}
    starts = np.cumsum([0, *map(len, texts)])
    numbers = np.array([places[word] for text in texts for word in text], int)
    together = fingerprints(numbers, starts, word_hashes(word.encode() for word in words))
    alone = [fingerprint_of(text) for text in texts]
    assert [int(low) | int(high) << 64 for low, high in together.tolist()] == alone


@st.composite
def printed(draw):
    bases = draw(st.lists(st.integers(0, 2**128 - 1), min_size=1, max_size=3))
    found = []
    for number in range(draw(st.integers(0, 8))):
        flipped = draw(st.lists(st.integers(0, 127), max_size=10))
        fingerprint = draw(st.sampled_from(bases))
        for bit in flipped:
            fingerprint ^= 1 << bit
        minute = draw(st.one_of(st.just(UNDATED), st.integers(0, 12_000)))
        found.append(Printed(f"a{number}", minute, fingerprint))
    return found


@given(printed())
def test_groups_hang_on_nothing_but_what_is_near(articles):
    """Whatever joins articles stays within what a run looks at, so that it groups as if it looked at all."""
    apart = {}
    for component in components(articles):
        apart |= grouped(component)
    assert apart == grouped(articles)


@given(printed())
def test_every_group_begins_with_an_article_that_the_others_are_copies_of(articles):
    groups = grouped(articles)
    by_id = {article.id: article for article in articles}
    for id, group in groups.items():
        assert id == group or by_id[id].is_copy_of(by_id[group])
        assert list(groups.values()).count(group) > 1


@given(printed())
def test_copies_are_found_among_what_shares_sixteen_bits(articles):
    for article in articles:
        found = {other.id for other in copies_among(articles, [article])}
        for other in articles:
            close = (other.fingerprint ^ article.fingerprint).bit_count() < 8
            if close and other.id != article.id and other.is_copy_of(article):
                assert other.id in found
