"""schema.org articles as JSON-LD, in a page or as a file."""

import json
from collections.abc import Iterator

from indexer.article import Caption
from indexer.sources import markup
from indexer.sources.records import Record

MAX_DEPTH = 12
"""Graphs nest a page, its article and that article's publisher; nothing below is looked at."""

_ARTICLES = frozenset({"BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting", "PressRelease"})

_Object = dict[str, object]


def is_article(value: object) -> bool:
    """Whether an object says that it is an article of any sort."""
    return isinstance(value, dict) and any(
        name.endswith("Article") or name in _ARTICLES for name in _types(value)
    )


def article_in(scripts: list[str]) -> Record | None:
    """What the first article in the JSON-LD scripts of a page says; scripts that are broken say nothing."""
    for script in scripts:
        try:
            value = json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(value):
            if is_article(found):
                return record(found)
    return None


def record(values: _Object) -> Record:
    """The article that an object describes."""
    page = values.get("mainEntityOfPage")
    section = values.get("articleSection")
    publisher = values.get("publisher") or values.get("sourceOrganization")
    return Record(
        guid=_text(values.get("identifier")),
        title=markup.plain(_text(values.get("headline")) or _text(values.get("name"))),
        kicker=_text(values.get("alternativeHeadline")),
        teaser=markup.plain(_text(values.get("description"))),
        body=markup.paragraphs(_text(values.get("articleBody"))),
        captions=tuple(_captions(values.get("image"))),
        published=_text(values.get("datePublished")),
        modified=_text(values.get("dateModified")),
        categories=[_text(name) for name in (section if isinstance(section, list) else [section])],
        authors=list(_names(values.get("author"))),
        url=_text(values.get("url")) or (_identifier(page) if page else "") or _identifier(values),
        source=next(_names(publisher), ""),
    )


def _types(value: _Object) -> list[str]:
    types = value.get("@type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]


def _objects(value: object, depth: int = 0) -> Iterator[_Object]:
    if depth > MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _objects(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)


def _text(value: object) -> str:
    match value:
        case str():
            return value
        case {"@value": str(text)} | {"value": str(text)} | {"name": str(text)}:
            return text
        case [first, *_]:
            return first if isinstance(first, str) else ""
        case _:
            return ""


def _identifier(value: object) -> str:
    match value:
        case str():
            return value
        case {"@id": str(address)} | {"url": str(address)}:
            return address
        case _:
            return ""


def _names(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        match item:
            case str() if item:
                yield item
            case {"name": str(name)} if name:
                yield name


def _captions(value: object) -> Iterator[Caption]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and (text := _text(item.get("caption")) or _text(item.get("description"))):
            caption = markup.credited(markup.plain(text))
            credit = _text(item.get("creditText")) or next(_names(item.get("author")), "")
            yield Caption(caption.text, caption.credit or credit)
