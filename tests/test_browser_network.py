"""The network page in a real browser, opened from disk: it shows, finds, filters, quotes, asks nobody, and is safe."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from aftalegraf.commands.network import draw
from graph.build import build
from graph.store import reading
from viz.network import SCRIPTS, STYLES, write_network
from viz.network_data import (
    NetworkAmount,
    NetworkCommitment,
    NetworkData,
    NetworkEvidence,
    NetworkForce,
    NetworkNode,
    NetworkReference,
    NodeKind,
)
from viz.pages import write_agreement
from viz.reading import AgreementText, Block, FigureRow, Part, Piece, agreement_text

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
DOCUMENTED = ("network.png", "network-botilbud.png")
OUTPUT = ROOT / "test-output"
HOSTILE = tomllib.loads((Path(__file__).parent / "cases" / "hostile_texts.toml").read_text(encoding="utf-8"))["case"]
DESK, PHONE = (1280, 800), (390, 800)


@dataclass
class Opened:
    """A page that is open, and what it said and asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def quotes(self) -> list[str]:
        """The quotes in the list."""
        return self.page.locator(".item .quote").all_inner_texts()

    def click_thing(self, key: str, beside: float = 0) -> None:
        """Clicks a thing on the picture itself, `beside` units of the picture to the right of its middle."""
        spot = self.page.evaluate("key => aftalegraf.picture.onScreen(key)", key)
        scale = self.page.evaluate("aftalegraf.picture.scale()")
        box = self.page.locator("#canvas").bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + spot["x"] + beside * scale, box["y"] + spot["y"])


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def page_file(agreements: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the five agreements, in a folder whose name has spaces and Danish letters."""
    folder = tmp_path_factory.mktemp("net") / "mine aftaler æøå"
    folder.mkdir()
    build([agreements], folder / "aftalegraf.store")
    draw(folder / "aftalegraf.store", folder / "network.html")
    return folder / "network.html"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a file in a page of its own; at the end none has made an error or asked for anything but its own file."""
    pages: list[Opened] = []

    def go(path: Path, address: str = "", size: tuple[int, int] = DESK, **settings: Any) -> Opened:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="da-DK", **settings)
        one = Opened(page=context.new_page())
        one.page.on("console", lambda said: one.errors.append(said.text) if said.type in ("error", "warning") else None)
        one.page.on("pageerror", lambda error: one.errors.append(str(error)))
        one.page.on("request", lambda request: one.requests.append(request.url))
        one.page.on("dialog", lambda dialog: one.errors.append(f"dialog {dialog.message}"))
        one.page.goto(path.as_uri() + address)
        one.page.wait_for_selector("html[data-ready]")
        pages.append(one)
        return one

    yield go
    for one in pages:
        assert one.errors == []
        assert [url for url in one.requests if not url.startswith(("file:", "data:"))] == []
        assert len([url for url in one.requests if url.startswith("file:")]) == 1
        one.page.context.close()


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(re.findall(r"[^\W_]", text.lower()))


@contextmanager
def picture_of(one: Opened, name: str) -> Iterator[Path]:
    """A screenshot among the test output; with AFTALEGRAF_PICTURES set, one that the documentation shows goes there."""
    folder = PICTURES if os.environ.get("AFTALEGRAF_PICTURES") and name in DOCUMENTED else OUTPUT
    folder.mkdir(parents=True, exist_ok=True)
    one.page.wait_for_timeout(400)
    one.page.screenshot(path=folder / name)
    yield folder / name


# It opens


def test_it_opens_from_disk_with_a_readable_picture(opened: Open, page_file: Path) -> None:
    """No error, no request, æøå as they are, and at first at most 150 nodes of all kinds."""
    one = opened(page_file)
    nodes = one.page.evaluate("Object.keys(aftalegraf.picture.places())")
    assert 60 < len(nodes) <= 150
    assert {key.split(":")[0] for key in nodes} == {"agreement", "area", "topic", "actor", "reference"}
    expect(one.page.locator("#content")).to_contain_text("Ældreområdet")
    expect(one.page.locator("#content")).to_contain_text("Ikke indlæst: 2021, 2025, 2026.")
    expect(one.page.locator("#legend .force")).to_have_text(
        ["enighed", "tilsagn eller hensigt", "krav", "økonomisk ramme", "taget til efterretning", "tidligere aftalt"]
    )
    assert one.page.evaluate("document.characterSet") == "UTF-8"


