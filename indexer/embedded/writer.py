"""One run of changes to an index, in as many commits as the run asks for."""

from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh.util.filelock import try_for

from indexer.documents import Document
from indexer.embedded.draft import DraftedArticle, drafted
from indexer.embedded.folder import run_lock
from indexer.embedded.index import ColumnarIndex, ColumnarWriter
from indexer.embedded.inversion import inverted
from indexer.embedded.segment import SegmentFile, open_segment
from indexer.embedded.vocabulary import Vocabulary
from indexer.errors import IndexLocked, IndexNotWritten

MEMORY_MB = 512
"""What collecting and inverting articles may take before a segment is written."""

_BYTES_A_WORD = 110
"""Measured: the arrays of an inversion while it runs, per word of text."""

_MOST_DIFFERENT_WORDS = 1_000_000
"""Beyond these the vocabulary of a run is begun anew, about 500 MB."""

_LOCK_TIMEOUT_S = 2.0


class EmbeddedWriter:
    """See `indexer.engine.Writer`.

    Whoosh lets go of its own lock at every commit; a lock of the run keeps others out in between.
    Raises `IndexLocked` when another run has it.
    """

    def __init__(self, path: Path, index: ColumnarIndex, memory_mb: int = MEMORY_MB) -> None:
        self._path = path
        self._index = index
        self._lock = run_lock(path)
        if not try_for(self._lock.acquire, timeout=_LOCK_TIMEOUT_S):
            raise IndexLocked(path=path)
        self._most_words = memory_mb * 1_000_000 // _BYTES_A_WORD
        self._whoosh_writer: ColumnarWriter | None = None
        self._vocabulary = Vocabulary()
        self._drafts: dict[str, DraftedArticle] = {}
        self._words = 0
        self._changed = False
        self._files: dict[str, SegmentFile] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._whoosh_writer is not None:
                self._whoosh_writer.cancel()
        finally:
            self._lock.release()

    def add(self, document: Document) -> None:
        self.remove(document.article.id)
        draft = drafted(document, self._vocabulary)
        self._drafts[draft.facts.id] = draft
        self._words += len(draft.words)
        if self._words > self._most_words:
            self._write_segment()

    def remove(self, id: str) -> None:
        draft = self._drafts.pop(id, None)
        if draft is not None:
            self._words -= len(draft.words)
            return
        for segment in self._writing().segments:
            file = self._files.get(segment.segment_id())
            if file is None:
                file = self._files[segment.segment_id()] = open_segment(self._index.storage, segment)
            for document in file.documents("id", id).tolist():
                segment.delete_document(document)
                self._changed = True

    def commit(self) -> None:
        if self._whoosh_writer is None or not (self._changed or self._drafts):
            return
        try:
            self._write_segment()
            self._whoosh_writer.commit()
        except OSError as error:
            raise IndexNotWritten(path=self._path, reason=error.strerror) from error
        self._whoosh_writer = None
        self._changed = False
        self._files.clear()

    def _writing(self) -> ColumnarWriter:
        if self._whoosh_writer is None:
            self._whoosh_writer = self._index.writer(timeout=_LOCK_TIMEOUT_S)
        return self._whoosh_writer

    def _write_segment(self) -> None:
        if self._drafts:
            self._writing().add_arrays(inverted(list(self._drafts.values()), self._vocabulary))
            self._changed = True
        self._drafts.clear()
        if len(self._vocabulary.words) > _MOST_DIFFERENT_WORDS:
            self._vocabulary = Vocabulary()
        self._words = 0
