"""What was worked out for words lately: news are searched for the same words over and over, and the commonest
take longest.
"""

from collections import OrderedDict
from typing import Any

_BYTES_KEPT = 100_000_000
"""What is kept in memory per snapshot."""
_BYTES_AN_ENTRY = 500
"""What an entry takes besides its arrays."""


class Remembered:
    """Results by keys, the least recently used forgotten first. For one thread at a time."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, tuple[Any, int]] = OrderedDict()
        self._bytes = 0

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def get(self, key: object) -> Any:
        """What was kept, or None."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        return kept[0]

    def keep(self, key: object, result: Any, size: int) -> None:
        """Keep a result whose arrays take so many bytes; they must not be changed any more."""
        self._kept[key] = (result, size)
        self._bytes += size + _BYTES_AN_ENTRY
        while self._bytes > _BYTES_KEPT:
            _, (_, forgotten) = self._kept.popitem(last=False)
            self._bytes -= forgotten + _BYTES_AN_ENTRY
