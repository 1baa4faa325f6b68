"""The words of all titles in order, so that titles are found by the beginning of any of their words.

An array of suffixes: every place in the titles where a word begins, sorted by the eight bytes that follow. It
takes 16 bytes a word and is made for a segment when it is first asked for, 0.1 s for 60,000 titles.
"""

import re
from functools import cached_property
from typing import NamedTuple

import numpy as np

from indexer.embedded.arrays import Array
from indexer.embedded.segment import SegmentFile

_KEY_BYTES = 8
_BLANK = 0x20
_SAMPLED = 400
"""Titles that are looked at for names, spread over all that match."""
_NAME = re.compile(r"[^\W\d_]\w*(?: (?:von|vom|van|de|der|den|dem|zu|zur|am|an|la|le|al))* [^\W\d_]\w+")


class Title(NamedTuple):
    """A title that was found. They sort: first those that begin with what was looked for, from new to old."""

    is_inside: bool
    """Whether what was looked for stands within the title and not at its beginning."""
    age: int
    key: str


class Titles:
    """The titles of a segment, as `title_key` spells them."""

    def __init__(self, file: SegmentFile) -> None:
        self._file = file
        self._field = file.field("title_key")
        self._dictionary = self._field.dictionary
        self._text, self._starts = self._dictionary.spans(0, len(self._dictionary))
        begins = np.ones(len(self._text), bool)
        begins[1:] = self._text[:-1] == _BLANK
        begins[self._starts[:-1]] = True
        places = np.flatnonzero(begins)
        of_title = np.searchsorted(self._starts, places, side="right") - 1
        keys = self._keys(places, self._starts[1:].take(of_title))
        order = np.argsort(keys)
        self._keys_sorted = keys.take(order)
        self._places = places.take(order).astype(np.int32)
        self._titles = of_title.take(order).astype(np.int32)

    def starting(self, beginning: bytes, most: int) -> list["Title"]:
        """At most so many titles in which a word begins so, as they sort."""
        found = self._having(beginning)
        titles = self._titles.take(found)
        is_inside = self._starts.take(titles) != self._places.take(found)
        rank = is_inside * np.int64(self._file.document_count) + self._newest.take(titles)
        if len(rank) > most:
            best = np.argpartition(rank, most)[:most]
            rank, titles = rank.take(best), titles.take(best)
        order = np.argsort(rank, kind="stable")
        first = dict(zip(titles.take(order[::-1]).tolist(), rank.take(order[::-1]).tolist(), strict=True))
        return [
            Title(rank >= self._file.document_count, -self._minute(title), self.key(title))
            for title, rank in reversed(first.items())
        ]

    def names(self, beginning: bytes) -> dict[str, list[int]]:
        """What could be names, each with its titles: two words side by side, or more with a particle between.
        Of many titles only some are looked at.
        """
        having = self._having(beginning)
        having = having[:: 1 + len(having) // _SAMPLED]
        titles = self._titles.take(having)
        ends = self._starts[1:].take(titles)
        found: dict[str, list[int]] = {}
        for place, end, title in zip(
            self._places.take(having).tolist(), ends.tolist(), titles.tolist(), strict=True
        ):
            if match := _NAME.match(self._text[place:end].tobytes().decode()):
                found.setdefault(match[0], []).append(title)
        return found

    def key(self, title: int) -> str:
        """The `title_key` of a title."""
        return self._dictionary.text(title).decode()

    def _minute(self, title: int) -> int:
        return int(self._file.columns.minutes[self._newest[title]])

    @cached_property
    def _newest(self) -> Array:
        """int32, titles: the newest document of each, deleted or not."""
        lists = self._field.lists(0, len(self._dictionary))
        newest: Array = lists.documents.take(lists.starts[:-1])
        return newest

    def _keys(self, places: Array, ends: Array) -> Array:
        """uint64: the first bytes from each place on, as a number; zero after the end of its title."""
        keys = np.zeros(len(places), np.uint64)
        for offset in range(_KEY_BYTES):
            letters = self._text.take(places + offset, mode="clip")
            letters = np.where(places + offset < ends, letters, 0)
            keys = (keys << np.uint64(8)) | letters.astype(np.uint64)
        return keys

    def _having(self, beginning: bytes) -> Array:
        """intp: which of the sorted places the beginning stands at."""
        first = int.from_bytes(beginning[:_KEY_BYTES].ljust(_KEY_BYTES, b"\0"))
        last = int.from_bytes(beginning[:_KEY_BYTES].ljust(_KEY_BYTES, b"\xff"))
        low = np.searchsorted(self._keys_sorted, np.uint64(first))
        high = np.searchsorted(self._keys_sorted, np.uint64(last), side="right")
        having = np.arange(low, high)
        for offset in range(_KEY_BYTES, len(beginning)):
            places = self._places.take(having) + offset
            here = self._text.take(places, mode="clip") == beginning[offset]
            here &= places < self._starts[1:].take(self._titles.take(having))
            having = having[here]
        return having
