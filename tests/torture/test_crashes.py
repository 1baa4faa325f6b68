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

from indexer import NachleseError, SearchRequest, json_line, open_index
from indexer.embedded import EmbeddedEngine
from indexer.upkeep import back_up, restore
from tests.making import write
from tests.torture.amounts import amount
from tests.torture.crowd import searching
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


def test_backups_and_restores_killed_at_random_moments(tmp_path, figure):
    """A backup that was killed is none; a restore that was killed has left the one index or the other."""
    location, sound = tmp_path / "index", tmp_path / "sound"
    write(location, [news(number) for number in range(ARTICLES)])
    back_up(location, sound, no_progress)
    backed_up = held(location)
    draw, unfinished = random.Random(5), 0
    for kill in range(amount(5, 150)):
        target, again = tmp_path / f"backup{kill}", tmp_path / f"again{kill}"
        killed(back_up, location, target, no_progress, seconds=draw.random() ** 2 * 0.3)
        try:
            restore(target, again, no_progress, replace=False)
        except NachleseError:
            unfinished += 1
        else:
            assert held(again) == backed_up
    restored, now = 0, backed_up
    for kill in range(amount(5, 150)):
        write(location, [news(number, kill + 1) for number in range(ARTICLES)])
        now = held(location)
        killed(partial(restore, replace=True), sound, location, no_progress, seconds=draw.random() ** 2 * 0.3)
        assert held(location) in (now, backed_up)
        restored += held(location) == backed_up
    figure(
        f"{amount(5, 150)} backups killed, {unfinished} of them unfinished and refused; {amount(5, 150)} restores "
        f"killed, {restored} of them after they had restored"
    )
