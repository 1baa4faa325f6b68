"""The cheapest way to take a word apart into modifiers and a head.

Every part costs -ln of how probable it is in its place; the costs were trained on the nouns of the lexicon
(`lexicon/costs.py`). Finding the cheapest chain is a walk over the positions of the word from left to right
(Viterbi), which only visits positions that some chain of modifiers reaches.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

LEAST_HEAD: Final = 2
"""No head is shorter: Ei, Öl."""

_NO_COST: Final = 255


class Chain(NamedTuple):
    """A way to take a word apart."""

    cost: float
    ends: tuple[int, ...]
    """Where the modifiers end, ascending; the head is the rest."""
    rows: tuple[int, ...]
    """The modifiers' rows in the lexicon's table."""


class Costs(NamedTuple):
    """What the search looks into: modifiers at the start of a text with their rows; heads."""

    modifiers_at_start: Callable[[str], Iterator[tuple[str, int]]]
    modifier_cost: Sequence[float]
    find_head: Callable[[str], int]
    head_cost: Sequence[float]


def cheapest(word: str, costs: Costs) -> Chain | None:
    """The cheapest chain of at least one modifier and a head, or None if there is none."""
    modifiers_at_start, modifier_cost, find_head, head_cost = costs
    last = len(word) - LEAST_HEAD
    best: list[tuple[float, int, int] | None] = [None] * (last + 1)
    total, at = float("inf"), 0
    for start in range(last + 1):
        here = best[start]
        if here is None and start:
            continue
        spent = here[0] if here else 0.0
        if spent >= total:
            continue
        rest = word[start:]
        if start:
            row = find_head(rest)
            if row >= 0 and head_cost[row] < _NO_COST and spent + head_cost[row] < total:
                total, at = spent + head_cost[row], start
        for modifier, row in modifiers_at_start(rest):
            end = start + len(modifier)
            if end > last:
                break
            cost = spent + modifier_cost[row]
            there = best[end]
            if there is None or cost < there[0]:
                best[end] = (cost, start, row)
    return _walked_back(best, total, at) if at else None


def _walked_back(best: list[tuple[float, int, int] | None], total: float, at: int) -> Chain:
    ends, rows = [], []
    while at and (step := best[at]):
        ends.append(at)
        rows.append(step[2])
        at = step[1]
    return Chain(total, tuple(reversed(ends)), tuple(reversed(rows)))
