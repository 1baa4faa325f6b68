"""Whoosh's view of one posting list."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.matching import LeafMatcher, NullMatcher, ReadTooFar
from whoosh.query.spans import Span

from indexer.embedded.arrays import starts_of
from indexer.embedded.segment import SegmentFile

_BLOCK = 128
"""Postings that Whoosh may skip together when none of them can score high enough."""


class ColumnarMatcher(LeafMatcher):
    """Steps through the documents that have a term."""

    def __init__(
        self, file: SegmentFile, field: str, text: bytes, number: int, format_: Any, scorer: Any = None
    ) -> None:
        self._file = file
        self._field = file.field(field)
        self._term = (field, text)
        self._number = number
        self.format = format_
        self.scorer = scorer
        self._place = 0
        self._documents: list[int] = self._field.documents(number).tolist()

    def copy(self) -> "ColumnarMatcher":
        copied = ColumnarMatcher(self._file, *self._term, self._number, self.format, self.scorer)
        copied._place = self._place
        return copied

    def is_active(self) -> bool:
        return self._place < len(self._documents)

    def reset(self) -> None:
        self._place = 0

    def id(self) -> int:
        return self._documents[self._place]

    def all_ids(self) -> Iterator[int]:
        return iter(self._documents)

    def next(self) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._place += 1

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._place += int(np.searchsorted(self._documents[self._place :], id))

    def weight(self) -> float:
        return self._weights[self._place]

    def value(self) -> bytes:
        if not self._field.has_positions:
            return b""
        value: bytes = self.format.encode(self._positions_here())
        return value

    def spans(self) -> list[Span]:
        return [Span(position) for position in self._positions_here()]

    def replace(self, minquality: float = 0) -> Any:
        if not self.is_active() or (minquality and self.max_quality() < minquality):
            return NullMatcher()
        return self

    def skip_to_quality(self, minquality: float) -> int:
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._place = (self._place // _BLOCK + 1) * _BLOCK
            skipped += 1
        return skipped

    def block_max_weight(self) -> float:
        return max(self._weights[self._block()])

    def block_min_length(self) -> int:
        return int(self._file.lengths.take(self._documents[self._block()]).min())

    def _block(self) -> slice:
        first = self._place // _BLOCK * _BLOCK
        return slice(first, first + _BLOCK)

    def _positions_here(self) -> list[int]:
        start, end = self._position_starts[self._place : self._place + 2]
        positions: list[int] = self._field.positions(self._number)[start:end].tolist()
        return positions

    @cached_property
    def _weights(self) -> list[float]:
        weights: list[float] = self._field.weights(self._number).tolist()
        return weights

    @cached_property
    def _position_starts(self) -> list[int]:
        starts: list[int] = starts_of(self._field.counts(self._number)).tolist()
        return starts
