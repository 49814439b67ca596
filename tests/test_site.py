"""The explorer's pages without a browser: what is written, where links lead, text that stays text, data beside."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from graph.store import reading
from viz.explorer import Explorer, Made
from viz.network_data import NetworkCommitment, NetworkData, NetworkNode
from viz.quality import load_quality
from viz.render import write_page
from viz.search_index import search_index
from viz.site import SiteReport, write_site
from viz.subjects import subjects
from viz.tabular import COLUMNS, Labels, commitment_data
from viz.urls import ENGLISH, LONGEST, Links, addresses, page_of
from viz.words import load_words

MADE = Made(date="2024-06-30", version="0.0.0")
HOSTILE = tomllib.loads((Path(__file__).parent / "cases" / "hostile_texts.toml").read_text(encoding="utf-8"))["case"]
Folder = Path


@pytest.fixture(scope="module")
def written(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, SiteReport]:
    """The explorer of the five agreements."""
    folder = tmp_path_factory.mktemp("site") / "mine sider æøå"
    with reading(built) as store:
        return folder, write_site(store, folder, MADE)


class Page(HTMLParser):
    """The ids and links of a page, its tags, and the attributes that would act."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.acting: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps what the tests ask for."""
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.acting.append(name)


def page(path: Path) -> Page:
    """A page that was written."""
    return Page(path.read_text(encoding="utf-8"))


def test_every_page_is_there_with_its_data_beside_it(written: tuple[Folder, SiteReport]) -> None:
    """A front page, the network, five agreements, and a page for each topic, area and actor that is spoken of."""
    folder, report = written
    pages = sorted(path.name for path in folder.glob("*.html"))
    english = sorted(path.name for path in (folder / ENGLISH).glob("*.html"))
    assert english == [name for name in pages if name != "network.html"]
    assert report.pages == len(pages) + len(english)
    assert report.files == sum(path.is_file() for path in folder.rglob("*"))
    assert [name for name in pages if name.startswith("aftale-")] == [
        f"aftale-oea-kommuner-{year}.html" for year in (2020, 2022, 2023, 2024, 2027)
    ]
    assert {"index.html", "network.html", "emne-botilbud.html", "omraade-social.html", "aktoer-kl.html"} <= set(pages)
    assert {"opfoelgning.html", "forloeb.html", "tal.html"} <= set(pages)
    assert sum(name.startswith("forloeb-") for name in pages) > 5
    for name in set(pages) - {"network.html"}:
        assert (folder / name).with_suffix(".csv").exists(), name
        assert (folder / name).with_suffix(".json").exists(), name


def test_every_link_leads_to_a_file_and_a_place_in_it(written: tuple[Folder, SiteReport]) -> None:
    """No link leads out of the folder, and what stands behind # is there: so each fact leads to its words."""
    folder, _ = written
    pages = {path: page(path) for path in folder.rglob("*.html")}
    ids = {path: set(found.ids) for path, found in pages.items()}
    count = 0
    for path, found in pages.items():
        for link in found.links:
            file, place = urldefrag(link)
            target = (path.parent / file).resolve() if file else path
            assert target.is_file(), f"{path}: {link}"
            assert target.is_relative_to(folder)
            if place and not place.startswith(("vis=", "g-", "sprog=", "slags=")):
                assert unquote(place) in ids[target], f"{path}: {link}"
                count += 1
    assert count > 6000


def test_every_commitment_has_its_number_as_a_place_in_its_agreement(written: tuple[Folder, SiteReport]) -> None:
    """Each number stands once on the page of its agreement, and no id twice on any page."""
    folder, _ = written
    numbers = [one["number"] for one in json.loads((folder / "index.json").read_text(encoding="utf-8"))]
    assert len(numbers) > 1000
    found = [one for path in folder.glob("aftale-*.html") for one in page(path).ids if one.startswith("ØA")]
    assert sorted(found) == sorted(numbers)
    for path in folder.rglob("*.html"):
        ids = page(path).ids
        assert len(ids) == len(set(ids)), path.name


def test_a_topic_tells_every_year_also_those_not_read(written: tuple[Folder, SiteReport]) -> None:
    """Its page names every agreement on the line, what is not read, and the quotes of those that speak of it."""
    folder, _ = written
    text = (folder / "emne-botilbud.html").read_text(encoding="utf-8")
    for year in range(2020, 2029):
        assert f"Aftale om kommunernes økonomi for {year}" in text
    assert "Ikke indlæst: 2021, 2025, 2026." in text
    assert text.count('<h2 class="gap"') == 5
    assert "botilbudskapacitet" in text


def test_pages_ask_for_nothing_and_carry_a_strict_policy(written: tuple[Folder, SiteReport]) -> None:
    """No source, style or handler from outside; the policy begins by allowing nothing."""
    folder, _ = written
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "Content-Security-Policy" in text.partition("<title>")[0]
        assert "default-src &#39;none&#39;; script-src &#39;sha256-" in text, path.name
        assert "unsafe" not in text.partition("<title>")[0]
        found = Page(text)
        assert found.acting == []
        assert not {"link", "iframe", "img", "object", "embed", "form", "base"} & set(found.tags)
        assert "fetch(" not in text or path.name in ("network.html", "tal.html", "hele-netvaerket.html")


