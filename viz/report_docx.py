"""A report as a Word document: quotes side by side, their sources as footnotes, a column for the reader's own words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from graph.report import Report
from graph.tables import legal_text
from viz.footnotes import Footnotes
from viz.parts import Cell, Part, Text
from viz.report_parts import report_lead, report_parts, report_title

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST_TITLE = 255  # of the properties of a document
OWN_WORDS = "Egne ord"


def report_docx(report: Report, made: str) -> bytes:
    """The document's bytes (Office Open XML). `made` says when it was made."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    document.styles["Normal"].font.size = Pt(10)
    _describe(document, report)
    footnotes = Footnotes(document)
    document.add_heading(legal_text(report_title(report)), 0)
    for paragraph in report_lead(report):
        document.add_paragraph(legal_text(paragraph))
    for part in report_parts(report):
        _part(document, part, footnotes)
    document.add_paragraph(legal_text(made)).runs[0].italic = True
    footnotes.finish()
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _describe(document: Document, report: Report) -> None:
    """What the file says of itself; its language is Danish, so that Word does not underline every word."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = document.core_properties
    properties.title, properties.language = legal_text(report_title(report))[:_LONGEST_TITLE], "da-DK"
    properties.author, properties.comments = "aftalegraf", ""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "da-DK")
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _part(document: Document, part: Part, footnotes: Footnotes) -> None:
    document.add_heading(legal_text(part.title), 1)
    document.add_paragraph(legal_text(part.lead))
    if not part.rows:
        document.add_paragraph("Ingen.")
        return
    table = document.add_table(rows=1, cols=len(part.columns) + 1)
    table.style = "Table Grid"
    for cell, heading in zip(table.rows[0].cells, (*part.columns, OWN_WORDS), strict=True):
        cell.paragraphs[0].add_run(legal_text(heading)).bold = True
    _repeat(table.rows[0])
    for row in part.rows:
        cells = table.add_row().cells
        for cell, pieces in zip(cells, row, strict=False):
            _fill(cell, pieces, footnotes)


def _repeat(row: Any) -> None:
    """Lets a row stand on every page that the table goes on to."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill(cell: Any, pieces: Cell, footnotes: Footnotes) -> None:
    for number, piece in enumerate(pieces):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        run = paragraph.add_run(legal_text(_shown(piece)))
        run.italic = piece.quiet or None
        if piece.source is not None:
            footnotes.add(paragraph, ". ".join(filter(None, (piece.source.words, piece.note))))


def _shown(piece: Text) -> str:
    """A quote in Danish quotation marks; a sum and words of the program's own as they are."""
    return f"»{piece.text}«" if piece.source is not None and not piece.note.startswith("“") else piece.text
