"""Agreements saved as other formats: a document written out as a web page, as Markdown and as a Word document."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extract.models import Document

Kind = Literal["heading", "item", "row", "text"]
_BULLET = re.compile(r"^[•\uf0b7*–-]\s+")


@dataclass(frozen=True, kw_only=True)
class Part:
    """A line of a document and what it is; `level` a heading's, from 1."""

    kind: Kind
    text: str
    level: int = 0


def parts(document: Document) -> Iterator[Part]:
    """The lines of `document` in order."""
    headings = {document.text[one.span.start :].split("\n", 1)[0]: one.level for one in document.sections[1:]}
    items = {unit.span.start for unit in document.units if unit.kind == "item"}
    rows = {row.span.start for table in document.tables for row in table.rows}
    at = 0
    for line in document.text.split("\n"):
        bullet = _BULLET.match(line)
        if at in rows:
            yield Part(kind="row", text=line)
        elif at in items or (bullet and at + bullet.end() in items):
            yield Part(kind="item", text=line[bullet.end() :] if bullet else line)
        elif line in headings and not any(table.span.start <= at < table.span.end for table in document.tables):
            yield Part(kind="heading", text=line, level=headings[line])
        elif line:
            yield Part(kind="text", text=line)
        at += len(line) + 1


def _cells(row: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.*?)\s+(\S+)", row)
    return (match[1], match[2]) if match else (row, "")


def as_html(document: Document) -> str:
    """A web page with a menu, a script and a footer around the agreement."""
    head = "<meta charset=utf-8><title>Aftaler</title><script>var x='Regeringen vil';</script>"
    menu = "<nav><ul><li>Forside</li><li>Regeringen og KL er enige om menuen</li></ul></nav>"
    out = [f"<!DOCTYPE html><html lang=da><head>{head}</head><body>{menu}<main>"]
    for part in parts(document):
        words = html.escape(part.text)
        if part.kind == "heading":
            out.append(f"<h{part.level + 1}>{words}</h{part.level + 1}>")
        elif part.kind == "item":
            out.append(f"<ul><li>{words}</li></ul>")
        elif part.kind == "row":
            out.append("<table><tr><td>{}</td><td>{}</td></tr></table>".format(*map(html.escape, _cells(part.text))))
        else:
            out.append(f"<p>{words}</p>")
    return "\n".join([*out, "</main><footer>Ministeriet vil gerne høre fra dig</footer></body></html>"])


def as_markdown(document: Document) -> str:
    """Markdown with headings by number signs and a table with bars."""
    out = []
    for part in parts(document):
        if part.kind == "heading":
            out.append(f"\n{'#' * (part.level + 1)} **{part.text}**\n")
        elif part.kind == "item":
            out.append(f"- {part.text}")
        elif part.kind == "row":
            out.append("| {} | {} |".format(*_cells(part.text)))
        else:
            out.append(f"\n{part.text}\n")
    return "\n".join(out)


def as_docx(document: Document) -> bytes:
    """A Word document with styles for headings and lists."""
    import docx

    word = docx.Document()
    for part in parts(document):
        if part.kind == "heading":
            word.add_heading(part.text, level=part.level)
        elif part.kind == "item":
            word.add_paragraph(part.text, style="List Bullet")
        elif part.kind == "row":
            cells = word.add_table(rows=1, cols=2).rows[0].cells
            cells[0].text, cells[1].text = _cells(part.text)
        else:
            word.add_paragraph(part.text)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()
