"""The embedded engine against a search that looks at every article anew, in plain Python."""

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import Article, SearchRequest, open_index
from indexer.documents import text_of
from indexer.fields import TEXT_FIELDS
from indexer.german import TermKind, analyze, is_stop_word
from tests.making import article, write

WORDS = (
    "Rat",
    "Räte",
    "Bach",
    "Bach-Renaturierung",
    "Diplomat*innen",
    "Diplomaten",
    "der",
    "neue",
    "Halle",
    "1.000",
)
CATEGORIES = ("Umwelt", "Sport", "Kultur")
DISTRICTS = ("", "Altstadt", "Nordhafen")
DAYS = (None, dt.date(2024, 2, 29), dt.date(2025, 1, 1), dt.datetime(2025, 1, 1, 8, 30), dt.date(2026, 3, 2))

texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
articles = st.builds(
    lambda id, title, body, categories, district, published: article(
        f"id {id}", title, body, categories=tuple(categories), district=district, published=published
    ),
    st.integers(0, 12),
    texts,
    texts,
    st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=2),
    st.sampled_from(DISTRICTS),
    st.sampled_from(DAYS),
)
batches = st.lists(
    st.tuples(st.lists(articles, max_size=6), st.lists(st.integers(0, 12).map("id {}".format), max_size=3)),
    min_size=1,
    max_size=4,
)
clauses = st.one_of(
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(WORDS).map("-{}".format),
)
requests = st.builds(
    lambda query, mode, categories, districts, days, sort: SearchRequest(
        " ".join(query), mode, tuple(categories), tuple(districts), *days, sort, limit=100,
        facets=("category", "district", "year", "month"),
    ),
    st.lists(clauses, max_size=3),
    st.sampled_from(["all", "any"]),
    st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=2),
    st.lists(st.sampled_from(DISTRICTS[1:]), unique=True, max_size=1),
    st.sampled_from([(None, None), (dt.date(2025, 1, 1), None), (None, dt.date(2025, 12, 31))]),
    st.sampled_from(["relevance", "newest", "oldest"]),
)  # fmt: skip


def terms(token, *kinds):
    return {term.text for term in token.terms if term.kind in kinds}


def stands_for(token):
    return terms(token, TermKind.STEM, TermKind.VARIANT, TermKind.PART)


def has_word(tokens, wanted):
    stems = terms(wanted, TermKind.STEM, TermKind.VARIANT)
    parts = {leaf.text for leaf in wanted.leaves()}
    found = set().union(*map(stands_for, tokens))
    return bool(stems & found) or (len(parts) > 1 and parts <= found)


def spellings(tokens):
    """The phrase as it is, and with two of its words written as one."""
    yield tokens
    for number in range(len(tokens) - 1):
        pair = [token.surface for token in tokens[number : number + 2]]
        if all(word.isalpha() and not is_stop_word(word) for word in pair):
            yield (*tokens[:number], *analyze("-".join(pair)), *tokens[number + 2 :])


def has_phrase(tokens, wanted):
    stems = [terms(token, TermKind.STEM, TermKind.VARIANT) for token in wanted]
    return any(
        all(stem & stands_for(token) for stem, token in zip(stems, tokens[start:], strict=False))
        for start in range(len(tokens) - len(stems) + 1)
    )


def matches(item: Article, request: SearchRequest) -> bool:
    fields = [analyze(text_of(item, field.name)) for field in TEXT_FIELDS]
    everywhere = [token for tokens in fields for token in tokens]
    wanted, common, excluded = [], [], []
    rest = request.query
    for clause in _clauses(rest):
        minus = clause.startswith("-")
        tokens = analyze(clause.strip('-"'))
        if len(tokens) > 1:
            found = any(has_phrase(field, spelling) for field in fields for spelling in spellings(tokens))
        else:
            found = has_word(everywhere, tokens[0])
        (excluded if minus else common if clause == "der" else wanted).append(found)
    required = wanted or common
    kept = any(wanted + common) if request.mode == "any" and required else all(required)
    return kept and not any(excluded)


def _clauses(query):
    quoted = query.split('"')
    for number, piece in enumerate(quoted):
        yield from [f'"{piece}"'] if number % 2 else piece.split()


def filters(item: Article, request: SearchRequest) -> dict[str, bool]:
    return {
        "category": not request.categories or bool(set(request.categories) & set(item.categories)),
        "district": not request.districts or item.district in request.districts,
        "date": (request.date_from is None or (bool(item.day) and item.day >= request.date_from))
        and (request.date_to is None or (bool(item.day) and item.day <= request.date_to)),
    }


def values(item: Article, facet: str):
    return {
        "category": item.categories,
        "district": (item.district,) if item.district else (),
        "year": (f"{item.day:%Y}",) if item.day else (),
        "month": (f"{item.day:%Y-%m}",) if item.day else (),
    }[facet]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(batches, st.lists(requests, min_size=1, max_size=5))
def test_finds_and_counts_what_a_naive_search_does(representation, changes, wanted):
    expected: dict[str, Article] = {}
    with tempfile.TemporaryDirectory() as folder:
        location = Path(folder, "index")
        for added, removed in changes:
            write(location, added, removed)
            expected |= {item.id: item for item in added}
            for id in removed:
                expected.pop(id, None)
        with open_index(location) as index:
            assert index.stats().articles == len(expected)
            known = {value for item in expected.values() for value in (*item.categories, item.district)}
            for request in wanted:
                if known.issuperset({*request.categories, *request.districts}):
                    check(index.search(request), expected, request)


def check(result, expected, request):
    found = {id: filters(item, request) for id, item in expected.items() if matches(item, request)}
    hits = {id for id, passed in found.items() if all(passed.values())}
    assert {hit.id for hit in result.hits} == hits
    assert result.total == len(hits)
    for facet, counted in result.facets.items():
        own = "date" if facet in ("year", "month") else facet
        counts = Counter(
            value
            for id, passed in found.items()
            if all(ok for name, ok in passed.items() if name != own)
            for value in values(expected[id], facet)
        )
        assert {value.value: value.count for value in counted if value.count} == counts
    if request.sort != "relevance":
        days = [hit.published for hit in result.hits if hit.published]
        days = [
            moment if isinstance(moment, dt.datetime) else dt.datetime(*moment.timetuple()[:3])
            for moment in days
        ]
        assert days == sorted(days, reverse=request.sort == "newest")
