"""Building an index anew in the place of the old one."""

import json

import pytest

from indexer import open_index
from indexer.errors import IndexOfOtherVersion, NotAnIndex
from indexer.indexing import index_paths, remove_articles
from tests.indexer.test_indexing import counts, found, lines, run
from tests.making import NOW


def one(id: str, title: str, **values: object) -> dict[str, object]:
    return {"id": id, "title": title, "date": "2026-02-16", **values}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    lines(folder / "a.jsonl", one("1", "Eins"), one("2", "Zwei"))
    lines(folder / "b.jsonl", one("3", "Drei"))
    return folder


@pytest.fixture
def location(tmp_path, folder):
    run(folder, tmp_path / "index")
    return tmp_path / "index"


def test_the_new_index_has_what_the_paths_hold_and_nothing_else(folder, location):
    (folder / "b.jsonl").unlink()
    assert counts(run(folder, location, recreate=True)) == {"added": 2}
    assert sorted(found(location, "")) == ["Eins", "Zwei"]
    assert counts(run(folder, location)) == {"unchanged": 2}


def test_searches_go_on_until_the_new_index_takes_the_place(folder, location):
    titles = []
    with open_index(location) as index:
        before = index.generation

        def look(_):
            titles.append(index.stats().articles)

        lines(folder / "a.jsonl", one("4", "Vier"))
        index_paths([folder], location, NOW, recreate=True, on_start=lambda _: lambda _: None, on_change=look)
        assert titles == [3, 3]
        assert (index.stats().articles, index.generation > before) == (2, True)
        assert index.verify().faults == ()


def test_an_interrupted_run_leaves_the_old_index(folder, location):
    def interrupt(_):
        raise KeyboardInterrupt

    lines(folder / "a.jsonl", one("4", "Vier"))
    with pytest.raises(KeyboardInterrupt):
        index_paths(
            [folder], location, NOW, recreate=True, on_start=lambda _: lambda _: None, on_change=interrupt
        )
    assert sorted(found(location, "")) == ["Drei", "Eins", "Zwei"]
    assert counts(run(folder, location, recreate=True)) == {"added": 2}
    assert sorted(found(location, "")) == ["Drei", "Vier"]


def test_what_was_removed_stays_away(folder, location):
    remove_articles(["1"], location, NOW.timestamp)
    assert counts(run(folder, location, recreate=True)) == {"added": 2, "repeated": 1}
    assert sorted(found(location, "")) == ["Drei", "Zwei"]
    assert counts(run(folder, location)) == {"unchanged": 2}


def test_articles_of_a_file_that_cannot_be_read_now_stay(folder, location):
    (folder / "a.jsonl").write_text(json.dumps(one("1", "Eins neu")) + "\n{broken\n", encoding="utf-8")
    report = run(folder, location, recreate=True)
    assert len(report.failures) == 1
    assert sorted(found(location, "")) == ["Drei", "Eins neu", "Zwei"]


@pytest.mark.parametrize("damage", ["version", "mark", "contents"])
def test_an_index_that_cannot_be_read_is_replaced(folder, location, damage):
    if damage == "contents":
        for table in location.glob("_MAIN_*.toc"):
            table.write_bytes(b"nonsense")
    else:
        mark = json.dumps({"format": 1, "analysis": 1}) if damage == "version" else "nonsense"
        (location / "nachlese.json").write_text(mark)
    report = run(folder, location, recreate=True)
    assert counts(report) == {"added": 3}
    assert "not known any more" in str(report.notices[0])
    assert sorted(found(location, "")) == ["Drei", "Eins", "Zwei"]
    assert counts(run(folder, location)) == {"unchanged": 3}
    assert len(list(location.glob("_MAIN_*.toc"))) == 1


def test_until_then_the_mark_is_that_of_the_old_version(folder, location):
    (location / "nachlese.json").write_text(json.dumps({"format": 1, "analysis": 1}))

    def interrupt(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_paths(
            [folder], location, NOW, recreate=True, on_start=lambda _: lambda _: None, on_change=interrupt
        )
    with pytest.raises(IndexOfOtherVersion, match="format 1"):
        open_index(location)


def test_there_may_be_no_index_yet_but_no_other_files(folder, tmp_path):
    assert counts(run(folder, tmp_path / "new", recreate=True)) == {"added": 3}
    with pytest.raises(NotAnIndex):
        run(folder, folder, recreate=True)
