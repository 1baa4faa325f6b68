"""What was typed, as a tree: nothing is analysed yet."""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """Text between blanks; analysis may find no, one or several words in it."""

    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Quoted:
    """Text in quotation marks: its words in this order, side by side."""

    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Excluded:
    """Something that a hit must not have."""

    clause: Plain | Quoted


Clause = Plain | Quoted | Excluded


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    clauses: tuple[Clause, ...]