def test_it_has_its_picture_taken(opened: Open, page_file: Path) -> None:
    """README's picture is the page as it opens, and light enough to load at once."""
    with picture_of(opened(page_file, "", (1100, 700)), "network.png") as picture:
        assert picture.stat().st_size < 300_000


def test_it_is_small_and_usable_at_once(opened: Open, page_file: Path) -> None:
    """One file of less than 3 MB, usable within 2 seconds (the best of three, so that a busy machine does no harm)."""
    assert page_file.stat().st_size < 3_000_000
    times = []
    for _ in range(3):
        one = opened(page_file)
        times.append(one.page.evaluate("performance.getEntriesByName('ready')[0].startTime"))
    assert min(times) < 2000


# It finds


def test_typing_botilbud_shows_the_sentences_of_2024_and_2027_in_full(opened: Open, page_file: Path) -> None:
    """The search looks inside words, marks what it found, and the list holds whole sentences under their agreement."""
    one = opened(page_file)
    one.page.locator("#search").press_sequentially("botilbud", delay=20)
    expect(one.page.locator("h2")).to_have_text("Søgning: »botilbud«")
    expect(one.page.locator(".group bdi").last).to_have_text("Aftale om kommunernes økonomi for 2027")
    quotes = [letters(quote) for quote in one.quotes()]
    for words in (
        "kommunal botilbudskapacitet skal udgøre minimum 0,8 mia. kr. årligt i 2027-2030.",
        "kommunale botilbudskapacitet.",
    ):
        assert any(letters(words) in quote for quote in quotes), words
    years = one.page.locator(".group bdi").all_inner_texts()
    assert {"Aftale om kommunernes økonomi for 2024", "Aftale om kommunernes økonomi for 2027"} <= set(years)
    assert all("botilbud" in quote for quote in quotes)
    assert {mark.lower() for mark in one.page.locator("mark").all_inner_texts()} == {"botilbud"}
    with picture_of(one, "network-botilbud.png"):
        pass


@pytest.mark.parametrize(
    ("typed", "found"),
    [("botilbudskapacitet", "botilbudskapacitet"), ("oekonomi", "økonomi"), ("ØKONOMI", "økonomi"), ("boern", "børn")],
)
def test_search_knows_letters_and_parts_of_words(opened: Open, page_file: Path, typed: str, found: str) -> None:
    """Capitals do not matter, and æøå may be written out."""
    one = opened(page_file)
    one.page.fill("#search", typed)
    expect(one.page.locator("h2")).to_contain_text(typed)
    assert found in one.quotes()[0].lower()


def test_search_falls_back_on_stems_and_says_so(opened: Open, page_file: Path) -> None:
    """A form that stands nowhere finds its relatives; a word that has none is said to be found nowhere."""
    one = opened(page_file)
    one.page.fill("#search", "botilbuddenes")
    expect(one.page.locator("#content")).to_contain_text("Ingen steder står der »botilbuddenes«")
    assert one.quotes()
    one.page.fill("#search", "xyzzy")
    expect(one.page.locator("#content")).to_contain_text("Ingen aftalepunkter passer")
    assert one.quotes() == []


# It shows the words


def test_a_click_on_the_picture_shows_the_quotes(opened: Open, page_file: Path) -> None:
    """A topic opens its commitments, year by year; a commitment opens its quote, the machinery below it."""
    one = opened(page_file)
    one.click_thing("topic:botilbud")
    expect(one.page.locator("h2").first).to_have_text("Botilbud")
    dots = one.page.evaluate("Object.keys(aftalegraf.picture.places()).filter(key => key.startsWith('commitment:'))")
    assert len(dots) == len(one.quotes()) > 3
    one.click_thing(dots[-1])
    opened_item = one.page.locator(".item.open")
    expect(opened_item).to_have_count(1)
    expect(opened_item).to_be_in_viewport()
    order = opened_item.evaluate("item => [...item.children].map(child => child.className.baseVal ?? child.className)")
    assert order == ["glyph", "quote", "meta", "fields", "actions", "machinery"]
    expect(opened_item.locator("dt").first).to_have_text("Formulering")
    one.page.get_by_role("button", name="← Overblik").click()
    expect(one.page.locator("h2").first).to_have_text("Hvad er aftalt, med hvem, om hvad?")


