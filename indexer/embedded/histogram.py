"""How the hits are spread over time, in years, months or days, whatever fits their span."""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.columns import Columns
from indexer.embedded.facts import MINUTES_A_DAY
from indexer.engine import Filters
from indexer.result import Bar, Histogram, Unit

_MOST_DAYS = 62
"""Longer spans are shown in months."""
_MOST_MONTHS = 36
"""Longer spans are shown in years."""

Segment = tuple[Columns, Array]
"""The columns of a segment, and its hits whatever their date: the ascending numbers of documents."""


def histogram(segments: Sequence[Segment], filters: Filters) -> Histogram:
    """The hits per period, from the first to the last; periods without hits in between are there too.

    The span is that of the filter where it has an end, else that of the hits.
    """
    span = _span(segments)
    if span is None:
        return Histogram(Unit.YEAR, ())
    first, last = filters.first_day or span[0], filters.last_day or span[1]
    if first > last:
        return Histogram(Unit.YEAR, ())
    unit = _unit(first, last)
    if unit is Unit.YEAR:  # nobody means the year 1 by a filter from there on
        first, last = max(first, min(span[0], last)), min(last, max(span[1], first))
    periods = list(_periods(first, last, unit))
    edges = np.array([day.toordinal() for day, _ in periods] + [last.toordinal() + 1], np.int64)
    counts = sum(
        (_counts(segment, edges * MINUTES_A_DAY) for segment in segments), np.zeros(len(periods), int)
    )
    return Histogram(
        unit, tuple(Bar(*period, count) for period, count in zip(periods, counts.tolist(), strict=True))
    )


def _span(segments: Sequence[Segment]) -> tuple[dt.date, dt.date] | None:
    """The days of the first and of the last hit that has a date."""
    days = []
    for columns, documents in segments:
        dated = documents[: np.searchsorted(documents, columns.dated)]
        if len(dated):
            days += [int(columns.minutes[document]) // MINUTES_A_DAY for document in (dated[0], dated[-1])]
    return (dt.date.fromordinal(min(days)), dt.date.fromordinal(max(days))) if days else None


def _unit(first: dt.date, last: dt.date) -> Unit:
    if (last - first).days < _MOST_DAYS:
        return Unit.DAY
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Unit.MONTH if months <= _MOST_MONTHS else Unit.YEAR


def _periods(first: dt.date, last: dt.date, unit: Unit) -> Iterator[tuple[dt.date, dt.date]]:
    """The first and the last day of each period; the outer ones are cut off where the span ends."""
    day = first
    while True:
        end = min(_end(day, unit), last)
        yield day, end
        if end == last:
            return
        day = end + dt.timedelta(days=1)


def _end(day: dt.date, unit: Unit) -> dt.date:
    match unit:
        case Unit.DAY:
            return day
        case Unit.MONTH:
            return day.replace(day=calendar.monthrange(day.year, day.month)[1])
        case Unit.YEAR:
            return day.replace(month=12, day=31)


def _counts(segment: Segment, edges: Array) -> Array:
    """int64: the hits from each edge (minutes, ascending) up to the next."""
    columns, documents = segment
    ascending = columns.minutes[::-1]
    places = len(ascending) - np.searchsorted(ascending, edges)
    counts: Array = -np.diff(np.searchsorted(documents, places))
    return counts
