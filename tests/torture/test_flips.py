"""Every bit of an index flipped in turn: `verify` finds it, and no search does worse than say so.

A child process searches and verifies, with bounded memory and time, so that a crash or a hang is a finding
and not the end of the test.
"""

import multiprocessing
import random
import resource
import shutil
import signal
import traceback
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from indexer import NachleseError, SearchRequest, json_line, open_index
from indexer.cli import main
from tests.making import write
from tests.torture.amounts import FULL
from tests.torture.news import news

MEMORY = 2 * 2**30
SECONDS = 20
"""Of the processor, and ten times as many of the clock: the machine may be busy."""
REQUESTS = (
    SearchRequest("", sort="oldest"),
    SearchRequest("Renaturierung"),
    SearchRequest("Bürger Brücke", mode="any", sort="newest"),
    SearchRequest('"der Rat" -Hafen', facets=("category", "year", "month", "district")),
    SearchRequest("Stand* OR =Müller"),
    SearchRequest("Nordhaven~ titel:Altstadt"),
    SearchRequest('"Rat Brücke"~20', categories=("Umwelt",), districts=("Nordhafen",)),
    SearchRequest("Renatuirerung"),
)
QUESTIONS = (
    *[lambda index, request=request: index.search(request) for request in REQUESTS],
    lambda index: list(index.every_hit(SearchRequest("Rat"))),
    lambda index: index.article("n1"),
    lambda index: index.similar("n1"),
    lambda index: index.suggest("Ren"),
    lambda index: index.suggest("der Ra"),
    lambda index: index.stats(),
)
ASKED = 4
"""Questions for each flip, drawn from all."""


class Flip(NamedTuple):
    file: str
    place: int
    bit: int

    def done_to(self, folder: Path) -> None:
        """Flip the bit; once more, and it is as it was."""
        with (folder / self.file).open("r+b") as file:
            file.seek(self.place)
            value = file.read(1)[0]
            file.seek(self.place)
            file.write(bytes([value ^ 1 << self.bit]))


def flips_of(location: Path) -> list[Flip]:
    return [
        Flip(path.name, place, bit)
        for path in sorted(location.iterdir())
        for place in range(path.stat().st_size)
        for bit in range(8)
    ]


def is_found(location: Path, synonyms: Path) -> bool:
    """Whether opening or `verify` tells of damage."""
    try:
        with open_index(location, synonyms) as index:
            return bool(index.verify().faults)
    except NachleseError:
        return True


def is_refused(location: Path, synonyms: Path) -> bool:
    """Ask an index some questions; returns whether one of the answers was that it is damaged."""
    refused = False
    with open_index(location, synonyms) as index:
        for ask in random.Random(location.name).sample(QUESTIONS, ASKED):
            try:
                ask(index)
            except NachleseError:
                refused = True
    return refused


def is_refused_by_a_run(location: Path, synonyms: Path) -> bool:
    """Whether a run that changes and compacts the index says that it cannot."""
    (batch := location.parent / "batch.jsonl").write_text(json_line(news(1, version=4)) + json_line(news(12)))
    codes = []
    for command in (["index", str(batch)], ["compact"]):
        result = CliRunner().invoke(main, [*command, "--index", str(location)])
        if isinstance(result.exception, Exception):
            raise result.exception
        codes.append(result.exit_code)
    return any(codes)


