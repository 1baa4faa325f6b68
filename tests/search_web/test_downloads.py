import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from indexer.cli import main
from search_web import create_app
from search_web.opened import index_of
from tests.making import article, write


def test_a_table_has_every_hit_in_the_order_of_the_search(client: FlaskClient) -> None:
    answer = client.get("/export.csv?q=Brücke&category=Verkehr&sort=oldest&page=2")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    asked = client.get("/api/search?q=Brücke&category=Verkehr&sort=oldest&limit=100").json
    assert [row["id"] for row in rows] == [hit["id"] for hit in asked["hits"]]
    assert len(rows) == asked["total"] == 12


def test_lines_can_be_indexed_again(client: FlaskClient, tmp_path: Path) -> None:
    answer = client.get("/export.jsonl?q=Bach")
    (tmp_path / "again.jsonl").write_bytes(answer.data)
    run = CliRunner().invoke(main, ["index", str(tmp_path), "--index", str(tmp_path / "index"), "--json"])
    assert run.exit_code == 0, run.output
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == ["bach-2024"]


def test_a_download_is_sent_while_it_is_made(tmp_path: Path) -> None:
    write(tmp_path / "index", [article(str(number), "Titel", "Text") for number in range(120)])
    app = create_app(tmp_path / "index")
    with index_of(app):
        answer = app.test_client().get("/export.jsonl")
        assert "Content-Length" not in answer.headers
        assert [chunk.count(b"\n") for chunk in answer.iter_encoded()] == [50, 50, 20]


def test_the_name_of_a_download_is_not_the_visitors(client: FlaskClient) -> None:
    disposition = client.get('/export.csv?q=a"%0d%0aX-Injected:%201').headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="nachlese-20')
    assert disposition.endswith('.csv"')


@pytest.mark.parametrize(
    "address", ["/export.csv?from=x", "/export.jsonl?sort=y", "/export.csv?category=Fehlt"]
)
def test_a_search_that_makes_no_sense_is_no_download(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400
