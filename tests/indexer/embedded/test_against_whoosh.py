"""The vectorised searches against Whoosh's own searcher on the very same index: same documents, same scores."""

import datetime as dt
import itertools
import math
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query, scoring
from whoosh.matching import AndMaybeMatcher, ListMatcher, NullMatcher
from whoosh.query.spans import SpanNear2

from indexer.article import MINUTES_A_DAY
from indexer.embedded import snapshot
from indexer.embedded.folder import open_folder
from indexer.embedded.snapshot import Snapshot
from indexer.embedded.stored_text import stored_article
from indexer.engine import Filters, Lookup
from indexer.german import TermKind, edits_between
from indexer.query import (
    All,
    Any,
    AtLeast,
    Everything,
    Exact,
    Having,
    Optional,
    Pattern,
    Phrase,
    Published,
    Similar,
    Without,
    Word,
    look_up,
    parse,
)
from indexer.request import Mode, Sort
from indexer.weights import EXACT_BOOST, K1, PART_BOOST, B
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
    "1.000",
    "Nie",
)

SINCE = dt.date(2024, 12, 31)
CATEGORIES = ("Umwelt", "Sport")

texts = st.lists(st.sampled_from(WORDS[:-1]), max_size=12).map(" ".join)
articles = st.builds(
    lambda id, title, body, teaser, day, categories: article(
        f"id {id}", title, body, teaser=teaser, published=day, categories=tuple(categories)
    ),
    st.integers(0, 15), texts, texts, texts, st.sampled_from([None, dt.date(2024, 2, 29), dt.date(2025, 1, 1)]),
    st.lists(st.sampled_from(CATEGORIES), unique=True, max_size=2),
)  # fmt: skip
batches = st.lists(
    st.tuples(
        st.lists(articles, max_size=8),
        st.lists(st.integers(0, 15).map("id {}".format), max_size=3),
        st.sampled_from(["leave", "leave", "delete by term", "optimize"]),
    ),
    min_size=1,
    max_size=5,
)

words = st.sampled_from(WORDS).flatmap(
    lambda text: st.just(look_up(parse(text)[0], Mode.ALL)).filter(lambda node: isinstance(node, Word))
)
phrases = st.lists(words, min_size=2, max_size=3).map(lambda found: Phrase(tuple(found)))
patterns = st.sampled_from(["rat*", "r*", "*e", "n?e", "*a*", "bach*ung", "x*", "di?l*"]).map(Pattern)
exact_words = st.sampled_from(["rat", "bach", "diplomaten", "neue", "nie"]).map(
    lambda text: Exact(text, None)
)
similar_words = st.builds(
    Similar, st.sampled_from(["rast", "neu", "bachs", "diplomat"]), st.sampled_from([1, 2])
)
days = st.sampled_from([None, dt.date(2024, 2, 29), dt.date(2025, 1, 1), dt.date(2025, 1, 2)])
by_columns = st.one_of(
    st.builds(Published, days, days),
    st.sets(st.sampled_from(CATEGORIES)).map(lambda values: Having("category", frozenset(values))),
)
nodes = st.recursive(
    words | phrases | st.just(Everything()) | patterns | exact_words | similar_words | by_columns,
    lambda children: st.one_of(
        st.lists(children, min_size=1, max_size=3).map(lambda nodes: All(tuple(nodes))),
        st.lists(children, min_size=1, max_size=3).map(lambda nodes: Any(tuple(nodes))),
        st.builds(Optional, children, children),
        st.lists(children, min_size=2, max_size=3).flatmap(
            lambda nodes: st.builds(AtLeast, st.just(tuple(nodes)), st.integers(1, len(nodes)))
        ),
        st.builds(Without, children, children),
    ),
    max_leaves=6,
)


def term(field, text, boost=1.0):
    return query.Term(field, text, boost=boost)


def any_stem(word):
    kinds = (TermKind.STEM, TermKind.VARIANT)
    return query.Or([term("terms", text) for kind in kinds for text in word.token.of_kind(kind)])


