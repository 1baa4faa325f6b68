"""The chain: cut, normalise, read gender forms and compounds, fold, stem."""

import functools
import re

from indexer.german import gender
from indexer.german.folding import folded, normalized
from indexer.german.numbers import plain_number
from indexer.german.stemming import stem
from indexer.german.token import Term, TermKind, Token
from indexer.german.tokenizer import cut

ANALYSIS_VERSION = 1
"""Counts up whenever the same text would give other terms: an older index must be rebuilt."""

_WORDS_CACHED = 200_000
_HYPHENS = re.compile("[-\u2010\u2011]+")


def analyze(text: str) -> tuple[Token, ...]:
    """The words of the text in order, each with all the terms that it is found by."""
    return tuple(
        Token(surface := text[start:end], start, end, _terms_of(surface)) for start, end in cut(text)
    )


@functools.lru_cache(maxsize=_WORDS_CACHED)
def _terms_of(surface: str) -> tuple[Term, ...]:
    forms = gender.readings(surface) or (surface,)
    word = normalized(forms[0])
    number = plain_number(word)
    if number:
        return (Term(number, TermKind.EXACT), Term(number, TermKind.STEM))
    pieces = [piece for piece in _HYPHENS.split(word) if piece]
    joined = "".join(pieces) or word
    terms = [Term(folded(joined), TermKind.EXACT), Term(stem(joined), TermKind.STEM)]
    terms += [Term(stem(normalized(form)), TermKind.VARIANT) for form in forms[1:]]
    if len(pieces) > 1:
        terms += [Term(stem(piece), TermKind.PART) for piece in pieces]
    return _distinct(terms)


def _distinct(terms: list[Term]) -> tuple[Term, ...]:
    """Without a variant or part that an earlier term already stands for."""
    kept = {terms[0]: None}
    seen: set[str] = set()
    for term in terms[1:]:
        if term.text not in seen:
            kept[term] = None
            seen.add(term.text)
    return tuple(kept)
