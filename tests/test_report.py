"""`report`: what an older agreement promised beside what a newer one says, as values, page and Word document."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from aftalegraf.cli import cli
from graph.errors import QueryError
from graph.report import Report, report
from graph.store import reading
from graph.tables import legal_text
from viz.parts import Paper
from viz.report_docx import report_docx
from viz.report_page import report_page
from viz.report_parts import report_paper
from viz.report_xlsx import report_xlsx
from viz.voice import Voice
from viz.words import load_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAYS_NOT, OWN_WORDS = load_words("da")["silence"], load_words("da")["own-words"]
HOSTILE = '<script>alert(1)</script> & "<b>" \x00 \ud800'


@cache
def of(store: Path, older: str = "ØA23", newer: str = "oea-kommuner-2024") -> Report:
    """The report on two agreements of a store."""
    with reading(store) as snapshot:
        return report(snapshot, older, newer)


def test_every_promise_stands_once(built: Path) -> None:
    """A promise is taken up or silent; silence has the words searched for, all evidence is of the newer agreement."""
    found = of(built)
    rows = [one.row for one in (*found.taken_up, *found.silent)]
    assert len({row.id for row in rows}) == len(rows)
    assert {row.document for row in rows} == {"oea-kommuner-2023"}
    assert {witness.document for row in rows for witness in (*row.evidence, *row.nearest)} == {"oea-kommuner-2024"}
    assert all(one.row.searched for one in found.silent)


def test_kmf_is_postponed_and_consultants_vanish(built: Path) -> None:
    """The five agreements: the new scheme waits, and of consultants 2024 says nothing, their sums of 2024 included."""
    found = of(built)
    scheme = next(one for one in found.taken_up if "ikrafttræden fra 2024" in one.row.quote)
    assert "postponed" in scheme.row.outcomes
    assert any("afvente" in witness.words for witness in scheme.row.evidence)
    gone = {(one.kind, one.label) for one in found.vanished}
    assert ("topic", "Eksterne konsulenter") in gone
    assert ("topic", "Botilbud") not in gone
    sums = [said.quote for one in found.vanished if one.kind == "sum" for said in one.said]
    assert any("yderligere 75 mio. kr. i 2023, 200 mio. kr. i 2024" in quote for quote in sums)
    bodies = [said.quote for one in found.vanished if one.kind == "body" for said in one.said]
    assert any(quote.startswith("Styregruppen bestående af") for quote in bodies)


def test_sums_and_figures_are_set_beside_each_other(built: Path) -> None:
    """The service frame of both years in prose; rows of tables with their price levels and the change."""
    found = of(built)
    frame = next(one.series for one in found.sums if one.topic == "Serviceramme" and one.series.measure == "level")
    assert {"287,4 mia. kr.", "304,8 mia. kr."} <= {entry.words for entry in frame.entries}
    service = next(one for one in found.figures if one.label == "Serviceudgifter, netto")
    assert (service.older.price_level, service.newer.price_level) == ("2023-pl", "2024-pl")
    assert service.change == 17_400_000_000


@pytest.mark.parametrize(
    ("older", "newer", "why"),
    [
        ("ØA24", "ØA23", "is not newer than"),
        ("ØA24", "ØA24", "is not newer than"),
        ("ØA24", "ØA25", "known but not read"),
        ("ØA24", "Magna Carta", "no agreement of the store"),
    ],
)
def test_agreements_that_cannot_be_compared_are_told(built: Path, older: str, newer: str, why: str) -> None:
    """One line that names the agreement and those that can be named; exit status 2."""
    with pytest.raises(QueryError, match=why):
        of(built, older, newer)
    result = CliRunner().invoke(cli, ["report", older, newer, "--store", str(built)])
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_what_lies_between_is_told(built: Path) -> None:
    """Between 2024 and 2027 two agreements are not read."""
    assert of(built, "ØA24", "ØA27").unread == ("ØA25", "ØA26")


def paper(found: Report) -> Paper:
    """The report in Danish, as parts."""
    return report_paper(found, "Lavet i dag.", Voice())


class Shown(HTMLParser):
    """The text of a page, and the tags in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Keeps the tag."""
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        """Keeps the text."""
        self.text += data


def test_the_page_shows_every_part_and_asks_for_nothing(built: Path) -> None:
    """All quotes with their sources; no script; the sentence on silence; nothing is said to be kept or broken."""
    page = report_page(of(built), "Lavet i dag.")
    shown = Shown(page)
    assert "script" not in shown.tags
    assert not re.search(r"https?://", page)
    assert SAYS_NOT in shown.text
    for part in paper(of(built)).parts:
        assert part.title in shown.text
        for piece in (piece for row in part.rows for cell in row for piece in cell):
            assert piece.text in shown.text
            assert piece.source is None or piece.source.words in shown.text
    assert not re.search(r"indfri|brudt|løftebrud", " ".join(part.lead for part in paper(of(built)).parts))


def test_hostile_text_stays_text(built: Path) -> None:
    """Markup and letters that no file can hold do no harm in page and document."""
    found = of(built)
    one = replace(found.silent[0], row=replace(found.silent[0].row, quote=HOSTILE))
    hostile = replace(found, silent=(one,), older=replace(found.older, title=HOSTILE))
    assert "<script>alert" not in report_page(hostile, "Lavet i dag.")
    assert legal_text(HOSTILE) in _text(_xml(report_docx(hostile, "Lavet i dag."), "word/document.xml"))


def _xml(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return ElementTree.fromstring(package.read(name))


def _text(root: ElementTree.Element) -> str:
    return "".join(node.text or "" for node in root.iter(f"{W}t"))


def test_the_document_has_real_footnotes_and_a_column_for_own_words(built: Path) -> None:
    """Every mark in the text has its footnote, every quote its mark, and Word's two lines are there."""
    found = of(built)
    data = report_docx(found, "Lavet i dag.")
    document, notes = _xml(data, "word/document.xml"), _xml(data, "word/footnotes.xml")
    marks = [node.get(f"{W}id") for node in document.iter(f"{W}footnoteReference")]
    written = {node.get(f"{W}id"): _text(node) for node in notes.iter(f"{W}footnote")}
    cited = [p for part in paper(found).parts for row in part.rows for cell in row for p in cell if p.source]
    assert len(marks) == len(set(marks)) == len(cited)
    assert set(marks) == set(written) - {"-1", "0"}
    assert all(piece.source and piece.source.words in written[mark] for piece, mark in zip(cited, marks, strict=True))
    assert _text(document).count(OWN_WORDS) == sum(bool(part.rows) for part in paper(found).parts)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert b"/word/footnotes.xml" in package.read("[Content_Types].xml")


