"""What an engine is given to index: an article together with its analysed text fields."""

import dataclasses

from indexer.article import Article
from indexer.fields import TEXT_FIELDS, Field
from indexer.german import Token, analyze


@dataclasses.dataclass(frozen=True, slots=True)
class Document:
    """An article and the tokens of each of its text fields."""

    article: Article
    texts: tuple[tuple[Field, tuple[Token, ...]], ...]


def document(article: Article) -> Document:
    """The article, analysed."""
    return Document(article, tuple((field, analyze(text_of(article, field.name))) for field in TEXT_FIELDS))


def text_of(article: Article, field: str) -> str:
    """The text that is searched in a text field."""
    match field:
        case "title":
            return article.title
        case "teaser":
            return "\n\n".join(text for text in (article.kicker, article.subtitle, article.teaser) if text)
        case "body":
            return article.body_text
        case "captions":
            return article.captions_text
        case _:
            raise ValueError(f"{field} is not a text field")
