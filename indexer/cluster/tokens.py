"""From a word of a text to the tokens that a cluster is sent for it, worked out once for every word."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.cluster.mapping import FILLING, LONGEST_TERM
from indexer.german import Term, TermKind, analyze_columns, has_umlauts
from indexer.weights import KIND_WEIGHTS

_WORDS_KEPT = 200_000
"""One takes about 600 bytes, beside what analysis keeps of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """Of one word: what stands for it in `exact`, `text` and, behind the number of a text field, in `spelt`;
    and all but the exact one of its terms with what each weighs. Equal is only what is the same object.
    """

    terms: tuple[Term, ...]
    exact: str
    stacked: str
    spelt: str
    weights: tuple[tuple[str, float], ...]


_known: dict[str, Tokens] = {}


def tokens_of(text: str) -> Sequence[Tokens]:
    """The words of a text in order."""
    columns = analyze_columns(text)
    if len(_known) > _WORDS_KEPT:
        _known.clear()
    found = []
    for surface, terms in zip(columns.surfaces, columns.terms, strict=True):
        tokens = _known.get(surface)
        if tokens is None or tokens.terms is not terms:  # neighbours may add terms to a word
            tokens = _known[surface] = _tokens(surface, terms)
        found.append(tokens)
    return found


def written(term: str) -> str:
    """A term as it stands in the index and in requests."""
    return term[:LONGEST_TERM]


def spelt(umlauts: bool, term: str) -> str:
    """What stands for a word as written behind the number of a text field."""
    return f"{'+' if umlauts else '-'}{written(term)}"


def _tokens(surface: str, terms: tuple[Term, ...]) -> Tokens:
    exact = terms[0].text
    others = [term for term in terms if term.kind is not TermKind.EXACT]
    return Tokens(
        terms,
        written(exact),
        "|".join(written(term.text) for term in others) or FILLING,
        spelt(has_umlauts(surface), exact),
        tuple((written(term.text), KIND_WEIGHTS[term.kind]) for term in others),
    )
