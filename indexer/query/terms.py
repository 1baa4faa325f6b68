"""What is looked up, as a tree: the only form of a query that engines see."""

import dataclasses
from collections.abc import Iterator
from typing import assert_never

from indexer.german import Token


@dataclasses.dataclass(frozen=True, slots=True)
class Word:
    """One word: an article has it if it has any of its stems and variants, or all of its leaf parts.

    Its exact term only raises the score. A synonym was not typed, but means the same.
    """

    token: Token
    is_synonym: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, side by side, in one field. At least two."""

    words: tuple[Word, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class All:
    """Every child. At least one."""

    children: tuple["Node", ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Any:
    """At least one of the children. At least one child."""

    children: tuple["Node", ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Optional:
    """`required`, ranked higher where `wanted` is there as well."""

    required: "Node"
    wanted: "Node"


@dataclasses.dataclass(frozen=True, slots=True)
class Without:
    """`included`, but no article that has `excluded`."""

    included: "Node"
    excluded: "Node"


@dataclasses.dataclass(frozen=True, slots=True)
class Everything:
    """Every article, all equally good."""


Node = Word | Phrase | All | Any | Optional | Without | Everything


def words_of(node: Node) -> Iterator[Word]:
    """The words that a hit may be found by, excluded ones left out."""
    match node:
        case Word():
            yield node
        case Phrase(words):
            yield from words
        case All(children) | Any(children):
            for child in children:
                yield from words_of(child)
        case Optional(required, wanted):
            yield from words_of(required)
            yield from words_of(wanted)
        case Without(included, _):
            yield from words_of(included)
        case Everything():
            return
        case _:
            assert_never(node)
