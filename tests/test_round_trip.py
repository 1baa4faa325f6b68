"""What is exported as JSON lines and indexed again answers every search as the index that it came from."""

import dataclasses
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from indexer import Index, SearchRequest, SearchResult, json_line, open_index
from indexer.cli import main
from indexer.evaluating.judgements import read
from tests.making import CORPUS

QUERIES = [query.text for query in read(CORPUS / "judgements.list")]
REQUESTS = [SearchRequest(query) for query in QUERIES[::4]] + [
    SearchRequest(query, mode="any", sort=sort, facets=("category", "year", "district"))
    for query in QUERIES[1::8]
    for sort in ("relevance", "newest")
]


def nachlese(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Index]]:
    folder = tmp_path_factory.mktemp("round-trip")
    one, other, export = folder / "one", folder / "other", folder / "export.jsonl"
    nachlese("index", str(CORPUS), "--index", str(one))
    export.write_text(nachlese("export", "", "--index", str(one)), encoding="utf-8")
    nachlese("index", str(export), "--index", str(other))
    with open_index(one) as first, open_index(other) as second:
        yield first, second


def without_time(result: SearchResult) -> SearchResult:
    return dataclasses.replace(result, took_ms=0.0)


def test_no_article_is_lost_or_changed(both: tuple[Index, Index]) -> None:
    one, other = ({a.id: a for a in index.every_hit(SearchRequest(""))} for index in both)
    assert one.keys() == other.keys()
    assert all(article.same_content(other[id]) for id, article in one.items())


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: f"{request.query[:30]}-{request.sort}")
def test_every_search_finds_the_same(both: tuple[Index, Index], request_: SearchRequest) -> None:
    one, other = (without_time(index.search(request_)) for index in both)
    assert one == other


def test_exporting_again_gives_the_same_lines(both: tuple[Index, Index]) -> None:
    one, other = ([json_line(article) for article in index.every_hit(SearchRequest(""))] for index in both)
    assert one == other
