"""Writers that are killed at any moment: nothing is lost whose commit returned, nothing is there twice."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from indexer import Index, NachleseError, SearchRequest, SearchResult, json_line, open_index
from indexer.embedded import EmbeddedEngine
from indexer.errors import IndexMissing, IndexNotEmpty
from indexer.upkeep import back_up, restore
from tests.making import write
from tests.torture.amounts import amount
from tests.torture.crowd import of_one_generation, searching
from tests.torture.news import news

ARTICLES = 24
LONGEST_S = 0.5
"""Several runs of commits take about as long."""

State = dict[str, int]
"""Per number of an article its version."""


class Journal:
    """What a writer was about to commit and what it has committed. A file outlives its writer."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_RDWR)

    def note(self, what: str, state: State) -> None:
        os.write(self._handle, json.dumps([what, state]).encode() + b"\n")

    def allowed(self, before: State) -> list[State]:
        """What the index may hold: the last state that is known to be committed, or one that may be."""
        states = [before]
        for line in os.pread(self._handle, 2**24, 0).splitlines(keepends=True):
            if line.endswith(b"\n"):
                what, state = json.loads(line)
                states = [state] if what == "did" else [*states, state]
        os.truncate(self._handle, 0)
        return states


def change(location: Path, journal: Journal, state: State, seed: int) -> None:
    """Change the index at random, in runs of several commits, until killed."""
    draw = random.Random(seed)
    engine = EmbeddedEngine.open(location)
    while True:
        with engine.writer() as writer:
            for _ in range(draw.randint(1, 4)):
                for number in draw.sample(range(ARTICLES), draw.randint(1, 8)):
                    if str(number) in state and draw.random() < 0.4:
                        writer.remove(f"n{number}")
                        del state[str(number)]
                    else:
                        state[str(number)] = state.get(str(number), 0) + 1
                        writer.add(news(number, state[str(number)]))
                journal.note("will", state)
                if draw.random() < 0.2:
                    writer.compact()
                else:
                    writer.commit()
                journal.note("did", state)


def held(location: Path) -> State:
    """What the index holds; each article once, and `verify` finds nothing."""
    with open_index(location) as index:
        assert index.verify().faults == ()
        titles = [article.title.split() for article in index.every_hit(SearchRequest("Renaturierung"))]
        assert index.stats().articles == len(titles)
    found = {title[0].removeprefix("Nummer"): int(title[-1].removeprefix("Stand")) for title in titles}
    assert len(found) == len(titles), titles
    return found


def test_writers_killed_at_random_moments(tmp_path, figure):
    location, kills = tmp_path / "index", amount(12, 400)
    EmbeddedEngine.open_or_create(location).close()
    journal, state = Journal(tmp_path / "journal"), {}
    draw, commits_lost = random.Random(3), 0
    began = time.monotonic()
    with searching(location, count=2) as crowd:
        for kill in range(kills):
            writer = multiprocessing.get_context("fork").Process(
                target=change, args=(location, journal, dict(state), kill)
            )
            writer.start()
            time.sleep(draw.random() ** 2 * LONGEST_S)
            os.kill(writer.pid, signal.SIGKILL)
            writer.join()
            assert writer.exitcode == -signal.SIGKILL
            allowed, found = journal.allowed(state), held(location)
            assert found in allowed, kill
            commits_lost += len(allowed) > 1 and found != allowed[-1]
            state = found
        faults = crowd.faults()
    figure(
        f"{kills} writers killed in {time.monotonic() - began:.0f} s, {commits_lost} of them in a commit that was "
        f"undone; {crowd.searches.value} searches meanwhile, {len(faults)} wrong"
    )
    assert faults == []
    with EmbeddedEngine.open(location).writer():
        pass
    segments = sum(path.suffix == ".arrays" for path in location.iterdir())
    with open_index(location) as index:
        assert index.stats().segments == segments, "what killed writers left behind is gone"


