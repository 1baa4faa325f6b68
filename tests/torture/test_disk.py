"""Disks that are full or fail: the command says so, what was committed is there, the next run succeeds."""

import errno
import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import SearchRequest, json_line, open_index
from indexer.cli import main
from tests.making import write
from tests.torture.amounts import FULL
from tests.torture.disk import Disk
from tests.torture.news import news

STORED = [news(number) for number in range(6)]
BATCH = [news(1, version=1), news(4, version=1), *(news(number) for number in range(6, 9))]
"""Updates and additions that together are merged with what is stored."""

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT) if FULL else (errno.ENOSPC,)


@pytest.fixture
def index(tmp_path) -> Path:
    location = tmp_path / "stored"
    write(location, STORED)
    write(location, [news(5, version=3)], remove=["n2"])
    return location


@pytest.fixture
def batch(tmp_path) -> Path:
    path = tmp_path / "batch.jsonl"
    path.write_text("".join(map(json_line, BATCH)), encoding="utf-8")
    return path


def held(location: Path) -> dict[str, str]:
    """Per id the title, of every article that can be found; the index is sound."""
    with open_index(location) as index:
        assert index.verify().faults == ()
        found = list(index.every_hit(SearchRequest("Renaturierung")))
        assert index.search(SearchRequest("Renaturierung")).total == len(found)
    assert len({article.id for article in found}) == len(found)
    return {article.id: article.title for article in found}


def run(location: Path, batch: Path):
    return CliRunner().invoke(main, ["index", str(batch), "--index", str(location)])


def with_batch(before: dict[str, str]) -> dict[str, str]:
    return before | {article.id: article.title for article in BATCH}


@pytest.mark.parametrize("error", ERRORS)
def test_every_call_fails_once(index, batch, tmp_path, figure, error):
    before = held(index)
    names = None
    failures = said = 0
    for fails_at in range(1, 1_000, 1 if FULL else 13):
        shutil.copytree(index, location := tmp_path / "index")
        disk = Disk(location, fails_at, error)
        with disk.watched():
            result = run(location, batch)
        after = held(location)
        assert after in (before, with_batch(before)), disk.done[-1]
        assert not isinstance(result.exception, Exception), (disk.done[-1], result.exc_info)
        if result.exit_code:
            said += 1
            assert result.exit_code == 1
            assert "Error: " in result.stderr
            assert "could not be written" in result.stderr, (disk.done[-1], result.stderr)
        else:
            assert after == with_batch(before)
        again = run(location, batch)
        assert again.exit_code == 0, again.output
        assert held(location) == with_batch(before)
        kinds = sorted(path.suffix for path in location.iterdir())
        names = names or kinds
        assert kinds == names, "something was left behind"
        shutil.rmtree(location)
        if not disk.failed:
            break
        failures += 1
    figure(
        f"{errno.errorcode[error]}: each of {failures} calls of a run failed once; the run said so {said} times"
    )
    assert failures > 10


@pytest.mark.parametrize("error", ERRORS)
def test_a_new_index_on_a_disk_that_fails(batch, tmp_path, error):
    for fails_at in range(1, 1_000, 1 if FULL else 11):
        location = tmp_path / "new"
        disk = Disk(location, fails_at, error)
        with disk.watched():
            result = run(location, batch)
        assert not isinstance(result.exception, Exception), (disk.done[-1], result.exc_info)
        again = run(location, batch)
        assert again.exit_code == 0, (disk.done[-1], again.output)
        assert held(location) == with_batch({})
        shutil.rmtree(location)
        if not disk.failed:
            break


@pytest.mark.parametrize("size", [0, 500, 5_000, *(range(0, 40_000, 500) if FULL else [])])
def test_files_cannot_grow_beyond_a_size(index, batch, size):
    before = held(index)
    result = subprocess.run(
        [sys.executable, "-m", "indexer", "index", str(batch), "--index", str(index)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in result.stderr
    after = held(index)
    if result.returncode:
        assert "could not be written (File too large)" in result.stderr
        assert after == before
    else:
        assert after == with_batch(before)
    assert run(index, batch).exit_code == 0
    assert held(index) == with_batch(before)


def test_everything_is_on_disk_before_it_is_named_and_named_before_it_is_relied_on(index, batch, tmp_path):
    disk = Disk(index)
    with disk.watched():
        assert run(index, batch).exit_code == 0
    calls = [(done.what, done.name) for done in disk.done if not done.name.endswith("LOCK")]
    contents = next(name for what, name in calls if what == "replace" and name.endswith(".toc.new"))
    committed = calls.index(("fsync", "."), calls.index(("replace", contents)))
    for number, (what, name) in enumerate(calls):
        if what == "replace":
            of_file = [other for other, of in calls[:number] if of == name]
            assert of_file[-1] == "fsync", "its content is durable before it has its name"
            assert calls[number + 1] == ("fsync", "."), "the name is durable before anything else is done"
        if what in ("unlink", "remove"):
            assert number > committed, "nothing is removed before the commit is durable"
    named = [name for what, name in calls if what == "replace" and name.startswith(("MAIN", "_MAIN"))]
    assert named[-1] == contents, "the table of contents comes last"
    assert any(name.endswith(".arrays.new") for name in named[:-1])
    assert json.loads((index / "nachlese.json").read_text())
