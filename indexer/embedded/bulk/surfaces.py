"""Numbers spellings: the same letters, the same number, for millions of words at a time.

A hash table with open addressing in arrays, so that looking words up costs no Python object a word. Words
are read eight characters at a time, hashed, and compared with what the table holds: equal hashes alone
would prove nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from indexer.embedded.arrays import Array

_BLOCK: Final = 8
_FIRST_SIZE: Final = 1 << 14
_MULTIPLIERS: Final = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
"""Of the finalizer of MurmurHash3 by Austin Appleby, which is in the public domain."""
_HALF: Final = np.uint64(32)
_MASKS: Final = np.array([(1 << (8 * length)) - 1 for length in range(_BLOCK + 1)], np.uint64)


class _Block(NamedTuple):
    """Eight characters of each word that has so many."""

    which: Array
    """int64, the places of these words among all."""
    values: Array
    """uint64; the characters behind the word are 0."""


class Surfaces:
    """The spellings met so far, numbered in the order in which they were added."""

    def __init__(self) -> None:
        self._count = 0
        self._hashes = np.zeros(_FIRST_SIZE, np.uint64)
        self._numbers = np.zeros(_FIRST_SIZE, np.int32)
        self._filled = 0
        # By number: the first eight characters, how many there are, where the others begin in `_rest`.
        self._first = np.zeros(_FIRST_SIZE, np.uint64)
        self._length = np.zeros(_FIRST_SIZE, np.uint8)
        self._rest_at = np.zeros(_FIRST_SIZE, np.int32)
        self._rest = np.zeros(_FIRST_SIZE, np.uint64)
        self._rest_count = 0
        self._texts: dict[str, int] = {}

    def __len__(self) -> int:
        return self._count

    def number_texts(self, texts: Sequence[str]) -> tuple[Array, list[str]]:
        """(int32 numbers, those texts that are new)."""
        known = self._texts
        before = self._count
        new: list[str] = []
        for text in texts:
            if text not in known:
                known[text] = before + len(new)
                new.append(text)
        self._reserve(len(new))
        return np.fromiter(map(known.__getitem__, texts), np.int32, len(texts)), new

    def number_runs(self, codes: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
        """(int32 numbers, int64 places of the first of each new word, in the order of their numbers).

        Words are `codes[start:end]`, none of them 0, at least seven codes behind the last; lengths are
        at most 255. The number of a word that has the hash of another one is -1.
        """
        lengths = ends - starts
        blocks = list(_blocks(codes, starts, lengths))
        hashes = _hashed(blocks)
        numbers = self._found(hashes)
        missing = np.flatnonzero(numbers < 0)
        new = np.empty(0, np.int64)
        if len(missing):
            distinct, first, inverse = np.unique(hashes[missing], return_index=True, return_inverse=True)
            numbers[missing] = self._count + inverse
            new = missing[first]
            self._add(distinct, list(_blocks(codes, starts[new], lengths[new])), lengths[new])
        numbers[self._differ(numbers, lengths, blocks)] = -1
        return numbers, new

    def _found(self, hashes: Array) -> Array:
        """int32; -1 where the table lacks the hash."""
        last = len(self._hashes) - 1
        slots = (hashes & np.uint64(last)).astype(np.int64)
        there = self._hashes.take(slots)
        numbers = self._numbers.take(slots)
        numbers[there == 0] = -1
        waiting = np.flatnonzero((there != hashes) & (there != 0))
        slots = slots[waiting]
        while len(waiting):
            slots = (slots + 1) & last
            there = self._hashes.take(slots)
            numbers[waiting] = np.where(there == 0, -1, self._numbers.take(slots))
            on = (there != hashes[waiting]) & (there != 0)
            waiting, slots = waiting[on], slots[on]
        return numbers

    def _differ(self, numbers: Array, lengths: Array, blocks: Sequence[_Block]) -> Array:
        """int64 places of the words that are not what their numbers say."""
        differ = self._first.take(numbers) != blocks[0].values
        differ |= self._length.take(numbers) != lengths
        for distance, block in enumerate(blocks[1:]):
            at = self._rest_at.take(numbers.take(block.which)) + distance
            differ[block.which] |= self._rest.take(at, mode="clip") != block.values
        return np.flatnonzero(differ)

    def _add(self, hashes: Array, blocks: Sequence[_Block], lengths: Array) -> None:
        """New words, with hashes that differ from each other and from all in the table."""
        numbers = np.arange(self._count, self._count + len(lengths), dtype=np.int32)
        self._reserve(len(lengths))
        self._first[numbers] = blocks[0].values
        self._length[numbers] = lengths
        counts = (lengths - 1) // _BLOCK
        ends = np.cumsum(counts) + self._rest_count
        self._rest_count = int(ends[-1])
        self._rest = _grown(self._rest, self._rest_count)
        self._rest_at[numbers] = ends - counts
        for distance, block in enumerate(blocks[1:]):
            self._rest[self._rest_at[numbers[block.which]] + distance] = block.values
        self._insert(hashes, numbers)

    def _insert(self, hashes: Array, numbers: Array) -> None:
        self._filled += len(numbers)
        if 2 * self._filled > len(self._hashes):
            taken = np.flatnonzero(self._hashes)
            hashes = np.concatenate([self._hashes[taken], hashes])
            numbers = np.concatenate([self._numbers[taken], numbers])
            size = 1 << (4 * self._filled).bit_length()
            self._hashes, self._numbers = np.zeros(size, np.uint64), np.zeros(size, np.int32)
        last = len(self._hashes) - 1
        slots = (hashes & np.uint64(last)).astype(np.int64)
        while len(slots):
            free = self._hashes.take(slots) == 0
            self._hashes[slots[free]] = hashes[free]
            self._numbers[slots[free]] = numbers[free]
            # Of several words that went for one free slot the last has got it.
            on = self._hashes.take(slots) != hashes
            hashes, numbers, slots = hashes[on], numbers[on], (slots[on] + 1) & last

    def _reserve(self, count: int) -> None:
        self._count += count
        self._first = _grown(self._first, self._count)
        self._length = _grown(self._length, self._count)
        self._rest_at = _grown(self._rest_at, self._count)


def _blocks(codes: Array, starts: Array, lengths: Array) -> Iterator[_Block]:
    """The characters of the words, eight by eight; the first block has all words."""
    everywhere = np.ndarray((len(codes) - _BLOCK + 1,), "<u8", codes, strides=(1,))
    yield _Block(np.arange(len(starts)), everywhere[starts] & _MASKS.take(np.minimum(lengths, _BLOCK)))
    which, at = np.arange(len(starts)), 0
    while True:
        at += _BLOCK
        which = which[lengths[which] > at]
        if not len(which):
            return
        rest = np.minimum(lengths[which] - at, _BLOCK)
        yield _Block(which, everywhere[starts[which] + at] & _MASKS.take(rest))


def _hashed(blocks: Sequence[_Block]) -> Array:
    """uint64, one for each word; never 0."""
    first, *others = blocks
    hashes = _mixed(first.values.copy())
    for which, values in others:
        hashes[which] = _mixed(hashes[which] + values)
    hashes[hashes == 0] = 1
    return hashes


def _mixed(values: Array) -> Array:
    """The same array, in which every bit now depends on every bit of the number that stood there."""
    for multiplier in _MULTIPLIERS:
        values ^= values >> _HALF
        values *= multiplier
    values ^= values >> _HALF
    return values


def _grown(values: Array, size: int) -> Array:
    """The array with room for as many elements, so that growing to n elements costs n steps in all."""
    if size <= len(values):
        return values
    grown = np.zeros(max(size, 2 * len(values)), values.dtype)
    grown[: len(values)] = values
    return grown
