"""Several processes search while one writes: every answer is of one generation. Two write: one is told."""

import subprocess
import sys
import time
from pathlib import Path

from indexer import json_line
from indexer.embedded import EmbeddedEngine
from tests.torture.amounts import amount
from tests.torture.crowd import of_one_generation, searching
from tests.torture.news import news

ARTICLES = 12


def write_version(writer, version: int) -> None:
    for number in range(ARTICLES):
        writer.add(news(number, version))
    writer.commit()


def test_answers_are_of_one_generation_while_it_changes(tmp_path, figure):
    location, seconds = tmp_path / "index", amount(4, 300)
    engine = EmbeddedEngine.open_or_create(location)
    with engine.writer() as writer:
        write_version(writer, 0)
    version, end = 0, time.monotonic() + seconds
    with searching(location, count=amount(2, 4), check=of_one_generation(ARTICLES)) as crowd:
        while time.monotonic() < end:
            with engine.writer() as writer:
                for _ in range(3):
                    version += 1
                    write_version(writer, version)
                if version % 5 == 0:
                    writer.compact()
        faults = crowd.faults()
    figure(
        f"{version} commits in {seconds} s, {crowd.searches.value} searches of {amount(2, 4)} processes meanwhile, "
        f"{len(faults)} wrong"
    )
    assert faults == []
    assert crowd.searches.value > 2


def run(batch: Path, location: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "indexer", "index", str(batch), "--index", str(location)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def test_of_several_writers_each_waits_or_is_told(tmp_path, figure):
    """Each run adds one article. Those that say they did it have done it, and those that did not say why."""
    location, done, told = tmp_path / "index", set(), 0
    EmbeddedEngine.open_or_create(location).close()
    for round_ in range(amount(1, 20)):
        runs = {}
        for number in range(round_ * 4, round_ * 4 + 4):
            (batch := tmp_path / f"{number}.jsonl").write_text(json_line(news(number)), encoding="utf-8")
            runs[number] = run(batch, location)
        for number, process in runs.items():
            _, stderr = process.communicate()
            if process.returncode == 0:
                done.add(f"n{number}")
            else:
                assert "Another run is writing to the index" in stderr
                told += 1
    figure(
        f"{len(done)} of {len(done) + told} runs at the same time wrote, {told} were told that another does"
    )
    engine = EmbeddedEngine.open(location)
    assert {id for id in (f"n{number}" for number in range(200)) if engine.article(id)} == done
    assert engine.verify().faults == ()
