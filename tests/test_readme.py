"""What the README shows is run, in its order, in a folder that has what it speaks of."""

import gzip
import json
import re
import shlex

import pytest
from click.testing import CliRunner

from indexer.cli import main
from tests.indexer.sources.test_every_format import archived
from tests.making import CORPUS, REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    \$ nachlese (.+?)(?:  #.*)?$", README, re.MULTILINE)
PROGRAMS = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readme")
    (folder / "corpus").symlink_to(CORPUS)
    with gzip.open(folder / "export.jsonl.gz", "wt", encoding="utf-8") as export:
        export.write(json.dumps({"id": "1", "title": "Aus dem Export", "body": "Ein Text."}) + "\n")
    fixtures = REPOSITORY / "tests/indexer/sources/fixtures"
    (folder / "seiten").symlink_to(fixtures)
    (folder / "feed.xml").symlink_to(fixtures / "stadt.rss")
    (folder / "artikel.csv").write_text(
        "Kopf;Inhalt;Datum\nDer Rat tagt;Er tagt.;16.2.2026\n", encoding="utf-8"
    )
    page = (fixtures / "moosbach.html").read_bytes()
    (folder / "archiv.warc.gz").write_bytes(gzip.compress(archived({"https://elmsburg.example/": page})))
    result = CliRunner().invoke(main, ["index", str(CORPUS), "--index", str(folder / "index")])
    assert result.exit_code == 0
    return folder


def test_there_is_something_to_run():
    assert len(COMMANDS) >= 6
    assert len(PROGRAMS) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(folder, monkeypatch, command):
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, shlex.split(command))
    assert result.exit_code == 0, result.output
    if command.startswith("search"):
        assert "0 hits" not in result.stderr
        assert result.stdout


def test_the_program_of_the_readme_works(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    exec(compile(PROGRAMS[0], "README.md", "exec"), {})
    assert re.match(r"[1-9]\d* \['", capsys.readouterr().out)


def test_files_that_the_readme_links_to_exist():
    for target in re.findall(r"\]\((?!http)([^)]+)\)", README):
        assert (REPOSITORY / target).exists(), target
