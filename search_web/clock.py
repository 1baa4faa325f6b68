"""The time in Germany, read where a request comes in."""

import datetime as dt
from zoneinfo import ZoneInfo

from indexer import Moment

GERMANY = ZoneInfo("Europe/Berlin")


def now() -> dt.datetime:
    return dt.datetime.now(GERMANY)


def instant(moment: Moment) -> dt.datetime:
    """A moment of German wall time, a day as its first, with its distance from UTC."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return moment.replace(tzinfo=GERMANY)
