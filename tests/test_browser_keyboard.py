"""Every kind of page by keyboard alone: Tab, Enter, arrows and Escape do it all, and where one is can be seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from test_browser_site import DESK, PHONE, Open, folder, opened

__all__ = ["folder", "opened"]
pytestmark = pytest.mark.browser

SEEN = """() => {
  const one = document.activeElement;
  if (one === document.body) return "the body";
  const style = getComputedStyle(one);
  const own = one.getBoundingClientRect();
  const box = [...one.getClientRects()].find((rect) => rect.width > 0) || own;
  const x = box.x + Math.min(box.width / 2, 8), y = box.y + Math.min(box.height / 2, 8);
  const top = document.elementFromPoint(x, y);
  const inside = top && (one.contains(top) || top.contains(one) || one.ownerSVGElement?.contains(top));
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5;
  const hit = one.querySelector?.(".hit"); // the signs of a drawing are lit behind
  const lit = hit && getComputedStyle(hit).fill !== "rgba(0, 0, 0, 0)";
  const whole = own.height > innerHeight * 0.6; // the main part, that a skip link leads to, needs no ring
  if (!ring && !lit && !whole) return `no ring: ${one.outerHTML.slice(0, 90)}`;
  return inside || whole ? "" : `hidden: ${one.outerHTML.slice(0, 90)}`;
}"""


class Keys:
    """Somebody with nothing but keys."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        """Presses keys; what has the focus then can be seen."""
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_timeout(60)
        assert self.page.evaluate(SEEN) == "", (keys, self.page.url)

    def to(self, selector: str, most: int = 60, key: str = "Tab") -> None:
        """Tabs until something that fits has the focus, which takes at most so many; each stop can be seen."""
        for _ in range(most):
            self.press(key)
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} was not reached in {most} steps on {self.page.url}")


Begin = Callable[..., Keys]


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def begin(opened: Open, folder: Path, request: pytest.FixtureRequest) -> Begin:
    """Opens a page, on a desk and on a phone with keys."""

    def go(name: str, address: str = "") -> Keys:
        page = opened(folder / f"{name}.html", address, request.param)
        page.bring_to_front()
        return Keys(page)

    return go


def test_the_front_page_is_searched_by_keys(begin: Begin) -> None:
    """Search, the ways on, a hit, its citation; Escape takes the search back, and folded tables open."""
    keys = begin("index")
    keys.press("Tab")
    expect(keys.page.locator(".skip")).to_be_focused()
    keys.to("#search")
    keys.page.keyboard.type("botilbud")
    expect(keys.page.locator("#results .item").first).to_be_visible()
    keys.to("#results .node", 3)
    keys.to("#results .copy", 6)
    keys.press("Enter")
    expect(keys.page.locator("#results .copy").first).to_have_text("Kopieret")
    keys.to("#search", 12, "Shift+Tab")
    keys.press("Escape")
    expect(keys.page.locator("#front")).to_be_visible()
    keys.to("summary", 80)
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.parentElement.open")


def test_more_hits_are_opened_by_keys_and_the_reading_goes_on_there(begin: Begin) -> None:
    """ "Vis flere" puts the focus on the first that came, not back at the top."""
    keys = begin("index", "#q=kommunerne")
    shown = keys.page.locator("#results .item").count()
    keys.page.locator("#results .more").focus()
    keys.press("Enter")
    expect(keys.page.locator("#results .item").nth(shown)).to_be_visible()
    assert (
        keys.page.evaluate(
            "[...document.querySelectorAll('#results .item')].indexOf(document.activeElement.closest('.item'))"
        )
        == shown
    )


def test_the_ledger_is_filtered_by_keys(begin: Begin) -> None:
    """Tabs by arrows, each filter by its first letters, back again, and folded passages opened."""
    keys = begin("opfoelgning")
    keys.to("[role=tab]", 20)
    keys.press("ArrowRight")
    expect(keys.page.locator("#panel-delivery")).to_be_visible()
    keys.press("ArrowLeft")
    for pick in ("#status-pick", "#year", "#actor", "#area"):
        before = keys.page.locator("#told").inner_text()
        keys.to(pick, 6)
        keys.press("ArrowDown")
        expect(keys.page.locator("#told")).not_to_have_text(before)
        keys.press("ArrowUp")
    keys.press("ArrowDown")
    keys.to("#reset", 3)
    keys.press("Enter")
    expect(keys.page.locator("#told")).to_have_text("103 af 103 vises")
    keys.to(".later summary", 30)
    keys.press("Enter")
    assert keys.page.evaluate("document.activeElement.parentElement.open")


def test_a_matter_is_read_by_keys(begin: Begin) -> None:
    """The drawing's signs lead to their words, its table opens, a quote is copied, and the language keeps the place."""
    keys = begin("forloeb")
    keys.to(".things a", 20)
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_selector(".timeline")
    keys = begin("emne-botilbud")
    keys.to(".timeline svg a", 40)
    number = (keys.page.evaluate("document.activeElement.getAttribute('aria-label')") or "").partition(",")[0]
    keys.page.keyboard.press("Enter")
    expect(keys.page.locator(".item[aria-current] .number")).to_have_text(number)
    keys.to(".item[aria-current] .copy", 4)
    keys.press("Enter")
    expect(keys.page.locator(".item[aria-current] .copy")).to_have_text("Kopieret")
    keys.page.locator("#language").focus()
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**/en/emne-botilbud.html#*")
    assert number in keys.page.evaluate("decodeURIComponent(location.hash)")
    keys = begin("emne-botilbud")
    keys.to(".timeline summary", 90)
    keys.press("Enter")
    expect(keys.page.locator(".timeline table").first).to_be_visible()


