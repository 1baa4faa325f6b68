"""A hash table in arrays: numbers by 64-bit keys, for millions of keys at a time."""

from typing import Final

import numpy as np

from indexer.embedded.arrays import Array

_FIRST_SIZE: Final = 1 << 14
_MULTIPLIERS: Final = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))
"""Of the finalizer of MurmurHash3 by Austin Appleby, which is in the public domain."""
_HALF: Final = np.uint64(32)


class HashTable:
    """Open addressing with linear probing, at most half full."""

    def __init__(self) -> None:
        self._keys = np.zeros(_FIRST_SIZE, np.uint64)
        self._numbers = np.zeros(_FIRST_SIZE, np.int32)
        self._count = 0

    def find(self, keys: Array) -> Array:
        """int32, one for each key (uint64, well mixed, none of them 0); -1 where the table lacks it."""
        last = len(self._keys) - 1
        slots = (keys & np.uint64(last)).view(np.int64)
        numbers = self._numbers.take(slots)
        waiting = np.flatnonzero(self._keys.take(slots) != keys)
        slots = slots[waiting]
        while len(waiting):
            free = self._keys.take(slots) == 0
            numbers[waiting[free]] = -1
            waiting, slots = waiting[~free], (slots[~free] + 1) & last
            found = self._keys.take(slots) == keys[waiting]
            numbers[waiting[found]] = self._numbers.take(slots[found])
            waiting, slots = waiting[~found], slots[~found]
        return numbers

    def add(self, keys: Array, numbers: Array) -> None:
        """Keys that differ from each other and from all in the table, with their numbers (int32)."""
        self._count += len(keys)
        if 2 * self._count > len(self._keys):
            taken = np.flatnonzero(self._keys)
            keys = np.concatenate([self._keys[taken], keys])
            numbers = np.concatenate([self._numbers[taken], numbers])
            size = 1 << (2 * self._count).bit_length()
            self._keys, self._numbers = np.zeros(size, np.uint64), np.zeros(size, np.int32)
        last = len(self._keys) - 1
        slots = (keys & np.uint64(last)).view(np.int64)
        while len(slots):
            free = self._keys.take(slots) == 0
            self._keys[slots[free]] = keys[free]
            self._numbers[slots[free]] = numbers[free]
            # Of several that went for one free slot the last has got it.
            on = self._keys.take(slots) != keys
            keys, numbers, slots = keys[on], numbers[on], (slots[on] + 1) & last


def mixed(values: Array) -> Array:
    """The same array (uint64), in which every bit now depends on every bit of what stood there; never 0."""
    for multiplier in _MULTIPLIERS:
        values ^= values >> _HALF
        values *= multiplier
    values ^= values >> _HALF
    values[values == 0] = 1
    return values
