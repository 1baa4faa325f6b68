"""What machines that read the whole site have to know: robots.txt and sitemaps, one a month."""

import datetime as dt
from itertools import islice
from xml.etree.ElementTree import Element, SubElement

from flask import Blueprint, Response, abort, url_for

from indexer import MAX_LIMIT, NachleseError, SearchRequest, parse_span
from search_web.addresses import absolute
from search_web.clock import instant, now
from search_web.crawlers import ROBOTS
from search_web.opened import current_index
from search_web.xml_answers import xml_answer

blueprint = Blueprint("sitemaps", __name__)

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_MOST_ADDRESSES = 50_000
_NEWS_AGE = dt.timedelta(days=2)
"""Older articles are no news to those who read a news sitemap."""


@blueprint.get("/robots.txt")
def robots() -> Response:
    return Response(
        ROBOTS.format(root=url_for("pages.search"), sitemap=absolute(".all_months")), mimetype="text/plain"
    )


@blueprint.get("/sitemap.xml")
def all_months() -> Response:
    """The index of the sitemaps: the news, then every month that has articles."""
    asked = SearchRequest("", limit=0, facets=("month",), snippets=False, histogram=False)
    months = current_index().search(asked).facets["month"]
    root = Element("sitemapindex", {"xmlns": _SITEMAP})
    for address in (absolute(".news"), *(absolute(".month", month=month.value) for month in months)):
        SubElement(SubElement(root, "sitemap"), "loc").text = address
    return xml_answer(root, "application/xml")


@blueprint.get("/sitemap/<month>.xml")
def month(month: str) -> Response:
    """The articles of a month such as 2026-02."""
    first, last = _span(month)
    asked = SearchRequest("", date_from=first, date_to=last, snippets=False)
    root = Element("urlset", {"xmlns": _SITEMAP})
    for article in islice(current_index().every_hit(asked), _MOST_ADDRESSES):
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = absolute("pages.article", id=article.id)
        if changed := article.modified or article.published:
            SubElement(entry, "lastmod").text = instant(changed).isoformat()
    return xml_answer(root, "application/xml")


@blueprint.get("/sitemap-news.xml")
def news() -> Response:
    """The articles of the last two days."""
    today = now().date()
    asked = SearchRequest(
        "",
        date_from=today - _NEWS_AGE,
        date_to=today,
        limit=MAX_LIMIT,
        facets=(),
        snippets=False,
        group=False,
    )
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:news": _NEWS})
    for hit in current_index().search(asked).hits:
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = absolute("pages.article", id=hit.id)
        described = SubElement(entry, "news:news")
        publication = SubElement(described, "news:publication")
        SubElement(publication, "news:name").text = hit.source or "Nachlese"
        SubElement(publication, "news:language").text = "de"
        if hit.published:
            SubElement(described, "news:publication_date").text = instant(hit.published).isoformat()
        SubElement(described, "news:title").text = hit.title or "Ohne Titel"
    return xml_answer(root, "application/xml")


def _span(month: str) -> tuple[dt.date, dt.date]:
    try:
        first, last = parse_span(month)
    except NachleseError:
        abort(404)
    if month != first.isoformat()[:7]:
        abort(404)
    return first, last
