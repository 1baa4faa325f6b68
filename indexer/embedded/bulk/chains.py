"""The cheapest ways to take many words apart, in arrays: the chains that `indexer.german.splitting` finds.

All words are walked over together, from left to right. What may stand before and behind a place is looked up
by hashes of pieces of words, which are differences of sums: nothing is cut out. Different pieces may have one
hash, so whoever looks up the parts of a chain has to ask the lexicon itself.
"""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from indexer.embedded.arrays import Array, spread, starts_of
from indexer.german.lexicon import DATA, LEAST_HEAD_COST
from indexer.german.splitting import LEAST_HEAD
from indexer.german.words import split_each

MODIFIERS: Final = "modifiers.costs"
HEADS: Final = "heads.costs"
"""Names of files in the folder of the lexicon; `lexicon/compile.py` writes them."""

LONGEST: Final = 64
"""Words that are taken apart here have fewer letters."""

_WORTH_ARRAYS: Final = 500
"""Fewer words are read one by one before the files are even opened."""

_AT_ONCE: Final = 1 << 13
_FAR: Final = 1 << 30
"""More than any chain costs."""
_BUCKET_BITS: Final = 20
_BUCKETS: Final = 1 << _BUCKET_BITS
_MORE_BITS: Final = 3


def _powers(base: int) -> Array:
    return np.array([pow(base, exponent, 1 << 64) for exponent in range(LONGEST + 1)], np.uint64)


_BASE: Final = 0x5851F42D4C957F2D
_POWERS: Final = _powers(_BASE)
_SPREADING: Final = np.uint64(0x9E3779B97F4A7C15)
"""2^64 divided by the golden ratio, made odd: spreads what letters say over the first bits of a hash."""
_TO_FRONT: Final = _powers(pow(_BASE, -1, 1 << 64)) * _SPREADING
"""By place: what the sum of letters from there is multiplied with, to be as if they began a word."""


class _Letters(NamedTuple):
    """Words one after the other. What stands in the i-th from place `a` to `b` has the hash
    `(sums[at[i] + b] - sums[at[i] + a]) * _TO_FRONT[a]`: the sum of letters times powers of a base.
    """

    sums: Array
    """uint64, the letters of all words and one more: of all letters before."""
    at: Array
    """int64, words: where each begins."""
    lengths: Array
    """int64, words."""

    @classmethod
    def of(cls, words: Sequence[str]) -> "_Letters":
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
        sums = np.zeros(len(letters) + 1, np.uint64)
        places = spread(np.zeros(len(words), np.int64), lengths)
        np.cumsum(letters * _POWERS.take(places), out=sums[1:])
        return cls(sums, starts_of(lengths)[:-1], lengths)

    def hashes(self, words: Array, begin: int, ends: Array) -> Array:
        """uint64: the hash of each word from one place, which is the same for all, to another."""
        at = self.at.take(words)
        hashes: Array = self.sums.take(at + ends) - self.sums.take(at + begin)
        hashes *= _TO_FRONT[begin]
        return hashes


class Costs:
    """Costs by texts, of which hashes are kept, in a file that is memory-mapped.

    A bucket holds the texts whose hashes begin with the same bits. The file says how many each bucket has
    (uint8, buckets), then of all texts, in order of their hashes, the 32 bits after these (uint32) and what
    they cost (uint8). No two texts of a file agree in all these bits.
    """

    def __init__(self, path: Path) -> None:
        data = np.memmap(path, np.uint8, "r")
        count = (len(data) - _BUCKETS) // 5
        self._starts = starts_of(data[:_BUCKETS]).astype(np.int32)
        self._bits = data[_BUCKETS : _BUCKETS + 4 * count].view(np.uint32)
        self._costs = data[_BUCKETS + 4 * count :]
        # A bit for each beginning of a hash that is somewhat longer: most texts that are not there lack it.
        longer = np.repeat(np.arange(_BUCKETS, dtype=np.uint32) << np.uint32(_MORE_BITS), data[:_BUCKETS])
        longer |= self._bits >> np.uint32(32 - _MORE_BITS)
        has = np.zeros(_BUCKETS << _MORE_BITS, bool)
        has[longer] = True
        self._has = np.packbits(has, bitorder="little")

    def find(self, hashes: Array) -> tuple[Array, Array]:
        """(int64 places, int64 costs) of those hashes that the file has."""
        longer = hashes >> np.uint64(64 - _BUCKET_BITS - _MORE_BITS)
        bits = self._has.take(longer >> np.uint64(3)) >> (longer & np.uint64(7)).astype(np.uint8)
        likely = np.flatnonzero(bits & np.uint8(1))
        buckets, wanted = _halves(hashes.take(likely))
        at, ends = self._starts.take(buckets), self._starts.take(buckets + 1)
        found = np.full(len(likely), -1, np.int32)
        going = np.flatnonzero(at < ends)
        while len(going):
            same = self._bits.take(at[going]) == wanted[going]
            found[going[same]] = at[going[same]]
            going = going[~same]
            at[going] += 1
            going = going[at[going] < ends[going]]
        having = np.flatnonzero(found >= 0)
        return likely.take(having), self._costs.take(found.take(having)).astype(np.int64)


