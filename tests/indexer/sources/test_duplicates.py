"""One article from several sources is one, by id, address or content."""

import datetime as dt
import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from indexer.article import Article, Paragraph
from indexer.embedded import EmbeddedEngine
from indexer.indexing import Change, Report, index_paths
from indexer.sources import Duplicates
from indexer.states import visible_from
from tests.indexer.sources.reading import FIXTURES
from tests.making import NOW

TEXT = (Paragraph("Ein Satz, der lang genug ist. " * 10),)


def article(id: str, origin: str, body: tuple[Paragraph, ...] = TEXT, **values: object) -> Article:
    return Article(id=id, origin=origin, body=body, title="Titel", **values)  # type: ignore[arg-type]


def counting(*articles: Article) -> list[str | None]:
    """Of every article its id if it counts when it comes, and those that it displaces."""
    duplicates = Duplicates()
    found = [duplicates.meet(item, visible_from(item)) for item in articles]
    return [f"{met.id}>{met.displaced}" if met.displaced else met.id if met.counts else None for met in found]


@pytest.mark.parametrize(
    ("articles", "ids"),
    [
        ([article("1", "a"), article("1", "b")], ["1", "1"]),
        ([article("1", "a"), article("1", "b", ())], ["1", None]),
        ([article("1", "a"), article("1", "a", ())], ["1", None]),
        ([article("1", "a", ()), article("1", "a", ())], ["1", "1"]),
        ([article("1", "a", withdrawn=True, modified=dt.date(2026, 2, 16)), article("1", "b", modified=dt.datetime(2026, 2, 16, 8))], ["1", "1"]),
        ([article("1", "a", withdrawn=True, modified=dt.date(2026, 2, 17)), article("1", "b", modified=dt.datetime(2026, 2, 16, 8))], ["1", None]),
        ([article("1", "a", ()), article("1", "b"), article("1", "a", ())], ["1", "1", None]),
        ([article("1", "a", ()), article("1", "b")], ["1", "1"]),
        ([article("1", "a"), article("2", "b")], ["1", None]),
        ([article("1", "a"), article("2", "a")], ["1", "2"]),
        ([article("1", "a", ()), article("2", "b", ())], ["1", "2"]),
        ([article("1", "a", (), url="https://x.example/1"), article("2", "b", url="https://X.example/1#top")], ["1", "2>1"]),
        ([article("1", "a", url="https://x.example/1"), article("2", "b", (), url="https://x.example/1")], ["1", None]),
        ([article("1", "a", (), url="https://x.example/1"), article("2", "a", (), url="https://x.example/1")], ["1", "2"]),
        ([article("1", "a", withdrawn=True), article("2", "b")], ["1", None]),
        ([article("1", "a", (), url="https://x.example/1"), article("2", "b", url="https://x.example/1"), article("1", "a", (), url="https://x.example/1")], ["1", "2>1", None]),
        ([article("1", "a"), article("2", "b", withdrawn=True)], ["1", "2>1"]),
        ([article("1", "a"), article("2", "b", embargo_until=dt.date(2026, 2, 17))], ["1", "2>1"]),
        ([article("1", "a", embargo_until=dt.date(2026, 2, 17)), article("2", "b")], ["1", None]),
        ([article("1", "a", embargo_until=dt.date(2026, 2, 17)), article("1", "b")], ["1", None]),
        ([article("1", "a", embargo_until=dt.date(2026, 2, 17)), article("1", "b", (), withdrawn=True)], ["1", "1"]),
        ([article("1", "a", withdrawn=True), article("1", "b", embargo_until=dt.date(2026, 2, 17))], ["1", None]),
        ([article("1", "a", withdrawn=True), article("1", "a")], ["1", "1"]),
        ([article("1", "a", withdrawn=True), article("1", "b")], ["1", None]),
        ([article("1", "a"), article("2", "b"), article("3", "c")], ["1", None, None]),
    ],
)  # fmt: skip
def test_which_of_two_counts(articles: list[Article], ids: list[str | None]) -> None:
    assert counting(*articles) == ids


def run(location: Path, *paths: Path) -> Report:
    return index_paths(paths, location, NOW, on_start=lambda _: lambda _: None, on_change=lambda _: None)


