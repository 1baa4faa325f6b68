"""A page of a city's newsroom, saved as plain text.

    Newsroom                            section name
                                        (blocks are parted by blank lines)
    Title
    Sub-title
    Lead.

    Caption                             repeated once for each size of the picture
    Bild: Credit

    Paragraph.
    Sub-heading
    Paragraph.

    Category
    Weitere Nachrichten                 the list of other news

Every part but the title may be missing, so what a block is follows from these rules:

- A credit line makes the line before it a caption; so does a line that is repeated at once.
- The section name is the first block if it is a usual one, or if it is short and two blocks that could
  be headings stand between it and the first paragraph or caption.
- The title is the next block, whatever it looks like. The sub-title is the block after it unless that
  ends with a full stop or is long.
- The lead is the paragraph that follows at once. A paragraph behind a caption is no lead.
- A sub-heading is a short block that does not end with a full stop and that a paragraph follows.
- The category is the last block before the heading of the list if it could be a heading itself and a
  title is left.
"""

import dataclasses
import datetime as dt
import io
from collections.abc import Iterator
from itertools import zip_longest

from indexer.article import Article, Caption, Kind, Paragraph, title_key
from indexer.dates import inferred_day
from indexer.sources.documents import MAX_PAGE_BYTES, text_of
from indexer.sources.newslist import CREDIT, bounds, teasers
from indexer.sources.paragraphs import (
    cleaned,
    ends_sentence,
    ends_with_full_stop,
    one_line,
    wrapped_paragraphs,
)
from indexer.sources.place import Item, Place
from indexer.sources.readable_id import readable_id

SECTION_NAMES = frozenset(
    {
        "aktuelles",
        "meldungen",
        "nachrichten",
        "news",
        "newsroom",
        "presse",
        "pressemeldungen",
        "pressemitteilung",
        "pressemitteilungen",
    }
)

MAX_SECTION_NAME = 40
MAX_SUBTITLE = 250
MAX_HEADING = 100
MAX_CATEGORY = 60

_Part = str | Caption
"""A piece of the page: a line or paragraph of text, or a caption."""


def read(stream: io.BufferedIOBase, place: Place) -> Iterator[Item]:
    """The article of an open page and a teaser for each entry of its list; a failure if it has no title."""
    text, doubts = text_of(stream, MAX_PAGE_BYTES, place)
    yield from doubts
    articles = parse(text, place.today, place.origin)
    if not articles or articles[0].kind is Kind.TEASER:
        yield place.failure("no title" if articles else "no text")
    yield from articles


def parse(text: str, today: dt.date, origin: str) -> list[Article]:
    """The article of the page, then a teaser for each entry of its list.

    The teasers are the whole result if the page has no title of its own. The date of the article is
    worked out from the newest date of the list, or from `today` when the list has none.
    """
    lines = [" ".join(line.split()) for line in cleaned(text.removeprefix("\ufeff")).split("\n")]
    end, begin = bounds(lines)
    listed = list(teasers(lines[begin:], origin))
    reference = max((teaser.day for teaser in listed if teaser.day), default=today)
    parts = list(_parts(lines[:end]))
    category = _take_category(parts) if end < begin else ""
    article = _article(parts, category, reference, origin)
    return [article, *listed] if article else listed


@dataclasses.dataclass(frozen=True, slots=True)
class _Head:
    """What stands above the body."""

    kicker: str
    title: str
    subtitle: str
    lead: str


def _article(parts: list[_Part], category: str, reference: dt.date, origin: str) -> Article | None:
    head = _take_head(parts)
    if not head.title:
        return None
    body = tuple(_body(parts))
    prose = [head.lead, *(paragraph.text for paragraph in body if not paragraph.heading)]
    published = inferred_day("\n\n".join(prose), reference)
    opening = next(filter(None, prose), "")
    return Article(
        id=readable_id(head.title, f"{title_key(head.title)}\n{opening}"),
        title=head.title,
        subtitle=head.subtitle,
        kicker=head.kicker,
        teaser=head.lead,
        body=body,
        captions=_distinct_captions(parts),
        published=published,
        date_inferred=published is not None,
        categories=(category,) if category else (),
        origin=origin,
    )