def cost_file(costs: Mapping[str, int]) -> bytes:
    """A file of costs (0 to 255) by texts. What is too long to be part of a word is left out.

    Raises `ValueError` if two texts cannot be told apart.
    """
    texts = [text for text in costs if len(text) < LONGEST]
    letters = _Letters.of(texts)
    hashes = letters.hashes(np.arange(len(texts)), 0, letters.lengths)
    order = np.argsort(hashes)
    buckets, bits = _halves(hashes.take(order))
    if ((buckets[1:] == buckets[:-1]) & (bits[1:] == bits[:-1])).any():
        raise ValueError("two texts have the same hash; choose another base")
    counts = np.bincount(buckets, minlength=_BUCKETS).astype(np.uint8)
    in_order = np.fromiter(map(costs.__getitem__, texts), np.uint8, len(texts)).take(order)
    return counts.tobytes() + bits.tobytes() + in_order.tobytes()


def _halves(hashes: Array) -> tuple[Array, Array]:
    """(int64 buckets, uint32 the bits that follow)."""
    buckets = (hashes >> np.uint64(64 - _BUCKET_BITS)).astype(np.int64)
    return buckets, (hashes >> np.uint64(32 - _BUCKET_BITS)).astype(np.uint32)


class Chains:
    """Takes words apart, given what modifiers and heads cost."""

    def __init__(self, modifiers: Costs, heads: Costs) -> None:
        self._modifiers, self._heads = modifiers, heads

    def cheapest(self, words: Sequence[str], limits: Sequence[float]) -> list[tuple[int, ...]]:
        """Where the modifiers of each word's cheapest chain end; () if there is none that costs less than the
        limit. Every word is shorter than `LONGEST`.
        """
        found: list[tuple[int, ...]] = []
        for first in range(0, len(words), _AT_ONCE):
            last = first + _AT_ONCE
            found += self._chains(words[first:last], np.array(limits[first:last], np.float64))
        return found

    def _chains(self, words: Sequence[str], totals: Array) -> list[tuple[int, ...]]:
        letters = _Letters.of(words)
        lasts = letters.lengths - LEAST_HEAD
        # By word and place: the least that modifiers up to there cost, and where the last of them begins.
        least = np.full((len(words), int(letters.lengths.max()) + 1), _FAR, np.int32)
        begins = np.zeros(least.shape, np.uint8)
        least[:, 0] = 0
        totals = np.minimum(totals, _FAR)
        heads_at = np.zeros(len(words), np.uint8)
        for begin in range(int(lasts.max(initial=-1)) + 1):
            going = np.flatnonzero((least[:, begin] + LEAST_HEAD_COST < totals) & (begin <= lasts))
            if begin:
                self._take_heads(letters, begin, going, least, totals, heads_at)
                # What costs as much without its head need not be followed.
                going = going[least[going, begin] + LEAST_HEAD_COST < totals[going]]
            self._take_modifiers(letters, begin, going, least, begins)
        return _walked_back(begins, heads_at)

    def _take_heads(
        self, letters: _Letters, begin: int, words: Array, least: Array, totals: Array, heads_at: Array
    ) -> None:
        places, costs = self._heads.find(letters.hashes(words, begin, letters.lengths.take(words)))
        words = words.take(places)
        costs = least[words, begin] + costs
        cheaper = costs < totals.take(words)
        totals[words[cheaper]] = costs[cheaper]
        heads_at[words[cheaper]] = begin

    def _take_modifiers(
        self, letters: _Letters, begin: int, words: Array, least: Array, begins: Array
    ) -> None:
        counts = letters.lengths.take(words) - LEAST_HEAD - begin
        ends = spread(np.full(len(words), begin + 1), counts)
        words = np.repeat(words, counts)
        places, costs = self._modifiers.find(letters.hashes(words, begin, ends))
        words, ends = words.take(places), ends.take(places)
        costs = least[words, begin] + costs
        cheaper = costs < least[words, ends]
        words, ends = words[cheaper], ends[cheaper]
        least[words, ends] = costs[cheaper]
        begins[words, ends] = begin


def split(forms: Sequence[str], limits: Sequence[float]) -> list[tuple[int, ...]]:
    """The `german.words.Split` that is quickest for so many words."""
    if len(forms) < _WORTH_ARRAYS:
        return split_each(forms, limits)
    found: list[tuple[int, ...]] = [()] * len(forms)
    short = [number for number, form in enumerate(forms) if len(form) < LONGEST]
    for number, ends in zip(short, _chains().cheapest(*_at(short, forms, limits)), strict=True):
        found[number] = ends
    if len(short) < len(forms):
        long = [number for number, form in enumerate(forms) if len(form) >= LONGEST]
        for number, ends in zip(long, split_each(*_at(long, forms, limits)), strict=True):
            found[number] = ends
    return found


def _at(
    numbers: Sequence[int], forms: Sequence[str], limits: Sequence[float]
) -> tuple[list[str], list[float]]:
    return [forms[number] for number in numbers], [limits[number] for number in numbers]


@functools.cache
def _chains() -> Chains:
    return Chains(Costs(DATA / MODIFIERS), Costs(DATA / HEADS))


def _walked_back(begins: Array, heads_at: Array) -> list[tuple[int, ...]]:
    """The ends of modifiers, from where the heads begin; () for a word without a head."""
    words = np.flatnonzero(heads_at)
    ends = heads_at[words]
    columns = []
    while ends.any():
        columns.append(ends)
        ends = begins[words, ends]
    found: list[tuple[int, ...]] = [()] * len(heads_at)
    rows = np.stack(columns[::-1], axis=1).tolist() if columns else []
    for word, row in zip(words.tolist(), rows, strict=True):
        found[word] = tuple(filter(None, row))
    return found
