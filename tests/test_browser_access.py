"""Everybody can read the pages: axe finds nothing on any kind of page, and the keyboard alone reaches everything."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from test_browser_site import DESK, PHONE, Open, folder, opened

__all__ = ["folder", "opened"]

VENDOR = Path(__file__).parent / "vendor"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = (
    "index", "index#q=botilbud", "opfoelgning", "forloeb", "tal", "hele-netvaerket",
    "aftale-oea-kommuner-2024#ØA24-6", "emne-botilbud",
    "omraade-social", "aktoer-staten", "forloeb-*", "network", "network#vis=topic:botilbud", "network#sprog=en",
    "en/index", "en/opfoelgning", "en/emne-kmf", "en/aftale-oea-kommuner-2027",
)  # fmt: skip


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA: the rule, and the first places."""
    page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    assert len(found["passes"]) > 5  # else nothing was looked at
    return [f"{one['id']}: {'; '.join(map(_place, one['nodes'][:3]))}" for one in found["violations"]]


def _place(node: dict[str, Any]) -> str:
    return f"{node['html'][:140]} {', '.join(one['message'] for one in node['any'][:1])}"


def test_axe_is_as_it_came() -> None:
    """The file has its hash, licence and origin."""
    (listed,) = tomllib.loads((VENDOR / "VENDORED.toml").read_text(encoding="utf-8"))["file"]
    assert hashlib.sha256((VENDOR / listed["path"]).read_bytes()).hexdigest() == listed["sha256"]
    assert (VENDOR / listed["licence_file"]).is_file()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(opened: Open, folder: Path, kind: str, scheme: str) -> None:
    """No violation of WCAG 2.2 A and AA on any kind of page, in light and dark, with all that folds opened."""
    name, mark, place = kind.partition("#")
    path = min(folder.glob(f"{name}.html"))
    page = opened(path, mark + place, DESK, scheme)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert violations(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index", "opfoelgning", "emne-botilbud", "aftale-oea-kommuner-2024", "network"])
def test_axe_finds_nothing_on_a_phone(opened: Open, folder: Path, name: str) -> None:
    """What is laid out otherwise on a phone is as readable."""
    assert violations(opened(folder / f"{name}.html", "", PHONE)) == []


REACHED = """() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")];
  const hidden = (one) => !one.checkVisibility({ contentVisibilityAuto: false }) || one.closest("[hidden]")
    || one.tabIndex < 0 || (one.closest("details:not([open])") && one.tagName !== "SUMMARY");
  return all.filter((one) => !hidden(one)).length;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index", "tal", "emne-sundhed-dk", "network"])
def test_the_tab_key_reaches_everything_that_acts(opened: Open, folder: Path, name: str) -> None:
    """From the top, Tab comes to every link, button and field, once each, and to what it comes to can be seen."""
    page = opened(folder / f"{name}.html")
    total = page.evaluate(REACHED)
    assert total > 10
    page.evaluate("window.seen = new Set()")
    unseen = []
    for _ in range(total):
        page.keyboard.press("Tab")
        one = page.evaluate(
            """() => { const one = document.activeElement; window.seen.add(one);
            const box = one.getBoundingClientRect();
            return [one.outerHTML.slice(0, 90), box.width > 0 && box.bottom > 0 && box.top < innerHeight]; }"""
        )
        if not one[1]:
            unseen.append(one[0])
    assert unseen == []
    assert page.evaluate("window.seen.size") >= total - 1  # radio-like groups count once


@pytest.mark.browser
def test_an_agreement_is_read_by_keyboard_alone(opened: Open, folder: Path) -> None:
    """A marked sentence is opened with Enter, its details are said, copied, and lead on."""
    page = opened(folder / "aftale-oea-kommuner-2024.html")
    page.locator(".point").nth(6).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text("Aftalepunkt ØA24-7")
    expect(page.locator("#panel .fields")).to_be_visible()
    page.get_by_role("button", name="Kopiér citat").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
    page.locator("#panel button.node.topic").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/emne-botilbud.html#*")


@pytest.mark.browser
def test_a_commitment_is_taken_by_reference_managers(opened: Open, folder: Path) -> None:
    """RIS and BibTeX are given as files that name the agreement, the number and the words."""
    page = opened(folder / "aftale-oea-kommuner-2024.html", "#ØA24-7")
    quote = page.locator("#panel .quote").inner_text()
    for name, begin in (("RIS", "TY  - GOVDOC"), ("BibTeX", "@misc{OA24-7,")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        text = Path(waiting.value.path()).read_text(encoding="utf-8")
        assert text.startswith(begin)
        assert "Aftale om kommunernes økonomi for 2024" in text
        assert "ØA24-7" in text
        assert quote[:60] in text


@pytest.mark.browser
def test_a_number_alone_leads_to_the_words(opened: Open, folder: Path) -> None:
    """Typed into the search it finds just that commitment, and Enter opens its agreement there."""
    page = opened(folder / "index.html")
    page.fill("#search", "øa24-117")
    expect(page.locator("#results .item")).to_have_count(1)
    page.locator("#search").press("Enter")
    page.wait_for_url("**/aftale-oea-kommuner-2024.html#*")
    expect(page.locator("#status")).to_have_text("Aftalepunkt ØA24-117")


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index", "opfoelgning", "forloeb", "tal", "emne-kmf", "omraade-social", "aktoer-kl"])
def test_a_page_tells_what_it_was_asked_and_gives_its_data(opened: Open, folder: Path, name: str) -> None:
    """The SPARQL behind it, when it was made, and its data as a table and as JSON that hold the same."""
    page = opened(folder / f"{name}.html")
    query = page.locator(".colophon pre").text_content() or ""
    assert "SELECT" in query
    expect(page.locator(".foot")).to_contain_text("Lavet 2024-06-30 af aftalegraf")
    links = [link.get_attribute("href") or "" for link in page.locator(".foot a[download]").all()]
    assert [link.rpartition(".")[2] for link in links] == ["csv", "json"]
    objects = json.loads((folder / links[1]).read_text(encoding="utf-8"))
    assert len(objects) > 5
