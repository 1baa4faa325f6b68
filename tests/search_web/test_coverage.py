import datetime as dt

from indexer import Article, Hit, Kind
from search_web.coverage import coverage


def hit(id: str, published: dt.date | None) -> Hit:
    return Hit(id, id, "", published, False, (), "", Kind.ARTICLE, 1.0)


OWN = Article(id="own", published=dt.datetime(2024, 5, 1, 12, 0))


def test_the_most_alike_stand_around_the_article_in_order_of_time() -> None:
    alike = [
        hit("after", dt.date(2025, 1, 1)),
        hit("undated", None),
        hit("before", dt.date(2023, 1, 1)),
        hit("that morning", dt.datetime(2024, 5, 1, 8, 0)),
        hit("that evening", dt.datetime(2024, 5, 1, 20, 0)),
        hit("long before", dt.date(1990, 1, 1)),
        hit("too many", dt.date(2024, 1, 1)),
    ]
    found = coverage(OWN, alike)
    assert [item.id for item in found.earlier] == ["long before", "before", "that morning"]
    assert [item.id for item in found.later] == ["that evening", "after"]
    assert [item.id for item in found.similar] == ["undated", "too many"]


def test_an_article_without_a_date_has_no_before_and_after() -> None:
    alike = [hit("a", dt.date(2024, 1, 1)), hit("b", None)]
    found = coverage(Article(id="own"), alike)
    assert (found.earlier, found.later) == ((), ())
    assert found.similar == tuple(alike)
