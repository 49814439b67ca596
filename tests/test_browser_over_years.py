"""Ledger, drawings and figures in a real browser: tabs, filters, both quotes, and charts that say what tables say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_browser_site import Open, folder, opened, picture

__all__ = ["folder", "opened"]
pytestmark = pytest.mark.browser


def test_the_ledger_has_two_tabs_that_arrows_choose(opened: Open, folder: Path) -> None:
    """Follow-ups first; an arrow key goes to the deliveries, and the address keeps the choice."""
    page = opened(folder / "opfoelgning.html")
    first = page.locator("[role=tab]").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(page.locator("#panel-delivery")).to_be_hidden()
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tab-delivery")).to_be_focused()
    expect(page.locator("#panel-delivery")).to_be_visible()
    expect(page.locator("#panel-follow-up")).to_be_hidden()
    page.reload()
    expect(page.locator("#tab-delivery")).to_have_attribute("aria-selected", "true")
    picture(page, "site-ledger.png")


def test_the_ledger_is_filtered_by_each_of_its_fields(opened: Open, folder: Path) -> None:
    """Every filter leaves out what does not fit, says how much is left, and can be taken back."""
    page = opened(folder / "opfoelgning.html")
    rows = page.locator("#panel-follow-up .promise:visible")
    total = rows.count()
    for pick, label in (("status-pick", "ikke omtalt"), ("year", "2023"), ("actor", "KL"), ("area", "Socialområdet")):
        page.select_option(f"#{pick}", label=label)
        assert 0 < rows.count() < total, pick
        expect(page.locator("#told")).to_have_text(f"{rows.count()} af {total} vises")
        page.click("#reset")
        assert rows.count() == total
    page.select_option("#status-pick", "silent")
    assert rows.count() == page.locator("#panel-follow-up [data-status=silent]").count()
    page.reload()
    assert rows.count() == page.locator("#panel-follow-up [data-status=silent]").count()


def test_a_row_shows_both_quotes_and_leads_to_both(opened: Open, folder: Path) -> None:
    """What was agreed stands beside what is said later; each number leads to its marked words."""
    page = opened(folder / "opfoelgning.html", "#slags=follow-up&status=followed-up")
    row = page.locator(".promise:visible").first
    earlier, later = row.locator(".made .quote"), row.locator(".later .quote").first
    assert abs(earlier.bounding_box()["y"] - later.bounding_box()["y"]) < 120  # type: ignore[index]
    said = later.inner_text()
    row.locator(".later .number").first.click()
    page.wait_for_url("**/aftale-*.html#*")
    assert page.locator(".point[aria-current]").inner_text().split() == said.split()


def test_silence_is_told_with_what_was_looked_for(opened: Open, folder: Path) -> None:
    """The words searched, the nearest places, and that the texts say nothing of what happened."""
    page = opened(folder / "opfoelgning.html", "#slags=follow-up&status=silent")
    row = page.locator(".promise:visible").first
    expect(row.locator(".status")).to_contain_text(re.compile(r"ikke omtalt i ØA\d\d"))
    expect(row.locator(".searched")).to_contain_text("Søgt efter: ")
    expect(row.locator(".searched")).to_contain_text("Teksterne siger intet om, hvad der skete.")
    row.locator("summary").click()
    expect(row.locator(".later .quote").first).to_be_visible()


def test_the_ledger_prints_the_open_tab_without_its_controls(opened: Open, folder: Path) -> None:
    """On paper stand the rows, both sides, in ink on white."""
    page = opened(folder / "opfoelgning.html", "", (900, 1200), "dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".bar")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".promise:visible").count() > 50
    picture(page, "site-ledger-print.png")


def test_a_drawing_shows_the_years_the_firmness_and_the_money(opened: Open, folder: Path) -> None:
    """Years not read are hatched and say so; a sign leads to its words; the table says what the line says."""
    page = opened(folder / "emne-botilbud.html")
    expect(page.locator(".timeline .gap")).to_have_count(4)
    expect(page.locator(".timeline .not-read .said").first).to_have_text("ikke indlæst")
    expect(page.locator(".timeline .lane text").first).to_have_text("bindende")
    assert page.locator(".timeline .arrows path").count() > 3
    expect(page.locator(".timeline figcaption")).to_contain_text("prisniveauet er ikke sagt")
    picture(page, "site-thread.png")
    page.locator(".timeline summary").click()
    shown = page.locator(".timeline .money text:not(.what)").all_text_contents()
    assert shown == page.locator(".timeline table").first.locator(".sum").all_inner_texts()
    assert len(shown) > 5
    sign = page.locator(".timeline svg a").nth(4)
    number = (sign.get_attribute("aria-label") or "").partition(",")[0]
    sign.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".item[aria-current] .number")).to_have_text(number)


def test_a_matter_that_is_no_topic_has_its_page(opened: Open, folder: Path) -> None:
    """The list of threads leads to it; it says that it is inferred from wording, and has its drawing."""
    page = opened(folder / "forloeb.html")
    assert page.locator(".part").count() == 3
    page.locator(".part").nth(2).locator("a").first.click()
    page.wait_for_url("**/forloeb-*.html")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".head .kind").nth(1)).to_contain_text("Udledt af, at ordene ligner hinanden")
    expect(page.locator(".timeline svg").first).to_be_visible()
    assert page.locator(".item").count() + page.locator(".aside li").count() > 1


def test_names_of_those_who_are_to_act_neither_overlap_nor_are_cut(opened: Open, folder: Path) -> None:
    """They stood over each other where they are long; they lean, each at its own column, and end within the chart."""
    page = opened(folder / "tal.html")
    edge = page.locator("#who svg").bounding_box()
    names = page.locator('#who svg g[aria-label="x-axis tick label"] text')
    boxes = [names.nth(i).bounding_box() for i in range(names.count())]
    assert edge is not None
    assert len(boxes) > 5
    for box in boxes:
        assert box is not None
        assert box["x"] + box["width"] <= edge["x"] + edge["width"] + 1
        assert box["y"] >= edge["y"] - 1
    turns = [names.nth(i).get_attribute("transform") or "" for i in range(names.count())]
    assert all("rotate(-" in turn for turn in turns)


@pytest.mark.parametrize("language", ["", "en/"])
def test_charts_say_what_the_tables_beside_them_say(opened: Open, folder: Path, language: str) -> None:
    """Each chart is drawn as SVG, with the numbers of its table; the first are service, construction, taxes, grants."""
    page = opened(folder / f"{language}tal.html")
    names = [name.partition(" ")[0].strip(",") for name in page.locator(".figure h2").all_inner_texts()]
    assert names[:4] == ["Serviceudgifter", "Bruttoanlæg", "Skatteindtægter", "Bloktilskud"]
    for figure in page.locator(".figure").all():
        told = set(figure.locator("td:nth-child(2)").all_inner_texts())
        assert told <= set(figure.locator("svg text").all_text_contents())
    total = page.locator("#who svg g[aria-label=text] text").count()
    page.locator(".part summary").click()
    assert total == len([cell for cell in page.locator(".who td").all_inner_texts() if cell.strip()])
    picture(page, f"site-figures{language.strip('/')}.png")


def test_the_front_page_tells_what_is_due(opened: Open, folder: Path) -> None:
    """A number leads to just as many rows of the ledger."""
    page = opened(folder / "index.html")
    link = page.locator(".due tbody tr").nth(1).locator("a").nth(1)
    count = link.inner_text()
    link.click()
    page.wait_for_url("**/opfoelgning.html#*")
    expect(page.locator("#panel-delivery .promise:visible")).to_have_count(int(count))


def test_what_is_folded_is_printed_unfolded(opened: Open, folder: Path) -> None:
    """The passages behind "Vis flere" stand on paper; on the screen they are folded again afterwards."""
    import pypdfium2

    page = opened(folder / "opfoelgning.html")
    folded = page.locator("main details:not([open])")
    before = folded.count()
    assert before > 10
    hidden = [" ".join(text.split()) for text in page.locator("main details:not([open]) .quote").all_text_contents()]
    paper = pypdfium2.PdfDocument(page.pdf())
    said = "".join("".join(one.get_textpage().get_text_range().split()) for one in paper)
    words = {text[:30].replace(" ", "") for text in hidden[:20]}
    assert words
    assert [one for one in words if one not in said] == []
    expect(folded).to_have_count(before)


def test_a_commitment_tells_what_came_before_and_after(opened: Open, folder: Path) -> None:
    """Its details hold the passages that it takes up and those that take it up, each one click from its words."""
    page = opened(folder / "aftale-oea-kommuner-2024.html", "#ØA24-6")
    fields = page.locator("#content .fields")
    expect(fields.locator("dt", has_text="Tager op")).to_be_visible()
    expect(fields.locator("dt", has_text="Taget op i")).to_be_visible()
    link = fields.locator("a", has_text="ØA23-").first
    number, said = link.inner_text(), link.locator("xpath=..").locator("bdi").inner_text()
    picture(page, "site-commitment-around.png")
    link.click()
    page.wait_for_url("**/aftale-oea-kommuner-2023.html#*")
    expect(page.locator("#status")).to_have_text(f"Aftalepunkt {number}")
    assert page.locator(".point[aria-current]").inner_text().split() == said.split()
