"""Answers can be kept and have to be asked after: they change when the index does, and not before.

The tag of an answer is known before it is made, so that whoever has it already costs no search.
"""

import datetime as dt
import hashlib
import threading
from importlib.metadata import version
from pathlib import Path

from flask import Flask, Response, g, request

from indexer import IndexUnavailable
from search_web.addresses import options_of
from search_web.clock import now
from search_web.opened import index_of

_FOREVER = "public, max-age=31536000, immutable"
_ASK_FIRST = "public, no-cache"
_NEVER = "no-store"
_NOT_OF_THE_INDEX = ("static", "api.health")


def register(app: Flask, synonyms: Path | None) -> None:
    state = _State(app, synonyms)

    def answer_from_memory() -> Response | None:
        if request.endpoint is None or request.endpoint in _NOT_OF_THE_INDEX or not _is_read():
            return None
        try:
            g.state = state.now()
        except IndexUnavailable:
            return None  # what needs no index is answered all the same
        tag, since = g.state
        if request.if_none_match:
            known = tag in request.if_none_match.as_set(include_weak=True)
        else:
            known = request.if_modified_since is not None and request.if_modified_since >= since
        return Response(status=304) if known else None

    def with_validators(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in (200, 206, 304):
            current = request.args.get("v") == state.program
            response.headers["Cache-Control"] = _FOREVER if current else _ASK_FIRST
        elif "state" in g and response.status_code in (200, 304):
            tag, since = g.state
            response.set_etag(tag, weak=True)
            response.last_modified = since
            response.headers["Cache-Control"] = _ASK_FIRST
        else:
            response.headers["Cache-Control"] = _NEVER
        return response

    def versioned(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static":
            values.setdefault("v", state.program)

    app.before_request(answer_from_memory)
    app.after_request(with_validators)
    app.url_defaults(versioned)


def _is_read() -> bool:
    return request.method in ("GET", "HEAD")


class _State:
    """What every answer depends on, besides its address: the index, the program, its options and the day."""

    def __init__(self, app: Flask, synonyms: Path | None) -> None:
        self.program = _digest(
            version("nachlese"),
            *(path.read_bytes() for path in _files(Path(__file__).parent)),
            synonyms.read_bytes() if synonyms else b"",
            repr(options_of(app)),
        )
        self._app = app
        self._lock = threading.Lock()
        self._revision = ""
        self._index = ""
        self._since = dt.datetime.now(dt.UTC)

    def now(self) -> tuple[str, dt.datetime]:
        """The tag of this moment, and since when the index has been as it is."""
        index = index_of(self._app)
        revision = index.revision
        with self._lock:
            if revision != self._revision:
                # An index that was built anew may have reached the same revision.
                stats = index.stats()
                self._index = f"{revision} {stats.articles} {stats.bytes_on_disk} {stats.last_day}"
                self._since = dt.datetime.now(dt.UTC).replace(microsecond=0)
                self._revision = revision
            return _digest(self.program, self._index, now().date().isoformat()), self._since


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode() if isinstance(part, str) else part
        digest.update(len(encoded).to_bytes(8) + encoded)
    return digest.hexdigest()[:20]
