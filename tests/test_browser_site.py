"""The explorer in a real browser, opened from disk: it finds, leads to the words, copies, asks nobody, and is safe."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from test_site import MADE, written_pages

from graph.store import reading
from viz.site import write_site

pytestmark = pytest.mark.browser

OUTPUT = Path(__file__).parent.parent / "test-output"
DOCUMENTED = {"site-thread.png": Path(__file__).parent.parent / "docs" / "pictures" / "thread.png"}
HOSTILE = tomllib.loads((Path(__file__).parent / "cases" / "hostile_texts.toml").read_text(encoding="utf-8"))["case"]
DESK, PHONE = (1280, 800), (390, 800)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def folder(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer of the five agreements, in a folder whose name has spaces and Danish letters."""
    made = tmp_path_factory.mktemp("site") / "mine sider æøå"
    with reading(built) as store:
        write_site(store, made, MADE)
    return made


def tells(said: ConsoleMessage) -> bool:
    """Whether the console says that something is wrong; what a driver of WebGL says of its own pace is not ours."""
    return said.type in ("error", "warning") and "GL Driver Message" not in said.text


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page from disk; at the end none has said an error, and nothing but pages from disk was asked for."""
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, locale="da-DK")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    errors: list[str] = []
    requests: list[str] = []
    context.on("console", lambda said: errors.append(said.text) if tells(said) else None)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("request", lambda request: requests.append(request.url))
    context.on("dialog", lambda dialog: errors.append(f"dialog {dialog.message}"))

    def go(
        path: Path, address: str = "", size: tuple[int, int] = DESK, scheme: str = "light", *, ready: bool = True
    ) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(path.as_uri() + address)
        if ready:  # a page without scripts never says so
            page.wait_for_selector("html[data-ready]")
        return page

    yield go
    context.close()
    assert errors == []
    pages = re.compile(r"file:[^?#]*\.html(?:[?#].*)?|blob:.*")  # a blob is what a page itself gives as a file
    assert [url for url in requests if not pages.fullmatch(url)] == []


def picture(page: Page, name: str) -> None:
    """Keeps what the page looks like among the test output; with AFTALEGRAF_PICTURES set, README's goes there."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(200)
    shown = DOCUMENTED.get(name) if os.environ.get("AFTALEGRAF_PICTURES") else None
    page.screenshot(path=shown or OUTPUT / name)


def test_the_front_page_opens_on_a_question_and_says_what_is_missing(opened: Open, folder: Path) -> None:
    """Usable within a second (the best of three); the years that are not read stand among those that are."""
    times = []
    for _ in range(3):
        page = opened(folder / "index.html")
        times.append(page.evaluate("performance.getEntriesByName('ready')[0].startTime"))
    assert min(times) < 1000
    expect(page.locator("h1")).to_have_text("Hvad er aftalt, med hvem, om hvad?")
    expect(page.locator(".agreements b")).to_have_text([str(year) for year in range(2020, 2029)])
    expect(page.locator(".agreements .not-read")).to_have_count(3)
    expect(page.locator(".forces tr")).to_have_count(6)
    picture(page, "site-front.png")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("botilbudskapacitet", "botilbudskapacitet"),
        ("BOTILBUD", "botilbud"),
        ("oekonomi", "økonomi"),
        ("boern", "børn"),
    ],
)
def test_typing_finds_words_and_parts_of_words(opened: Open, folder: Path, typed: str, found: str) -> None:
    """Whole sentences under their agreements, the newest first, what was found marked; æøå may be written out."""
    page = opened(folder / "index.html")
    page.locator("#search").press_sequentially(typed, delay=10)
    expect(page.locator("#results .under bdi").first).to_have_text("Aftale om kommunernes økonomi for 2027")
    items = page.locator("#results .item").count()
    assert items > 3
    said = page.locator("#results .item:has(mark, .meta .node)").count()
    assert said == items  # in the words, in the headings over them, or in the name of what they are about
    assert found in page.locator("#results mark").first.inner_text().lower()
    expect(page.locator("#front")).to_be_hidden()
    picture(page, f"site-search-{typed}.png")


def test_a_hit_leads_to_its_marked_words(opened: Open, folder: Path) -> None:
    """The number of a hit opens its agreement at the sentence, its details beside it; a topic goes on from there."""
    page = opened(folder / "index.html", "#q=botilbudskapacitet")
    said = page.locator("#results .quote").first.inner_text()
    number = page.locator("#results .number").nth(1).inner_text()
    page.locator("#results .meta .number").first.click()
    page.wait_for_url("**/aftale-oea-kommuner-2027.html#*")
    point = page.locator(".point[aria-current]")
    expect(point).to_be_in_viewport()
    assert point.inner_text().split() == said.split()
    expect(page.locator("#panel .meta button").first).to_have_text(number)
    page.locator("#panel .node", has_text="Botilbud").first.click()
    page.wait_for_url("**/emne-botilbud.html#*")
    current = page.locator(".item[aria-current]")
    expect(current).to_be_in_viewport()
    assert current.locator(".quote").inner_text().split() == said.split()
    picture(page, "site-topic-at.png")


