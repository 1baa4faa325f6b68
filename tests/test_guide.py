"""The guide is followed from its first line to its last, in a folder as it describes it."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indexer.cli import main
from tests.making import REPOSITORY

GUIDE = (REPOSITORY / "docs/guide.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    \$ nachlese (.+?)(?:  #.*)?$", GUIDE, re.MULTILINE)
SETTINGS = re.search(r"^```toml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
UNITS = re.findall(r"^```ini\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
CRON = re.findall(r"^```cron\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
TABLE = """id;Kopfzeile;Copytext;ET;Rubrik;Stadtteil
4711;Sanierung des Freibads beginnt;Das Freibad am Anger bekommt neue Becken.;16.2.2026;Sport;Kirchhöven
4712;Falschmeldung;Das Freibad schließt für immer.;17.2.2026;Sport;Kirchhöven
4713;Der Rat tagt;Es geht um den Haushalt.;18.2.2026;Politik;
"""


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Result]]:
    """What every command of the guide said."""
    folder = tmp_path_factory.mktemp("nachlese")
    (folder / "export").mkdir()
    (folder / "export" / "artikel.csv").write_text(TABLE, encoding="utf-8")
    said: dict[str, list[Result]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for command in COMMANDS:
            if command == "config":  # by now the file was written
                assert SETTINGS
                (folder / "nachlese.toml").write_text(SETTINGS[1], encoding="utf-8")
            typed, _, target = command.partition(" > ")
            result = CliRunner().invoke(main, shlex.split(typed))
            if target:
                Path(target).write_text(result.stdout, encoding="utf-8")
            said.setdefault(command, []).append(result)
        assert Path("articles.jsonl").read_text(encoding="utf-8").count("\n") == 2
        assert Path("failures.tsv").read_text(encoding="utf-8") == ""
    return said


@pytest.mark.parametrize("command", dict.fromkeys(COMMANDS))
def test_a_command_of_the_guide_works(steps: dict[str, list[Result]], command: str) -> None:
    for result in steps[command]:
        expected = 1 if "--dry-run" in command else 0  # which is where the columns are not known yet
        assert result.exit_code == expected, (command, result.output)


def test_what_the_guide_says_is_so(steps: dict[str, list[Result]]) -> None:
    assert "there are: 'id', 'Kopfzeile', 'Copytext'" in steps["index export/ --dry-run"][0].stderr
    first, after_removal, after_restore = (result.stderr for result in steps["index"])
    assert "3 added" in first
    assert "0 added, 0 updated, 2 unchanged" in after_removal
    assert "unchanged" in after_restore
    assert '"unchanged": 3' in steps["index --json"][0].stdout
    assert "1 hit" in steps['search "Sanierung Freibad"'][0].stderr
    assert "Sanierung des Freibads" in steps["search Freibad --index backup/monday"][0].stdout
    assert "2 added, 0 updated, 0 unchanged, 1 repeated" in steps["index --recreate"][0].stderr


def test_settings_units_and_tables_of_the_guide_are_sound() -> None:
    """That what they run is a command with these options `test_documentation` checks."""
    assert SETTINGS
    assert tomllib.loads(SETTINGS[1])["paths"] == ["export"]
    assert len(UNITS) == 4
    for unit in UNITS:
        sections = re.findall(r"^\[(\w+)\]$", unit, re.MULTILINE)
        assert sections[0] == "Unit"
        assert all(re.fullmatch(r"\[\w+\]|\w+=.+", line) for line in unit.splitlines() if line)
    for line in CRON:
        times = line.split()[:5]
        assert all(re.fullmatch(r"\d+|\*", time) for time in times)
        assert re.search(r"(?<!\\)%", line) is None, "cron takes a % for the end of the line"
