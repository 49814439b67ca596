"""Agreements that try to act go through build, site, network and single file: nothing runs, nothing is asked for."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hostile import NAMES, TEXTS, write_corpus
from playwright.sync_api import Page
from test_browser_site import MADE, Open, opened

from graph.build import build
from graph.store import reading
from viz.gather import network_data
from viz.network import write_network
from viz.render import write_page
from viz.single import single_page
from viz.site import write_site

__all__ = ["opened"]
pytestmark = pytest.mark.browser

POKE = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("main *, #panel *")) {
    for (const kind of ["mouseover", "focus", "pointerenter", "error", "load"]) one.dispatchEvent(new Event(kind));
  }
  return [window.pwned ?? null,
    [...document.querySelectorAll("*")].flatMap((one) => one.getAttributeNames()).filter((name) => /^on/.test(name)),
    [...document.querySelectorAll("a[href]")].map((a) => new URL(a.getAttribute("href"), location.href).protocol)
      .filter((protocol) => protocol !== "file:"),
    document.querySelectorAll("img, iframe, object, embed, form, base, link, math, foreignObject").length];
}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that is made of the hostile corpus, in one folder."""
    folder = tmp_path_factory.mktemp("hostile")
    report = build([write_corpus(folder / "in")], folder / "store")
    assert len(report.of("done")) == len(NAMES), report.files
    with reading(folder / "store") as store:
        write_site(store, folder / "site", MADE)
        write_network(network_data(store), folder / "alone.html")
        write_page(single_page(store, MADE), folder / "single.html")
    return folder


def unharmed(page: Page) -> None:
    """Nothing ran, no element acts, no link leaves."""
    page.wait_for_timeout(60)
    assert page.evaluate(POKE) == [None, [], [], 0], page.url


def test_no_page_of_the_site_does_what_a_text_says(opened: Open, made: Path) -> None:
    """Each page is opened, unfolded and poked at."""
    pages = sorted((made / "site").glob("*.html"))
    assert len(pages) > 12
    for path in (*pages, *sorted((made / "site" / "en").glob("[ao]*.html"))):
        page = opened(path)
        unharmed(page)
        page.close()


def letters(text: str) -> str:
    """What can be seen of a text: without spaces, marks of direction, and what Markdown takes for emphasis."""
    return re.sub(r"[\s_\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def test_texts_are_shown_as_texts(opened: Open, made: Path) -> None:
    """An agreement's page holds every hostile text, sign by sign."""
    page = opened(made / "site" / "aftale-oea-kommuner-2021.html")
    said = letters(page.locator("main").text_content() or "")
    assert [text for text in TEXTS if letters(text) not in said] == []


def test_search_network_and_details_do_nothing_either(opened: Open, made: Path) -> None:
    """A hit, an opened commitment, a node and its list show hostile words and run none."""
    page = opened(made / "site" / "index.html")
    page.fill("#search", "botilbud")
    page.wait_for_selector("#results .item")
    unharmed(page)
    for name in ("alone.html", "site/network.html"):
        network = opened(made / name, "#vis=topic:botilbud")
        network.locator("#content .meta button").first.click()
        unharmed(network)
    agreement = opened(made / "site" / "aftale-oea-kommuner-2020.html")
    for point in agreement.locator(".point").all()[:6]:
        point.click()
        unharmed(agreement)


@pytest.mark.parametrize("side", ["index", "opfoelgning", "emne-botilbud", "aftale-oea-kommuner-2020", "network"])
def test_one_file_holds_them_all_as_safely(opened: Open, made: Path, side: str) -> None:
    """The pages unpacked from the single file are as harmless."""
    page = opened(made / "single.html", f"?side={side}.html")
    unharmed(page)


def test_no_file_beside_a_page_starts_a_formula(made: Path) -> None:
    """Every cell of every table begins harmlessly."""
    for path in (made / "site").glob("*.csv"):
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            assert not line.startswith(("=", "+", "-", "@", "\t", '"=', '"+', '"-', '"@')), path.name
    assert not [path for path in (made / "site").rglob("*") if zipfile.is_zipfile(path)]