def test_words_that_stand_nowhere_are_said_to(opened: Open, folder: Path) -> None:
    """A form finds its relatives and says so; a word without any is said to be found nowhere, and what is not read."""
    page = opened(folder / "index.html")
    page.fill("#search", "botilbuddenes")
    expect(page.locator("#told")).to_contain_text("Ingen steder står der »botilbuddenes«")
    page.fill("#search", "xyzzy")
    expect(page.locator("#told")).to_have_text(
        "Ingen aftalepunkter indeholder »xyzzy«. Ikke indlæst: 2021, 2025, 2026. Endnu ikke indgået: 2028."
    )
    page.fill("#search", "")
    expect(page.locator("#front")).to_be_visible()


def test_a_quote_is_copied_with_its_place(opened: Open, folder: Path) -> None:
    """From the search and from a topic's page: the words, the agreement, the chapter, the number."""
    page = opened(folder / "emne-botilbud.html")
    page.locator(".copy").last.click()
    expect(page.locator(".copy").last).to_have_text("Kopieret")
    item = page.locator(".item").last
    words, number = item.locator(".quote").inner_text(), item.locator(".number").inner_text()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"»{words}« (Aftale om kommunernes økonomi for 2027, ")
    assert copied.endswith(f", {number})")
    found = opened(folder / "index.html", f"#q={quote(number)}")
    found.locator("#results .copy").first.click()
    expect(found.locator("#results .copy").first).to_have_text("Kopieret")
    assert found.evaluate("navigator.clipboard.readText()") == copied


def test_the_ways_lead_on_by_keyboard(opened: Open, folder: Path) -> None:
    """From the front page to a topic and to the network and home again, with nothing but keys."""
    page = opened(folder / "index.html")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#emner a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/emne-*.html")
    page.wait_for_selector("html[data-ready]")
    page.locator(".brand").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.html")
    page.get_by_role("link", name="Åbn netværket").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/network.html")
    page.wait_for_selector("html[data-ready]")


def test_english_is_one_click_away_on_every_kind_of_page(opened: Open, folder: Path) -> None:
    """The same place in English and back again; the agreements' own words stay Danish, and are said to be."""
    page = opened(folder / "emne-botilbud.html")
    page.get_by_role("link", name="Switch to English").click()
    page.wait_for_url("**/en/emne-botilbud.html*")
    expect(page.locator("h1")).to_have_text("Residential care")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator(".item .quote").first.get_attribute("lang") == "da"
    page.locator(".meta .number").first.click()
    page.wait_for_url("**/en/aftale-oea-kommuner-2020.html#*")
    place = page.evaluate("location.hash")
    expect(page.locator("#panel .fields dt").first).to_have_text("Wording")
    page.get_by_role("link", name="Skift til dansk").click()
    page.wait_for_url("**/aftale-oea-kommuner-2020.html#*")
    assert page.evaluate("location.hash") == place
    expect(page.locator("#panel .fields dt").first).to_have_text("Formulering")
    front = opened(folder / "en" / "index.html", "#q=botilbud")
    expect(front.locator("#told")).to_contain_text("commitments in 4 agreements. Not read: 2021, 2025, 2026.")
    front.get_by_role("link", name="Network").first.click()
    front.wait_for_selector("html[data-ready]")
    expect(front.locator("#language")).to_have_text("Dansk")
    front.locator("#home").click()
    front.wait_for_url("**/en/index.html")


@pytest.mark.parametrize("name", ["index", "emne-botilbud", "omraade-social", "aktoer-kl", "aftale-oea-kommuner-2024"])
@pytest.mark.parametrize(("size", "scheme"), [(DESK, "dark"), (PHONE, "light")], ids=["dark", "phone"])
def test_pages_fit_a_phone_and_the_dark(
    opened: Open, folder: Path, name: str, size: tuple[int, int], scheme: str
) -> None:
    """Nothing is wider than the window, and paper is darker than ink where the reader's system is dark."""
    page = opened(folder / f"{name}.html", "", size, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    light = "c => c.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)"
    ink, paper = (
        page.evaluate(f"({light})(getComputedStyle(document.documentElement).{of})")
        for of in ("color", "backgroundColor")
    )
    assert (ink > paper) == (scheme == "dark")
    picture(page, f"site-{name}-{scheme if scheme == 'dark' else 'phone'}.png")


@pytest.mark.parametrize("case", HOSTILE, ids=[case["id"] for case in HOSTILE])
def test_hostile_text_is_shown_and_does_nothing(opened: Open, tmp_path: Path, case: dict[str, str]) -> None:
    """Nothing runs and nothing is asked for; titles, quotes, things and hits stand on the pages as they are."""
    text = case["text"]
    front, topic = written_pages(text, tmp_path)
    page = opened(topic)
    assert page.locator("h1").text_content() == text
    assert page.locator(".item .quote").text_content() == text
    page.locator(".copy").click()
    assert page.evaluate("window.pwned") is None
    page = opened(front)
    assert page.locator("#emner a").text_content() == text
    page.fill("#search", text[:12])
    expect(page.locator("#results .item")).to_have_count(1)
    assert page.locator("#results .quote").text_content() == text
    page.locator("#results .copy").click()
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") is None
    assert page.evaluate(
        "[...document.links].every(a => /^(en.)?([\\w-]+\\.(html|csv|json))?(#.*)?$/.test(a.getAttribute('href')))"
    )
