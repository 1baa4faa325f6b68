"""Filters and counts over the documents that a query has found in a segment."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.columns import CODED, Columns, Periods
from indexer.embedded.facts import MINUTES_A_DAY
from indexer.embedded.matches import Algebra, Dense, Matches, Sparse
from indexer.engine import Filters

_DATE = "date"
_WORTH_SLICES = 256
"""So many values of a facet are counted slice by slice; more of them in one go, which costs more."""


class Narrowed:
    """The matches of a segment under filters."""

    def __init__(self, matches: Matches, filters: Filters, columns: Columns, algebra: Algebra) -> None:
        self._matches = matches
        self._columns = columns
        self._algebra = algebra
        # Per filter that is set: bool, matches if they are sparse, else documents: which pass it.
        self._passing = {
            facet: self._having(facet, frozenset(wanted))
            for facet, wanted in filters.values.items()
            if wanted
        }
        if filters.first_day or filters.last_day:
            self._passing[_DATE] = self._published(filters)

    @cached_property
    def hits(self) -> Matches:
        """The matches that pass every filter."""
        return self._without("")

    @cached_property
    def total(self) -> int:
        """The number of hits."""
        return _size(self._selected)

    def counts(self, facet: str) -> Mapping[str, int]:
        """Hits per value; what only the filter on this very facet keeps out is counted as well."""
        own = _DATE if facet in ("year", "month") else facet
        selected = _selection(self._without(own)) if own in self._passing else self._selected
        if facet in CODED:
            return _coded_counts(self._columns, facet, selected)
        return _period_counts(_periods(self._columns, facet), selected)

    @cached_property
    def _selected(self) -> Array:
        return _selection(self.hits)

    def _without(self, filter: str) -> Matches:
        """The matches that pass every filter but one."""
        passing = [passing for name, passing in self._passing.items() if name != filter]
        if not passing:
            return self._matches
        passing_all = np.logical_and.reduce(passing) if len(passing) > 1 else passing[0]
        if isinstance(self._matches, Dense):
            return self._algebra.passing(self._matches, passing_all)
        return self._matches.at(np.flatnonzero(passing_all))

    def _having(self, facet: str, wanted: frozenset[str]) -> Array:
        """Which matches have one of the wanted values."""
        if facet not in CODED:
            periods = _periods(self._columns, facet)
            chosen = np.array([label in wanted for label in periods.labels] + [False])
            places = np.searchsorted(periods.starts, self._documents(), side="right") - 1
            in_period: Array = chosen.take(places)
            return in_period
        having = self._columns.having(facet, wanted)
        return having if isinstance(self._matches, Dense) else having.take(self._documents())

    def _published(self, filters: Filters) -> Array:
        """Which matches were published within the days: a span of document numbers."""
        last, first = filters.last_day, filters.first_day
        newest = self._columns.count_from((last.toordinal() + 1) * MINUTES_A_DAY) if last else 0
        oldest = self._columns.count_from(first.toordinal() * MINUTES_A_DAY) if first else self._columns.dated
        start, end = newest, oldest
        if isinstance(self._matches, Sparse):
            start, end = np.searchsorted(self._matches.documents, (newest, oldest)).tolist()
        passing = np.zeros(len(self._matches.scores), bool)
        passing[start:end] = True
        return passing

    def _documents(self) -> Array:
        if isinstance(self._matches, Sparse):
            return self._matches.documents
        return np.arange(len(self._matches.scores))


def _selection(matches: Matches) -> Array:
    """What is to be counted: bool for all documents, or the numbers of the documents."""
    return matches.scores > 0 if isinstance(matches, Dense) else matches.documents


def _size(selected: Array) -> int:
    return int(np.count_nonzero(selected)) if selected.dtype == np.bool_ else len(selected)


def _coded_counts(columns: Columns, facet: str, selected: Array) -> Mapping[str, int]:
    column = columns.coded(facet)
    if selected.dtype != np.bool_:
        numbers = np.bincount(column.codes.take(selected), minlength=len(column.values)).tolist()
    elif len(column.values) > _WORTH_SLICES:
        numbers = np.bincount(column.codes.compress(selected), minlength=len(column.values)).tolist()
    else:
        order, starts = columns.by_value(facet)
        numbers = _counted_slices(selected.take(order, mode="clip"), starts)
    counts: dict[str, int] = {}
    for values, number in zip(column.values, numbers, strict=True):
        if number:
            for value in values:
                counts[value] = counts.get(value, 0) + number
    return counts


def _period_counts(periods: Periods, selected: Array) -> Mapping[str, int]:
    if selected.dtype == np.bool_:
        numbers = _counted_slices(selected[: periods.starts[-1]], periods.starts)
    else:
        numbers = np.diff(np.searchsorted(selected, periods.starts)).tolist()
    return {label: number for label, number in zip(periods.labels, numbers, strict=True) if number}


def _counted_slices(selected: Array, starts: Array) -> list[int]:
    """How many are selected from each start up to the next; no slice is empty, the last start is the end."""
    if len(starts) < 2:
        return []
    numbers: list[int] = np.add.reduceat(selected.view(np.uint8), starts[:-1], dtype=np.uint32).tolist()
    return numbers


def _periods(columns: Columns, facet: str) -> Periods:
    match facet:
        case "year":
            return columns.years
        case "month":
            return columns.months
        case _:
            raise ValueError(f"{facet} is not a facet")
