"""Where the words of an article stand in its texts, kept so that excerpts need no analysis.

Nearly every word is just a run of letters and digits, and such runs are found in a text faster than their
places are read from a file. So only what differs is stored: the places where a run begins or ends and no
word does, or a word and no run: hyphens, numbers with a decimal comma, dotted abbreviations, letters beyond
Latin-1. That is one byte for twelve words, where a byte a word would be usual.

A place is counted in characters of all texts of the article, one line end behind each; `2 * place` says that
a beginning differs there, `2 * place + 1` an end. Ascending numbers are stored as their differences, each as
bytes that add up to it, of which all but the last are 255 and the last is not.
"""

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


def located(spans: Sequence[Spans], positions: Array) -> tuple[Array, Array]:
    """(fields, words), int64: the text field of each position of a posting, and which of its words it is."""
    counts = np.array([len(text.starts) for text in spans])
    first_positions = starts_of(counts)[:-1] + FIELD_GAP * np.arange(len(counts))
    fields = np.searchsorted(first_positions, positions, side="right") - 1
    return fields, positions - first_positions.take(fields)


def places_at(spans: Sequence[Spans], positions: Sequence[Array]) -> Places:
    """Where the words at positions of a document, those of several terms, begin and end in each of its texts."""
    distinct = sorted(set().union(*(of_term.tolist() for of_term in positions)))
    if not distinct:
        return ((),) * len(spans)
    fields, words = located(spans, np.array(distinct))
    limits = np.searchsorted(fields, np.arange(len(spans) + 1)).tolist()
    return tuple(
        tuple(zip(text.starts.take(found).tolist(), text.ends.take(found).tolist(), strict=True))
        for text, (first, last) in zip(spans, pairwise(limits), strict=True)
        for found in (words[first:last],)
    )


def _offsets(texts: Sequence[str]) -> Array:
    """int64: where each text begins, and where another one would."""
    return starts_of(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)


def _runs(texts: Sequence[str]) -> tuple[Array, Array]:
    """bool, characters + 1: where runs of letters and digits begin, where they end."""
    codes = "\n".join(("", *texts, "")).encode("latin-1", "replace")
    inside = np.frombuffer(codes.translate(_IN_RUNS), np.int8)
    return inside[1:] > inside[:-1], inside[1:] < inside[:-1]
