"""The terminal, the page and the API answer the same question alike."""

import json
import re

import pytest
from click.testing import CliRunner

from indexer.cli import main
from search_web import create_app
from tests.making import CORPUS

QUESTIONS = [
    ("Bachrenaturierung", {}),
    ("Rat Haushalt", {"mode": "any"}),
    ("Bürger*innen", {"category": ["Rathaus und Politik", "Soziales"]}),
    ("Stadt", {"district": ["Nordhafen"], "sort": "newest"}),
    ("", {"from": "2025", "to": "März 2025", "sort": "oldest"}),
    ('"neue Hafenbrücke', {}),
    ("titel:(Brücke* ODER =Hafen) NICHT rubrik:sport seit:2024", {"mode": "any"}),
    ('"Rat Haushalt"~9 Brüke~', {}),
    ("Brücke Quastenflosser foo:bar", {}),
]


@pytest.fixture(scope="module")
def location(tmp_path_factory):
    location = tmp_path_factory.mktemp("edges") / "index"
    assert CliRunner().invoke(main, ["index", str(CORPUS), "--index", str(location)]).exit_code == 0
    return location


@pytest.fixture(scope="module")
def client(location):
    return create_app(location).test_client()


def in_terminal(location, query, options):
    arguments = ["search", query, "--index", str(location), "--json"]
    for name, value in options.items():
        if name == "mode":
            arguments.append("--any")
        else:
            for one in value if isinstance(value, list) else [value]:
                arguments += [f"--{name}", one]
    return json.loads(CliRunner().invoke(main, arguments).stdout)


@pytest.mark.parametrize(("query", "options"), QUESTIONS)
def test_the_same_hits_everywhere(location, client, query, options):
    terminal = in_terminal(location, query, options)
    api = client.get("/api/search", query_string={"q": query, **options}).get_json()
    assert terminal.pop("took_ms") >= 0
    assert api.pop("took_ms") >= 0
    assert api == terminal
    page = client.get("/", query_string={"q": query, **options}).get_data(as_text=True)
    shown = re.findall(r'href="/artikel/([^"?]+)', page)
    assert list(dict.fromkeys(shown)) == [hit["id"] for hit in (*terminal["hits"], *terminal["partial"])]
