"""No page breaks a rule that axe-core can check, in both themes, on a phone and on a desk.

The pages as they look are kept in `test-artifacts/screenshots`.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.making import REPOSITORY
from tests.search_web.addresses import PAGES

SCREENSHOTS = REPOSITORY / "test-artifacts" / "screenshots"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """What axe finds, each with the place in the page."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{item['id']}: {node['html'][:200]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", PAGES)
def test_no_rule_is_broken(themed_page: Page, name: str, width: int, request: pytest.FixtureRequest) -> None:
    themed_page.set_viewport_size({"width": width, "height": 900})
    themed_page.goto(PAGES[name])
    theme = request.node.callspec.params["themed_page"]
    themed_page.screenshot(path=SCREENSHOTS / f"{name}-{theme}-{width}.png", full_page=True)
    assert not violations(themed_page)
    for closed in themed_page.locator("summary:visible").all():
        closed.click()
    assert not violations(themed_page)


def test_nor_by_suggestions_and_shortcuts(themed_page: Page) -> None:
    themed_page.goto("/?q=Bach")
    themed_page.get_by_label("Suchbegriffe").fill("Brü")
    themed_page.get_by_role("option").first.wait_for()
    themed_page.keyboard.press("ArrowDown")
    assert not violations(themed_page)
    themed_page.keyboard.press("Escape")
    themed_page.get_by_role("button", name="Tastenkürzel").click()
    themed_page.get_by_role("dialog", name="Tastenkürzel").wait_for()
    assert not violations(themed_page)
