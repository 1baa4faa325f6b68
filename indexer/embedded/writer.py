"""One run of changes to an index, in as many commits as the run asks for."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh.util.filelock import try_for

from indexer.documents import Document
from indexer.embedded.folder import run_lock
from indexer.embedded.schema import record_of
from indexer.embedded.snapshot import Snapshot
from indexer.errors import IndexLocked, IndexNotWritten

_MEMORY_MB = 256
_LOCK_TIMEOUT_S = 2.0


class EmbeddedWriter:
    """See `indexer.engine.Writer`.

    Whoosh lets go of its own lock at every commit; a lock of the run keeps others out in between.
    Raises `IndexLocked` when another run has it.
    """

    def __init__(self, path: Path, whoosh_index: Any) -> None:
        self._path = path
        self._index = whoosh_index
        self._lock = run_lock(path)
        if not try_for(self._lock.acquire, timeout=_LOCK_TIMEOUT_S):
            raise IndexLocked(path=path)
        self._whoosh_writer: Any = None
        self._pending: dict[str, int] = {}
        self._committed = Snapshot(whoosh_index)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._whoosh_writer is not None:
                self._whoosh_writer.cancel()
            self._committed.close()
        finally:
            self._lock.release()

    def add(self, document: Document) -> None:
        self.remove(document.article.id)
        writer = self._writing()
        self._pending[document.article.id] = writer.docnum
        writer.add_document(**record_of(document))

    def remove(self, id: str) -> None:
        pending = self._pending.pop(id, None)
        if pending is not None:
            # Whoosh's writer deletes from committed segments only; the open one can be told itself.
            self._writing().newsegment.delete_document(pending)
        number = self._committed.number(id)
        if number is not None:
            self._writing().delete_document(number)

    def commit(self) -> None:
        if self._whoosh_writer is None:
            return
        try:
            self._whoosh_writer.commit()
        except OSError as error:
            raise IndexNotWritten(path=self._path, reason=error.strerror) from error
        self._whoosh_writer = None
        self._pending.clear()
        self._committed.close()
        self._committed = Snapshot(self._index)

    def _writing(self) -> Any:
        if self._whoosh_writer is None:
            self._whoosh_writer = self._index.writer(limitmb=_MEMORY_MB, timeout=_LOCK_TIMEOUT_S)
        return self._whoosh_writer
