"""Where the words of an article stand in its texts, kept so that excerpts need no analysis.

Nearly every word is just a run of letters and digits, and such runs are found in a text faster than their
places are read from a file. So only what differs is stored: the places where a run begins or ends and no
word does, or a word and no run: hyphens, numbers with a decimal comma, dotted abbreviations, letters beyond
Latin-1. That is one byte for twelve words, where a byte a word would be usual.

A place is counted in characters of all texts of the article, one line end behind each; `2 * place` says that
a beginning differs there, `2 * place + 1` an end. Ascending numbers are stored as their differences, each as
bytes that add up to it, of which all but the last are 255 and the last is not.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from indexer.documents import Places
from indexer.embedded.arrays import Array, starts_of
from indexer.embedded.schema import FIELD_GAP

_ESCAPE = 255

# Written out, since another release of Unicode would be another format.
_LETTERS = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ")
_IN_RUNS = bytes(
    (code < 128 and chr(code).isalnum()) or chr(code) in _LETTERS  # what Latin-1 has no code for is "?"
    for code in range(256)
)


class Spans(NamedTuple):
    """int64: where the words of a text begin and end in it, in characters."""

    starts: Array
    ends: Array


def encoded(
    texts: Sequence[str], texts_each: int, starts: Array, lengths: Array, counts: Array
) -> tuple[Array, Array]:
    """(uint8 bytes, int64 sizes): the spans of the words of documents that have so many texts each, and how
    many bytes each document takes.

    `counts` has the words of every text, `starts` where each begins in its text, `lengths` its characters.
    """
    offsets = _offsets(texts)
    begins, ends = _runs(texts)
    placed = starts + np.repeat(offsets[:-1], counts)
    begins[placed] ^= True
    ends[placed + lengths] ^= True
    differing = np.concatenate([np.flatnonzero(begins) << 1, np.flatnonzero(ends) << 1 | 1])
    differing.sort()
    limits = np.searchsorted(differing, offsets[::texts_each] << 1)
    documents = np.repeat(np.arange(len(limits) - 1), np.diff(limits))
    differing -= offsets[::texts_each].take(documents) << 1
    steps = np.diff(differing, prepend=0)
    firsts = limits[:-1][np.diff(limits) > 0]
    steps[firsts] = differing[firsts]
    sizes = steps // _ESCAPE + 1
    data = np.full(int(sizes.sum()), _ESCAPE, np.uint8)
    data[np.cumsum(sizes) - 1] = steps % _ESCAPE
    return data, np.diff(starts_of(sizes)[limits])


def decoded(texts: Sequence[str], data: bytes) -> tuple[Spans, ...]:
    """The spans of the words of each text of a document."""
    begins, ends = _runs(texts)
    steps = np.frombuffer(data, np.uint8)
    differing = np.cumsum(steps, dtype=np.int64)[steps != _ESCAPE]
    places, is_end = differing >> 1, differing & 1 == 1
    begins[places[~is_end]] ^= True
    ends[places[is_end]] ^= True
    starts, stops = begins.nonzero()[0], ends.nonzero()[0]
    offsets = _offsets(texts)
    limits = np.searchsorted(starts, offsets).tolist()
    return tuple(
        Spans(starts[first:last] - offset, stops[first:last] - offset)
        for (first, last), offset in zip(pairwise(limits), offsets.tolist(), strict=False)
    )


def places_at(spans: Sequence[Spans], positions: Sequence[Array]) -> Places:
    """Where the words at the positions of some postings of a document begin and end in its texts."""
    wanted = sorted(set().union(*(of_term.tolist() for of_term in positions)))
    places: list[Sequence[tuple[int, int]]] = []
    first_position = 0
    for text in spans:
        end = first_position + len(text.starts)
        own = wanted[bisect_left(wanted, first_position) : bisect_left(wanted, end)]
        words = [position - first_position for position in own]
        places.append(
            list(zip(text.starts.take(words).tolist(), text.ends.take(words).tolist(), strict=True))
            if words
            else ()
        )
        first_position = end + FIELD_GAP
    return places


def _offsets(texts: Sequence[str]) -> Array:
    """int64: where each text begins, and where another one would."""
    return starts_of(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)


def _runs(texts: Sequence[str]) -> tuple[Array, Array]:
    """bool, characters + 1: where runs of letters and digits begin, where they end."""
    codes = "\n".join(("", *texts, "")).encode("latin-1", "replace")
    inside = np.frombuffer(codes.translate(_IN_RUNS), np.int8)
    return inside[1:] > inside[:-1], inside[1:] < inside[:-1]
