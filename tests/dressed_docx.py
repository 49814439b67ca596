"""Agreements as Word documents of the kinds that offices hand on: tracked changes, notes, boxes, bold headings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from extract.models import Document
from tests.rendering_formats import Part, parts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
_STRUCK = "Regeringen foreslår i stedet, at dette udgår. "


@dataclass(frozen=True, kw_only=True)
class Dress:
    """How a document is written. `tracked`: words put in, struck and moved; `notes`: numbers of notes and comments;
    `styled`: headings and lists by style, else by bold letters and signs; `boxed`: boxes as tables of one cell or as
    text boxes; `broken`: each line a line of its own, as after a conversion from PDF.
    """

    name: str
    tracked: bool = False
    notes: bool = False
    styled: bool = True
    boxed: str = ""
    numbered: bool = False
    broken: bool = False
    fields: bool = False


DRESSES = (
    Dress(name="tracked changes", tracked=True),
    Dress(name="notes and comments", notes=True, fields=True),
    Dress(name="bold headings", styled=False),
    Dress(name="boxes as tables", boxed="table", tracked=True, notes=True),
    Dress(name="text boxes", boxed="text box"),
    Dress(name="numbered lists", numbered=True, styled=False),
    Dress(name="line breaks", broken=True),
)


def dressed_docx(document: Document, dress: Dress) -> bytes:
    """`document` as a Word document in that dress."""
    import docx

    word = docx.Document()
    word.core_properties.title = "Word Document"
    word.sections[0].header.paragraphs[0].text = document.identity.title
    word.sections[0].footer.paragraphs[0].text = "Side 1"
    body = word.element.body
    for old in body.findall(f"{{{_W}}}p"):
        body.remove(old)
    for xml in _elements(document, dress):
        body.insert(len(body) - 1, _parsed(xml))  # what stands last says how pages are set
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml.replace(">", f" {_SPACES}>", 1) if not xml.startswith("<w:p/>") else f"<w:p {_SPACES}/>")


def _elements(document: Document, dress: Dress) -> Iterator[str]:
    boxes = [one.span for one in document.sections if one.kind == "box"]
    rows: list[Part] = []
    box: list[str] = []
    within: object = None
    at = number = 0
    for part in parts(document):
        at = document.text.index(part.text, at)
        here = next((span for span in boxes if span.start <= at < span.end), None)
        at += len(part.text)
        if rows and part.kind != "row":
            box += [_table(rows)] if within else []
            yield from [] if within else [_table(rows)]
            rows = []
        if box and here is not within:
            yield from _boxed(box, dress)
            box = []
        within = here
        if part.kind == "row":
            rows.append(part)
            continue
        number += 1
        xml = _paragraph(part, dress, number)
        if here is not None and dress.boxed:
            box.append(xml)
        else:
            yield xml
    yield from _boxed(box, dress)


def _boxed(box: list[str], dress: Dress) -> Iterator[str]:
    if not box:
        return
    inside = "".join(box)
    if dress.boxed == "table":
        yield f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    else:
        shape = f"<wps:wsp><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp>"
        old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
        choice = f'<mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        yield f"<w:p><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"


def _table(rows: list[Part]) -> str:
    out = []
    for row in rows:
        match = re.fullmatch(r"(.*?)\s+(\S+)", row.text)
        cells = match.groups() if match else (row.text, "")
        out.append("<w:tr>" + "".join(f"<w:tc><w:p>{_run(cell)}</w:p></w:tc>" for cell in cells) + "</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(out)}</w:tbl>"


def _run(text: str, properties: str = "", tag: str = "t") -> str:
    return f'<w:r>{properties}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>' if text else ""


def _paragraph(part: Part, dress: Dress, number: int) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if part.kind == "heading" and not dress.styled else ""
    style, sign = "", ""
    if part.kind == "heading" and dress.styled:
        style = f'<w:pPr><w:pStyle w:val="Heading{part.level}"/></w:pPr>'
    elif part.kind == "item" and dress.numbered:
        style = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    elif part.kind == "item" and dress.styled:
        style = '<w:pPr><w:pStyle w:val="ListBullet"/></w:pPr>'
    elif part.kind == "item":
        sign = _run("•") + "<w:r><w:tab/></w:r>"
    if part.kind == "heading":
        return f"<w:p>{style}{_run(part.text, bold)}</w:p>"
    return f"<w:p>{style}{sign}{''.join(_runs(part.text, dress, number))}</w:p>"


def _runs(text: str, dress: Dress, number: int) -> Iterator[str]:
    """The words of a paragraph in runs, as Word leaves them after many hands."""
    middle = text.find(" ", len(text) // 2) + 1
    first, rest = text[:middle], text[middle:]
    cut = min(7, len(rest))
    if dress.tracked and number % 3 == 0:
        mark = 'w:id="1" w:author="A" w:date="2024-05-01T00:00:00Z"'
        yield _run(first)
        yield f"<w:del {mark}>{_run(_STRUCK, tag='delText')}</w:del>"
        yield f"<w:ins {mark}>{_run(rest[:cut])}</w:ins>{_run(rest[cut:])}"
    elif dress.tracked and number % 3 == 1:
        mark = 'w:id="2" w:author="B" w:date="2024-05-01T00:00:00Z"'
        yield f"<w:moveFrom {mark}>{_run(_STRUCK)}</w:moveFrom><w:moveTo {mark}>{_run(first)}</w:moveTo>{_run(rest)}"
    elif dress.broken:
        lines = [text[at : at + 80] for at in range(0, len(text), 80)]
        for line in _at_spaces(lines):
            yield _run(line) + "<w:r><w:br/></w:r>"
    elif dress.notes:
        yield '<w:bookmarkStart w:id="4" w:name="x"/><w:commentRangeStart w:id="0"/>'
        yield _run(first[:cut]) + '<w:proofErr w:type="spellStart"/>' + _run(first[cut:])
        yield '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:bookmarkEnd w:id="4"/>'
        yield _field(rest) if dress.fields else _run(rest)
        yield '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    else:
        yield _run(first) + _run(rest)


def _at_spaces(lines: list[str]) -> Iterator[str]:
    """The lines broken at the spaces before their ends."""
    text = "".join(lines)
    while len(text) > 80:
        at = text.rfind(" ", 0, 80)
        if at < 1:
            break
        yield text[:at]
        text = text[at + 1 :]
    yield text


def _field(text: str) -> str:
    """Words that are the result of a field, such as a reference to a box."""
    head = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _Ref12 \\h </w:instrText></w:r>'
    result = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(text)}'
    return f'{head}{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