def test_the_workbook_has_a_sheet_for_each_part(built: Path) -> None:
    """Quotes beside their sources, a column for own words, and how many rows there are of each."""
    from openpyxl import load_workbook

    found = of(built)
    book = load_workbook(BytesIO(report_xlsx(found, "Lavet i dag.")))
    assert book.sheetnames[0] == "Om"
    for part, sheet in zip(paper(found).parts, book.worksheets[1:], strict=True):
        assert sheet.max_row == len(part.rows) + 1
        assert [cell.value for cell in sheet[1]][-1] == OWN_WORDS
    first = [cell.value for cell in book["Taget op igen"][2]]
    assert first[0].startswith(found.taken_up[0].row.quote)
    assert f"ØA23-{found.taken_up[0].row.number}" in first[1]


@pytest.mark.slow
def test_the_command_writes_what_the_name_of_the_file_says(built: Path, tmp_path: Path) -> None:
    """HTML to standard output, Word to a file; another ending, or Word to nowhere, is refused in a line."""
    ask = ["report", "ØA23", "ØA24", "--store", str(built)]
    assert CliRunner().invoke(cli, ask).stdout.startswith("<!doctype html>")
    done = CliRunner().invoke(cli, [*ask, "-o", str(tmp_path / "r.docx")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "r.docx").read_bytes()[:2] == b"PK"
    for wrong in (["-o", str(tmp_path / "r.odt")], ["--format", "docx"]):
        result = CliRunner().invoke(cli, [*ask, *wrong])
        assert result.exit_code == 2
        assert len(result.stderr.strip().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["r.docx"]


@pytest.mark.slow
def test_what_vanished_has_a_command(built: Path) -> None:
    """The same as in the report; a kind narrows it; the sentence on silence stands below."""
    ask = ["vanished", "ØA23", "ØA24", "--store", str(built)]
    data = json.loads(CliRunner().invoke(cli, [*ask, "--format", "json"]).stdout)
    assert [one["kind"] for one in data] == [one.kind for one in of(built).vanished]
    assert all(one["said"] and one["searched"] for one in data)
    shown = CliRunner().invoke(cli, [*ask, "--kind", "body"])
    assert "Styregruppen bestående af" in shown.stdout
    assert "Eksterne konsulenter" not in shown.stdout
    assert SAYS_NOT in shown.stdout