def test_an_agreement_is_opened_read_and_left_by_keys(begin: Begin) -> None:
    """Enter on a marked sentence goes to its details, from which Escape leads back to the sentence."""
    keys = begin("aftale-oea-kommuner-2024")
    keys.to(".force", 60)
    keys.press("Enter")
    expect(keys.page.locator(".force").first).to_have_attribute("aria-pressed", "false")
    keys.press("Enter")
    keys.to(".point", 12)
    keys.press("Enter")
    expect(keys.page.locator("#panel .fields")).to_be_visible()
    number = keys.page.locator("#panel .meta button").first.inner_text().split()[0]
    keys.to("#panel .meta button", 3)
    keys.to("#panel .actions button", 20)
    keys.press("Enter")
    expect(keys.page.get_by_role("button", name="Kopieret")).to_be_visible()
    keys.to("#panel summary", 8)
    keys.press("Enter")
    keys.press("Escape")
    assert keys.page.evaluate("document.activeElement.title") == number
    expect(keys.page.locator("#panel .fields")).to_have_count(0)
    keys.to(".point", 2)  # and the reading goes on


def test_the_figures_are_reached_by_keys(begin: Begin) -> None:
    """Each number leads to its agreement, and the table of who is to act opens and scrolls."""
    keys = begin("tal")
    keys.to(".figure td a", 20)
    keys.to("summary", 70)
    keys.press("Enter")
    keys.to(".wide", 3)


def test_the_whole_network_is_used_by_keys(begin: Begin) -> None:
    """Search and its hits, the legend, the zoom, and the table that says the same."""
    keys = begin("hele-netvaerket")
    keys.to("#search", 20)
    keys.page.keyboard.type("botilbudskapacitet")
    expect(keys.page.locator("#chosen .hits li").first).to_be_visible()
    keys.to("#legend button", 3)
    keys.press("Enter", "Enter")
    keys.to("#zoom-in", 8)
    keys.press("Enter")
    keys.to("#chosen a", 4)
    keys.press("Escape")
    expect(keys.page.locator("#chosen .hits")).to_have_count(0)


def test_the_table_of_the_whole_network_leads_on_by_keys(begin: Begin) -> None:
    """From an area in the table to its page."""
    keys = begin("hele-netvaerket")
    keys.to(".who a", 40)
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_url("**/omraade-*.html")


def test_the_network_is_used_by_keys(begin: Begin) -> None:
    """Search, filters, a thing from the table beside it, a commitment opened and closed, copied, and the language."""
    keys = begin("network")
    keys.to("#search", 4)
    keys.page.keyboard.type("botilbud")
    expect(keys.page.locator("#content .item").first).to_be_visible()
    keys.to("#years .chip", 3)
    keys.press("Enter")
    expect(keys.page.locator("#years .chip").first).to_have_attribute("aria-pressed", "true")
    keys.press("Enter")
    keys.to("#area", 8)
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.to("#reset", 4)
    keys.press("Enter")
    expect(keys.page.locator("#search")).to_have_value("")
    keys.to("#content td button", 40)
    keys.press("Enter")
    expect(keys.page.locator("#content h2").first).to_be_visible()
    keys.to("#content .meta button", 30)
    keys.press("Enter")
    expect(keys.page.locator("#content .fields")).to_be_visible()
    keys.to("#content .actions button", 30)
    keys.press("Enter")
    expect(keys.page.get_by_role("button", name="Kopieret")).to_be_visible()
    keys.press("Escape")
    expect(keys.page.locator("#content .fields")).to_have_count(0)
    keys.to("#language", 30, "Shift+Tab")
    keys.press("Enter")
    expect(keys.page.locator("html")).to_have_attribute("lang", "en")
