"""Which words of a text answer those parts of a query that only look at spellings: patterns and the like."""

import functools
import re
from collections.abc import Iterable

from indexer.german import edits_between, has_umlauts
from indexer.query.terms import Exact, Leaf, Pattern, Similar
from indexer.result import MatchedBy

_GAPS = {"*": ".*", "?": "(?:[aou]e|ss|.)"}


class Spellings:
    """The leaves of a query that look at spellings, to be held against one word after the other."""

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        self._leaves = tuple(leaf for leaf in leaves if isinstance(leaf, Exact | Pattern | Similar))
        self._known: dict[tuple[str, str], tuple[int, MatchedBy] | None] = {}

    @property
    def asked(self) -> tuple[str, ...]:
        """What the query calls each leaf, by its number."""
        return tuple(leaf.typed or leaf.text for leaf in self._leaves)

    def __len__(self) -> int:
        return len(self._leaves)

    def answered_by(self, exact: str, surface: str) -> tuple[int, MatchedBy] | None:
        """The number of the first leaf that a word answers, and how; `exact` is its exact term."""
        key = (exact, surface)
        if key not in self._known:
            self._known[key] = next(
                (
                    (number, by)
                    for number, leaf in enumerate(self._leaves)
                    if (by := _how(leaf, exact, surface))
                ),
                None,
            )
        return self._known[key]


def _how(leaf: Exact | Pattern | Similar, exact: str, surface: str) -> MatchedBy | None:
    match leaf:
        case Exact(text, umlauts):
            fits = exact == text and umlauts in (None, has_umlauts(surface))
            return MatchedBy.EXACT if fits else None
        case Pattern(text):
            return MatchedBy.PATTERN if _regex(text).fullmatch(exact) else None
        case Similar(text, edits):
            return MatchedBy.SIMILAR if edits_between(text, exact, edits) is not None else None


@functools.lru_cache(64)
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_GAPS.get(letter) or re.escape(letter) for letter in pattern), re.DOTALL)
