"""What search engines may read and list."""

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

LISTED = ("/", "/?q=Brücke", "/?category=Verkehr", "/?category=Planen+und+Bauen", "/?district=Nordhafen")
NOT_LISTED = (
    "/?q=Brücke&page=2",
    "/?q=Brücke&sort=newest",
    "/?q=Brücke&category=Verkehr",
    "/?q=neue+Brücke",
    "/?q=neue%20Brücke",
    "/?category=Verkehr&category=Planen+und+Bauen",
    "/?category=Verkehr&page=2",
    "/?district=Nordhafen&sort=oldest",
    "/?from=2024&to=2024",
    "/?sort=newest",
    "/?copies=all",
)
NOT_READ = (
    "/api/search?q=Brücke",
    "/export.csv?q=Brücke",
    "/feed.atom?q=Brücke",
    "/artikel/bach-2024?q=Bach",
)
NOT_WORTH_A_LIST = ("/?q=Marzipan", "/?q=Brück*", "/?q=titel:Brücke", "/?q=-Brücke", "/?q=2024")
"""No rule of robots.txt can tell these; the pages have to."""


def may_read(robots: str, address: str) -> bool:
    """The longest rule that fits decides, and nothing is forbidden without one (RFC 9309)."""
    rules = re.findall(r"(?m)^(Allow|Disallow): (.*)$", robots)
    encoded = quote(address, safe="/?&=+%:*")
    fitting = [
        (len(pattern), rule == "Allow")
        for rule, pattern in rules
        if re.match(".*".join(map(re.escape, pattern.split("*"))), encoded)
    ]
    return max(fitting)[1] if fitting else True


@pytest.mark.parametrize("address", LISTED)
def test_pages_of_their_own_are_read_and_listed(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert may_read(client.get("/robots.txt").text, address)
    assert "noindex" not in page
    assert f'<link rel="canonical" href="http://localhost{quote(address, safe="/?=+")}">' in page


@pytest.mark.parametrize("address", NOT_LISTED)
def test_the_endless_rest_is_neither(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert not may_read(client.get("/robots.txt").text, address)
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page


@pytest.mark.parametrize("address", NOT_READ)
def test_answers_for_programs_and_repeated_articles_are_not_read(client: FlaskClient, address: str) -> None:
    assert not may_read(client.get("/robots.txt").text, address)


@pytest.mark.parametrize("address", NOT_WORTH_A_LIST)
def test_nobody_can_have_nonsense_listed(client: FlaskClient, address: str) -> None:
    assert '<meta name="robots" content="noindex">' in client.get(address).text


def test_style_script_and_articles_are_read(client: FlaskClient) -> None:
    robots = client.get("/robots.txt").text
    for address in ("/static/nachlese.css?v=0123", "/artikel/bach-2024", "/sitemap.xml", "/hilfe"):
        assert may_read(robots, address)
    assert "Sitemap: http://localhost/sitemap.xml\n" in robots


def test_rules_follow_the_path_of_the_site(client_with) -> None:
    rules = client_with(public_url="https://example.org/suche").get("/robots.txt").text
    assert "Disallow: /suche/api/\n" in rules
    assert "Allow: /suche/?q=\n" in rules
