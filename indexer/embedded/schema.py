"""The Whoosh schema: what is kept of a document, and under which name.

| field      | holds                                                                    |
|------------|--------------------------------------------------------------------------|
| `id`       | the article's id, to find it again                                       |
| `title_key`| the title reduced to letters, to join teasers with articles              |
| `origin`   | the file it came from, to find what vanished                             |
| `terms`    | every term of every text field, weighted, with positions                 |
| `facts`    | a column of what hits are filtered, counted and sorted by                |
| `article`  | the whole article, compressed JSON                                       |
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats

from indexer.article import Article, from_json, title_key, to_json
from indexer.documents import Document
from indexer.embedded.facts import facts_of
from indexer.german import Term, TermKind

_POSITIONS = formats.Positions()
_FIELD_GAP = 100
"""Positions between two fields, so that no phrase reaches from one into the next."""

_KIND_WEIGHT = {TermKind.EXACT: 1.0, TermKind.STEM: 1.0, TermKind.VARIANT: 1.0, TermKind.PART: 0.4}

Posting = tuple[bytes, int, float, bytes]
"""Term, frequency, weight, encoded positions."""


class TermsField(fields.FieldType):
    """A text field whose value is a list of postings that are ready to be written."""

    def __init__(self) -> None:
        super().__init__(_POSITIONS, analyzer=None, scorable=True)

    def index(self, value: list[Posting], **_: Any) -> Iterator[Posting]:
        return iter(value)


SCHEMA = fields.Schema(
    id=fields.ID(unique=True),
    title_key=fields.ID(),
    origin=fields.ID(),
    terms=TermsField(),
    facts=fields.COLUMN(columns.VarBytesColumn()),
    article=fields.STORED(),
)


def term_key(term: Term) -> str:
    """The text under which a term is posted: exact forms stand apart from stems."""
    return "=" + term.text if term.kind is TermKind.EXACT else term.text


def record_of(document: Document) -> dict[str, object]:
    """The field values that Whoosh is given for a document."""
    article = document.article
    return {
        "id": article.id,
        "title_key": title_key(article.title),
        "origin": article.origin,
        "terms": _postings(document),
        "facts": facts_of(article).to_bytes(),
        "article": zlib.compress(to_json(article).encode(), 1),
    }


def article_of(stored: dict[str, Any]) -> Article:
    """The article in the stored fields of a document."""
    return from_json(zlib.decompress(stored["article"]))


def _postings(document: Document) -> list[Posting]:
    positions: dict[str, list[int]] = defaultdict(list)
    weights: dict[str, float] = defaultdict(float)
    start = 0
    for field, tokens in document.texts:
        for position, token in enumerate(tokens, start):
            for term in token.terms:
                key = term_key(term)
                positions[key].append(position)
                weights[key] += field.weight * _KIND_WEIGHT[term.kind]
        start += len(tokens) + _FIELD_GAP
    return [
        (key.encode(), len(places), weights[key], _POSITIONS.encode(places))
        for key, places in positions.items()
    ]
