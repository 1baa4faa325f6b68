"""How good a ranking is, from the grades of its hits: pure functions of a few numbers.

A ranking is given as the grades of its hits, best rank first; hits that nobody judged have grade 0.
All measures lie between 0 and 1.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import islice

RELEVANT = 2
"""The lowest grade that counts as relevant where a measure knows only relevant and not."""


def ndcg(ranked: Sequence[int], judged: Iterable[int], depth: int) -> float:
    """The discounted cumulative gain of the first hits as a share of the best that was possible.

    `judged` holds the grades of all judged articles, found or not, at least one above 0. A hit of grade g
    at rank r adds (2^g - 1) / log2(r + 1): Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR
    techniques (ACM TOIS 20, 2002), with the exponential gain of Burges et al., Learning to rank using
    gradient descent (ICML 2005).
    """
    return _dcg(ranked, depth) / _dcg(sorted(judged, reverse=True), depth)


def reciprocal_rank(ranked: Sequence[int], depth: int) -> float:
    """One by the rank of the first relevant hit, 0 if there is none among the first hits."""
    ranks = (rank for rank, grade in enumerate(islice(ranked, depth), 1) if grade >= RELEVANT)
    first = next(ranks, None)
    return 1 / first if first else 0.0


def recall(ranked: Sequence[int], judged: Iterable[int], depth: int) -> float:
    """Which share of the relevant articles is among the first hits; at least one must be relevant."""
    return _relevant(islice(ranked, depth)) / _relevant(judged)


def _dcg(grades: Sequence[int], depth: int) -> float:
    return math.fsum(
        (2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(islice(grades, depth), 1)
    )


def _relevant(grades: Iterable[int]) -> int:
    return sum(grade >= RELEVANT for grade in grades)
