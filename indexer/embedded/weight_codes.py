"""One byte that says how often a term occurs in a document, and how much these occurrences weigh together.

Nearly all postings are a few occurrences in the text, some of them as a part of a compound, and perhaps one
or two in the title. All such combinations of up to six have a code of their own, so that weight and count are
exact; up to forty the count is, and the weight is within a quarter or so, where more hardly adds to a score.
What occurs more often has codes of four steps an octave, and its count is kept elsewhere.
"""

from functools import cache

import numpy as np

from indexer.embedded.arrays import Array
from indexer.fields import TEXT_FIELDS
from indexer.german import TermKind
from indexer.weights import KIND_WEIGHTS

UNITS = 50
"""Weights are whole numbers of fiftieths: the finest that field and kind weights are told apart by."""

_ALL_OF = 6
_EXACT_COUNTS = 40
_CODES = 256
_STEPS_AN_OCTAVE = 4


def unit_table() -> Array:
    """int32, (2, text fields): the units of an occurrence of a word, and of a part of a word, by field."""
    kinds = (KIND_WEIGHTS[TermKind.STEM], KIND_WEIGHTS[TermKind.PART])
    weights = [[kind * field.weight for field in TEXT_FIELDS] for kind in kinds]
    units: Array = np.rint(np.array(weights) * UNITS).astype(np.int32)
    return units


def _combinations() -> list[tuple[int, int]]:
    """Per code the count and the units that it stands for."""
    whole, part = unit_table()
    fields = [field.name for field in TEXT_FIELDS]
    title, word = (int(whole[fields.index(name)]) for name in ("title", "body"))
    piece = int(part[fields.index("body")])
    once = {(1, int(units)) for units in (*whole, *part)}
    few = {
        (count, titles * title + pieces * piece + (count - titles - pieces) * word)
        for count in range(1, _ALL_OF + 1)
        for titles in range(min(count, 2) + 1)
        for pieces in range(count - titles + 1)
    }
    some = {
        (count, units)
        for count in range(_ALL_OF + 1, _EXACT_COUNTS + 1)
        for units in (count * word, count * (word + piece) // 2, count * piece, title + (count - 1) * word)
    }
    found = sorted(once | few | some)
    least = (_EXACT_COUNTS + 1) * piece
    often = [round(least * 2 ** (step / _STEPS_AN_OCTAVE)) for step in range(_CODES - len(found))]
    return found + [(max(_EXACT_COUNTS + 1, round(units / word)), units) for units in often]


_COUNTS, _UNITS = np.array(_combinations(), np.int32).T.copy()

WEIGHTS = (_UNITS / UNITS).astype(np.float32)
"""float32, 256: the weight that each code stands for."""

COUNTS = _COUNTS
"""int32, 256: the count that each code stands for."""


def weight_codes(counts: Array, units: Array) -> Array:
    """uint8: the code of each posting with so many occurrences that weigh so much together."""
    table = _nearest()
    codes: Array = table[np.minimum(counts, _EXACT_COUNTS), np.minimum(units, table.shape[1] - 1)]
    often = np.flatnonzero(counts > _EXACT_COUNTS)
    first = int(np.searchsorted(COUNTS, _EXACT_COUNTS + 1))
    codes[often] = first + _closest(_UNITS[first:], units[often])
    return codes


@cache
def _nearest() -> Array:
    """uint8, (counts, units): the code of the same count with the nearest weight."""
    table = np.zeros((_EXACT_COUNTS + 1, int(unit_table().max()) * _EXACT_COUNTS + 1), np.uint8)
    every = np.arange(table.shape[1])
    for count in range(1, _EXACT_COUNTS + 1):
        first, last = np.searchsorted(COUNTS, (count, count + 1))
        table[count] = first + _closest(_UNITS[first:last], every)
    return table


def _closest(ascending: Array, values: Array) -> Array:
    """Which of the ascending numbers is nearest to each value."""
    middles = (ascending[1:] + ascending[:-1]) / 2
    return np.searchsorted(middles, values)