def test_the_front_page_is_light(written: tuple[Folder, SiteReport]) -> None:
    """Under 300 kB with all commitments in it."""
    folder, _ = written
    assert (folder / "index.html").stat().st_size < 300_000


def test_the_tables_open_in_a_danish_spreadsheet(written: tuple[Folder, SiteReport]) -> None:
    """UTF-8 with a mark, semicolons, the same rows as the JSON."""
    folder, _ = written
    text = (folder / "emne-botilbud.csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeffnumber;agreement;year;")
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    objects = json.loads((folder / "emne-botilbud.json").read_text(encoding="utf-8"))
    assert [row["quote"] for row in rows] == [one["quote"] for one in objects]
    assert tuple(rows[0]) == COLUMNS
    assert any(row["amounts"] == "1,5 mia. kr. (2024–2026)" for row in rows)


@pytest.mark.slow
def test_the_site_is_the_same_when_it_is_written_again(
    written: tuple[Folder, SiteReport], built: Path, tmp_path: Path
) -> None:
    """Nothing but the date and the version changes the pages of a store."""
    folder, _ = written
    with reading(built) as store:
        write_site(store, tmp_path, MADE)
    for path in folder.rglob("*.*"):
        assert path.read_bytes() == (tmp_path / path.relative_to(folder)).read_bytes(), path.name


def test_the_quality_shown_is_that_of_the_readme(checkout: Path) -> None:
    """Pages and README tell the same figures: `make quality` writes both."""
    readme = (checkout / "README.md").read_text(encoding="utf-8")
    table = readme.partition("<!-- quality: begin -->")[2].partition("<!-- quality: end -->")[0]
    shown = []
    for figure in load_quality():
        if figure.f1 is not None:
            shown.append(f"{figure.precision:.3f} | {figure.recall:.3f} | {figure.f1:.3f} | {figure.gold}")
        elif figure.share is not None:
            shown.append(f" |  |  | {figure.share:.3f}")
        assert figure.count is not None or f"quality-{figure.name}" in load_words("da")
    assert len(shown) == 15
    assert [line for line in shown if line not in table] == []


# Hostile text


def hostile(text: str) -> NetworkData:
    """A network in which every text, and every id, is `text`."""
    agreement = NetworkNode(kind="agreement", id=text, label=text, year=2024, status="read")
    topic = NetworkNode(kind="topic", id=text, label=text)
    one = NetworkCommitment(
        id=text, number=text, agreement=text, quote=text, force=text, section=(text,), topics=(text,), deadline=text
    )
    return NetworkData(nodes=(agreement, topic), commitments=(one,), forces=(), title=text)


def written_pages(text: str, folder: Path) -> list[Path]:
    """The front page and the topic's page of a hostile network."""
    data = hostile(text)
    found = subjects(data)
    explorer = Explorer(data, found, MADE, Links())
    paths = []
    for page in (explorer.front(), explorer.subject(found[0])):
        paths.append(folder / page.name)
        write_page(page.text(), paths[-1])
    return paths


@pytest.mark.parametrize("case", HOSTILE, ids=[case["id"] for case in HOSTILE])
def test_hostile_text_adds_no_tag_and_no_address(tmp_path: Path, case: dict[str, str]) -> None:
    """The pages have just the tags that they have with harmless text, and every link stays in the folder."""
    names = ("harmless", "hostile")
    for name in names:
        (tmp_path / name).mkdir()
    harmless = [page(path) for path in written_pages("ord", tmp_path / "harmless")]
    found = [page(path) for path in written_pages(case["text"], tmp_path / "hostile")]
    assert [one.tags for one in found] == [one.tags for one in harmless]
    assert all(one.acting == [] for one in found)
    assert all(re.match(r"(?:en/)?(?:[\w-]+\.(?:html|csv|json))?(?:#|$)", link) for one in found for link in one.links)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", " =1", '=HYPERLINK("x";"y")'])
def test_no_cell_starts_a_formula(text: str) -> None:
    """Whatever a text begins with, its cell begins with a harmless sign."""
    data = hostile(text)
    table = commitment_data(data.commitments, Labels(data)).csv()
    rows = list(csv.reader(StringIO(table.removeprefix("\ufeff")), delimiter=";"))
    assert not [cell for cell in rows[1] if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))]


# Addresses


@pytest.mark.parametrize("identifier", ["../../x", "a/b", "CON", "", "x" * 300, "æ" * 200, "<script>", "\ud800"])
def test_a_file_name_is_safe_whatever_the_id(identifier: str) -> None:
    """Small letters, digits and hyphens, of bounded length, never a path."""
    name = page_of("topic", identifier)
    assert re.fullmatch(r"emne-[a-z0-9-]+\.html", name)
    assert len(name) <= LONGEST + 20


def test_two_things_never_share_a_file() -> None:
    """Ids that are spelled alike in a file's name get pages of their own."""
    nodes = [NetworkNode(kind="topic", id=one, label="") for one in ("a b", "a-b", "A_B", "å", "aa", "?", "!")]
    assert len(set(addresses(nodes).values())) == len(nodes)


def test_the_search_index_holds_an_agreement_without_year() -> None:
    """An agreement whose year is not known is found too."""
    node = NetworkNode(kind="agreement", id="a", label="A", status="read")
    one = NetworkCommitment(id="c", number="A-1", agreement="a", quote="ord", force="agree")
    assert search_index(NetworkData(nodes=(node,), commitments=(one,), forces=()), {})
