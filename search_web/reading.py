"""The texts of an article as the page shows them."""

import dataclasses
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from indexer import Article


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """An article's texts as HTML; paragraphs and captions stand in the order of the article's own."""

    subtitle: Markup
    teaser: Markup
    paragraphs: tuple[Markup, ...]
    captions: tuple[Markup, ...]


def reading(article: Article, as_html: Callable[[Sequence[str]], Sequence[str]] | None = None) -> Reading:
    """The texts, escaped and with whatever `as_html` marks; it gets all of them at once."""
    texts = (
        article.subtitle,
        article.teaser,
        *(paragraph.text for paragraph in article.body),
        *(caption.text for caption in article.captions),
    )
    shown = tuple(map(Markup, as_html(texts)) if as_html else map(escape, texts))
    captions = 2 + len(article.body)
    return Reading(shown[0], shown[1], shown[2:captions], shown[captions:])
