"""The first hits, found by the maxima of groups, against sorting all of them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.embedded.matches import Dense, Sparse
from indexer.embedded.ranking import _most_relevant

sizes = st.sampled_from([0, 1, 7, 600, 3_000, 20_000])
seeds = st.integers(0, 2**32 - 1)
wanted_numbers = st.sampled_from([0, 1, 10, 100, 2_000])
differences = st.sampled_from([2, 50, 1_000_000])


def first_by_sorting(documents, scores, wanted):
    order = np.argsort(-scores, kind="stable")[:wanted]
    return documents[order].tolist(), scores[order].tolist()


@given(sizes, seeds, wanted_numbers, differences)
def test_a_list_of_hits(size, seed, wanted, different):
    draw = np.random.default_rng(seed)
    hits = Sparse(np.arange(size) * 3, draw.integers(1, different + 1, size).astype(np.float32))
    for more in (wanted, wanted + 1, wanted // 2):
        best = _most_relevant(hits, more)
        expected = first_by_sorting(hits.documents, hits.scores, more)
        assert (best.documents.tolist(), best.scores.tolist()) == expected


@given(sizes, seeds, wanted_numbers, differences, st.sampled_from([0.01, 0.5, 1.0]))
def test_a_score_for_every_document(size, seed, wanted, different, share):
    draw = np.random.default_rng(seed)
    scores = draw.integers(1, different + 1, size) * (draw.random(size) < share)
    found = np.flatnonzero(scores)
    hits = Dense(scores.astype(np.float32))
    for more in (wanted, wanted + 1, wanted // 2):
        best = _most_relevant(hits, more)
        expected = first_by_sorting(found, scores[found].astype(np.float32), more)
        assert (best.documents.tolist(), best.scores.tolist()) == expected
