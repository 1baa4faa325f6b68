"""Finding files and reading them, whatever state they are in."""

import bz2
import datetime as dt
import gzip
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.article import Article, Kind
from indexer.errors import NothingToIndex, UnsuitablePath
from indexer.sources import find, is_page, jsonlines, read

TODAY = dt.date(2026, 3, 1)
PAGE = "Newsroom\n\nDer Rat tagt\n\nEr tagt am Donnerstag, 5. März, im Saal.\n"
LINE = json.dumps({"id": "1", "title": "Größe"}, ensure_ascii=False) + "\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.jsonl",
        "a.txt",
        "c/d.jsonl.gz",
        "c/B.TXT",
        ".hidden.txt",
        ".git/e.txt",
        "notes.md",
        "picture.png",
        "f.gz",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(PAGE)
    return tmp_path


def ids(path: Path) -> list[str]:
    """The id of each article, and the sentence of each failure without the path."""
    items = list(read(path, TODAY))
    return [item.id if isinstance(item, Article) else str(item).removeprefix(str(path)) for item in items]


def test_a_folder_is_searched_in_order(tree: Path) -> None:
    names = ["a.txt", "b.jsonl", "notes.md", "c/B.TXT", "c/d.jsonl.gz"]
    assert find([tree]) == [tree / name for name in names]
    assert find([tree / ".hidden.txt", tree / ".git"]) == [tree / ".hidden.txt", tree / ".git/e.txt"]


def test_a_file_appears_once_however_it_is_reached(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "again.txt").symlink_to("a.txt")
    (tree / "c/up").symlink_to(tree)
    (tree / "c/itself").symlink_to("itself")
    assert len(find([tree, tree / "c", tree])) == 5
    monkeypatch.chdir(tree)
    assert find([Path("b.jsonl"), tree / "b.jsonl", Path("c/../b.jsonl")]) == [Path("b.jsonl")]