@pytest.mark.parametrize("beside", [-90, 0, 90])
def test_a_thing_answers_over_its_whole_width(opened: Open, page_file: Path, beside: int) -> None:
    """A click on the first or the last letter of a topic opens that topic, not its neighbour."""
    one = opened(page_file)
    topics = one.page.evaluate("Object.keys(aftalegraf.picture.places()).filter(key => key.startsWith('topic:'))")
    for topic in topics[::11]:
        one.click_thing(topic, beside)
        assert one.page.evaluate("aftalegraf.state.focus") == topic
        one.page.get_by_role("button", name="← Overblik").click()


def test_a_quote_is_copied_with_its_place(opened: Open, page_file: Path) -> None:
    """»The words«, agreement, section and number."""
    one = opened(page_file, "#q=botilbudskapacitet")
    one.page.locator(".meta button").last.click()
    text = one.page.evaluate("aftalegraf.panel.citation(aftalegraf.byId.get(aftalegraf.state.open))")
    assert re.fullmatch(r"»[^»]+« \(Aftale om kommunernes økonomi for 2027, .+, ØA27-\d+\)", text)
    one.page.get_by_role("button", name="Kopiér citat").click()
    expect(one.page.get_by_role("button", name="Kopieret")).to_be_visible()


def test_an_agreement_that_is_not_read_says_so(opened: Open, page_file: Path) -> None:
    """It has no commitments of its own, but what others say of it is shown."""
    one = opened(page_file, "#vis=agreement:oea-kommuner-2021")
    expect(one.page.locator(".kind").first).to_have_text("Aftale · ikke indlæst")
    assert one.quotes()


# It filters


def test_filters_leave_only_what_fits(opened: Open, page_file: Path) -> None:
    """Year, area, actor and force each narrow the list and the picture, together too, and can be reset."""
    one = opened(page_file, "#q=kommunerne")
    page = one.page

    def shown() -> int:
        return int(page.evaluate("aftalegraf.chosen().found.length"))

    everything = shown()
    page.get_by_role("button", name="2027", exact=True).click()
    expect(page.locator(".group bdi")).to_have_text(["Aftale om kommunernes økonomi for 2027"])
    of_year = shown()
    page.select_option("#area", "area:aeldre")
    of_area = shown()
    page.select_option("#actor", "actor:regeringen")
    of_actor = shown()
    assert everything > of_year > of_area >= of_actor > 0
    page.select_option("#area", "")
    with_agree = shown()
    page.locator("#legend [data-force=agree]").click()
    assert 0 < shown() < with_agree
    assert page.locator(".item[data-force=agree]").count() == 0
    assert page.locator("#canvas canvas").count() == 1
    page.get_by_role("button", name="Nulstil").click()
    assert page.evaluate("aftalegraf.chosen().overview")


def test_the_default_picture_is_filtered_too(opened: Open, page_file: Path) -> None:
    """With one year chosen, topics that it does not have are not drawn; the agreements stay."""
    one = opened(page_file)
    before = one.page.evaluate("Object.keys(aftalegraf.picture.places())")
    one.page.get_by_role("button", name="2027", exact=True).click()
    after = one.page.evaluate("Object.keys(aftalegraf.picture.places())")
    assert set(after) < set(before)
    assert [key for key in after if key.startswith("agreement")] == [k for k in before if k.startswith("agreement")]


# It can be used by anyone


def test_the_keyboard_alone_reaches_the_quotes(opened: Open, page_file: Path) -> None:
    """`/` leads to the search, the list's buttons open a quote, Escape closes it, the topics' table chooses a topic."""
    one = opened(page_file)
    one.page.keyboard.press("/")
    one.page.keyboard.type("botilbudskapacitet")
    expect(one.page.locator("h2")).to_have_text("Søgning: »botilbudskapacitet«")
    for _ in range(40):
        one.page.keyboard.press("Tab")
        if one.page.evaluate("document.activeElement.closest('.meta') !== null"):
            break
    one.page.keyboard.press("Enter")
    expect(one.page.locator(".item.open .fields")).to_be_visible()
    assert one.page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    one.page.keyboard.press("Escape")
    expect(one.page.locator(".item.open")).to_have_count(0)
    one.page.get_by_role("button", name="← Overblik").press("Enter")
    one.page.locator(".index td button", has_text="Botilbud").press("Enter")
    expect(one.page.locator("h2").first).to_have_text("Botilbud")


