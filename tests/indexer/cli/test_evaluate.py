"""`nachlese evaluate` as the person sees it who runs an index, and as a timer sees it."""

import json
import re

import pytest
from click.testing import CliRunner

from indexer.cli import main
from tests.making import article, write


@pytest.fixture
def evaluate(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path / "index",
        [article("pool", "Freibad öffnet", "Im Mai."), article("brook", "Bach fließt", "Wieder der Bach.")],
    )

    def run(text, *arguments, exit_code=0):
        (tmp_path / "judged").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(main, ["evaluate", "judged", *arguments])
        assert result.exit_code == exit_code, result.output
        return result

    return run


FOUND = "citizen: Freibad\n  3  pool  opens\n"
LOST = "editor: Badesee\n  2  pool  opens\n"


def test_prints_a_table_and_what_was_missed(evaluate):
    result = evaluate(FOUND + LOST)
    assert re.search(r"queries +nDCG@10 +MRR@10 +recall@10 +recall@100\n", result.stdout)
    assert re.search(r"^all +2 +0\.500 +0\.500 +0\.500 +0\.500$", result.stdout, re.M)
    assert re.search(r"^citizen +1 +1\.000 +1\.000 +1\.000 +1\.000$", result.stdout, re.M)
    assert re.search(
        r"^Badesee  \(editor, line 3\)\n +not found  2  Freibad öffnet  \(opens\)$", result.stdout, re.M
    )
    assert result.stderr == ""


def test_says_nothing_of_misses_where_there_are_none(evaluate):
    assert "not among" not in evaluate(FOUND).stdout


def test_prints_json(evaluate):
    values = json.loads(evaluate(FOUND + LOST, "--json").stdout)
    assert values["all"] == {"queries": 2, "ndcg_10": 0.5, "mrr_10": 0.5, "recall_10": 0.5, "recall_100": 0.5}
    assert set(values["askers"]) == {"citizen", "editor"}
    assert values["queries"][1] == {
        "query": "Badesee", "asker": "editor", "line": 3,
        "ndcg_10": 0, "reciprocal_rank_10": 0, "recall_10": 0, "recall_100": 0,
    }  # fmt: skip
    assert values["misses"] == [
        {"query": "Badesee", "line": 4, "id": "pool", "title": "Freibad öffnet", "grade": 2, "rank": None, "reason": "opens"}
    ]  # fmt: skip
    assert values["missing"] == []


def test_takes_the_options_of_a_search(evaluate, tmp_path):
    (tmp_path / "own.txt").write_text("Badesee > Freibad\n", encoding="utf-8")
    assert " 1.000 " in evaluate(LOST, "--synonyms", "own.txt").stdout
    any_word = "citizen: Freibad Bach Rathaus\n  3  pool  opens\n"
    assert " 0.000 " in evaluate(any_word).stdout
    assert " 1.000 " in evaluate(any_word, "--any").stdout


def test_a_floor_for_a_timer(evaluate):
    evaluate(FOUND + LOST, "--min-ndcg", "0.5")
    result = evaluate(FOUND + LOST, "--min-ndcg", "0.6", exit_code=1)
    assert "nDCG@10 is 0.5000, which is below 0.6." in result.stderr
    assert "all " in result.stdout
    evaluate(FOUND, "--min-ndcg", "1.5", exit_code=2)


def test_an_article_that_is_gone_is_named_and_the_rest_measured(evaluate):
    result = evaluate(FOUND + "  3  gone  was there\n", exit_code=1)
    assert "not judged: judged, line 3: there is no article with the id 'gone' in the index." in result.stderr
    assert re.search(r"^all +1 +1\.000", result.stdout, re.M)
    assert json.loads(evaluate(FOUND + "  3  gone  x\n", "--json", exit_code=1).stdout)["missing"] == [
        {"line": 3, "id": "gone"}
    ]


@pytest.mark.parametrize(
    ("text", "exit_code", "sentence"),
    [
        ("citizen: Freibad\n  9  pool  opens\n", 2, "judged, line 2: the grade '9' is none of 0, 1, 2, 3"),
        ("citizen: Freibad\n  3  gone  x\n", 1, "judged judges no article that is in the index"),
    ],
)
def test_what_goes_wrong_is_one_sentence_and_an_exit_code(evaluate, text, exit_code, sentence):
    result = evaluate(text, exit_code=exit_code)
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {sentence}")


def test_a_file_that_is_not_there_is_wrong_usage(evaluate):
    assert CliRunner().invoke(main, ["evaluate", "nowhere"]).exit_code == 2
