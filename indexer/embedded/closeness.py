"""How close together, and how early, the words of a query stand in some documents of one segment.

It is asked for a hundred documents at a time, so what it costs is the number of array operations, not the
length of the arrays: all occurrences of all words are put into one array.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.positions import Located, Positions
from indexer.embedded.schema import FIELD_GAP
from indexer.weights import WEIGHTS

_MOST_OCCURRENCES = 200
"""Of a word in a document: the first ones tell enough, and long articles cost no more than others."""
_PLACE_BITS = 40
_WORD_BITS = 8
_NEXT = 1 << _WORD_BITS
_STEPS = 3
"""Occurrences behind each one that are looked at, of all words together."""
_LEAD_ENDS = 2 * FIELD_GAP + 600
_NOWHERE = np.iinfo(np.int64).max


_MOST_KEYS = 128
"""Words and documents whose keys are at hand."""


class Closeness(NamedTuple):
    """`present` (bool, (words, documents)): where each word is. `lead` (float64, likewise): how near to the
    beginning it stands first, from one for the very first word down to zero where it is not. `beside`
    (float64, (2, words, documents)): how often a word stands before the next one of the query, and before the
    one after that, which counts a little less; those with another word between them count half.
    """

    present: Array
    lead: Array
    beside: Array


def _pair_weights() -> Array:
    weights = np.zeros(3 * _NEXT + 3)
    weights[_NEXT + 1], weights[2 * _NEXT + 1] = 1.0, 0.5
    weights[2 * _NEXT + 2], weights[3 * _NEXT + 2] = WEIGHTS.skipped, WEIGHTS.skipped / 2
    return weights


_PAIR_WEIGHTS = _pair_weights()
"""By the difference of two occurrences: positions apart, and words of the query apart."""


def _leads() -> Array:
    """By position. Words are counted without the gaps before teaser and text, as if these never were longer
    than a gap: of what is longer, and of captions, little is left to tell apart.
    """
    positions = np.arange(_LEAD_ENDS)
    before = positions - FIELD_GAP * np.minimum(positions // FIELD_GAP, 2)
    leads: Array = np.exp(-before / WEIGHTS.lead_words)
    leads[-1] = 0
    return leads


_LEADS = _leads()


def _keys(numbers: Array, document_count: int) -> Array:
    """int64, (terms, documents): an occurrence as one number without its position, by the number of its word
    and its document.
    """
    return (np.arange(document_count) << _PLACE_BITS) + numbers[:, None]


_KEYS = _keys(np.arange(_MOST_KEYS), _MOST_KEYS)


def closeness(positions: Positions, words: Sequence[Sequence[int]], documents: Array) -> Closeness:
    """Looks at the positions of different words, each some alternative terms, in documents (intp)."""
    if not any(words):
        size = len(words), len(documents)
        return Closeness(np.zeros(size, bool), np.zeros(size), np.zeros((2, *size)))
    alternatives = [terms or (None,) for terms in words]
    located = positions.of_terms([term for terms in alternatives for term in terms], documents)
    present = located.counts > 0
    lead = _LEADS.take(positions.of_all.take(located.first, mode="clip"), mode="clip")
    lead *= present
    if len(lead) == len(words):
        keys = _KEYS[: len(words), : len(documents)]
        if keys.shape != lead.shape:
            keys = _keys(np.arange(len(words)), len(documents))
    else:
        sizes = list(map(len, alternatives))
        firsts = [0, *accumulate(sizes[:-1])]
        present, lead = np.logical_or.reduceat(present, firsts), np.maximum.reduceat(lead, firsts)
        keys = _keys(np.arange(len(words)).repeat(sizes), len(documents))
    if len(words) < 2:
        return Closeness(present, lead, np.zeros((2, *present.shape)))
    return Closeness(present, lead, _beside(_occurrences(positions, keys, located), present.shape))


def _occurrences(positions: Positions, keys: Array, located: Located) -> Array:
    """int64, ascending: every occurrence as one number, its document, its position, its word, and behind them
    as many as are looked at together that are nowhere. The keys (terms, documents) lack the position.
    """
    counts = np.minimum(located.counts, _MOST_OCCURRENCES).ravel()
    ends = counts.cumsum()
    total = int(ends[-1])
    shifts = located.first.ravel() - ends
    shifts += counts
    chosen = shifts.repeat(counts)
    chosen += np.arange(total)
    found = np.empty(total + _STEPS, np.int64)
    found[total:] = _NOWHERE
    known = found[:total]
    known[:] = positions.of_all.take(chosen)
    known <<= _WORD_BITS
    known += keys.ravel().repeat(counts)
    known.sort()
    return found


def _beside(ordered: Array, shape: tuple[int, ...]) -> Array:
    """How often words stand side by side, from all occurrences in order."""
    total = len(ordered) - _STEPS
    # Row by row each occurrence's first, second, third one behind it.
    behind = np.ndarray((_STEPS, total), ordered.dtype, ordered, ordered.itemsize, 2 * ordered.strides)
    apart = (behind - ordered[:total]).ravel()
    near = (apart < len(_PAIR_WEIGHTS)).nonzero()[0]
    word_count, document_count = shape
    if not len(near):
        return np.zeros((2, *shape))
    apart = apart.take(near)
    before = ordered.take(near % total)
    words = before & _NEXT - 1
    words += ((apart & _NEXT - 1) == 2) * word_count
    words *= document_count
    words += before >> _PLACE_BITS
    counted = np.bincount(words, _PAIR_WEIGHTS.take(apart), 2 * word_count * document_count)
    return counted.reshape(2, word_count, document_count)