def test_the_table_says_what_the_picture_says(opened: Open, page_file: Path) -> None:
    """Every thing on the default picture stands in the tables beside it."""
    one = opened(page_file)
    drawn = one.page.evaluate("Object.keys(aftalegraf.picture.places()).map(k => aftalegraf.byKey.get(k).da)")
    listed = one.page.locator(".index td button").all_text_contents()
    assert set(drawn) <= set(listed)


def test_back_and_links_work(opened: Open, page_file: Path) -> None:
    """What is chosen stands in the address: back leads back, and an address opens the same view."""
    one = opened(page_file)
    one.click_thing("topic:botilbud")
    address = one.page.evaluate("location.hash")
    one.page.go_back()
    expect(one.page.locator("h2").first).to_have_text("Hvad er aftalt, med hvem, om hvad?")
    expect(opened(page_file, address).page.locator("h2").first).to_have_text("Botilbud")
    expect(opened(page_file, "#vis=topic:findes-ikke&punkt=x").page.locator("h2").first).to_contain_text("Hvad er")


def test_english_is_one_click_away(opened: Open, page_file: Path) -> None:
    """Words and labels change, quotes stay as they are, and the page says which language it is in."""
    one = opened(page_file, "#vis=topic:botilbud")
    quotes = one.quotes()
    one.page.get_by_role("button", name="Switch to English").click()
    expect(one.page.locator("h2").first).to_have_text("Residential care")
    assert one.page.evaluate("document.documentElement.lang") == "en"
    assert one.quotes() == quotes
    assert not re.search(r"\{\w+\}|undefined", one.page.inner_text("body"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(opened: Open, page_file: Path, scheme: str) -> None:
    """Nothing is wider than the screen, and what is typed is found and read below the picture."""
    one = opened(page_file, "", PHONE, color_scheme=scheme)
    assert one.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    with picture_of(one, f"network-phone-{scheme}.png"):
        pass
    one.page.fill("#search", "botilbud")
    expect(one.page.locator("h2")).to_have_text("Søgning: »botilbud«")
    assert one.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    one.page.locator(".item").first.click(position={"x": 100, "y": 20})
    expect(one.page.locator(".item.open .fields")).to_be_visible()


# It is safe


def hostile(text: str) -> NetworkData:
    """A network in which every text is `text`."""
    kinds: tuple[NodeKind, ...] = ("area", "topic", "actor", "reference")
    nodes = [NetworkNode(kind="agreement", id="a", label=text, label_en=text, year=2024, status="read")]
    nodes += [NetworkNode(kind=kind, id=f"{kind}-{n}", label=text, label_en=text) for kind in kinds for n in range(3)]
    commitments = tuple(
        NetworkCommitment(
            id=f"{text}-{n}",
            number=f"{text}-{n}",
            agreement="a",
            quote=text,
            force="agree",
            section=(text, text),
            parties=(f"actor-{n}",),
            areas=(f"area-{n}",),
            topics=(f"topic-{n}",),
            amounts=(NetworkAmount(value=Decimal(1), unit=text, text=text),),
            deadline=text,
            references=(NetworkReference(kind=text, text=text, target=f"reference-{n}"),),
            evidence=(NetworkEvidence(field=text, words=text, rule=text),),
        )
        for n in range(3)
    )
    force = NetworkForce(id="agree", label=text, label_en=text)
    return NetworkData(nodes=tuple(nodes), commitments=commitments, forces=(force,), title=text)


@pytest.mark.parametrize("case", HOSTILE, ids=[case["id"] for case in HOSTILE])
def test_hostile_text_is_shown_and_does_nothing(opened: Open, tmp_path: Path, case: dict[str, str]) -> None:
    """Nothing runs and nothing is asked for, whatever is clicked; the text stands on the page as it is."""
    text = case["text"]
    write_network(hostile(text), tmp_path / "page.html")
    one = opened(tmp_path / "page.html")
    page = one.page
    elements = (
        "[...document.querySelectorAll('script, style, iframe, img, link, object, embed, a')].map(e => e.tagName)"
    )
    before = page.evaluate(elements)
    one.click_thing("topic:topic-1")
    page.locator(".meta button").first.click()
    page.locator(".machinery summary").click()
    assert page.locator(".item.open .quote").text_content() == text
    assert page.title().split() == text.split()
    page.fill("#search", text[:20])
    page.wait_for_timeout(200)
    page.get_by_role("button", name="← ").click()
    page.mouse.move(430, 400)
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.evaluate(elements) == before
    assert sorted(before) == ["A", *["SCRIPT"] * (len(SCRIPTS) + 1), *["STYLE"] * len(STYLES)]
    assert page.evaluate("[...document.links].every(link => link.getAttribute('href').startsWith('#'))")
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every(e => ![...e.attributes].some(a => /^on/.test(a.name)))"
    )


# The agreement as a document


@pytest.fixture(scope="module")
def document_file(page_file: Path) -> Path:
    """The page of the agreement for 2027, beside the network."""
    with reading(page_file.parent / "aftalegraf.store") as store:
        return write_agreement(agreement_text(store, "oea-kommuner-2027"), page_file.parent)


def test_an_agreement_reads_as_a_document_with_its_commitments_marked(opened: Open, document_file: Path) -> None:
    """Headings, paragraphs and the table stand in order; a click on a marked sentence shows what is known of it."""
    one = opened(document_file)
    expect(one.page.locator("h1")).to_have_text("Aftale om kommunernes økonomi for 2027")
    assert one.page.locator("h2").count() == 4
    expect(one.page.locator("table tr").first).to_have_text("Serviceudgifter, netto351.500")
    point = one.page.locator(".point", has_text="botilbudskapaciteten på socialområdet")
    point.click()
    assert letters(one.page.locator("#panel .quote").inner_text()) == letters(point.inner_text())
    expect(one.page.locator("#panel dt").first).to_have_text("Formulering")
    one.page.locator("#legend [data-force], #legend .force").first.click()
    assert one.page.locator(".point.without").count() > 50


def test_a_document_opens_at_a_commitment_and_leads_to_the_network(opened: Open, document_file: Path) -> None:
    """An address with a commitment shows it in the text and beside it; a topic leads to the network."""
    identifier = opened(document_file).page.locator(".point").last.get_attribute("data-id")
    one = opened(document_file, f"#punkt={identifier}")
    expect(one.page.locator(".point[aria-current]")).to_be_in_viewport()
    one.page.locator("#panel .node.area").first.click()
    one.page.wait_for_url("**/network.html#vis=area*")
    one.requests[:] = one.requests[:1]  # it has gone on to the network, which is another file


@pytest.mark.parametrize("case", HOSTILE, ids=[case["id"] for case in HOSTILE])
def test_hostile_text_in_a_document_does_nothing(opened: Open, tmp_path: Path, case: dict[str, str]) -> None:
    """Titles, headings, sentences and table cells that carry script or markup stand on the page as text."""
    text, network = case["text"], hostile(case["text"])
    part = Part(
        anchor="afsnit-1",
        kind="box",
        number=text,
        title=text,
        level=1,
        blocks=(Block(kind="paragraph", pieces=(Piece(text=text, commitment=network.commitments[0].id),)),),
        figures=(FigureRow(label=text, values=(Decimal(1),), words=text),),
    )
    document = AgreementText(
        id="a", title=text, year=2024, parts=(part,), commitments=network.commitments, network=network
    )
    one = opened(write_agreement(document, tmp_path))
    one.page.locator(".point").click()
    assert one.page.locator("#panel .quote").text_content() == text
    assert one.page.locator("h1").text_content() == text
    one.page.wait_for_timeout(150)
    assert one.page.evaluate("window.pwned") is None
    assert one.page.evaluate("[...document.links].every(link => /^(#|network.html$)/.test(link.getAttribute('href')))")


# It is shown


def test_the_pictures_in_the_documentation_are_there() -> None:
    """They were made by this file (with AFTALEGRAF_PICTURES=1), and are light."""
    for name in DOCUMENTED:
        assert 20_000 < (PICTURES / name).stat().st_size < 300_000


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_tells_of_itself(page_file: Path, opened: Open, language: str) -> None:
    """When and from what it was made, and the SPARQL behind it, in both languages, also when it stands alone."""
    about = opened(page_file, f"#sprog={language}").page.locator("#about")
    expect(about).to_contain_text("ud fra 5 aftaler" if language == "da" else "from 5 agreements")
    assert about.locator("li").count() == 5
    assert "SELECT" in (about.locator("pre").text_content() or "")
    assert about.locator("a").count() == 0  # nothing lies beside it