def whoosh_query(node):
    """The same search in Whoosh's own query types."""
    match node:
        case Word(token):
            found = [any_stem(node)]
            if len(leaves := token.leaves()) > 1:
                found.append(query.And([term("terms", leaf.text, PART_BOOST) for leaf in leaves]))
            exact = query.Or([term("exact", text, EXACT_BOOST) for text in token.of_kind(TermKind.EXACT)])
            return Boosted(query.Or(found), exact)
        case Phrase(phrase):
            return SpanNear2([any_stem(word) for word in phrase])
        case All(children):
            return query.And(list(map(whoosh_query, children)))
        case Any(children):
            return query.Or(list(map(whoosh_query, children)))
        case Optional(required, wanted):
            return Boosted(whoosh_query(required), whoosh_query(wanted))
        case Without(included, excluded):
            # Not AndNot: Whoosh's matcher for it returns excluded documents.
            return query.And([whoosh_query(included), Nothing(whoosh_query(excluded))])
        case Everything():
            return query.Every()
        case AtLeast(children, count):
            # Everyone with so many of them; and what any of these others adds.
            chosen = [
                query.And(list(map(whoosh_query, some))) for some in itertools.combinations(children, count)
            ]
            return Boosted(Silent(query.Or(chosen)), query.Or(list(map(whoosh_query, children))))
        case Published(first, last):
            low = first.toordinal() * MINUTES_A_DAY if first else 0
            high = (last.toordinal() + 1) * MINUTES_A_DAY if last else math.inf
            return ByColumn("minute", lambda minute: low <= minute < high)
        case Having(facet, values):
            return ByColumn(facet, lambda found: not values.isdisjoint(found.decode().split("\n")))
        case Exact(text, None):
            return term("exact", text)
        case Pattern(text):
            return Grouped(query.Wildcard("exact", text))
        case Similar(text, edits):
            return Grouped(SimilarTerms(text, edits))
        case _:
            raise TypeError(node)


class BoostedMatcher(AndMaybeMatcher):
    """Whoosh's own skips the optional half to where it wanted to go, not to where the other half went."""

    def skip_to(self, id):
        self.a.skip_to(id)
        if self.a.is_active() and self.b.is_active():
            self.b.skip_to(self.a.id())


class Boosted(query.AndMaybe):
    def matcher(self, searcher, context=None):
        return BoostedMatcher(self.a.matcher(searcher, context), self.b.matcher(searcher, context))


class Nothing(query.Not):
    """A Not that adds nothing to the score; Whoosh's own adds 1."""

    def matcher(self, searcher, context=None):
        matcher = super().matcher(searcher, context)
        matcher._weight = 0.0
        return matcher


class ByColumn(query.ColumnQuery):
    """Whoosh's own ColumnMatcher has no score, and its query no size."""

    def estimate_size(self, ixreader):
        return ixreader.doc_count()

    def matcher(self, searcher, context=None):
        reader = searcher.reader()
        if not reader.doc_count_all():
            return NullMatcher()
        column = reader.column_reader(self.fieldname)
        ids = [
            id
            for id in range(reader.doc_count_all())
            if not reader.is_deleted(id) and self.condition(column[id])
        ]
        return ListMatcher(ids, [1.0] * len(ids)) if ids else NullMatcher()


class Silent(query.wrappers.WrappingQuery):
    """What another query finds, adding nothing to the score."""

    def _rewrap(self, child):
        return Silent(child)

    def matcher(self, searcher, context=None):
        found = list(self.child.matcher(searcher, context).all_ids())
        return ListMatcher(found, [0.0] * len(found)) if found else NullMatcher()


class SimilarTerms(query.MultiTerm):
    """Whoosh's own FuzzyTerm knows no letters that count as one."""

    fieldname = "exact"

    def __init__(self, text, edits):
        self.text, self.edits = text, edits

    def _btexts(self, reader):
        for text in reader.field_terms("exact"):
            if edits_between(self.text, text, self.edits) is not None:
                yield text.encode()


