"""What was typed, as a tree: nothing is analysed yet.

`position` is where a clause begins in the query, counted in characters from 0.
"""

import dataclasses
import datetime as dt

from indexer.fields import Field


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """Text between blanks; analysis may find no, one or several words in it."""

    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Quoted:
    """Text in quotation marks: its words in this order, side by side.

    With `within`: in any order, at most so many other words between them.
    """

    text: str
    within: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Exactly:
    """A word just as it is typed: no inflection, no parts, umlauts as they are."""

    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with gaps: * is any letters or none, ? is one letter."""

    text: str
    position: int = dataclasses.field(default=0, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word that may be misspelled in up to `edits` places."""

    text: str
    edits: int
    position: int = dataclasses.field(default=0, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Dated:
    """Published between two days, both included; None is an open end."""

    first: dt.date | None
    last: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class InField:
    """A clause that only one field is searched for; an inner field goes before an outer one."""

    field: Field
    clause: "Clause"


@dataclasses.dataclass(frozen=True, slots=True)
class Excluded:
    """Something that a hit must not have."""

    clause: "Clause"


@dataclasses.dataclass(frozen=True, slots=True)
class Required:
    """Something that a hit must have, whatever the mode is and however common the word."""

    clause: "Clause"


@dataclasses.dataclass(frozen=True, slots=True)
class Beside:
    """Clauses with nothing between them: the mode decides whether all are wanted. It may be empty."""

    clauses: tuple["Clause", ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Both:
    """Clauses joined by UND."""

    clauses: tuple["Clause", ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Either:
    """Clauses joined by ODER."""

    clauses: tuple["Clause", ...]


Leaf = Plain | Quoted | Exactly | Wildcard | Fuzzy | Dated
Clause = Leaf | InField | Excluded | Required | Beside | Both | Either


def is_plain(clause: Clause) -> bool:
    """Whether the clause is nothing but words side by side."""
    match clause:
        case Plain():
            return True
        case Beside(clauses):
            return all(isinstance(child, Plain) for child in clauses)
        case _:
            return False
