"""How articles spell a word that the index knows folded: Müller for mueller, capitals and umlauts kept.

Nearly every spelling follows from the folded word and one byte, which is stored with it: its capitals, and
which of the digraphs are one letter. The few others (Café, Bürger*innen, LinkedIn) are read from articles.

| bits | what they say                                                                    |
|------|----------------------------------------------------------------------------------|
| 0, 1 | `_SMALL`, `_CAPITALISED`, `_CAPITALS` or `_OTHER`, which does not follow         |
| 2-5  | whether the first, second, third, fourth of ae, oe, ue, ss is ä, ö, ü, ß         |
| 6    | `UMLAUTS`: it has an umlaut, wherever                                            |
"""

import re

import numpy as np

from indexer.embedded.arrays import Array
from indexer.german import has_umlauts
from indexer.spelled import FOR_SMALL, ONE_LETTER

UMLAUTS = 1 << 6

_SMALL, _CAPITALISED, _CAPITALS, _OTHER = range(4)
_CASE = 0b11
_DIGRAPHS_SHIFT = 2
_DIGRAPHS_TOLD = 4
_DIGRAPH = re.compile("ae|oe|ue|ss")
_DIGRAPH_OR_LETTER = re.compile("ae|oe|ue|ss|[äöüß]")


def spelling_code(surface: str, term: str) -> int:
    """The byte that tells how a word with this exact term is spelled."""
    lower = surface.lower()
    umlauts = 0 if surface.isascii() or not has_umlauts(surface) else UMLAUTS
    if surface == lower:
        code = _SMALL
    elif surface[1:] == lower[1:]:
        code = _CAPITALISED
    elif surface.isupper():
        code = _CAPITALS
    else:
        return _OTHER | umlauts
    if lower != term:
        for number, found in enumerate(_DIGRAPH_OR_LETTER.findall(lower)[:_DIGRAPHS_TOLD]):
            code |= (len(found) == 1) << (_DIGRAPHS_SHIFT + number)
        if spelled_as(term, code) != surface:
            return _OTHER | umlauts
    return code | umlauts


def spelled_as(term: str, code: int) -> str | None:
    """The spelling of an exact term that the byte tells; None if it tells none."""
    case = code & _CASE
    if case == _OTHER:
        return None
    if digraphs := (code & ~UMLAUTS) >> _DIGRAPHS_SHIFT:
        numbers = iter(range(len(term)))
        term = _DIGRAPH.sub(
            lambda match: ONE_LETTER[match[0]] if digraphs >> next(numbers) & 1 else match[0], term
        )
    if case == _CAPITALS:
        return term.upper()
    return term if case == _SMALL else term[:1].upper() + term[1:]


def commonest(terms: Array, codes: Array, uses: Array, count: int) -> Array:
    """uint8, terms: how each of so many exact terms is mostly spelled, from words that have one of them
    (int32), a code (uint8), and a number of uses (int64).

    Small letters win when they are not much rarer, since any word is capitalised where a sentence begins.
    """
    keys, words = np.unique((terms.astype(np.int64) << 8) | codes, return_inverse=True)
    weights = np.bincount(words, uses, len(keys))
    weights[(keys & _CASE) == _SMALL] *= FOR_SMALL
    order = np.lexsort((-keys, weights))
    chosen = np.full(count, _OTHER, np.uint8)
    chosen[keys.take(order) >> 8] = keys.take(order) & 0xFF
    return chosen