class Grouped(query.wrappers.WrappingQuery):
    """All terms of a MultiTerm as one word, of which Whoosh has no notion: weights are added up, and it is in
    as many documents as have any of them.
    """

    def _rewrap(self, child):
        return Grouped(child)

    def weights(self, searcher):
        """Of deleted documents too, which count for how rare a word is."""
        found = Counter()
        reader = searcher.reader()
        for text in self.child._btexts(reader) if reader.doc_count_all() else ():
            matcher = reader._terms.matcher("exact", text, reader.schema["exact"].format)
            while matcher.is_active():
                found[matcher.id()] += matcher.weight()
                matcher.next()
        return found

    def matcher(self, searcher, context=None):
        parent = searcher.get_parent()
        count = parent.doc_count_all()
        leaves = [leaf for leaf, _ in parent.leaf_searchers()]
        frequency = sum(len(self.weights(leaf)) for leaf in leaves)
        idf = math.log1p((count - frequency + 0.5) / (frequency + 0.5))
        mean = parent.field_length("exact") / max(count, 1) or 1.0
        scores = {}
        for id, weight in sorted(self.weights(searcher).items()):
            norm = K1 * (1 - B + B * searcher.reader().doc_field_length(id, "exact") / mean)
            if not searcher.reader().is_deleted(id):
                scores[id] = idf * weight * (K1 + 1) / (weight + norm)
        return ListMatcher(list(scores), list(scores.values())) if scores else NullMatcher()


class Okapi(scoring.BM25F):
    """Whoosh's BM25F with the usual inverse document frequency."""

    def idf(self, searcher, fieldname, text):
        parent = searcher.get_parent()
        frequency = parent.doc_frequency(fieldname, text)
        return math.log1p((parent.doc_count_all() - frequency + 0.5) / (frequency + 0.5))


def found_by_whoosh(index, node, since=None):
    found = {}
    with index.searcher(weighting=Okapi(B=B, K1=K1)) as searcher:
        wanted = whoosh_query(node)
        context = searcher.context()
        for leaf, offset in searcher.leaf_searchers():
            matcher = wanted.matcher(leaf, context)
            while matcher.is_active():
                item = stored_article(searcher.stored_fields(offset + matcher.id())["article"])
                assert item.id not in found
                if since is None or (item.published and item.published >= since):
                    found[item.id] = matcher.score()
                matcher.next()
    return found


@pytest.fixture(autouse=True)
def _scores_of_words_alone(monkeypatch):
    """Whoosh knows nothing of what the best hits are looked at again for."""
    monkeypatch.setattr(snapshot, "FIRST", 0)


def found_by_nachlese(index, node, sort=Sort.RELEVANCE, since=None):
    ranked = Snapshot(index, now=0).find(Lookup(node, Filters(first_day=since), sort, 100, 0, ())).ranked
    assert len({hit.article.id for hit in ranked}) == len(ranked)
    return {hit.article.id: hit.score for hit in ranked}


def change(location, added, removed, then):
    """Write with Nachlese, then do to the index what Whoosh's writers can do."""
    write(location, added, removed)
    if then == "delete by term":
        with open_folder(location).writer() as writer:
            writer.delete_by_term("id", "id 3")
    elif then == "optimize":
        open_folder(location).optimize()


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(batches, st.lists(nodes, min_size=1, max_size=6))
def test_finds_and_scores_what_whoosh_does(representation, changes, wanted):
    with tempfile.TemporaryDirectory() as folder:
        location = Path(folder, "index")
        for added, removed, then in changes:
            change(location, added, removed, then)
        index = open_folder(location)
        plain = whoosh_index.open_dir(str(location))
        for node in wanted:
            expected = found_by_whoosh(plain, node)
            assert found_by_nachlese(index, node) == pytest.approx(expected, rel=1e-4)
            assert found_by_nachlese(index, node, Sort.NEWEST).keys() == expected.keys()
            recent = found_by_whoosh(plain, node, SINCE)
            assert found_by_nachlese(index, node, since=SINCE) == pytest.approx(recent, rel=1e-4)
