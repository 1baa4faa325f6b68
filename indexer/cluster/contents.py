"""From an article to what the cluster keeps of it: its terms, analysed here once, and its facts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from indexer.article import Article, day_of, minute_of, title_key, to_json
from indexer.cluster.mapping import FILLING, LENGTH_UNITS, LONGEST_TERM, MARKS, UNITS
from indexer.cluster.printed import printed
from indexer.documents import texts_of
from indexer.fields import TEXT_FIELDS
from indexer.german import Columns, Term, TermKind, analyze_columns, has_umlauts
from indexer.identity import Identity, identity_of
from indexer.states import visible_from
from indexer.weights import KIND_WEIGHTS

GRAVE = "tombstone:"
"""Begins the ids of tombstones."""

_LONG = "sha256:"
_LONGEST_ID = 512
"""Bytes of an id of the cluster."""

Body = dict[str, Any]


def key_of(id: str) -> str:
    """The id that the cluster knows an article by; of one that is too long its digest."""
    encoded = id.encode(errors="surrogatepass")
    if len(encoded) <= _LONGEST_ID and not id.startswith((GRAVE, _LONG)):
        return id
    return _LONG + sha256(encoded).hexdigest()


def kept_identity(identity: Identity) -> Body:
    """What is kept of an identity: digests, in hexadecimal, of what there is."""
    return {name: f"{digest:016x}" for name, digest in identity._asdict().items() if digest}


def written(term: str) -> str:
    """A term as it stands in the index and in requests."""
    return term[:LONGEST_TERM]


def spelt_in(field: int, umlauts: bool, term: str) -> str:
    """The token of a word as written, in a text field with this number."""
    return f"{field}{'+' if umlauts else '-'}{written(term)}"


def body_of(article: Article) -> Body:
    """What is indexed of an article, without the copies that it may have."""
    words = [analyze_columns(text) for text in texts_of(article)]
    count = sum(len(columns.terms) for columns in words)
    return {
        "article": to_json(article),
        "terms": _weighed(words, count),
        "exact": " ".join(written(terms[0].text) for columns in words for terms in columns.terms),
        "spelt": " ".join(dict.fromkeys(_spelt(words))),
        "text": [*map(_stacked, MARKS, words), MARKS[-1]],
        "titles": title_key(article.title),
        "words": count,
        **_facts(article),
    }


def _weighed(words: Sequence[Columns], count: int) -> str:
    """Every term once, with the sum of its weights in all text fields, and the filling term."""
    weights: defaultdict[str, float] = defaultdict(float)
    for field, columns in zip(TEXT_FIELDS, words, strict=True):
        for terms in columns.terms:
            for term in terms[1:]:
                weights[term.text] += field.weight * KIND_WEIGHTS[term.kind]
    units = {written(term): max(1, round(weight * UNITS)) for term, weight in weights.items()}
    units[FILLING] = max(1, count * LENGTH_UNITS - sum(units.values()))
    return " ".join(f"{term}|{weight}" for term, weight in units.items())


def _spelt(words: Sequence[Columns]) -> Iterator[str]:
    for number, columns in enumerate(words):
        for surface, terms in zip(columns.surfaces, columns.terms, strict=True):
            yield spelt_in(number, has_umlauts(surface), terms[0].text)


def _stacked(mark: str, columns: Columns) -> str:
    return " ".join((mark, *map(_one_position, columns.terms)))


def _one_position(terms: Iterable[Term]) -> str:
    return "|".join(written(term.text) for term in terms if term.kind is not TermKind.EXACT) or FILLING


def _facts(article: Article) -> Body:
    facts: Body = {
        "id": article.id,
        "kind": article.kind.value,
        "title_key": written(title_key(article.title)),
        "origin": article.origin,
        "category": list(dict.fromkeys(article.categories)),
        "visible_from": visible_from(article),
        "digest": f"{article.digest:016x}",
        **kept_identity(identity_of(article)),
    }
    for name in ("district", "source"):
        if value := getattr(article, name):
            facts[name] = value
    if article.published is not None:
        day = day_of(article.published)
        facts["minute"] = minute_of(article.published)
        facts["year"], facts["month"] = f"{day.year:04}", f"{day.year:04}-{day.month:02}"
    return facts | printed(article, facts.get("minute"))
