"""Every page is valid HTML, every link leads somewhere, and nothing is asked of other sites."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from flask.testing import FlaskClient

from tests.search_web.addresses import PAGES
from tests.search_web.reading import addresses_of

SAME_DOCUMENT = "http://localhost/"
MOST_PAGES = 400
"""Enough to see every kind of link; the searches that links lead to are without number."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_valid_html(client: FlaskClient, name: str) -> None:
    page = client.get(PAGES[name]).text
    parser = html5lib.HTMLParser(strict=True)
    document = parser.parse(page)
    elements = list(document.iter())
    ids = Counter(element.get("id") for element in elements if element.get("id"))
    assert not [id for id, times in ids.items() if times > 1]
    for element in elements:
        for attribute in ("for", "form", "aria-labelledby", "aria-describedby", "aria-controls"):
            for id in (element.get(attribute) or "").split():
                assert id in ids, (attribute, id)
        if (element.get("href") or "").startswith("#"):
            assert element.get("href")[1:] in ids
    headings = [int(element.tag[-1]) for element in elements if re.search(r"}h[1-6]$", str(element.tag))]
    assert headings.count(1) == 1
    assert all(deeper - higher <= 1 for higher, deeper in pairwise(headings))


def test_every_link_leads_somewhere(client: FlaskClient) -> None:
    waiting, known = list(PAGES.values()), set(PAGES.values())
    expected = {PAGES["refused"]: 400, PAGES["beyond"]: 404, PAGES["not-found"]: 404}
    for number, address in enumerate(waiting):
        if number >= MOST_PAGES:
            break
        with client.get(address) as answer:
            assert answer.status_code == expected.get(address, 200), address
            page = answer.text if answer.mimetype == "text/html" else ""
        for link in internal_links(page, address):
            if link not in known:
                known.add(link)
                waiting.append(link)
    kinds = {urlsplit(address).path.split("/")[1] for address in known}
    assert {"", "artikel", "hilfe", "ueber", "feed.atom", "feed.rss", "export.csv", "static", "api"} <= kinds


def internal_links(page: str, address: str) -> Iterator[str]:
    for link in addresses_of(page):
        url = urljoin(SAME_DOCUMENT + address.lstrip("/"), link.partition("#")[0])
        if url.startswith(SAME_DOCUMENT):
            yield "/" + url.removeprefix(SAME_DOCUMENT)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing_from_elsewhere(client: FlaskClient, name: str) -> None:
    page = client.get(PAGES[name]).text
    hosts = {urlsplit(link).hostname for link in addresses_of(page)} - {None, "localhost"}
    assert hosts <= {"www.elmsburg.example"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light(client: FlaskClient, name: str) -> None:
    """Under 100 kB on the way, with style and script; pictures there are none."""
    weight = 0
    for address in (PAGES[name], "/static/nachlese.css", "/static/nachlese.js", "/static/ear.svg"):
        with client.get(address, headers={"Accept-Encoding": "gzip"}) as answer:
            weight += len(answer.data)
    assert weight < 100_000
