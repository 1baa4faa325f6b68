"""What tests read off a page."""

import html
import re

from playwright.sync_api import Page


def text_of(page: str) -> str:
    """The text of a page without its markup, white space as one blank."""
    without_head = re.sub(r"(?s)<head>.*?</head>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", without_head)).split())


def title_of(page: str) -> str:
    match = re.search(r"(?s)<title>(.*?)</title>", page)
    assert match
    return html.unescape(match[1])


def heading_of(page: str) -> str:
    match = re.search(r"(?s)<h1[^>]*>(.*?)</h1>", page)
    assert match
    return text_of(match[1])


def links_of(page: str) -> dict[str, str]:
    """The addresses of links by their text; the first one counts."""
    found: dict[str, str] = {}
    for attributes, content in re.findall(r"(?s)<a\b([^>]*)>(.*?)</a>", page):
        match = re.search(r'href="([^"]*)"', attributes)
        assert match
        found.setdefault(text_of(content), html.unescape(match[1]))
    return found


def addresses_of(page: str) -> list[str]:
    """Everything that a page links to, loads or sends to."""
    return [html.unescape(address) for address in re.findall(r'\b(?:href|src|action|srcset)="([^"]*)"', page)]


_OWN_SCRIPTS = (
    re.compile(r'<script type="module" src="/static/nachlese\.js\?v=[0-9a-f]+"></script>'),
    re.compile(r'<script type="application/ld\+json">\{[^<>]*\}</script>'),
)


def without_own_scripts(page: str) -> str:
    """The page without the script that it loads from its own site, and without the data that are no script."""
    for script in _OWN_SCRIPTS:
        page = script.sub("", page, count=1)
    return page


def open_everything(page: Page) -> None:
    """Open all that can be opened on a page that a browser shows."""
    page.evaluate("document.querySelectorAll('details').forEach((closed) => { closed.open = true; })")