def check(use, original, scratch, flips, pipe):
    """Flip each bit, use the index, tell the pipe. Each has a copy of its own, since files stay mapped."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    synonyms = scratch / "synonyms.txt"
    synonyms.touch()
    for number, flip in enumerate(flips):
        pipe.send(("begun", number))
        location = scratch / f"{flip.file} {flip.place} {flip.bit}"
        shutil.copytree(original, location)
        flip.done_to(location)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.alarm(10 * SECONDS)
        try:
            told = use(location, synonyms)
        except NachleseError:
            told = True
        except BaseException:
            pipe.send(("raised", traceback.format_exc()))
            told = True
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        pipe.send(("told", told))
        shutil.rmtree(location)
    pipe.send(("begun", len(flips)))


class Outcome(NamedTuple):
    told: list[Flip]
    silent: list[Flip]
    raised: dict[str, Flip]
    """By traceback."""
    ended: list[tuple[Flip, int]]
    """What ended the process, with its code: a signal, also those of the timers."""


def outcome_of(use, original: Path, scratch: Path, flips: list[Flip]) -> Outcome:
    """What comes of using the index with each of the flips; another process goes on where one ended."""
    outcome = Outcome([], [], {}, [])
    context = multiprocessing.get_context("fork")
    first = 0
    while first < len(flips):
        ours, theirs = context.Pipe(duplex=False)
        scratch.mkdir(exist_ok=True)
        child = context.Process(target=check, args=(use, original, scratch, flips[first:], theirs))
        child.start()
        theirs.close()
        at = first
        try:
            while True:
                kind, value = ours.recv()
                if kind == "begun":
                    at = first + value
                elif kind == "raised":
                    outcome.raised[value] = flips[at]
                else:
                    (outcome.told if value else outcome.silent).append(flips[at])
        except EOFError:
            child.join()
        if at < len(flips):
            outcome.ended.append((flips[at], child.exitcode))
        first = at + 1
    return outcome


@pytest.fixture
def small_index(tmp_path) -> Path:
    """Two segments, one article deleted."""
    location = tmp_path / "index"
    write(location, [news(number) for number in range(3)])
    write(location, [news(9)], remove=["n2"])
    return location


def chosen(flips: list[Flip], quick: int, full: int | None = None) -> list[Flip]:
    """Some of the flips, those of small files before others; all of them if there is no number."""
    count = full if FULL else quick
    if count is None or count >= len(flips):
        return flips
    sizes = Counter(flip.file for flip in flips)
    weights = [1 / sizes[flip.file] for flip in flips]
    every_file = random.Random(1).choices(flips, weights, k=count // 3)
    return list({*every_file, *random.Random(2).sample(flips, count - len(every_file))})


def test_verify_finds_every_flipped_bit(small_index, tmp_path, figure):
    flips = chosen(flips_of(small_index), quick=250)
    outcome = outcome_of(is_found, small_index, tmp_path / "flipped", flips)
    figure(f"bits flipped and looked for: {len(flips)}; found {len(outcome.told)}")
    assert (outcome.silent, outcome.raised, outcome.ended) == ([], {}, [])


def test_searching_an_index_with_a_flipped_bit_does_no_harm(small_index, tmp_path, figure):
    flips = chosen(flips_of(small_index), quick=120, full=23_000)
    outcome = outcome_of(is_refused, small_index, tmp_path / "flipped", flips)
    figure(
        f"bits flipped and {ASKED} questions asked: {len(flips)}; answered {len(outcome.silent)}, refused "
        f"{len(outcome.told)}, other errors {len(outcome.raised)}, crashes and hangs {len(outcome.ended)}"
    )
    assert (outcome.raised, outcome.ended) == ({}, []), "\n".join(outcome.raised)


def test_runs_over_an_index_with_a_flipped_bit_say_so_or_succeed(small_index, tmp_path, figure):
    flips = chosen(flips_of(small_index), quick=60, full=6_000)
    outcome = outcome_of(is_refused_by_a_run, small_index, tmp_path / "flipped", flips)
    figure(
        f"bits flipped, then indexed and compacted: {len(flips)}; done {len(outcome.silent)}, refused "
        f"{len(outcome.told)}, other errors {len(outcome.raised)}, crashes and hangs {len(outcome.ended)}"
    )
    assert (outcome.raised, outcome.ended) == ({}, []), "\n".join(outcome.raised)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_file_that_was_cut_is_found(small_index, tmp_path, share):
    (synonyms := tmp_path / "synonyms.txt").touch()
    for name in [path.name for path in small_index.iterdir() if path.stat().st_size]:
        shutil.copytree(small_index, copy := tmp_path / f"{name} cut")
        data = (copy / name).read_bytes()
        (copy / name).write_bytes(data[: int(len(data) * share)])
        assert is_found(copy, synonyms), name
