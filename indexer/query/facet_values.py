"""Which values of a facet somebody means: rubrik:umwelt, ort:"bad muenster", quelle:polizei*."""

import re
from collections.abc import Callable, Iterable

from indexer.fields import Field
from indexer.german import normalize
from indexer.result import Notice, Remark

_WORD = re.compile(r"[^\W_]+")
_WORD_GAP_OR_BREAK = re.compile(r"[^\W_]+|[*?]|(?:(?![*?])[\W_])+")


class FacetValues:
    """Finds the values that an index has by what is typed; notes what it has none for."""

    def __init__(self, known: Callable[[str], Iterable[str]] = lambda _: ()) -> None:
        self._known = known
        self.notices: list[Notice] = []

    def matching(self, field: Field, typed: str) -> frozenset[str]:
        """The values that are spelt like this, capitals, umlauts and signs aside; if there are none, those
        that have these words side by side. With * or ? the whole value has to fit.
        """
        known = {value: _folded(value) for value in self._known(field.name)}
        if "*" in typed or "?" in typed:
            fits = _regex(typed).fullmatch
            found = frozenset(value for value, folded in known.items() if fits(folded))
        else:
            wanted = _folded(typed)
            found = frozenset(value for value, folded in known.items() if folded == wanted) or frozenset(
                value for value, folded in known.items() if wanted and f" {wanted} " in f" {folded} "
            )
        if not found:
            self.notices.append(Notice(Remark.UNKNOWN_VALUE, f"{field.label} „{typed}“"))
        return found


def _folded(text: str) -> str:
    return " ".join(map(normalize, _WORD.findall(text)))


def _regex(typed: str) -> re.Pattern[str]:
    """The value with its gaps as a regular expression over folded values."""
    gaps = {"*": ".*", "?": "."}
    pieces = _WORD_GAP_OR_BREAK.findall(typed.strip())
    return re.compile(
        "".join(
            gaps.get(piece) or (re.escape(normalize(piece)) if piece[0].isalnum() else " ")
            for piece in pieces
        )
    )
