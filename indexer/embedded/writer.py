"""One run of changes to an index, in as many commits as the run asks for."""

import os
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh.util.filelock import try_for

from indexer.article import Article, from_json, to_json
from indexer.documents import Document, document
from indexer.embedded.analysts import ARTICLES_AT_ONCE, Analysts
from indexer.embedded.draft import DraftedArticle, drafted
from indexer.embedded.folder import run_lock
from indexer.embedded.index import ColumnarIndex, ColumnarWriter
from indexer.embedded.inversion import inverted
from indexer.embedded.segment import SegmentFile, open_segment
from indexer.embedded.vocabulary import Vocabulary
from indexer.errors import IndexLocked, IndexNotWritten

MEMORY_MB = 1_000
"""What collecting and inverting articles may take before a segment is written."""

_BYTES_A_WORD = 110
"""Measured: the arrays of an inversion while it runs, per word of text."""
_MOST_DIFFERENT_WORDS = 1_000_000
"""Beyond these the vocabulary of a run is begun anew, about 500 MB."""
_WORTH_PROCESSES = 1_000
"""Fewer articles are analysed before other processes would be ready."""
_LOCK_TIMEOUT_S = 2.0


class EmbeddedWriter:
    """See `indexer.engine.Writer`.

    Whoosh lets go of its own lock at every commit; a lock of the run keeps others out in between.
    Raises `IndexLocked` when another run has it.
    """

    def __init__(
        self, path: Path, index: ColumnarIndex, memory_mb: int = MEMORY_MB, processes: int | None = None
    ) -> None:
        self._path = path
        self._index = index
        self._lock = run_lock(path)
        if not try_for(self._lock.acquire, timeout=_LOCK_TIMEOUT_S):
            raise IndexLocked(path=path)
        self._most_words = memory_mb * 1_000_000 // _BYTES_A_WORD
        self._processes = (os.cpu_count() or 1) if processes is None else processes
        self._whoosh_writer: ColumnarWriter | None = None
        self._vocabulary = Vocabulary()
        self._analysts: Analysts | None = None
        # Articles are numbered as they are added. Per id the number of the one that counts, if it is not yet
        # in a segment: an earlier one may still be under way when a later one replaces it.
        self._count = 0
        self._latest: dict[str, int] = {}
        self._unsent: list[str] = []
        self._expected: deque[int] = deque()
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
            if self._analysts is not None:
                self._analysts.close()
            if self._whoosh_writer is not None:
                self._whoosh_writer.cancel()
        finally:
            self._lock.release()

    def add(self, document: Document) -> None:
        number = self._number(document.article.id)
        self._take(drafted(document, self._vocabulary, to_json(document.article)), number)

    def add_article(self, article: Article) -> None:
        self._expected.append(self._number(article.id))
        self._unsent.append(to_json(article))
        if self._analysts is None and len(self._unsent) >= _WORTH_PROCESSES and self._processes > 1:
            self._analysts = Analysts(self._vocabulary, self._processes)
        while self._analysts is not None and len(self._unsent) >= ARTICLES_AT_ONCE:
            batch = self._unsent[:ARTICLES_AT_ONCE]
            del self._unsent[:ARTICLES_AT_ONCE]
            self._take_all(self._analysts.send(batch))

    def remove(self, id: str) -> None:
        if self._latest.pop(id, None) is not None:
            draft = self._drafts.pop(id, None)
            self._words -= len(draft.words) if draft else 0
            return
        for segment in self._writing().segments:
            file = self._files.get(segment.segment_id())
            if file is None:
                file = self._files[segment.segment_id()] = open_segment(self._index.storage, segment)
            for number in file.documents("id", id).tolist():
                segment.delete_document(number)
                self._changed = True

    def commit(self) -> None:
        self._finish_drafts()
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

    def _number(self, id: str) -> int:
        """Make room for an article: what the index has under its id goes."""
        self.remove(id)
        self._count += 1
        self._latest[id] = self._count
        return self._count

    def _finish_drafts(self) -> None:
        """Have every article that was added as a draft."""
        unsent, self._unsent = self._unsent, []
        if self._analysts is None:
            articles = map(from_json, unsent)
            self._take_all(
                drafted(document(article), self._vocabulary, text)
                for article, text in zip(articles, unsent, strict=True)
            )
        else:
            self._take_all(self._analysts.send(unsent))
            self._take_all(self._analysts.rest())

    def _take_all(self, drafts: Iterable[DraftedArticle]) -> None:
        for draft in drafts:
            self._take(draft, self._expected.popleft())

    def _take(self, draft: DraftedArticle, number: int) -> None:
        id = draft.facts.id
        if self._latest.get(id) != number:
            return
        self._drafts[id] = draft
        self._words += len(draft.words)
        if self._words > self._most_words:
            self._write_segment()

    def _writing(self) -> ColumnarWriter:
        if self._whoosh_writer is None:
            self._whoosh_writer = self._index.writer(timeout=_LOCK_TIMEOUT_S)
        return self._whoosh_writer

    def _write_segment(self) -> None:
        if self._drafts:
            self._writing().add_arrays(inverted(list(self._drafts.values()), self._vocabulary))
            self._changed = True
        for id in self._drafts:
            del self._latest[id]
        self._drafts.clear()
        self._words = 0
        if self._analysts is None and len(self._vocabulary) > _MOST_DIFFERENT_WORDS:
            self._vocabulary = Vocabulary()
