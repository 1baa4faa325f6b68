"""Turns a terms tree into a Whoosh query."""

from typing import assert_never

from whoosh import query as whoosh_query
from whoosh.query.spans import SpanNear2

from indexer.embedded.schema import term_key
from indexer.german import Term, TermKind
from indexer.query import All, Any, Everything, Node, Optional, Phrase, Without, Word

_EXACT_BOOST = 0.2
"""How much the word as typed adds to its stem."""
_PART_BOOST = 0.2
"""How much each part of a compound counts where the parts are found instead of the compound."""


def whoosh_query_of(node: Node) -> whoosh_query.Query:
    """The Whoosh query that finds what the tree stands for."""
    match node:
        case Word(token):
            exact = next(term for term in token.terms if term.kind is TermKind.EXACT)
            return whoosh_query.AndMaybe(_found_by(node), _term(exact, _EXACT_BOOST))
        case Phrase(words):
            return SpanNear2([_any_stem(word) for word in words])
        case All(children):
            return whoosh_query.And([whoosh_query_of(child) for child in children])
        case Any(children):
            return whoosh_query.Or([whoosh_query_of(child) for child in children])
        case Optional(required, wanted):
            return whoosh_query.AndMaybe(whoosh_query_of(required), whoosh_query_of(wanted))
        case Without(included, excluded):
            # Not AndNot: Whoosh's matcher for it returns excluded documents.
            return whoosh_query.And([whoosh_query_of(included), whoosh_query.Not(whoosh_query_of(excluded))])
        case Everything():
            return whoosh_query.Every()
        case _:
            assert_never(node)


def _found_by(word: Word) -> whoosh_query.Query:
    """Any stem of the word, or all of its parts: no compound is found by one part alone."""
    parts = [_term(term, _PART_BOOST) for term in word.token.leaves()]
    stems = _any_stem(word)
    return whoosh_query.Or([stems, whoosh_query.And(parts)]) if len(parts) > 1 else stems


def _any_stem(word: Word) -> whoosh_query.Query:
    stems = [_term(term) for term in word.token.terms if term.kind in (TermKind.STEM, TermKind.VARIANT)]
    return stems[0] if len(stems) == 1 else whoosh_query.Or(stems)


def _term(term: Term, boost: float = 1.0) -> whoosh_query.Term:
    return whoosh_query.Term("terms", term_key(term), boost=boost)
