"""What of an article is analysed: its text fields, in the order of the field table."""

from indexer.article import Article
from indexer.fields import TEXT_FIELDS


def texts_of(article: Article) -> tuple[str, ...]:
    """The texts that are searched, one a text field."""
    return tuple(text_of(article, field.name) for field in TEXT_FIELDS)


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
