"""Reports, ledgers and traces of texts that try to act: in page, Word and workbook they are words and nothing else."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hostile import TEXTS, write_corpus
from openpyxl import load_workbook
from test_browser_access import violations
from test_browser_hostile import letters, unharmed
from test_browser_site import DESK, PHONE, Open, opened

from aftalegraf.cli import cli
from graph.build import build
from graph.report import Report, report
from graph.store import reading
from graph.tables import legal_text
from viz.report_docx import report_docx
from viz.report_page import report_page
from viz.report_xlsx import report_xlsx

__all__ = ["opened"]
NASTY = {
    "formula": "=HYPERLINK(\"https://example.invalid\";\"klik\")",
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "plus": "+45 12 34 56 78",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "tab": "\t=1+1",
    "script": "</td></tr></table><script>window.pwned = 1</script><img src=x onerror='window.pwned=1'>",
    "bidi": "aftalt \u202e.rk .aim 5,2 ed\u202c \u2067regeringen\u2069",
    "control": "før\x00\x01\x08\x0b\x0c\x1b[31m\ufffe\uffff\ud800efter",
    "long": "kommunaløkonomi" * 400,
    "entities": "&lt;b&gt; ]]> <![CDATA[ <!ENTITY x SYSTEM 'file:///etc/passwd'> &x;",
    "word field": "{ HYPERLINK \"https://example.invalid\" } INCLUDETEXT",
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the hostile corpus."""
    folder = tmp_path_factory.mktemp("hostile")
    build([write_corpus(folder / "in")], folder / "store")
    return folder / "store"


@cache
def of(store: Path) -> Report:
    """The report on two of its agreements."""
    with reading(store) as snapshot:
        return report(snapshot, "oea-kommuner-2020", "oea-kommuner-2021")


def nasty(found: Report, text: str) -> Report:
    """The report with `text` wherever a text can stand that the program did not write."""
    rows = tuple(
        replace(
            one,
            row=replace(
                one.row,
                quote=text,
                section=(text, text),
                searched=(text,),
                evidence=tuple(replace(w, quote=text, words=(text,), section=(text,)) for w in one.row.evidence),
                nearest=tuple(replace(w, quote=text, section=(text,)) for w in one.row.nearest),
            ),
        )
        for one in (*found.taken_up, *found.silent)
    )
    older, newer = (replace(party, title=text, name=text) for party in (found.older, found.newer))
    silent = tuple(replace(one, row=replace(one.row, status="silent", searched=(text,))) for one in rows[-3:])
    return replace(found, taken_up=rows[:3], silent=silent, older=older, newer=newer)


def test_the_corpus_gives_a_report_that_says_something(store: Path) -> None:
    """Else nothing below would be looked at."""
    assert len(of(store).taken_up) > len(TEXTS) / 2


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_no_cell_of_a_report_starts_a_formula_or_links_away(store: Path, text: str) -> None:
    """Every cell that holds a text is a text, sign by sign as far as a workbook can hold it; no link leaves."""
    data = report_xlsx(nasty(of(store), text), "Lavet i dag.")
    book = load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert any(legal_text(text)[:200] in str(cell.value) for cell in cells)
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]
    _no_way_out(data)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_report_in_word_is_whole_and_has_no_field_of_a_text(store: Path, text: str) -> None:
    """Every part is XML, the words stand in it, no field asks for anything, nothing points out of the file."""
    data = report_docx(nasty(of(store), text), "Lavet i dag.")
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    trees = {name: ElementTree.fromstring(part) for name, part in parts.items()}
    document = trees["word/document.xml"]
    said = "".join(node.text or "" for node in document.iter() if node.tag.endswith("}t"))
    assert "".join(legal_text(text).split()) in "".join(said.split())
    assert not [node for node in document.iter() if node.tag.endswith(("}instrText", "}fldSimple", "}hyperlink"))]
    _no_way_out(data)


def _no_way_out(data: bytes) -> None:
    """No relationship of an Office file leads out of it."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in package.read(name), name


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_report_as_a_page_holds_texts_as_texts(store: Path, text: str) -> None:
    """No tag of a text is a tag of the page, and the page can be written as UTF-8."""
    page = report_page(nasty(of(store), text), "Lavet i dag.")
    page.encode("utf-8")
    assert not re.search(r"<(script|img|iframe|link|form)\b", page)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", page)


PAGES = {
    "report": ("report", "oea-kommuner-2020", "oea-kommuner-2021"),
    "ledger": ("ledger",),
    "trace": ("trace", "botilbud"),
    "nothing": ("trace", "<script>window.pwned=1</script> findes ikke"),
}


@pytest.fixture(scope="module")
def pages(store: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages that the command line writes of the hostile corpus."""
    folder = tmp_path_factory.mktemp("pages")
    for name, arguments in PAGES.items():
        said = CliRunner().invoke(cli, [*arguments, "--store", str(store), "-o", str(folder / f"{name}.html")])
        assert said.exit_code == 0, said.output
    return {name: folder / f"{name}.html" for name in PAGES}


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_no_page_of_the_command_line_does_what_a_text_says(opened: Open, pages: dict[str, Path], name: str) -> None:
    """Opened and poked at: nothing runs, nothing is asked for, axe finds nothing, and a phone shows it whole."""
    page = opened(pages[name], ready=False)
    unharmed(page)
    assert violations(page) == []
    phone = opened(pages[name], "", PHONE, "dark", ready=False)
    assert violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    if name != "nothing":
        said = letters(page.locator("main").text_content() or "")
        assert [text for text in TEXTS if letters(text) not in said] == []


@pytest.mark.browser
def test_long_words_and_signs_do_not_burst_the_page(opened: Open, store: Path, tmp_path: Path) -> None:
    """A word of six thousand letters is broken, at a desk and on a phone."""
    for name, text in NASTY.items():
        path = tmp_path / f"{name}.html"
        path.write_text(report_page(nasty(of(store), text), "Lavet i dag."), encoding="utf-8")
        for size in (DESK, PHONE):
            page = opened(path, "", size, ready=False)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name
            unharmed(page)
            page.close()
