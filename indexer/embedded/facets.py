"""Filters and counts over the documents that a query has found in a segment."""

from collections.abc import Mapping

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.columns import CODED, PERIODS, Columns
from indexer.embedded.counting import Listed, Masked, Selected, count_periods, size_of
from indexer.embedded.matches import Algebra, Dense, Matches
from indexer.embedded.narrowing import Narrowing, own_filter


class Narrowed:
    """The matches of a segment under filters."""

    def __init__(self, matches: Matches, narrowing: Narrowing, columns: Columns, algebra: Algebra) -> None:
        self._matches = matches
        self._columns = columns
        self._algebra = algebra
        listed = None if isinstance(matches, Dense) else matches.documents
        # Per filter bool: which documents of the list, or of the segment, pass it.
        self._passing = {filter: narrowing.passing(filter, listed) for filter in narrowing.filters}
        self.hits: Matches = self._all_but(None)
        self._selected = _selected(self.hits)
        self.total = size_of(self._selected)

    def counts(self, facet: str) -> Mapping[str, int]:
        """Hits per value; what only the filter on this very facet keeps out is counted as well."""
        filter = own_filter(facet)
        selected = _selected(self._all_but(filter)) if filter in self._passing else self._selected
        if facet in CODED:
            return self._columns.counter(facet).count(selected)
        if facet not in PERIODS:
            raise ValueError(f"{facet} is not a facet")
        periods = self._columns.periods(facet)
        numbers = count_periods(periods.starts, selected)
        return {label: number for label, number in zip(periods.labels, numbers, strict=True) if number}

    def _all_but(self, left_out: str | None) -> Matches:
        """The matches that pass every filter but one."""
        passing = [passing for filter, passing in self._passing.items() if filter != left_out]
        if not passing:
            return self._matches
        passing_all: Array = np.logical_and.reduce(passing) if len(passing) > 1 else passing[0]
        if isinstance(self._matches, Dense):
            return self._algebra.passing(self._matches, passing_all)
        return self._matches.at(np.flatnonzero(passing_all))


def _selected(matches: Matches) -> Selected:
    return Masked.of(matches.scores > 0) if isinstance(matches, Dense) else Listed(matches.documents)
