"""The one open index of an application; it reopens itself when it has changed."""

from pathlib import Path

from flask import Flask, current_app

from indexer import Clock, Index, Location, open_index

_KEY = "nachlese.index"


def attach(app: Flask, location: Location, synonyms: Path | None, clock: Clock) -> None:
    """Open the index for this application."""
    app.extensions[_KEY] = open_index(location, synonyms, clock)


def index_of(app: Flask) -> Index:
    index: Index = app.extensions[_KEY]
    return index


def current_index() -> Index:
    """The index of the application that answers the current request."""
    return index_of(current_app)
