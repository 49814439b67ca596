"""The whole network in a real browser: drawn, searched, pointed at; a table says the same, also without WebGL."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from test_browser_site import DESK, PHONE, Open, folder, opened, picture

__all__ = ["folder", "opened"]
pytestmark = pytest.mark.browser


def drawn(page: Page) -> Page:
    """The page when its nodes are on the screen; skips where this browser has no WebGL."""
    if page.locator(".sea.none").count():
        pytest.skip("needs a browser: sudo apt install chromium (with WebGL by SwiftShader)")
    page.wait_for_selector("html[data-drawn]")
    return page


def test_a_node_that_is_chosen_shows_its_words_and_what_it_belongs_with(opened: Open, folder: Path) -> None:
    """All commitments are nodes; a chosen one tells its quote and leads to it, with lines to just its own things."""
    page = drawn(opened(folder / "hele-netvaerket.html"))
    nodes = page.evaluate("whole.graph.nodes().filter((node) => node.startsWith('c')).length")
    assert page.locator("#told").inner_text().replace(".", "") == f"{nodes} aftalepunkter"
    assert page.evaluate("whole.graph.size") == 0  # no line before something is pointed at
    place = page.evaluate(
        "() => { const at = whole.sigma.graphToViewport(whole.graph.getNodeAttributes('c40'));"
        " const box = document.getElementById('sea').getBoundingClientRect(); return [box.x + at.x, box.y + at.y]; }"
    )
    page.mouse.click(place[0] + 3, place[1] - 3)  # beside it: the dots are small
    expect(page.locator("#chosen .quote")).not_to_be_empty()
    assert page.evaluate("whole.graph.size") > 1
    picture(page, "site-whole.png")
    number = page.locator("#chosen a").inner_text()
    said = page.locator("#chosen .quote").inner_text()
    page.locator("#chosen a").click()
    page.wait_for_url("**/aftale-*.html#*")
    expect(page.locator("#status")).to_have_text(f"Aftalepunkt {number}")
    assert page.locator(".point[aria-current]").inner_text().split() == said.split()


def test_a_search_leaves_what_fits_clear(opened: Open, folder: Path) -> None:
    """As many as the quotes that hold the word."""
    page = drawn(opened(folder / "hele-netvaerket.html"))
    page.fill("#search", "botilbudskapacitet")
    expect(page.locator("#told")).not_to_have_text(re.compile(r"^\d\.\d{3} "))
    quotes = [one["quote"].lower() for one in json.loads((folder / "index.json").read_text(encoding="utf-8"))]
    assert int(page.locator("#told").inner_text().split()[0]) == sum("botilbudskapacitet" in one for one in quotes)


def test_the_table_says_what_the_picture_says(opened: Open, folder: Path) -> None:
    """The areas with their commitments, all together as many as there are."""
    page = opened(folder / "hele-netvaerket.html")
    counts = page.locator(".who tbody tr td:nth-child(2)").all_inner_texts()
    found = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert sum(int(count.replace(".", "")) for count in counts) == len(found) > 1000


def test_a_browser_without_webgl_is_told_and_has_the_table(browser: Browser, folder: Path) -> None:
    """One line says why nothing is drawn, and the table stands; only sigma itself, at its start, misses WebGL."""
    page = browser.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((folder / "hele-netvaerket.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".sea")).to_contain_text("WebGL mangler")
    assert page.locator(".who tbody tr").count() > 10
    assert [error for error in errors if "getParameter" not in error] == []
    page.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_name_on_the_whole_network_lies_over_another(opened: Open, folder: Path, size: tuple[int, int]) -> None:
    """Years and most areas are named at first; as many more as there is room for when one comes nearer."""
    page = drawn(opened(folder / "hele-netvaerket.html", "", size))
    named = {one["name"] for one in page.evaluate("whole.names()")}
    assert {str(year) for year in range(2020, 2029)} <= named
    for _ in range(3):
        names = page.evaluate("whole.names()")
        for one, other in combinations(names, 2):
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"], (one, other)
        assert len(names) > 6
        page.click("#zoom-in")
        page.wait_for_timeout(300)
    picture(page, f"site-whole-{size[0]}.png")


def test_the_legend_names_the_colours_and_switches_them(opened: Open, folder: Path) -> None:
    """Each force with its sign and its number; a click leaves the others, by mouse or by key."""
    page = drawn(opened(folder / "hele-netvaerket.html"))
    buttons = page.locator("#legend button")
    counts = [int(text.replace(".", "")) for text in page.locator("#legend .number").all_inner_texts()]
    assert buttons.count() == 6
    assert sum(counts) == int(page.locator("#told").inner_text().split()[0].replace(".", ""))
    buttons.first.focus()
    page.keyboard.press("Enter")
    expect(buttons.first).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#told")).to_have_text(f"{sum(counts) - counts[0]} aftalepunkter")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text(".")
    assert page.locator(".things-key li").count() == 5


def test_a_search_of_the_whole_network_tells_its_hits_also_without_webgl(browser: Browser, folder: Path) -> None:
    """The quotes stand under the picture with a way to their words, so that nothing is only in colours."""
    page = browser.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto((folder / "hele-netvaerket.html").as_uri())
    page.wait_for_selector("html[data-ready]")
    page.fill("#search", "botilbudskapacitet")
    expect(page.locator("#chosen .hits li").first).to_contain_text("botilbudskapacitet")
    page.locator("#chosen .hits a").first.click()
    page.wait_for_url("**/aftale-*.html#*")
    page.close()
