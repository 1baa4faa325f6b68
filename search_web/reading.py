"""The texts of an article as the page shows them."""

import dataclasses
import itertools
from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup, escape

from indexer import Article


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """An article's texts as HTML; paragraphs and captions stand in the order of the article's own."""

    subtitle: Markup
    teaser: Markup
    paragraphs: tuple[Markup, ...]
    captions: tuple[Markup, ...]
    finds: int = 0
    """How many places are marked; each has an id, `fundstelle-1` being the first."""


_MARK = "<mark>"


def reading(article: Article, as_html: Callable[[Sequence[str]], Sequence[str]] | None = None) -> Reading:
    """The texts, escaped and with whatever `as_html` marks; it gets all of them at once."""
    texts = (
        article.subtitle,
        article.teaser,
        *(paragraph.text for paragraph in article.body),
        *(caption.text for caption in article.captions),
    )
    if as_html is None:
        return _arranged(tuple(map(escape, texts)), len(article.body))
    numbers = itertools.count(1)
    shown = tuple(Markup(_numbered(text, numbers)) for text in as_html(texts))
    return _arranged(shown, len(article.body), finds=next(numbers) - 1)


def _numbered(marked: str, numbers: Iterator[int]) -> str:
    """The text with an id on every mark."""
    first, *others = marked.split(_MARK)
    return first + "".join(f'<mark id="fundstelle-{next(numbers)}">{other}' for other in others)


def _arranged(shown: tuple[Markup, ...], paragraphs: int, finds: int = 0) -> Reading:
    captions = 2 + paragraphs
    return Reading(shown[0], shown[1], shown[2:captions], shown[captions:], finds)
