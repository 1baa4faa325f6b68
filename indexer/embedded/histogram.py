"""How the hits are spread over time, in years, months or days, whatever fits their span."""

import datetime as dt
from collections.abc import Sequence

import numpy as np

from indexer.article import MINUTES_A_DAY
from indexer.embedded.arrays import Array
from indexer.embedded.columns import Columns
from indexer.engine import Filters
from indexer.periods import Period, parted
from indexer.result import Bar, Histogram

Segment = tuple[Columns, Array]
"""The columns of a segment, and its hits whatever their date: the ascending numbers of documents."""


def histogram(segments: Sequence[Segment], filters: Filters) -> Histogram:
    """The hits per period, from the first to the last; periods without hits in between are there too."""
    unit, periods = parted(_span(segments), filters.first_day, filters.last_day)
    if not periods:
        return Histogram(unit, ())
    edges = np.array([day.toordinal() for day, _ in periods] + [periods[-1][1].toordinal() + 1], np.int64)
    counts = sum(
        (_counts(segment, edges * MINUTES_A_DAY) for segment in segments), np.zeros(len(periods), int)
    )
    return Histogram(
        unit, tuple(Bar(*period, count) for period, count in zip(periods, counts.tolist(), strict=True))
    )


def _span(segments: Sequence[Segment]) -> Period | None:
    """The days of the first and of the last hit that has a date."""
    days = []
    for columns, documents in segments:
        dated = documents[: np.searchsorted(documents, columns.dated)]
        if len(dated):
            days += [int(columns.minutes[document]) // MINUTES_A_DAY for document in (dated[0], dated[-1])]
    return (dt.date.fromordinal(min(days)), dt.date.fromordinal(max(days))) if days else None


def _counts(segment: Segment, edges: Array) -> Array:
    """int64: the hits from each edge (minutes, ascending) up to the next."""
    columns, documents = segment
    ascending = columns.minutes[::-1]
    places = len(ascending) - np.searchsorted(ascending, edges)
    counts: Array = -np.diff(np.searchsorted(documents, places))
    return counts
