"""Many words at once: the terms that `terms.terms_of` gives each, without the places of parts in words.

What is known of words stands in columns, a list for each kind of it; nothing is made of single words but what
is kept. Rules are those of the same modules that read one word.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from indexer.german import abbreviations, hyphens, umlauts
from indexer.german.folding import folded
from indexer.german.terms import folded_stem, is_plain, terms_of
from indexer.german.token import TermKind
from indexer.german.words import Split, known, stems_of_all

Texts = tuple[str, ...]


class ManyTerms(NamedTuple):
    """The terms of some words, in columns: the exact term; stem and variants; parts. Of these two no text
    of a word comes twice.
    """

    exact: list[str]
    wholes: list[Texts]
    parts: list[Texts]


def terms_of_all(surfaces: Sequence[str], split: Split) -> ManyTerms:
    """The terms of words as they were cut out of texts. `split` takes apart together what has to be."""
    usual = [surface for surface in surfaces if _is_usual(surface)]
    pieces = {word: hyphens.pieces(word) for word in usual if "-" in word}
    bare = {word: text for word in usual if word[0].isupper() and (text := umlauts.undotted(word, known))}
    asked = dict.fromkeys(word for word in usual if word not in pieces)
    asked |= dict.fromkeys(map(hyphens.joined, pieces.values()))
    asked |= dict.fromkeys(chain.from_iterable(pieces.values()))
    asked |= dict.fromkeys(bare.values())
    stems, parts = stems_of_all(list(asked), split)
    read = dict(zip(asked, zip(_all_folded(stems), parts, strict=True), strict=True))
    exact = dict(zip(usual, _all_folded(usual), strict=True))
    terms = ManyTerms([], [], [])
    for surface in surfaces:
        text = exact.get(surface)
        if text is None:
            text, wholes, others = _by_kind(surface)
        else:
            stem, others = _of_pieces(pieces[surface], read) if surface in pieces else read[surface]
            wholes = (stem,)
            if surface in bare:
                variant = read[bare[surface]][0] or folded(bare[surface])
                wholes = (stem,) if variant == stem else (stem, variant)
            if others:
                others = tuple([text for text in dict.fromkeys(others) if text not in wholes])
        terms.exact.append(text)
        terms.wholes.append(wholes)
        terms.parts.append(others)
    return terms


def _all_folded(words: Sequence[str]) -> list[str]:
    """What `folded` makes of words without line breaks. Of most, small letters are all that it takes."""
    lower = "\n".join(words).casefold().split("\n") if words else []
    return [
        text if text.isascii() and text.isalnum() else folded(word)
        for word, text in zip(words, lower, strict=True)
    ]


def _is_usual(surface: str) -> bool:
    """Whether the word is itself, in letters that German has, or digits."""
    if is_plain(surface):
        return abbreviations.spelled_out(surface) == surface
    return surface.isascii() and surface.isdigit()


def _of_pieces(pieces: Texts, stems: dict[str, tuple[str, Texts]]) -> tuple[str, Texts]:
    """(stem, parts) of a word with hyphens."""
    joined = hyphens.joined(pieces)
    parts = [folded_stem(hyphens.joined(unit)) for unit in hyphens.units(pieces)]
    for piece in pieces:
        stem, own = stems[piece]
        parts += (stem or folded(piece), *own)
    return stems[joined][0] or folded(joined), tuple(parts)


def _by_kind(surface: str) -> tuple[str, Texts, Texts]:
    exact, *others = terms_of(surface)
    wholes = tuple(term.text for term in others if term.kind is not TermKind.PART)
    return exact.text, wholes, tuple(term.text for term in others if term.kind is TermKind.PART)
