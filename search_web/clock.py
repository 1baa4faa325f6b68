"""The time in Germany, read where a request comes in."""

import datetime as dt
from zoneinfo import ZoneInfo

from flask import Flask, current_app

from indexer import Clock, Moment

GERMANY = ZoneInfo("Europe/Berlin")
_KEY = "nachlese.clock"


def set_clock(app: Flask, clock: Clock) -> None:
    """Give this application its clock."""
    app.extensions[_KEY] = clock


def now() -> dt.datetime:
    """How late it is by the clock of the application that answers."""
    return dt.datetime.fromtimestamp(current_app.extensions[_KEY](), GERMANY)


def instant(moment: Moment) -> dt.datetime:
    """A moment of German wall time, a day as its first, with its distance from UTC."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return moment.replace(tzinfo=GERMANY)
