import re
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.search_web.reading import addresses_of, without_own_scripts

ADDRESSES = (
    "/",
    "/?q=Brücke",
    "/?q=Bach&from=x",
    "/?q=nichtszufinden",
    "/artikel/bach-2024?q=Bach",
    "/artikel/fehlt",
    "/hilfe",
    "/api/search?q=Bach",
    "/api/search?page=x",
    "/api/openapi.json",
    "/health",
    "/robots.txt",
    "/feed.atom",
    "/feed.rss",
    "/opensearch.xml",
    "/sitemap.xml",
    "/export.csv?q=Bach",
    "/static/nachlese.css",
    "/static/nachlese.js",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_is_locked_down(client: FlaskClient, address: str) -> None:
    with client.get(address) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "script-src 'self'; connect-src 'self'; " in policy
    for part in ("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", [address for address in ADDRESSES if "api" not in address])
def test_pages_load_nothing_from_elsewhere_and_have_nothing_inline(client: FlaskClient, address: str) -> None:
    with client.get(address) as response:
        page = response.text
    external = {urlsplit(link).hostname for link in addresses_of(page)} - {None, "localhost"}
    assert external <= {"www.elmsburg.example"}
    assert "<script" not in without_own_scripts(page)
    assert "<style" not in page
    assert not re.search(r"<[^>]*\s(style|on\w+)=", page)


@pytest.mark.parametrize(
    "sent", ["a%0d%0aX-Injected: 1", "a\r\nX-Injected: 1", "a\u0085X-Injected: 1", "\x00"]
)
def test_nothing_that_is_sent_becomes_a_header(client: FlaskClient, sent: str) -> None:
    for address in ("/", "/feed.rss", "/export.csv", "/api/search", f"/artikel/{quote(sent)}"):
        response = client.get(address, query_string={"q": sent, "sort": sent}, headers={"Origin": "x"})
        assert "X-Injected" not in response.headers
        assert response.status_code in (200, 400, 404)


def test_the_style_sheet_loads_nothing(client: FlaskClient) -> None:
    with client.get("/static/nachlese.css") as response:
        style = response.text
    assert "url(" not in style
    assert "@import" not in style
