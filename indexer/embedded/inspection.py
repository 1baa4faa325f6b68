"""What is indexed for one document, read from the posting lists themselves."""

from collections.abc import Iterator

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.postings import IN_FIELD, Field, PostingLists
from indexer.embedded.segment import ColumnarSegment, SegmentFile
from indexer.engine import Indexed
from indexer.fields import TEXT_FIELDS

_TERMS_AT_ONCE = 20_000
"""Read in one go, which bounds the memory to about 100 MB however many articles there are."""


def inspected(file: SegmentFile, segment: ColumnarSegment, document: int) -> Indexed:
    """How a document lies in its segment."""
    counts = np.diff(file.field_ends[:, document].astype(np.int64), prepend=0)
    return Indexed(
        visible_from=segment.visible_from,
        segment=segment.segment_id(),
        stored_bytes=len(file.text(document)),
        words={field.name: int(count) for field, count in zip(TEXT_FIELDS, counts, strict=True)},
        exact=dict(_exact_words(file.field("exact"), document)),
        terms=dict(_terms(file.field("terms"), document)),
    )


def _exact_words(field: Field, document: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(word, text fields that it stands in), in order."""
    for first, lists, postings in _having(field, document):
        assert lists.flags is not None
        for text, flags in zip(
            _texts(field, first, lists, postings), lists.flags.take(postings).tolist(), strict=True
        ):
            yield text, tuple(name for name, flag in IN_FIELD.items() if flags & flag)


def _terms(field: Field, document: int) -> Iterator[tuple[str, int]]:
    """(term, how often it occurs), in order."""
    for first, lists, postings in _having(field, document):
        yield from zip(
            _texts(field, first, lists, postings), lists.counts.take(postings).tolist(), strict=True
        )


def _having(field: Field, document: int) -> Iterator[tuple[int, PostingLists, Array]]:
    """Some posting lists, the number of the first of their terms, and which postings are of the document."""
    for first in range(0, len(field.dictionary), _TERMS_AT_ONCE):
        lists = field.lists(first, min(first + _TERMS_AT_ONCE, len(field.dictionary)))
        yield first, lists, np.flatnonzero(lists.documents == document)


def _texts(field: Field, first: int, lists: PostingLists, postings: Array) -> list[str]:
    """The terms that some postings are of."""
    terms = first + np.searchsorted(lists.starts, postings, side="right") - 1
    return [text.decode() for text in field.dictionary.texts_of(terms)]
