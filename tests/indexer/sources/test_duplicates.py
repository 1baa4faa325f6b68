"""One article from several sources is one, by id, address or content."""

import datetime as dt
import json
from pathlib import Path

import pytest

from indexer.article import Article, Paragraph
from indexer.embedded import EmbeddedEngine
from indexer.indexing import Change, Report, index_paths
from indexer.sources import Duplicates
from tests.indexer.sources.reading import FIXTURES
from tests.making import NOW

TEXT = (Paragraph("Ein Satz, der lang genug ist. " * 10),)


def article(id: str, origin: str, body: tuple[Paragraph, ...] = TEXT, **values: object) -> Article:
    return Article(id=id, origin=origin, body=body, title="Titel", **values)  # type: ignore[arg-type]


def admitted(*articles: Article) -> list[str | None]:
    duplicates = Duplicates()
    found = [duplicates.admitted(item, is_held=item.withdrawn) for item in articles]
    return [item.id if item else None for item in found]


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
        ([article("1", "a", (), url="https://x.example/1"), article("2", "b", url="https://X.example/1#top")], ["1", "1"]),
        ([article("1", "a", url="https://x.example/1"), article("2", "b", (), url="https://x.example/1")], ["1", None]),
        ([article("1", "a", (), url="https://x.example/1"), article("2", "a", (), url="https://x.example/1")], ["1", "2"]),
        ([article("1", "a", withdrawn=True), article("2", "b")], ["1", None]),
        ([article("1", "a"), article("2", "b", withdrawn=True)], ["1", "1"]),
        ([article("1", "a", withdrawn=True), article("1", "a")], ["1", "1"]),
        ([article("1", "a", withdrawn=True), article("1", "b")], ["1", None]),
        ([article("1", "a"), article("2", "b"), article("3", "c")], ["1", None, None]),
    ],
)  # fmt: skip
def test_which_of_two_counts(articles: list[Article], ids: list[str | None]) -> None:
    assert admitted(*articles) == ids


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


def test_a_copy_that_an_earlier_run_took_for_another_goes(tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text(
        json.dumps({"id": "17", "title": "Der Moosbach", "body": "Text.", "url": ADDRESS}) + "\n"
    )
    run(tmp_path / "index", export)
    report = run(tmp_path / "index", FIXTURES / "moosbach.html", export)
    assert (report.counts[Change.ADDED], report.counts[Change.REMOVED], report.counts[Change.REPEATED]) == (
        1,
        1,
        1,
    )


def test_a_withdrawn_article_takes_its_copy_of_the_same_run_along(tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text(json.dumps({"id": "17", "url": ADDRESS, "withdrawn": True}) + "\n")
    for paths in ([FIXTURES / "moosbach.html", export], [export, FIXTURES / "moosbach.html"]):
        report = run(tmp_path / "index", *paths)
        engine = EmbeddedEngine.open(tmp_path / "index")
        assert engine.article(ADDRESS) is engine.article("17") is None
        engine.close()
        assert report.counts[Change.HELD] == 1


def test_articles_without_a_date_are_reported_when_they_are_written(tmp_path: Path) -> None:
    export = tmp_path / "export.jsonl"
    export.write_text(json.dumps({"id": "17", "title": "Ohne Tag"}) + "\n")
    assert [str(notice) for notice in run(tmp_path / "index", export).notices] == [
        f"{export}: no date for 'Ohne Tag'"
    ]
    assert run(tmp_path / "index", export).notices == ()
