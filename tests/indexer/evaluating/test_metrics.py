"""The measures against values worked out by hand, and what must hold for any ranking."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indexer.evaluating.metrics import RELEVANT, ndcg, recall, reciprocal_rank

GRADES = st.lists(st.integers(0, 3), min_size=1, max_size=30)


def judged_with(ranked, others):
    """What was judged for a ranking: the grades of its hits, and of articles that were not found."""
    return [*(grade for grade in ranked if grade), *others]


@pytest.mark.parametrize(
    ("ranked", "judged", "depth", "expected"),
    [
        ([3], [3], 10, 1.0),
        ([], [3], 10, 0.0),
        ([0, 3], [3], 10, 1 / math.log2(3)),
        # (7 + 3/1.584963 + 0 + 1/2.321928) / (7 + 7/1.584963 + 3/2 + 1/2.321928) = 9.323466 / 13.347185
        ([3, 2, 0, 1], [3, 3, 2, 1], 10, 0.698534),
        # Only the first two: (7 + 3/1.584963) / (7 + 7/1.584963) = 8.892789 / 11.416508
        ([3, 2, 0, 1], [3, 3, 2, 1], 2, 0.778941),
        # A marginal article first, the good one third.
        ([1, 0, 3], [3, 1], 10, (1 + 7 / 2) / (7 + 1 / math.log2(3))),
        ([3, 3, 3], [3, 3, 3], 2, 1.0),
    ],
)
def test_ndcg_by_hand(ranked, judged, depth, expected):
    assert ndcg(ranked, judged, depth) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("ranked", "depth", "expected"),
    [
        ([], 10, 0), ([3], 10, 1), ([2], 10, 1), ([1, 2], 10, 1 / 2), ([0, 1, 1, 3], 10, 1 / 4),
        ([0, 0, 3], 2, 0), ([1, 1], 10, 0),
    ],
)  # fmt: skip
def test_reciprocal_rank_by_hand(ranked, depth, expected):
    assert reciprocal_rank(ranked, depth) == expected


@pytest.mark.parametrize(
    ("ranked", "judged", "depth", "expected"),
    [
        ([3, 1, 2], [3, 2, 2, 2, 1, 0], 10, 2 / 4), ([3, 1, 2], [3, 2], 2, 1 / 2), ([], [2], 10, 0),
        ([0, 2], [2], 100, 1),
    ],
)  # fmt: skip
def test_recall_by_hand(ranked, judged, depth, expected):
    assert recall(ranked, judged, depth) == expected


@given(GRADES, st.lists(st.integers(1, 3)), st.integers(1, 20))
def test_every_measure_is_a_share(ranked, others, depth):
    judged = judged_with(ranked, others)
    assume(any(grade >= RELEVANT for grade in judged))
    for value in (ndcg(ranked, judged, depth), reciprocal_rank(ranked, depth), recall(ranked, judged, depth)):
        assert 0 <= value <= 1 + 1e-12


@given(GRADES, st.integers(0, 5))
def test_the_perfect_order_has_one(grades, unjudged):
    assume(any(grade >= RELEVANT for grade in grades))
    perfect = [*sorted(grades, reverse=True), *[0] * unjudged]
    judged = judged_with(perfect, ())
    assert ndcg(perfect, judged, 10) == pytest.approx(1)
    assert reciprocal_rank(perfect, 10) == 1
    assert recall(perfect, judged, len(perfect)) == 1


@given(GRADES, st.lists(st.integers(1, 3)), st.integers(1, 20), st.data())
def test_a_better_hit_moved_up_never_lowers(ranked, others, depth, data):
    judged = judged_with(ranked, others)
    assume(any(grade >= RELEVANT for grade in judged))
    above, below = sorted(data.draw(st.tuples(*[st.integers(0, len(ranked) - 1)] * 2)))
    assume(ranked[below] >= ranked[above])
    swapped = list(ranked)
    swapped[above], swapped[below] = swapped[below], swapped[above]
    assert ndcg(swapped, judged, depth) >= ndcg(ranked, judged, depth) - 1e-12
    assert reciprocal_rank(swapped, depth) >= reciprocal_rank(ranked, depth)
    assert recall(swapped, judged, depth) >= recall(ranked, judged, depth)


@given(GRADES, st.lists(st.integers(1, 3)), st.integers(1, 20))
def test_hits_behind_the_depth_do_not_count(ranked, others, depth):
    judged = judged_with(ranked, others)
    assume(any(grade >= RELEVANT for grade in judged))
    cut = ranked[:depth]
    assert ndcg(ranked, judged, depth) == ndcg(cut, judged, depth)
    assert reciprocal_rank(ranked, depth) == reciprocal_rank(cut, depth)
    assert recall(ranked, judged, depth) == recall(cut, judged, depth)
