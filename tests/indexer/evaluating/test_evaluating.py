"""An index is held against judged queries."""

import pytest

from indexer.errors import NothingToEvaluate
from indexer.evaluating import Measures, evaluate
from indexer.request import Mode
from tests.making import NOW, article


@pytest.fixture
def judged(tmp_path):
    def write(text):
        path = tmp_path / "judged"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def index(index_of):
    return index_of(
        [
            article("pool", "Freibad öffnet", "Im Mai öffnet das Freibad."),
            article("cost", "Teurer Umbau", "Der Umbau vom Freibad kostet mehr."),
            article("brook", "Bach fließt", "Der Bach fließt wieder."),
        ]
    )


def run(index, path, mode=Mode.ALL):
    return evaluate(index, path, mode, NOW.date())


def test_measures_are_means_over_queries_and_askers(index, judged):
    result = run(
        index,
        judged(
            "citizen: Freibad\n  3  pool  opens\n  2  cost  costs\n"
            "citizen: Badesee\n  3  pool  opens\n"
            "editor: Bach\n  3  brook  flows\n"
        ),
    )
    assert result.by_asker == {
        "citizen": Measures(2, 0.5, 0.5, 0.5, 0.5),
        "editor": Measures(1, 1.0, 1.0, 1.0, 1.0),
    }
    assert result.overall == Measures(3, *[pytest.approx(2 / 3)] * 4)
    assert [answer.hits for answer in result.answers] == [("pool", "cost"), (), ("brook",)]
    assert result.missing == ()


def test_what_is_not_found_is_a_miss(index, judged):
    result = run(index, judged("citizen: Badesee\n  3  pool  opens\n  1  cost  costs\n"))
    (miss,) = result.misses
    assert (miss.query.text, miss.title, miss.rank) == ("Badesee", "Freibad öffnet", None)
    assert (miss.judgement.grade, miss.judgement.reason, miss.judgement.line) == (3, "opens", 2)


def test_the_mode_is_that_of_the_search(index, judged):
    path = judged("citizen: Bach Umbau Rathaus\n  3  brook  flows\n  2  cost  costs\n")
    assert run(index, path).overall.recall_10 == 0
    assert run(index, path, Mode.ANY).overall.recall_10 == 1


def test_what_is_offered_behind_few_hits_counts_behind_them(index, judged):
    result = run(index, judged("citizen: Freibad Umbau\n  3  pool  opens\n  2  cost  costs\n"))
    assert [answer.hits for answer in result.answers] == [("cost", "pool")]
    assert result.overall.recall_10 == 1


def test_an_article_behind_ten_better_ones_is_no_miss(index_of, judged):
    """Twelve articles answer equally well; nobody can put them all on the first page."""
    index = index_of([article(f"n{number:02}", "Rat tagt") for number in range(12)])
    as_good = "".join(f"  2  n{number:02}  yes\n" for number in range(12))
    assert run(index, judged("editor: Rat\n" + as_good)).misses == ()
    (miss,) = run(index, judged("editor: Rat\n" + as_good.replace("2  n11", "3  n11"))).misses
    assert (miss.judgement.id, miss.rank) == ("n11", 12)


def test_articles_that_the_index_lacks_count_neither_for_nor_against_it(index, judged):
    result = run(
        index,
        judged(
            "citizen: Freibad\n  3  pool  opens\n  3  gone  no more\n"
            "editor: Rathaus\n  3  gone  no more\n  1  brook  perhaps\n"
        ),
    )
    assert result.overall == Measures(1, 1.0, 1.0, 1.0, 1.0)
    assert [(missing.details["line"], missing.details["id"]) for missing in result.missing] == [
        (3, "gone"), (5, "gone"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "editor: Rat\n  3  gone  no more\n"])
def test_nothing_to_evaluate_is_an_error(index, judged, text):
    with pytest.raises(NothingToEvaluate, match="judges no article that is in the index"):
        run(index, judged(text))
