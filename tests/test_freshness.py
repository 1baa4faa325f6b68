"""Fresh articles rank a little higher, at every edge, unless somebody wants otherwise."""

import datetime as dt

import pytest
from click.testing import CliRunner

from indexer.cli import main
from search_web import create_app
from tests.making import article, write

FILLING = "Am Montag sprach man in der Stadt über vieles und nichts davon war neu. "


@pytest.fixture
def location(tmp_path):
    """An old article about the bridge, and one of today that names it a word later."""
    old = article("old", "", f"Brücke {FILLING}", published=dt.date(2019, 3, 1))
    fresh = article("fresh", "", f"Am Brücke {FILLING} Alles war gut.", published=dt.date.today())
    write(tmp_path / "index", [old, fresh])
    return tmp_path / "index"


def test_in_the_terminal(location):
    def first(*options):
        shown = CliRunner().invoke(main, ["search", "Brücke", "--index", str(location), *options]).stdout
        return min(
            ("old", "fresh"), key=lambda id: shown.index(f" · {id}\n") if f" · {id}\n" in shown else 10**6
        )

    assert (first(), first("--no-fresh")) == ("fresh", "old")


def test_in_addresses(location):
    client = create_app(location).test_client()
    assert [hit["id"] for hit in client.get("/api/search?q=Brücke").json["hits"]] == ["fresh", "old"]
    assert [hit["id"] for hit in client.get("/api/search?q=Brücke&fresh=no").json["hits"]] == ["old", "fresh"]
    assert client.get("/api/search?q=Brücke&fresh=yes").status_code == 400
    assert "fresh=no" in client.get("/?q=Brücke&fresh=no&sort=relevance").text
