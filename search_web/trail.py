"""From an article to the hits before and after it, without the way back to the list."""

import dataclasses

from indexer import MAX_OFFSET, Index, UsageError
from search_web.parameters import PAGE_SIZE, SearchForm

NUMBER = "nr"
"""The parameter of an article's address that says which hit of the search it is."""


@dataclasses.dataclass(frozen=True, slots=True)
class Neighbour:
    """A hit beside the one that is read."""

    id: str
    title: str
    number: int


@dataclasses.dataclass(frozen=True, slots=True)
class Trail:
    """The place of an article among the hits that the search which led to it lists, of all that it has;
    `form` is its page of hits.
    """

    number: int
    listed: int
    total: int
    before: Neighbour | None
    after: Neighbour | None
    form: SearchForm


def trail(index: Index, form: SearchForm, number: str, id: str) -> Trail | None:
    """None if the article is not (or no longer) this hit of the search."""
    if not (number.isascii() and number.isdecimal() and len(number) < 10 and 0 < int(number) <= MAX_OFFSET):
        return None
    place = int(number) - 1
    first = max(place - 1, 0)
    try:
        asked = form.as_request(limit=place - first + 2, offset=first, facets=(), histogram=False)
        result = index.search(dataclasses.replace(asked, snippets=False))
    except UsageError:
        return None
    hits = {first + step: hit for step, hit in enumerate(result.hits)}
    if place not in hits or hits[place].id != id:
        return None
    neighbours = {
        at: Neighbour(hit.id, hit.title, at + 1) for at, hit in hits.items() if abs(at - place) == 1
    }
    return Trail(
        number=place + 1,
        listed=result.listed,
        total=result.total,
        before=neighbours.get(place - 1),
        after=neighbours.get(place + 1),
        form=form.on_page(place // PAGE_SIZE + 1),
    )