def test_commands_killed_at_random_moments(tmp_path, figure):
    """A whole run with the processes that analyse for it: what it was about to commit is there or is not."""
    batch, location = tmp_path / "batch.jsonl", tmp_path / "index"
    command = [sys.executable, "-m", "indexer", "index", str(batch), "--index", str(location), "--prune"]
    draw, kills, wholes = random.Random(4), amount(2, 60), 0
    state: State = {}
    EmbeddedEngine.open_or_create(location).close()
    duration = 4.0
    for kill in range(kills):
        wanted = {str(number): kill for number in draw.sample(range(1_500), 1_200)}
        batch.write_text("".join(json_line(news(int(number), kill)) for number in wanted), encoding="utf-8")
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(draw.random() * duration)
        duration *= 0.8 if run.poll() is not None else 1.1  # about where runs end, however loaded the machine
        run.kill()
        run.wait()
        found = held(location)
        assert found in (state, wanted), kill
        wholes += found == wanted
        state = found
    figure(f"{kills} runs of the command with 1,200 articles killed; {wholes} had committed")
    subprocess.run(command, check=True, capture_output=True)
    assert held(location) == wanted


def killed(work, *arguments, seconds: float) -> bool:
    """Let another process work, and kill it after so many seconds; whether it was still at it."""
    process = multiprocessing.get_context("fork").Process(target=work, args=arguments)
    process.start()
    time.sleep(seconds)
    was_alive = process.is_alive()
    process.kill()
    process.join()
    return was_alive


def no_progress(size: int):
    return lambda part: None


def whole_or_empty(index: Index, result: SearchResult) -> str:
    """An index that is being restored holds nothing, then everything."""
    return of_one_generation(ARTICLES)(index, result) if result.hits or result.total else ""


def moment(draw: random.Random) -> float:
    """Seconds until a process is killed; a backup and a restore take about half as long as the longest."""
    return draw.random() ** 2 * 0.3


@pytest.fixture
def searched(tmp_path):
    """An index whose articles are always all in one version."""
    write(tmp_path / "index", [news(number) for number in range(ARTICLES)])
    return tmp_path / "index"


def test_backups_killed_at_random_moments(tmp_path, searched, figure):
    """A backup that was killed is none, or it is whole; searches of the index go on."""
    draw, unfinished, kills = random.Random(5), 0, amount(4, 150)
    with searching(searched, count=2, check=of_one_generation(ARTICLES)) as crowd:
        for kill in range(kills):
            target, again = tmp_path / f"backup{kill}", tmp_path / f"again{kill}"
            killed(back_up, searched, target, no_progress, seconds=moment(draw))
            try:
                restore(target, again, no_progress, replace=False)
            except NachleseError:
                unfinished += 1
            else:
                assert held(again) == held(searched)
        faults = crowd.faults()
    figure(
        f"{kills} backups killed, {unfinished} of them unfinished and refused; {crowd.searches.value} searches of "
        f"2 processes meanwhile, {len(faults)} wrong"
    )
    assert faults == []


def test_restores_killed_at_random_moments(tmp_path, searched, figure):
    """A restore that was killed has left the one index or the other; who searches it sees one of them whole."""
    sound, draw, restored, kills = tmp_path / "sound", random.Random(6), 0, amount(4, 150)
    back_up(searched, sound, no_progress)
    backed_up = held(searched)
    with searching(searched, count=2, check=of_one_generation(ARTICLES)) as crowd:
        for kill in range(kills):
            write(searched, [news(number, kill + 1) for number in range(ARTICLES)])
            now = held(searched)
            killed(partial(restore, replace=True), sound, searched, no_progress, seconds=moment(draw))
            found = held(searched)
            assert found in (now, backed_up)
            restored += found == backed_up
        faults = crowd.faults()
    figure(
        f"{kills} restores over an index killed, {restored} of them after they had restored; "
        f"{crowd.searches.value} searches of 2 processes meanwhile, {len(faults)} wrong"
    )
    assert faults == []


def test_restores_into_a_new_place_killed_at_random_moments(tmp_path, searched, figure):
    """Whoever tries to search there is told that there is no index, or finds nothing, or all; and the next
    restore needs no hand.
    """
    sound, draw, restored, searches, kills = tmp_path / "sound", random.Random(7), 0, 0, amount(4, 150)
    back_up(searched, sound, no_progress)
    for kill in range(kills):
        place = tmp_path / f"place{kill}"
        with searching(place, count=2, check=whole_or_empty, absent=IndexMissing) as crowd:
            killed(partial(restore, replace=False), sound, place, no_progress, seconds=moment(draw))
            try:
                restore(sound, place, no_progress, replace=False)
            except IndexNotEmpty:
                restored += 1
            assert held(place) == held(searched)
            assert crowd.faults() == [], kill
        assert crowd.faults() == [], kill
        searches += crowd.searches.value
    figure(
        f"{kills} restores into a new place killed, {restored} of them after they had restored; {searches} searches "
        "of 2 processes that tried all the time, 0 wrong"
    )
