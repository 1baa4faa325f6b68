"""What to offer where a query that wants all of its words finds next to nothing."""

from indexer.query.lookup import is_filter
from indexer.query.terms import All, AtLeast, Node, Optional, Without


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