ADDRESS = "https://anzeiger.elmsburg.example/umwelt/moosbach-fliesst"


@pytest.mark.parametrize("names", [("stadt.rss", "moosbach.html"), ("moosbach.html", "stadt.rss")])
def test_a_feed_and_its_pages_become_one(tmp_path: Path, names: tuple[str, str]) -> None:
    paths = [FIXTURES / name for name in names]
    report = run(tmp_path / "index", *paths)
    assert report.counts[Change.ADDED] + report.counts[Change.UPDATED] + report.counts[Change.REPEATED] == 4
    engine = EmbeddedEngine.open(tmp_path / "index")
    found = engine.article(ADDRESS)
    engine.close()
    assert found is not None
    assert len(found.body) == 6
    again = run(tmp_path / "index", *paths)
    assert again.counts[Change.ADDED] == again.counts[Change.REMOVED] == 0


def test_a_feed_does_not_take_the_text_that_an_earlier_run_found(tmp_path: Path) -> None:
    run(tmp_path / "index", FIXTURES / "moosbach.html")
    report = run(tmp_path / "index", FIXTURES / "stadt.rss")
    assert (report.counts[Change.ADDED], report.counts[Change.REPEATED]) == (2, 1)
    engine = EmbeddedEngine.open(tmp_path / "index")
    found = engine.article(ADDRESS)
    engine.close()
    assert found is not None
    assert found.body


def test_a_copy_of_what_an_earlier_run_indexed_is_repeated(tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text(
        json.dumps({"id": "17", "title": "Der Moosbach", "body": "Text.", "url": ADDRESS}) + "\n"
    )
    run(tmp_path / "index", export)
    for repeated in (1, 0):  # then both files are passed over
        report = run(tmp_path / "index", FIXTURES / "moosbach.html", export)
        assert (report.counts[Change.UNCHANGED], report.counts[Change.REPEATED]) == (1, repeated)


def test_a_withdrawn_article_takes_its_copy_of_the_same_run_along(tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text(json.dumps({"id": "17", "url": ADDRESS, "withdrawn": True}) + "\n")
    for place, paths in enumerate(
        ([FIXTURES / "moosbach.html", export], [export, FIXTURES / "moosbach.html"])
    ):
        location = tmp_path / f"index-{place}"
        assert run(location, *paths).counts[Change.WITHDRAWN] == 1
        for again in (paths, [FIXTURES / "moosbach.html"]):
            with closing(EmbeddedEngine.open(location)) as engine:
                assert engine.article(ADDRESS) is engine.article("17") is None
            run(location, *again)


def test_a_bare_withdrawal_keeps_copies_of_what_was_stored_away(tmp_path: Path) -> None:
    words = {"title": "Der Moosbach", "body": TEXT[0].text, "date": "2026-02-16"}
    first, second, notice = (tmp_path / f"{name}.jsonl" for name in ("first", "second", "notice"))
    first.write_text(json.dumps({"id": "17", **words}) + "\n")
    second.write_text(json.dumps({"id": "4711", **words}) + "\n")
    notice.write_text(json.dumps({"id": "17", "withdrawn": True}) + "\n")
    again, back = (tmp_path / f"{name}.jsonl" for name in ("again", "back"))
    shutil.copy(notice, again)
    shutil.copy(first, back)
    for path, change in (
        (first, Change.ADDED),
        (notice, Change.WITHDRAWN),
        (again, Change.UNCHANGED),
        (second, Change.REPEATED),
        (back, Change.REPEATED),
    ):
        assert run(tmp_path / "index", path).counts[change] == 1, (path, change)
    with closing(EmbeddedEngine.open(tmp_path / "index")) as engine:
        assert engine.size().articles == 0


def test_articles_without_a_date_are_reported_when_they_are_written(tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text(json.dumps({"id": "17", "title": "Ohne Tag"}) + "\n")
    assert [str(notice) for notice in run(tmp_path / "index", export).notices] == [
        f"{export}: no date for 'Ohne Tag'"
    ]
    assert run(tmp_path / "index", export).notices == ()
