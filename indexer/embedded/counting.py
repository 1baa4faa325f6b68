"""How many of some documents there are, have each value of a fact, or fall into each period."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array, starts_of

Values = tuple[str, ...]
"""All values that a document has of one fact; `category` may have several."""

WORTH_A_ROW = 64
"""A code that one document in so many has is counted by bits, rarer ones document by document."""


class Listed(NamedTuple):
    """Documents to be counted, ascending."""

    documents: Array


class Masked(NamedTuple):
    """Documents to be counted, when they are many: bool and bits for all documents of the segment."""

    mask: Array
    bits: Array

    @classmethod
    def of(cls, mask: Array) -> "Masked":
        return cls(mask, packed(mask))


Selected = Listed | Masked


def packed(mask: Array) -> Array:
    """uint64: a bool array as bits, filled up with zeros."""
    octets = np.packbits(mask)
    words = np.zeros(-(-len(octets) // 8), np.uint64)
    words.view(np.uint8)[: len(octets)] = octets
    return words


def size_of(selected: Selected) -> int:
    """How many documents are selected."""
    if isinstance(selected, Masked):
        return int(np.bitwise_count(selected.bits).sum())
    return len(selected.documents)


class CodeCounter:
    """Counts documents by the codes of a column (unsigned, documents), which are places in `values`.

    The documents of a frequent code are a row of bits, and it is counted by those that it has in common with
    the selected documents. All other documents are kept in the order of their codes.
    """

    def __init__(self, codes: Array, values: Sequence[Values]) -> None:
        self._codes = codes
        # Most codes stand for a single value; "" is no value.
        self._labels = [value[0] if len(value) == 1 else "" for value in values]
        self._several = [(code, value) for code, value in enumerate(values) if len(value) > 1]
        counts = np.bincount(codes, minlength=len(values))
        frequent = counts * WORTH_A_ROW > len(codes)
        self._frequent = np.flatnonzero(frequent)
        self._rows = np.array([packed(codes == code) for code in self._frequent.tolist()], np.uint64)
        self._rare = np.flatnonzero(~frequent & (counts > 0))
        documents = np.flatnonzero(~frequent.take(codes))
        self._rare_documents = documents.take(np.argsort(codes.take(documents), kind="stable"))
        self._rare_starts = starts_of(counts.take(self._rare))[:-1]

    def count(self, selected: Selected) -> dict[str, int]:
        """The selected documents per value, without the values that none has."""
        if isinstance(selected, Masked):
            numbers = self._numbers(selected).tolist()
        else:
            codes = self._codes.take(selected.documents)
            numbers = np.bincount(codes, minlength=len(self._labels)).tolist()
        counts: dict[str, int] = {
            label: number for label, number in zip(self._labels, numbers, strict=True) if number and label
        }
        for code, values in self._several:
            if numbers[code]:
                for value in values:
                    counts[value] = counts.get(value, 0) + numbers[code]
        return counts

    def _numbers(self, selected: Masked) -> Array:
        """int64, codes: the selected documents of each."""
        numbers = np.zeros(len(self._labels), np.int64)
        if len(self._frequent):
            common = np.bitwise_count(self._rows & selected.bits)
            numbers[self._frequent] = common.sum(axis=1, dtype=np.uint32)
        if len(self._rare):
            chosen = selected.mask.take(self._rare_documents).view(np.uint8)
            numbers[self._rare] = np.add.reduceat(chosen, self._rare_starts, dtype=np.uint32)
        return numbers


def count_periods(starts: Array, selected: Selected) -> list[int]:
    """The selected documents from each start (ascending, distinct) up to the next; the last is an end."""
    if len(starts) < 2:
        return []
    if isinstance(selected, Masked):
        chosen = selected.mask[: starts[-1]].view(np.uint8)
        numbers: list[int] = np.add.reduceat(chosen, starts[:-1], dtype=np.uint32).tolist()
        return numbers
    cuts = selected.documents.searchsorted(starts)
    differences: list[int] = (cuts[1:] - cuts[:-1]).tolist()
    return differences
