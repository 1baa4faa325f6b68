"""What words have found lately, so that it is not worked out again: news are searched for the same words
over and over, and the commonest take longest to score.
"""

from collections import OrderedDict

from indexer.embedded.matches import Dense, Matches

_BYTES_KEPT = 100_000_000
"""Scores that are kept in memory per snapshot."""
_BYTES_AN_ENTRY = 500
"""What an entry takes besides its arrays."""


class Remembered:
    """The matches of words, the least recently used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Matches] = OrderedDict()
        self._bytes = 0

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def get(self, key: object) -> Matches | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def keep(self, key: object, found: Matches) -> None:
        """The arrays must not be in buffers that are used again."""
        self._kept[key] = found
        self._bytes += _size(found)
        while self._bytes > _BYTES_KEPT:
            self._bytes -= _size(self._kept.popitem(last=False)[1])


def _size(found: Matches) -> int:
    if isinstance(found, Dense):
        return _BYTES_AN_ENTRY + found.scores.nbytes
    return _BYTES_AN_ENTRY + found.scores.nbytes + found.documents.nbytes
