"""Into which periods a span of days is parted: years, months or days, whatever fits its length."""

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from indexer.result import Unit

_MOST_DAYS = 62
"""Longer spans are shown in months."""
_MOST_MONTHS = 36
"""Longer spans are shown in years."""

Period = tuple[dt.date, dt.date]
"""The first and the last day."""


class Parted(NamedTuple):
    """A span of days in periods of one unit, without gaps; the outer ones are cut off where the span ends."""

    unit: Unit
    periods: tuple[Period, ...]


def parted(hits: Period | None, first_day: dt.date | None, last_day: dt.date | None) -> Parted:
    """The span of the filter where it has an end, else that of the hits, in periods."""
    if hits is None:
        return Parted(Unit.YEAR, ())
    first, last = first_day or hits[0], last_day or hits[1]
    if first > last:
        return Parted(Unit.YEAR, ())
    unit = _unit(first, last)
    if unit is Unit.YEAR:  # nobody means the year 1 by a filter from there on
        first, last = max(first, min(hits[0], last)), min(last, max(hits[1], first))
    return Parted(unit, tuple(_periods(first, last, unit)))


def _unit(first: dt.date, last: dt.date) -> Unit:
    if (last - first).days < _MOST_DAYS:
        return Unit.DAY
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Unit.MONTH if months <= _MOST_MONTHS else Unit.YEAR


def _periods(first: dt.date, last: dt.date, unit: Unit) -> Iterator[Period]:
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
