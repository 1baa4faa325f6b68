"""The table of contents: read without running anything, and only if every bit is as it was written."""

import json
import os
import pickle
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, open_dir

from indexer.embedded import EmbeddedEngine, contents
from indexer.embedded.contents import DamagedContents, ForeignContents, read_contents, write_contents
from indexer.embedded.index import NAME, ColumnarIndex
from indexer.embedded.segment import ColumnarSegment
from indexer.errors import IndexDamaged, IndexOfOtherProgram, NotAnIndex
from tests.making import article, write


class Payload:
    """What runs when it is read as a pickle."""

    def __init__(self, trace):
        self.trace = trace

    def __reduce__(self):
        return (os.mkdir, (str(self.trace),))


def table_of(location):
    (path,) = location.glob("*.toc")
    return path


def with_record(data, record):
    """A table whose record says something else, with all that makes it a sound one."""
    text = json.dumps(record).encode()
    data += text + len(text).to_bytes(4, "little")
    return data + zlib.crc32(data).to_bytes(4, "little") + contents._MAGIC


def evil_table(trace):
    """A table as Whoosh writes it, of one segment that is a program."""
    storage = FileStorage(str(trace.parent))
    TOC(contents.SCHEMA, [Payload(trace)], 1).write(storage, NAME)
    return (trace.parent / f"_{NAME}_1.toc").read_bytes()


@given(st.lists(st.tuples(st.integers(0, 40), st.sets(st.integers(0, 39))), max_size=4))
def test_generations_come_back(tmp_path_factory, wanted):
    folder = tmp_path_factory.mktemp("contents")
    segments = []
    for documents, deleted in wanted:
        segments.append(ColumnarSegment(NAME, documents))
        for number in deleted:
            if number < documents:
                segments[-1].delete_document(number)
    write_contents(folder, NAME, 7, segments)
    read = read_contents(folder, NAME, 7)
    assert read == (7, segments)
    assert [list(segment.deleted_docs()) for segment in read.segments] == [
        sorted(number for number in deleted if number < documents) for documents, deleted in wanted
    ]


@pytest.mark.parametrize("trailer", [b"", b"\0" * 24])
def test_a_crafted_table_runs_nothing(tmp_path, trailer):
    write(tmp_path / "index", [article("a", "Titel")])
    trace = tmp_path / "it ran"
    table_of(tmp_path / "index").write_bytes(evil_table(trace) + trailer)
    with pytest.raises(IndexOfOtherProgram):
        EmbeddedEngine.open(tmp_path / "index")
    with pytest.raises(IndexOfOtherProgram):
        write(tmp_path / "index", [article("b", "Titel")])
    assert not trace.exists()


def test_a_crafted_table_of_an_unmarked_folder_runs_nothing(tmp_path):
    trace = tmp_path / "it ran"
    evil_table(trace)
    with pytest.raises(IndexOfOtherProgram):
        EmbeddedEngine.open(tmp_path)
    with pytest.raises(NotAnIndex):
        EmbeddedEngine.open_or_create(tmp_path)
    assert not trace.exists()


def test_pickles_before_a_sound_record_are_not_read(tmp_path):
    write(tmp_path / "index", [article("a", "Titel")])
    path = table_of(tmp_path / "index")
    (segment,) = read_contents(path.parent, NAME, 1).segments
    trace = tmp_path / "it ran"
    path.write_bytes(with_record(evil_table(trace), {"generation": 1, "segments": [segment.record()]}))
    assert EmbeddedEngine.open(tmp_path / "index").size().articles == 1
    assert not trace.exists()
    pickle.loads(pickle.dumps(Payload(trace)))
    assert trace.exists()  # so it would have been noticed


def test_every_flipped_bit_is_found(tmp_path):
    write(tmp_path / "index", [article("a", "Titel")])
    path = table_of(tmp_path / "index")
    sound = path.read_bytes()
    for place in range(len(sound)):
        for bit in range(8):
            data = bytearray(sound)
            data[place] ^= 1 << bit
            path.write_bytes(data)
            with pytest.raises((ForeignContents, DamagedContents)):
                read_contents(path.parent, NAME, 1)
    for length in range(len(sound)):
        path.write_bytes(sound[:length])
        with pytest.raises((ForeignContents, DamagedContents)):
            read_contents(path.parent, NAME, 1)


@pytest.mark.parametrize(
    "segment",
    [
        {"id": "../../etc/passwd", "documents": 1, "deleted": ""},
        {"id": "a", "documents": -1, "deleted": ""},
        {"id": "a", "documents": 1.0, "deleted": ""},
        {"id": "a", "documents": 9, "deleted": "00"},
        {"id": "a", "documents": 9, "deleted": "0x00"},
        {"id": 7, "documents": 9, "deleted": ""},
        {"id": "a", "documents": 9},
        "a",
        None,
    ],
)
def test_what_is_no_record_of_a_segment_is_damage(tmp_path, segment):
    write(tmp_path / "index")
    path = table_of(tmp_path / "index")
    path.write_bytes(with_record(b"", {"generation": 0, "segments": [segment]}))
    with pytest.raises(IndexDamaged):
        EmbeddedEngine.open(tmp_path / "index")


def test_a_table_under_the_name_of_another_generation_is_damage(tmp_path):
    write(tmp_path / "index", [article("a", "Titel")])
    path = table_of(tmp_path / "index")
    path.rename(path.with_name(f"_{NAME}_9.toc"))
    with pytest.raises(IndexDamaged, match="another generation"):
        EmbeddedEngine.open(tmp_path / "index")


def test_whoosh_opens_the_same_files(tmp_path):
    write(tmp_path / "index", [article("a", "Titel")])
    storage = FileStorage(str(tmp_path / "index"))
    for opened in (open_dir(str(tmp_path / "index")), storage.open_index(indexclass=ColumnarIndex)):
        with opened.searcher() as searcher:
            assert searcher.document_number(id="a") == 0
    assert pickle.loads(pickle.dumps(read_contents(tmp_path / "index", NAME, 1).segments))
