"""The Whoosh index with columnar segments: its storage, its writer, its commits."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from indexer.embedded.arrays import Array
from indexer.embedded.codec import ColumnarCodec
from indexer.embedded.container import write_container
from indexer.embedded.merging import Source, merged, to_merge
from indexer.embedded.segment import ColumnarSegment, open_segment

MergePolicy = Callable[[SegmentWriter, list[ColumnarSegment]], list[ColumnarSegment]]


class DurableStorage(FileStorage):
    """A folder in which a file that has its name also has its content, whatever happens to the power.

    Whoosh writes a table of contents under another name and renames it; the content has to be on disk
    before, the name after.
    """

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        with Path(self.folder, oldname).open("rb") as file:
            os.fsync(file.fileno())
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system lets folders be opened."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class ColumnarIndex(FileIndex):
    """A Whoosh index whose writers write columnar segments."""

    def writer(self, procs: int = 1, **kwargs: Any) -> "ColumnarWriter":
        return ColumnarWriter(self, **kwargs)


class ColumnarWriter(SegmentWriter):
    """Whoosh's writer for deletions, merges and commits; new documents come as whole segments."""

    def __init__(self, index: ColumnarIndex, **kwargs: Any) -> None:
        super().__init__(index, codec=ColumnarCodec(), compound=False, **kwargs)
        self.segments: list[ColumnarSegment]
        self._sources: list[ColumnarSegment] = []

    def add_arrays(self, arrays: dict[str, Array]) -> ColumnarSegment:
        """Write a segment; it belongs to the index from the next commit on."""
        segment = ColumnarSegment(self.indexname, len(arrays["lengths"]))
        write_container(segment.path(Path(self.storage.folder)), arrays)
        self.segments.append(segment)
        self._setup_doc_offsets()
        return segment

    def add_document(self, **fields: Any) -> None:
        raise NotImplementedError("documents are analysed and come as segments: see add_arrays")

    def add_reader(self, reader: Any) -> None:
        """Take the documents of a segment into the one that this commit writes."""
        self._sources.append(reader.segment())

    def commit(
        self, mergetype: MergePolicy | None = None, optimize: bool | None = None, merge: bool | None = None
    ) -> None:
        """Make all changes visible. Without a word about merging, segments are merged as they should be."""
        self._check_state()
        try:
            self.segments = [segment for segment in self.segments if segment.doc_count()]
            self._close_segment()
            self._commit_toc(self._merged(mergetype, optimize, self.merge if merge is None else merge))
        except BaseException:
            self._cleanup_on_error()
            raise
        self._finish()

    def _merged(
        self, mergetype: MergePolicy | None, optimize: bool | None, merge: bool
    ) -> list[ColumnarSegment]:
        """The segments of the new generation."""
        segments: list[ColumnarSegment] = list(self.segments)
        if mergetype:
            segments = list(mergetype(self, segments))
            sources = self._sources
        elif optimize or self.optimize:
            sources = segments if len(segments) > 1 or self.has_deletions() else []
        else:
            sources = to_merge(segments) if merge else []
        kept = [segment for segment in segments if segment not in sources]
        return [*kept, self._merge(sources)] if sources else kept

    def _merge(self, segments: Sequence[ColumnarSegment]) -> ColumnarSegment:
        arrays = merged(
            [Source(open_segment(self.storage, segment), ~segment.deleted_mask()) for segment in segments]
        )
        segment = ColumnarSegment(self.indexname, len(arrays["lengths"]))
        write_container(segment.path(Path(self.storage.folder)), arrays)
        return segment
