"""Word documents into lines, by python-docx: paragraphs with their styles, lists, tables, boxes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from extract.errors import ReadError
from extract.read.source import Source
from extract.read.written import Writer

UNPACKED_LIMIT = 200_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
_LIST = re.compile(r"list|opstilling|punkttegn", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> Source:
    """Reads the text of a Word document.

    Raises ReadError where the reader is not installed, the file is another kind of zip, broken, or unpacks to too
    much.
    """
    _check_zip(data, name)
    try:
        import docx
    except ImportError:
        raise ReadError(f"{name}: reading Word documents needs more: pip install python-docx") from None
    try:
        document = docx.Document(io.BytesIO(data))
        styles = {str(style.style_id): str(style.name or "") for style in document.styles}
        writer = Writer()
        _rejoin(document.element.body)
        for element in document.element.body.iterchildren():
            _element(element, styles, writer)
    except Exception as error:  # noqa: BLE001 (python-docx and lxml raise many kinds on a broken file)
        kind = error.__class__.__name__
        raise ReadError(f"{name}: is no whole Word document ({kind}): save it again from Word") from None
    title = (document.core_properties.title or "").strip()
    return writer.source("docx", flowing=True, metadata=(("document title", title),) if title else ())


def _check_zip(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise ReadError(f"{name}: is no whole Word document: save it again from Word") from None
    if "word/document.xml" not in {info.filename for info in infos}:
        raise ReadError(f"{name}: is a zip file, but no Word document: unpack it and give the files in it")
    size = sum(info.file_size for info in infos)
    if size > UNPACKED_LIMIT:
        raise ReadError(f"{name}: unpacks to {size} bytes, more than the limit of {UNPACKED_LIMIT}: refused")


def _element(element: Any, styles: Mapping[str, str], writer: Writer, *, quoted: bool = False) -> None:
    if element.tag == f"{_W}p":
        _paragraph(element, styles, writer, quoted=quoted)
    elif element.tag == f"{_W}tbl":
        _table(element, styles, writer)
    elif element.tag == f"{_W}sdt":
        for child in element.iterfind(f"{_W}sdtContent/*"):
            _element(child, styles, writer, quoted=quoted)


def _paragraph(element: Any, styles: Mapping[str, str], writer: Writer, *, quoted: bool) -> None:
    style = _style(element, styles)
    heading, title = _HEADING.search(style), _TITLE.search(style)
    listed = element.find(f"{_W}pPr/{_W}numPr") is not None or bool(_LIST.search(style))
    text = _text(element)
    if heading or title:
        writer.line(text, gap=1, mark="heading", level=int(heading[1]) if heading else 1, quoted=quoted)
    elif listed:
        depth = element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        level = 1 + int(depth.get(f"{_W}val", "0")) if depth is not None else 1
        writer.line(text, gap=1, mark="item", level=level, quoted=quoted)
    else:
        for number, part in enumerate(text.split("\n")):
            writer.line(part, gap=1, loud=_bold(element), quoted=quoted, soft=number > 0)
    for box in element.iter(f"{_W}txbxContent"):
        if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
            for child in box.iterchildren():
                _element(child, styles, writer, quoted=True)


def _rejoin(body: Any) -> None:
    """Puts what follows a paragraph whose end was struck by tracking into that paragraph."""
    for paragraph in list(body.iter(f"{_W}p")):
        after = paragraph
        while after.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            after = paragraph.getnext()
            if after is None or after.tag != f"{_W}p":
                break
            for child in list(after):
                if child.tag != f"{_W}pPr":
                    paragraph.append(child)
            ended = after.find(f"{_W}pPr/{_W}rPr/{_W}del") is None
            after.getparent().remove(after)
            if ended:
                break


def _style(element: Any, styles: Mapping[str, str]) -> str:
    """The name of the paragraph's style."""
    found = element.find(f"{_W}pPr/{_W}pStyle")
    identifier = found.get(f"{_W}val") if found is not None else None
    return styles.get(str(identifier), str(identifier or ""))


def _text(element: Any) -> str:
    """The paragraph's words, without those of boxes anchored in it or of text that was struck by tracking."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    for child in element.iterchildren():
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag in (
            f"{_W}r",
            f"{_W}hyperlink",
            f"{_W}ins",
            f"{_W}moveTo",
            f"{_W}customXml",
            f"{_W}bdo",
            f"{_W}dir",
            f"{_W}smartTag",
            f"{_W}fldSimple",
            f"{_W}sdt",
            f"{_W}sdtContent",
        ):
            yield from _pieces(child)


def _bold(element: Any) -> bool:
    """Whether every run that has words is bold."""
    runs = [run for run in element.iterchildren(f"{_W}r") if "".join(_pieces(run)).strip()]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(mark is not None and mark.get(f"{_W}val") not in ("0", "false") for mark in marks)


def _table(element: Any, styles: Mapping[str, str], writer: Writer) -> None:
    """A table's rows, cells parted by tabs; a table of one cell is a box around what stands in it."""
    rows = list(element.iterchildren(f"{_W}tr"))
    cells = [list(row.iterchildren(f"{_W}tc")) for row in rows]
    if all(len(row) == 1 for row in cells):
        for row in cells:
            for child in row[0].iterchildren():
                _element(child, styles, writer, quoted=True)
        return
    for row in cells:
        words = [" ".join(_text(one).strip() for one in cell.iterchildren(f"{_W}p")).strip() for cell in row]
        writer.line("\t".join(words), mark="row")
