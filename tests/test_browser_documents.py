"""Pages of `trace`, `ledger` and `report` in a real browser, opened from disk, in both languages: axe finds nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_browser_access import violations
from test_browser_site import DESK, PHONE, Open, opened, picture
from test_english_documents import TITLES, found

from viz.ledger_parts import ledger_document
from viz.render import write_page
from viz.report_page import report_page
from viz.trace_page import trace_page
from viz.voice import Voice

__all__ = ["opened"]
pytestmark = pytest.mark.browser

PAGES = ("report", "ledger", "trace")
TOLD = {"report": "ØA22 and ØA24: what was taken up again?", "ledger": "Follow-up ledger", "trace": "Kmf: what the"}


@pytest.fixture(scope="module")
def pages(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each page in both languages."""
    folder = tmp_path_factory.mktemp("pages")
    one, rows, traces = found(built)
    for language in ("da", "en"):
        made = Voice(language=language).made("2026-11-22", "0.1.0")
        write_page(report_page(one, made, language), folder / f"report-{language}.html")
        write_page(ledger_document(rows, TITLES, made, language), folder / f"ledger-{language}.html")
        write_page(trace_page(traces[0], made, (), language), folder / f"trace-{language}.html")
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_page_of_parts(opened: Open, pages: Path, name: str, language: str, scheme: str) -> None:
    """No violation of WCAG 2.2 A and AA, on a desk and on a phone; what it looks like is kept."""
    page = opened(pages / f"{name}-{language}.html", "", DESK, scheme, ready=False)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert violations(page) == []
    picture(page, f"{name}-{language}-{scheme}.png")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("name", PAGES)
def test_an_english_page_reads_as_one(opened: Open, pages: Path, name: str) -> None:
    """Its title is English, its quotes are Danish and stand in English quotation marks."""
    page = opened(pages / f"{name}-en.html", ready=False)
    expect(page.locator("h1")).to_contain_text(TOLD[name])
    quote = page.locator("td .quote").first
    expect(quote.locator("[lang=da]")).to_have_count(1)
    assert quote.evaluate("one => getComputedStyle(one, '::before').content") == '"“"'
