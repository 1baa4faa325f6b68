"""The corpus is what it says: a consistent newsroom of one town."""

import datetime as dt
import re
from collections import Counter, defaultdict

import pytest

from indexer import Kind
from indexer.article import title_key
from indexer.sources import find, read
from tests.making import CORPUS, NOW


@pytest.fixture(scope="module")
def articles():
    found = [item for path in find([CORPUS]) for item in read(path, NOW.date())]
    assert all(hasattr(item, "id") for item in found), "a page cannot be read"
    return [item for item in found if item.kind is Kind.ARTICLE]


@pytest.fixture(scope="module")
def listed():
    entries = defaultdict(set)
    for path in find([CORPUS]):
        for item in read(path, NOW.date()):
            if item.kind is Kind.TEASER:
                entries[title_key(item.title)].add((item.published, item.district, item.captions))
    return entries


def test_is_large_and_varied(articles, listed):
    assert len(articles) >= 120
    assert len({item.title for item in articles}) == len(articles)
    assert len(Counter(category for item in articles for category in item.categories)) >= 10
    assert len({district for entries in listed.values() for _, district, _ in entries if district}) >= 8
    years = {published.year for entries in listed.values() for published, _, _ in entries}
    assert years == {2023, 2024, 2025, 2026}
    words = [len(re.findall(r"\w+", f"{item.teaser} {item.body_text}")) for item in articles]
    assert all(130 <= count <= 450 for count in words)


def test_has_gender_inclusive_forms_of_all_kinds(articles):
    text = "\n".join(f"{item.title}\n{item.teaser}\n{item.body_text}" for item in articles)
    for form in ("*innen", ":innen", "_innen", "·innen", "/-innen", "/innen", "(innen)"):
        assert form in text, form
    assert re.search(r"[a-zäöüß]Innen\b", text)
    assert re.search(r"\w+innen und \w+", text)


def test_lists_agree_with_each_other_and_with_the_articles(articles, listed):
    for key, entries in listed.items():
        assert len({published for published, _, _ in entries}) == 1, key
        assert len({district for _, district, _ in entries} - {""}) <= 1, key
    undated = [item.title for item in articles if title_key(item.title) not in listed]
    assert not undated, "every article is in some list"
    for item in articles:
        published = next(iter(listed[title_key(item.title)]))[0]
        if item.published:
            assert item.date_inferred
            assert abs(item.published - published) <= dt.timedelta(days=7), item.title


def test_has_news_of_which_only_the_entry_is_there(articles, listed):
    assert len(set(listed) - {title_key(item.title) for item in articles}) >= 10
