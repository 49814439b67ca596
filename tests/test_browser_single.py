"""The one file in a real browser: it opens from disk, leads on, goes back, prints, and gives its data."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_browser_site import MADE, Open, opened, picture

from graph.store import reading
from viz.render import write_page
from viz.single import single_page

__all__ = ["opened"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file, under a name with spaces and Danish letters."""
    path = tmp_path_factory.mktemp("single") / "aftaler æøå.html"
    with reading(built) as store:
        write_page(single_page(store, MADE), path)
    return path


def test_one_file_does_what_the_folder_does(opened: Open, file: Path) -> None:
    """Search, the words, a topic, the ledger, English, back, reload and the network, without another file."""
    page = opened(file)
    page.fill("#search", "botilbudskapacitet")
    said = page.locator("#results .quote").first.inner_text()
    page.locator("#results .meta .number").first.click()
    page.wait_for_url("**?side=aftale-oea-kommuner-2027.html#*")
    expect(page.locator(".point[aria-current]")).to_be_in_viewport()
    assert page.locator(".point[aria-current]").inner_text().split() == said.split()
    page.locator("#panel .node", has_text="Botilbud").first.click()
    expect(page.locator("h1")).to_have_text("Botilbud")
    expect(page.locator(".item[aria-current]")).to_be_in_viewport()
    page.reload()
    expect(page.locator("h1")).to_have_text("Botilbud")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("2027")
    page.get_by_role("link", name="Opfølgningsoversigt").click()
    expect(page.locator("[role=tab]")).to_have_count(2)
    page.get_by_role("link", name="Switch to English").click()
    expect(page.locator("h1")).to_have_text("Was it taken up again?")
    picture(page, "single-ledger.png")
    page.get_by_role("link", name="Figures").click()
    expect(page.locator(".figure svg").first).to_be_visible()
    page.get_by_role("link", name="Network").click()
    page.wait_for_selector("html[data-nodes]")
    page.locator("#home").click()
    expect(page.locator("h1")).to_have_text("What was agreed, with whom, about what?")


def test_one_file_gives_its_data(opened: Open, file: Path) -> None:
    """A table is saved from the file itself."""
    page = opened(file, "?side=emne-botilbud.html")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    assert waiting.value.suggested_filename == "emne-botilbud.csv"
    assert "botilbudskapacitet" in Path(waiting.value.path()).read_text(encoding="utf-8-sig")


def test_a_page_that_is_not_there_is_the_front_page(opened: Open, file: Path) -> None:
    """An address that somebody changed leads home."""
    page = opened(file, "?side=__proto__")
    expect(page.locator("h1")).to_have_text("Hvad er aftalt, med hvem, om hvad?")
