"""The site in a real browser: with and without JavaScript, on a phone, by keyboard, in both themes."""

import os
import re
import shutil
import threading
from collections.abc import Iterator

import pytest
import waitress
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (320, 360, 640, 768, 1024, 1440)
"""In CSS pixels; 640 is also a window of 1280 pixels at 200 %, and 320 the same at 400 %."""
ADDRESSES = (
    "/",
    "/?q=Brücke&category=Verkehr&category=Planen+und+Bauen&from=2024&to=2024",
    "/?q=Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde",
    "/?q=Bach&from=neulich",
    "/artikel/bach-2024?q=Bach",
    "/artikel/gibtesnicht",
    "/hilfe",
)


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    """The address of the running site."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)  # in the thread that serves, which then ends
    thread.join()
    server.task_dispatcher.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        if os.environ.get("NACHLESE_REQUIRE_BROWSER") == "1":
            pytest.fail("No Chromium was found, and NACHLESE_REQUIRE_BROWSER=1 asks for one.")
        pytest.skip("no Chromium was found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def page(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=site, java_script_enabled=request.param, locale="de-DE")
    yield context.new_page()
    context.close()


@pytest.fixture(params=["light", "dark"])
def themed_page(request: pytest.FixtureRequest, site: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=site, color_scheme=request.param, locale="de-DE")
    yield context.new_page()
    context.close()


def test_search_narrow_read_and_come_back(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox", name="Suchbegriffe").fill("Brücke")
    page.get_by_role("button", name="Suchen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 Treffer für „Brücke“")
    filters = page.get_by_role("navigation", name="Filter")
    filters.get_by_role("link", name="Verkehr").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("12 Treffer für „Brücke“")
    filters.get_by_role("link", name="2024").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 Treffer für „Brücke“")
    expect(page.get_by_role("link", name="Verkehr 4 Treffer, ausgewählt, entfernen")).to_be_visible()
    results = page.url
    titles = page.locator(".hit h2").all_inner_texts()
    page.locator(".hit h2 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[0])
    page.get_by_role("link", name="Zurück zu den Treffern").click()
    assert page.url == results
    assert page.locator(".hit h2").all_inner_texts() == titles
    page.get_by_role("link", name="Alle Filter entfernen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 Treffer für „Brücke“")


def test_the_back_button_leads_back_too(page: Page) -> None:
    page.goto("/?q=Brücke&page=2")
    results = page.url
    page.locator(".hit h2 a").first.click()
    page.go_back()
    assert page.url == results


def test_dates_join_the_one_form(page: Page) -> None:
    page.goto("/?q=Brücke&category=Verkehr")
    page.get_by_label("Von").fill("1.1.2024")
    page.get_by_label("Bis").fill("2024")
    page.get_by_role("button", name="Zeitraum anwenden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 Treffer für „Brücke“")
    expect(page.locator(".in-force")).to_contain_text("Zeitraum 2024")
    page.get_by_label("Von").fill("neulich")
    page.get_by_label("Von").press("Enter")
    expect(page.get_by_label("Von")).to_have_value("neulich")
    expect(page.get_by_label("Von")).to_have_accessible_description(re.compile("„neulich“ ist kein Datum"))


def test_by_keyboard_only(page: Page) -> None:
    heading = page.get_by_role("heading", level=1)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("searchbox", name="Suchbegriffe"))
    page.keyboard.type("Brücke")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("25 Treffer für „Brücke“")
    tab_to(page, page.get_by_role("link", name="Verkehr 12 Treffer"))
    page.keyboard.press("Enter")
    expect(heading).to_have_text("12 Treffer für „Brücke“")
    tab_to(page, page.locator(".why summary").first)
    page.keyboard.press("Enter")
    expect(page.locator(".why").first).to_have_attribute("open", "")
    tab_to(page, page.locator(".hit h2 a").nth(1))
    page.keyboard.press("Enter")
    expect(heading).to_contain_text("Hafenbrücke: Bericht")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, and see that this is visible."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
            return
    pytest.fail(f"Tab never reached {target}.")


def test_on_a_phone_filters_open_on_demand(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/?q=Brücke")
    choice = page.get_by_role("link", name="Verkehr 12 Treffer")
    expect(choice).to_be_hidden()
    page.locator("summary", has_text="Filter").click()
    choice.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("12 Treffer für „Brücke“")


def test_on_a_desk_filters_are_always_open(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/?q=Brücke")
    expect(page.get_by_role("link", name="Verkehr 12 Treffer")).to_be_visible()
    expect(page.locator("summary", has_text="Filter")).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_or_is_blocked(themed_page: Page, width: int) -> None:
    refused: list[str] = []
    themed_page.on("console", lambda message: refused.append(message.text))
    themed_page.set_viewport_size({"width": width, "height": 740})
    for address in ADDRESSES:
        themed_page.goto(address)
        for closed in themed_page.locator("summary:visible").all():
            closed.click()
        beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert themed_page.evaluate(beyond) <= 0, address
    assert not [text for text in refused if "Content Security Policy" in text]


def test_nothing_is_asked_of_others(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES:
        page.goto(address)
    assert asked
    assert all(url.startswith(site) for url in asked)
