"""Agreements that a browser prints: real fonts, justified columns, ligatures and letters set apart."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.dressed import compare
from extract.models import Document
from extract.read.document import read_document
from tests.dressed_web import cells
from tests.rendering_formats import Part, parts

STYLES = {
    "two columns": ".c{columns:2;column-gap:18pt;text-align:justify} body{font:10pt/1.3 serif} h2{column-span:all}",
    "small capitals": ".c{columns:2;column-gap:20pt} body{font:10pt/1.3 sans-serif} h2,h3,h4{font-variant:small-caps}",
    "set apart": "body{font:11pt/1.4 sans-serif} h2,h3,h4{letter-spacing:.25em;text-transform:uppercase}",
    "tinted": "body{font:11pt/1.4 serif;text-align:justify} table{width:100%;background:#eef} td+td{text-align:right}",
    "ligatures": "body{font:11pt/1.4 'DejaVu Serif',serif;font-variant-ligatures:common-ligatures;hyphens:auto}",
}
MARGIN = {"top": "2.5cm", "bottom": "2.5cm", "left": "2cm", "right": "2cm"}
HEADER = '<div style="font-size:8px;margin-left:2cm">Aftale om kommunernes økonomi</div>'
FOOTER = '<div style="font-size:8px;width:100%;text-align:center">Side <span class=pageNumber></span></div>'


def marked(part: Part) -> str:
    """A part in tags, its long words with places to break at."""
    words = html.escape(part.text)
    if part.kind == "heading":
        return f"<h{part.level + 1}>{words}</h{part.level + 1}>"
    if part.kind == "row":
        return "<table><tr><td>{}</td><td>{}</td></tr></table>".format(*cells(words))
    words = re.sub(r"\b([a-zæøå]{5})([a-zæøå]{6,})", r"\1&shy;\2", words)
    return f"<ul><li>{words}</li></ul>" if part.kind == "item" else f"<p>{words}</p>"


def printed(browser: Browser, document: Document, style: str) -> bytes:
    """The document as a PDF file, with running headers and page numbers."""
    body = "".join(map(marked, parts(document)))
    page = browser.new_page()
    page.set_content(f"<html lang=da><style>{style}</style><body><div class=c>{body}</div></body></html>")
    data = page.pdf(
        format="A4", display_header_footer=True, margin=MARGIN, header_template=HEADER, footer_template=FOOTER
    )
    page.close()
    return data


@pytest.mark.browser
@pytest.mark.parametrize("name", STYLES)
def test_a_page_printed_by_a_browser_has_the_sentences_of_its_text(
    browser: Browser, agreements: Path, name: str, tmp_path: Path
) -> None:
    """Columns, hyphens, ligatures and headings come out as they went in."""
    text = read_document(agreements / "oea-kommuner-2027.txt")
    path = tmp_path / "aftale.pdf"
    path.write_bytes(printed(browser, text, STYLES[name]))
    other = read_document(path)
    found = compare(text, other)
    assert found.share >= 0.99, found.lost
    assert [row.values for table in other.tables for row in table.rows] == [
        row.values for table in text.tables for row in table.rows
    ]