def test_what_cannot_be_found_is_said_in_a_sentence(tree: Path) -> None:
    with pytest.raises(UnsuitablePath, match=r"missing: there is no such file or folder$"):
        find([tree / "a.txt", tree / "missing"])
    (tree / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    with pytest.raises(
        UnsuitablePath, match=r"picture\.png: its format is not known; \.txt, .* files are read$"
    ):
        find([tree / "picture.png"])
    with pytest.raises(UnsuitablePath, match="name too long"):
        find([tree / ("x" * 300)])
    (tree / "empty").mkdir()
    with pytest.raises(NothingToIndex, match="empty holds no articles"):
        find([tree / "empty"])


def test_what_is_no_file_is_passed_by(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    (tree / "folder.txt").mkdir()
    (tree / "folder.txt/inside.jsonl").write_text(LINE)
    (tree / "lost.txt").symlink_to("nowhere.txt")
    names = [path.name for path in find([tree]) if isinstance(path, Path)]
    assert "pipe.txt" not in names
    assert "inside.jsonl" in names
    # A link to nowhere was meant to be an article, so the reader reports it.
    assert "lost.txt" in names
    assert ids(tree / "lost.txt") == [": No such file or directory"]
    assert ids(tree / "folder.txt") == [": it is a folder"]


def test_a_closed_folder_is_reported_and_the_others_are_read(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def scandir_unless_closed(path: "str | os.PathLike[str]") -> "os._ScandirIterator[str]":
        if Path(path).name == "c":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scandir_unless_closed)
    assert find([tree]) == [tree / "a.txt", tree / "b.jsonl", tree / "notes.md", tree / "c"]
    assert ids(tree / "c") == [": Permission denied"]


def test_each_kind_of_file_is_read(tmp_path: Path) -> None:
    page, plain, packed = tmp_path / "a.txt", tmp_path / "b.jsonl", tmp_path / "c.jsonl.gz"
    page.write_text(PAGE, "utf-8")
    plain.write_text(LINE, "utf-8")
    packed.write_bytes(gzip.compress(LINE.encode()))
    (from_page,), (from_plain,), (from_packed,) = (list(read(file, TODAY)) for file in (page, plain, packed))
    assert isinstance(from_page, Article)
    assert (from_page.kind, from_page.published, from_page.origin) == (
        Kind.ARTICLE,
        dt.date(2026, 3, 5),
        str(page),
    )
    assert from_plain == Article(id="1", title="Größe", origin=str(plain))
    assert from_packed == Article(id="1", title="Größe", origin=str(packed))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_without_a_suffix_is_found(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    page, lines, nothing = tmp_path / "page", tmp_path / "lines", tmp_path / "nothing"
    page.write_bytes(pack(b"<html><p>x"))
    lines.write_bytes(pack(LINE.encode() * 2))
    nothing.write_bytes(pack(b"\x00\x01"))
    assert find([page, lines]) == [page, lines]
    assert not is_page(page)
    with pytest.raises(UnsuitablePath, match="its format is not known"):
        find([nothing])
    newsroom = tmp_path / "a.txt.gz"
    newsroom.write_bytes(pack(PAGE.encode()))
    assert is_page(newsroom)
    assert not is_page(tmp_path / "missing.txt")


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (b"", ": no text"),
        (b"\xef\xbb\xbf \r\n", ": no text"),
        (PAGE.encode("utf-16-le"), ": binary data (NUL bytes)"),
        (b"\x00\x01\x02", ": binary data (NUL bytes)"),
    ],
)
def test_a_page_that_is_no_text_is_a_failure(tmp_path: Path, data: bytes, failure: str) -> None:
    page = tmp_path / "a.txt"
    page.write_bytes(data)
    assert ids(page) == [failure]


def test_a_page_may_be_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "a.txt"
    page.write_bytes(b"x" * (2**20 + 1))
    monkeypatch.setattr("indexer.sources.newsroom.MAX_PAGE_BYTES", 2**20)
    assert ids(page) == [": the file has more than 1 MiB"]


def test_a_list_without_its_article_is_read_and_reported(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("Weitere Nachrichten\n\nzur Nachricht Titel Titel\nMo 16. Februar 2026\n", "utf-8")
    failure, teaser = ids(page)
    assert failure == ": no title"
    assert teaser.startswith("titel-")


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_truncated_gzip_gives_what_it_holds(tmp_path: Path, kept: float) -> None:
    lines = [json.dumps({"id": number, "body": os.urandom(40).hex()}) for number in range(2_000)]
    data = gzip.compress("\n".join(lines).encode())
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(data[: int(len(data) * kept)])
    *found, failure = ids(packed)
    assert found == [str(number) for number in range(len(found))]
    assert len(found) > 2_000 * kept * 0.8
    assert (
        failure == ": damaged gzip file (Compressed file ended before the end-of-stream marker was reached)"
    )


@pytest.mark.parametrize("data", [b"no gzip at all\n", gzip.compress(LINE.encode())[:12] + b"\xff" * 40])
def test_a_broken_gzip_is_a_failure(tmp_path: Path, data: bytes) -> None:
    packed = tmp_path / "a.jsonl.gz"
    packed.write_bytes(data)
    (failure,) = ids(packed)
    assert failure.startswith(": damaged gzip file (")


def test_a_packed_line_may_be_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "MAX_LINE_BYTES", 2**20)
    packed = tmp_path / "a.jsonl.gz"
    with gzip.open(packed, "wb") as stream:
        for _ in range(100):
            stream.write(b" " * 2**20)
        stream.write(b"\n" + LINE.encode())
    assert ids(packed) == [", line 1: the line has more than 1 MiB", "1"]


def test_a_file_that_vanished_or_is_closed_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ids(tmp_path / "gone.txt") == [": No such file or directory"]
    closed = tmp_path / "closed.jsonl"
    closed.write_text(LINE)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert ids(closed) == [": Permission denied"]


def test_a_name_that_is_no_unicode_can_be_stored(tmp_path: Path) -> None:
    page = Path(os.fsdecode(os.fsencode(tmp_path) + b"/gr\xfc\xdfe.txt"))
    try:
        page.write_text(PAGE, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    (article,) = read(page, TODAY)
    assert isinstance(article, Article)
    assert article.origin.encode()
    assert article.origin.endswith("gr��e.txt")


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.txt"])
def test_the_progress_adds_up_to_the_size_of_the_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    data = ((LINE + "{\n") * 5_000 + "\n\n").encode()
    file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    told: list[int] = []
    count = sum(1 for _ in read(file, TODAY, told.append))
    assert count == 10_000
    assert sum(told) == file.stat().st_size
    assert min(told) >= 0
