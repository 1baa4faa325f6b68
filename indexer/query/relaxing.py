"""What to offer where a query finds next to nothing as it was typed."""

import dataclasses
from collections.abc import Callable

from indexer.query.lookup import is_filter
from indexer.query.syntax import Beside, Both, Clause, Either, Plain, Quoted
from indexer.query.terms import All, AtLeast, Node, Optional, Without
from indexer.result import Notice, Remark


def relaxed(node: Node) -> Node | None:
    """The same with at least half of the words that stand side by side; filters and what is excluded stay.

    None if there is nothing to choose from.
    """
    match node:
        case All(children):
            words = tuple(child for child in children if not is_filter(child))
            filters = tuple(child for child in children if is_filter(child))
            if len(words) > 1:
                chosen = AtLeast(words, (len(words) + 1) // 2)
                return All((chosen, *filters)) if filters else chosen
            inner = relaxed(words[0]) if words else None
            return All((inner, *filters)) if inner else None
        case Optional(required, wanted):
            inner = relaxed(required)
            return Optional(inner, wanted) if inner else None
        case Without(included, excluded):
            inner = relaxed(included)
            return Without(inner, excluded) if inner else None
        case _:
            return None


def loosen(clause: Clause, is_found: Callable[[Clause], bool]) -> tuple[Clause, list[Notice]]:
    """The same with the words of a phrase that no article has instead of the phrase, and what is to be said
    of that; for queries of which any word suffices. Headlines are quotations, and pasted as such.
    """
    match clause:
        case Quoted(text, None) if " " in text.strip() and not is_found(clause):
            return Plain(text), [Notice(Remark.PHRASE_NOT_FOUND, text.strip())]
        case Beside(clauses) | Both(clauses) | Either(clauses):
            loosened = [loosen(child, is_found) for child in clauses]
            children = tuple(child for child, _ in loosened)
            return dataclasses.replace(clause, clauses=children), [n for _, own in loosened for n in own]
        case _:
            return clause, []
