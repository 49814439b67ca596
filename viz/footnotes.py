"""Real footnotes in a Word document, which python-docx itself cannot write (ECMA-376, part 1, 17.11).

A footnote is a paragraph in a part of its own, `word/footnotes.xml`, and a reference to it in the text. Word wants two
footnotes there that nobody refers to: the line above footnotes, and the one above those that go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graph.tables import legal_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LINES = ("separator", "continuationSeparator")
_STYLE, _MARK = "Footnote Text", "Footnote Reference"


class Footnotes:
    """The footnotes of one document, numbered as they are added; `finish` puts them into the file."""

    def __init__(self, document: Document) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        self._document = document
        self._notes: list[Sequence[tuple[str, str]]] = []
        text = document.styles.add_style(_STYLE, WD_STYLE_TYPE.PARAGRAPH)
        text.font.size = Pt(8.5)
        mark = document.styles.add_style(_MARK, WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        self._text, self._mark = text.style_id, mark.style_id

    def add(self, paragraph: Paragraph, text: Sequence[tuple[str, str]]) -> None:
        """Puts a mark at the end of the paragraph, and the text into the footnote it refers to.

        The text is given in stretches, each with its language where that is another than the document's, else "".
        """
        self._notes.append(text)
        run = paragraph.add_run()
        run.style = _MARK
        run._r.append(_element("w:footnoteReference", id=str(len(self._notes))))

    def finish(self) -> None:
        """Writes the part that holds the footnotes. To be called once, when all are added."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from lxml import etree

        root = etree.Element(f"{{{_NAMESPACE}}}footnotes", nsmap={"w": _NAMESPACE})
        for number, line in enumerate(_LINES, -1):
            root.append(_note(number, _run(_element(f"w:{line}")), kind=line))
        for number, text in enumerate(self._notes, 1):
            mark = _run(_element("w:footnoteRef"), style=self._mark)
            runs = [_run(_words(legal_text(words)), language=language) for words, language in text]
            root.append(_note(number, mark, _run(_words(" ")), *runs, style=self._text))
        blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, blob, self._document.part.package)
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _run(content: Any, *, style: str = "", language: str = "") -> Any:
    made = _element("w:r")
    if style or language:
        properties = _element("w:rPr")
        if style:
            properties.append(_element("w:rStyle", val=style))
        if language:
            properties.append(_element("w:lang", val=language))
        made.append(properties)
    made.append(content)
    return made


def _words(text: str) -> Any:
    made = _element("w:t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _note(number: int, *runs: Any, kind: str = "", style: str = "") -> Any:
    note = _element("w:footnote", id=str(number), **({"type": kind} if kind else {}))
    paragraph = _element("w:p")
    if style:
        properties = _element("w:pPr")
        properties.append(_element("w:pStyle", val=style))
        paragraph.append(properties)
    for run in runs:
        paragraph.append(run)
    note.append(paragraph)
    return note