def _parts(lines: list[str]) -> Iterator[_Part]:
    """The captions and texts of the page in their order."""
    block: list[str] = []
    for line in [*lines, ""]:
        if match := CREDIT.fullmatch(line):
            yield from _captioned(block, match["credit"])
            block = []
        elif line:
            block.append(line)
        else:
            yield from _texts(block)
            block = []


def _captioned(block: list[str], credit: str) -> Iterator[_Part]:
    """The lines above a credit, the last of which is the caption."""
    text = block.pop() if block else ""
    while block and block[-1] == text:
        block.pop()
    yield from _texts(block)
    yield Caption(text, credit)


def _texts(block: list[str]) -> list[_Part]:
    if len(block) > 1 and len(set(block)) == 1:
        return [Caption(block[0])]
    return list(wrapped_paragraphs(block))


def _take_category(parts: list[_Part]) -> str:
    texts = [part for part in parts if isinstance(part, str)]
    titles = texts[1:] if texts and _is_section_name(texts[0]) else texts
    last = parts[-1] if parts else None
    if not isinstance(last, str) or len(titles) < 2 or not _could_be_heading(last, MAX_CATEGORY):
        return ""
    parts.pop()
    return one_line(last)


def _take_head(parts: list[_Part]) -> _Head:
    kicker = _take_text(parts) if _begins_with_section_name(parts) else ""
    title = _take_text(parts)
    has_subtitle = _could_be_heading(_next_text(parts), MAX_SUBTITLE)
    subtitle = _take_text(parts) if has_subtitle else ""
    lead = _take_text(parts) if ends_sentence(_next_text(parts)) else ""
    return _Head(one_line(kicker), one_line(title), one_line(subtitle), lead)


def _begins_with_section_name(parts: list[_Part]) -> bool:
    first = _next_text(parts)
    if _is_section_name(first):
        return True
    heads = [part for part in parts[:3] if isinstance(part, str) and _could_be_heading(part, MAX_SUBTITLE)]
    after = parts[3] if len(parts) > 3 else ""
    is_head = len(heads) == 3 and (isinstance(after, Caption) or ends_sentence(after))
    return is_head and len(first) <= MAX_SECTION_NAME


def _is_section_name(text: str) -> bool:
    return text.casefold() in SECTION_NAMES


def _next_text(parts: list[_Part]) -> str:
    """The next part, or nothing if it is a caption."""
    return parts[0] if parts and isinstance(parts[0], str) else ""


def _take_text(parts: list[_Part]) -> str:
    """Takes the next part that is no caption out of `parts`."""
    for number, part in enumerate(parts):
        if isinstance(part, str):
            del parts[number]
            return part
    return ""


def _could_be_heading(text: str, longest: int) -> bool:
    """Whether the text is short and has no full stop; questions and exclamations are usual headings."""
    return 0 < len(text) <= longest and not ends_with_full_stop(text) and not text.endswith((":", ";", ","))


def _body(parts: list[_Part]) -> Iterator[Paragraph]:
    texts = [part for part in parts if isinstance(part, str)]
    for text, following in zip_longest(texts, texts[1:], fillvalue=""):
        is_followed = bool(following) and not _could_be_heading(following, MAX_HEADING)
        yield Paragraph(text, heading=is_followed and _could_be_heading(text, MAX_HEADING))


def _distinct_captions(parts: list[_Part]) -> tuple[Caption, ...]:
    """Each caption once, with its credit if it has one anywhere."""
    captions = dict.fromkeys(part for part in parts if isinstance(part, Caption))
    credited = {caption.text for caption in captions if caption.credit}
    return tuple(
        caption for caption in captions if caption.credit or (caption.text and caption.text not in credited)
    )
