"""A report as a Word document: quotes side by side, their sources as footnotes, a column for the reader's own words."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from graph.report import Report
from graph.tables import legal_text
from viz.footnotes import Footnotes
from viz.parts import Cell, Paper, Part, Text
from viz.report_parts import report_paper
from viz.voice import Voice

if TYPE_CHECKING:
    from docx.document import Document

_LONGEST_TITLE = 255  # of the properties of a document
_DANISH = "da-DK"  # the agreements' own words, whatever the document's language
_MARKS = {"da": ("»", "«"), "en": ("“", "”")}


def report_docx(report: Report, made: str, language: str = "da") -> bytes:
    """The document's bytes (Office Open XML) in a language ("da", "en"). `made` says when it was made."""
    voice = Voice(language=language)
    return paper_docx(report_paper(report, made, voice), voice)


def paper_docx(paper: Paper, voice: Voice) -> bytes:
    """The bytes of a document of parts."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    document.styles["Normal"].font.size = Pt(10)
    _describe(document, paper, voice)
    writer = _Writer(document, voice)
    document.add_heading(legal_text(paper.title), 0)
    for paragraph in paper.lead:
        document.add_paragraph(legal_text(paragraph))
    for part in paper.parts:
        writer.part(part)
    document.add_paragraph(legal_text(paper.made)).runs[0].italic = True
    writer.footnotes.finish()
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _describe(document: Document, paper: Paper, voice: Voice) -> None:
    """What the file says of itself; with its language, so that Word does not underline every word."""
    properties = document.core_properties
    properties.title, properties.language = legal_text(paper.title)[:_LONGEST_TITLE], voice.locale
    properties.author, properties.comments = "aftalegraf", ""
    _speak(document.styles["Normal"].element, voice.locale)


def _speak(element: Any, locale: str) -> None:
    """Says in which language a run or a style is (ECMA-376, part 1, 17.3.2.20)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    language = OxmlElement("w:lang")
    language.set(qn("w:val"), locale)
    element.get_or_add_rPr().append(language)


class _Writer:
    """Writes parts into a document, their sources as its footnotes."""

    def __init__(self, document: Document, voice: Voice) -> None:
        self._document = document
        self._voice = voice
        self.footnotes = Footnotes(document)

    def part(self, part: Part) -> None:
        self._document.add_heading(legal_text(part.title), 1)
        self._document.add_paragraph(legal_text(part.lead))
        if not part.rows:
            self._document.add_paragraph(part.none)
            return
        table = self._document.add_table(rows=1, cols=len(part.columns) + 1)
        table.style = "Table Grid"
        headings = (*part.columns, self._voice.said("own-words"))
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            cell.paragraphs[0].add_run(legal_text(heading)).bold = True
        _repeat(table.rows[0])
        for row in part.rows:
            cells = table.add_row().cells
            for cell, pieces in zip(cells, row, strict=False):
                self._fill(cell, pieces)

    def _fill(self, cell: Any, pieces: Cell) -> None:
        for number, piece in enumerate(pieces):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            self._runs(paragraph, piece)
            if piece.source is not None:
                stretches = [(piece.source.own, True), (piece.source.after, False)]
                if piece.note:
                    stretches += [(". ", False), *piece.note_spans]
                self.footnotes.add(paragraph, [(text, self._foreign(own)) for text, own in stretches if text])

    def _runs(self, paragraph: Any, piece: Text) -> None:
        """The text, a quote in quotation marks; the agreements' own words with their language."""
        before, after = _MARKS[self._voice.language] if piece.quoted else ("", "")
        for text, own in ((before, False), *piece.spans, (after, False)):
            if text:
                run = paragraph.add_run(legal_text(text))
                run.italic = piece.quiet or None
                if self._foreign(own):
                    _speak(run._r, _DANISH)

    def _foreign(self, own: bool) -> str:
        """The language of a stretch where it is another than the document's, else ""."""
        return _DANISH if own and self._voice.locale != _DANISH else ""


def _repeat(row: Any) -> None:
    """Lets a row stand on every page that the table goes on to."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
