"""Filters and counts over the documents that a query has found in a segment."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.columns import CODED, Columns, Periods
from indexer.embedded.facts import MINUTES_A_DAY
from indexer.embedded.matches import Matches
from indexer.engine import Filters

_DATE = "date"


class Narrowed:
    """The matches of a segment under filters."""

    def __init__(self, matches: Matches, filters: Filters, columns: Columns) -> None:
        self._matches = matches
        self._columns = columns
        # Per filter that is set: bool, matches: which of them pass it.
        self._passing = {
            facet: _having(columns, facet, wanted, matches.documents)
            for facet, wanted in filters.values.items()
            if wanted
        }
        if filters.first_day or filters.last_day:
            self._passing[_DATE] = _published(columns, filters, matches.documents)

    @cached_property
    def hits(self) -> Matches:
        """The matches that pass every filter."""
        if not self._passing:
            return self._matches
        return self._matches.at(np.flatnonzero(np.logical_and.reduce(list(self._passing.values()))))

    def counts(self, facet: str) -> Mapping[str, int]:
        """Hits per value; what only the filter on this very facet keeps out is counted as well."""
        documents = self._documents_without(_DATE if facet in ("year", "month") else facet)
        if facet in CODED:
            return _coded_counts(self._columns, facet, documents)
        return _period_counts(_periods(self._columns, facet), documents)

    def _documents_without(self, filter: str) -> Array:
        if filter not in self._passing:
            return self.hits.documents
        others = [passing for name, passing in self._passing.items() if name != filter]
        if not others:
            return self._matches.documents
        return self._matches.documents.take(np.flatnonzero(np.logical_and.reduce(others)))


def _having(columns: Columns, facet: str, wanted: tuple[str, ...], documents: Array) -> Array:
    """bool: which documents have one of the wanted values."""
    if facet not in CODED:
        periods = _periods(columns, facet)
        chosen = np.array([label in wanted for label in periods.labels] + [False])
        place = np.searchsorted(periods.starts, documents, side="right") - 1
        return chosen.take(place)
    column = columns.coded(facet)
    wanted_values = set(wanted)
    chosen = np.fromiter((not wanted_values.isdisjoint(value) for value in column.values), bool)
    return chosen.take(column.codes.take(documents))


def _published(columns: Columns, filters: Filters, documents: Array) -> Array:
    """bool: which documents were published within the days. They are a span of document numbers."""
    last, first = filters.last_day, filters.first_day
    newest = columns.count_from((last.toordinal() + 1) * MINUTES_A_DAY) if last else 0
    oldest = columns.count_from(first.toordinal() * MINUTES_A_DAY) if first else columns.dated
    passing = np.zeros(len(documents), bool)
    start, end = np.searchsorted(documents, (newest, oldest))
    passing[start:end] = True
    return passing


def _coded_counts(columns: Columns, facet: str, documents: Array) -> Mapping[str, int]:
    column = columns.coded(facet)
    numbers = np.bincount(column.codes.take(documents), minlength=len(column.values))
    counts: Counter[str] = Counter()
    for code in np.flatnonzero(numbers).tolist():
        for value in column.values[code]:
            counts[value] += int(numbers[code])
    return counts


def _period_counts(periods: Periods, documents: Array) -> Mapping[str, int]:
    numbers = np.diff(np.searchsorted(documents, periods.starts)).tolist()
    return Counter({label: number for label, number in zip(periods.labels, numbers, strict=True) if number})


def _periods(columns: Columns, facet: str) -> Periods:
    match facet:
        case "year":
            return columns.years
        case "month":
            return columns.months
        case _:
            raise ValueError(f"{facet} is not a facet")
