"""`nachlese compact`, `backup`, `restore` and `inspect`: an index is looked after."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from indexer import SearchRequest, open_index
from indexer.cli import main
from tests.hiding import HIDDEN, VISIBLE, WORDS, traces
from tests.making import write


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def shown(*arguments: object) -> dict[str, object]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_compacting_leaves_nothing_of_what_was_removed(tmp_path: Path) -> None:
    location = tmp_path / "index"
    write(location, [*VISIBLE, HIDDEN])
    write(location, remove=[HIDDEN.id])
    assert set(traces(location)) == set(WORDS)
    with open_index(location) as reading:
        found = reading.search(SearchRequest("Hafen", limit=50))
        done = shown("compact", "--index", location)
        again = reading.search(SearchRequest("Hafen", limit=50))
    assert [hit.id for hit in again.hits] == [hit.id for hit in found.hits]
    assert traces(location) == []
    assert done["after"]["segments"] == 1  # type: ignore[index]
    assert done["before"]["articles"] == done["after"]["articles"] == 12  # type: ignore[index]
    assert run("compact", "--index", location).exit_code == 0
    assert run("verify", "--index", location).exit_code == 0


def test_without_an_index_there_is_nothing_to_look_after(tmp_path: Path) -> None:
    for command in ("compact",):
        result = run(command, "--index", tmp_path / "fehlt")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "There is no index at" in result.stderr
    assert not (tmp_path / "fehlt").exists()
