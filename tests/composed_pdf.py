"""Agreements set as printed matter: pages composed by hand, with the columns, boxes, notes and tables of publishers.

The letters are those of the standard fonts, so that nothing but the layout is made up, and what each sentence should be
is known from the text that was set.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extract.models import Document
from tests.made_pdf import escaped, file_of
from tests.rendering import syllable
from tests.rendering_formats import Part, parts

WIDTH, HEIGHT = 595, 842
_LEFT, _TOP, _BOTTOM = 62.0, 770.0, 76.0
_FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "T": "Times-Roman"}
_NOTES = (
    "Jf. lov nr. 965 af 26. juni 2020 om kommunernes finansiering.",
    "Opgjort i 2025-priser, jf. Økonomisk Redegørelse fra august 2024.",
    "Se Social- og Boligstyrelsens vejledning.",
)


@dataclass(frozen=True, kw_only=True)
class Dress:
    """How pages are set. `order`: in which order the file draws the words of a page; `bullet`: the sign of items, ""
    for one drawn as a shape; `headings`: as letters larger, spaced apart, or small capitals.
    """

    name: str
    columns: int = 1
    gutter: float = 22
    order: Literal["column", "across", "words"] = "column"
    size: float = 10
    justified: bool = False
    hyphens: bool = True
    hyphen: str = "-"
    header: str = ""
    footer: str = "{page}"
    notes: int = 0
    tint: bool = False
    bullet: str = "•"
    headings: Literal["bold", "spaced", "far apart", "small-caps", "plain"] = "bold"
    gap: float = 0.6
    indent: float = 0
    ligatures: bool = False
    font: str = "F"
    wide_chapters: bool = False
    margin_numbers: bool = False


DRESSES = (
    Dress(name="plain"),
    Dress(name="two columns", columns=2, header="{title}", footer="Side {page}"),
    Dress(name="two columns across", columns=2, order="across", footer="Side {page}"),
    Dress(name="two columns justified across", columns=2, order="across", justified=True, gutter=16, header="{title}"),
    Dress(name="two columns word by word", columns=2, order="words", justified=True, wide_chapters=True),
    Dress(name="three columns across", columns=3, order="across", size=8, gutter=14, wide_chapters=True),
    Dress(name="justified", justified=True, header="{title}", footer="Side {page} af {pages}", tint=True),
    Dress(name="footnotes", notes=9, header="Finansministeriet"),
    Dress(name="footnotes across", notes=9, columns=2, order="across"),
    Dress(name="small capitals", headings="small-caps", bullet="", tint=True),
    Dress(name="spaced headings", headings="spaced", bullet="–", font="T", justified=True),
    Dress(name="headings far apart", headings="far apart", justified=True),
    Dress(name="ligatures", ligatures=True, hyphen="\xad", font="T", bullet="·"),
    Dress(name="indented", gap=0, indent=12, justified=True, font="T"),
    Dress(name="line numbers", margin_numbers=True, hyphens=False),
)


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """Words at a place: `spacing` between words and `tracking` between letters in points; `grey` for a tinted area."""

    text: str
    x: float
    y: float
    size: float
    font: str = "F"
    spacing: float = 0.0
    tracking: float = 0.0
    column: int = 0


@dataclass(kw_only=True)
class _Page:
    shown: list[_Shown] = field(default_factory=list)
    shapes: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@cache
def _widths(font: str) -> dict[str, float]:
    """The width of each letter of a standard font, in sizes."""
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument.new()
    loaded = raw.FPDFText_LoadStandardFont(document.raw, _FONTS[font].encode())
    found: dict[str, float] = {}
    for code in range(32, 256):
        sign = bytes([code]).decode("cp1252", errors="replace")
        width = ctypes.c_float()
        raw.FPDFFont_GetGlyphWidth(loaded, ord(sign), ctypes.c_float(1000), width)
        found[sign] = (width.value or 556) / 1000
    document.close()
    return found


def width_of(text: str, size: float, font: str = "F") -> float:
    """How wide `text` is set, in points."""
    widths = _widths(font)
    return size * sum(widths.get(char, 0.556) for char in text)


class _Setter:
    """Puts lines into the columns of page after page."""

    def __init__(self, dress: Dress) -> None:
        self.dress = dress
        self.pages = [_Page()]
        self.column = 0
        self.top = _TOP
        self.y = _TOP
        self.chance = 0
        self.line_number = 0

    @property
    def width(self) -> float:
        count = self.dress.columns
        return (WIDTH - 2 * _LEFT - (count - 1) * self.dress.gutter) / count

    @property
    def left(self) -> float:
        return _LEFT + self.column * (self.width + self.dress.gutter)

    @property
    def leading(self) -> float:
        return 1.25 * self.dress.size

    def room(self) -> float:
        """How far down this page lines may go: above its notes."""
        return _BOTTOM + 11 * len(self.pages[-1].notes) * (1 if self.dress.columns == 1 else 2.2)

    def next_line(self, height: float) -> None:
        """Moves down, to the next column or page where this one is full."""
        self.y -= height
        if self.y < self.room():
            self.column += 1
            if self.column >= self.dress.columns:
                self.new_page()
            self.y = self.top - height

    def new_page(self) -> None:
        self.pages.append(_Page())
        self.column, self.top, self.y, self.line_number = 0, _TOP, _TOP, 0

    def show(self, text: str, x: float, size: float, font: str, spacing: float = 0.0, tracking: float = 0.0) -> None:
        shown = _Shown(
            text=text, x=x, y=self.y, size=size, font=font, spacing=spacing, tracking=tracking, column=self.column
        )
        self.pages[-1].shown.append(shown)

    # what is set

    def heading(self, part: Part) -> None:
        size = self.dress.size * {1: 1.6, 2: 1.25}.get(part.level, 1.1)
        if part.level == 1 and self.dress.wide_chapters and self.y < _TOP:
            self.new_page()
        wide = part.level == 1 and self.dress.wide_chapters
        room = WIDTH - 2 * _LEFT if wide else self.width
        stretch = (
            2.2
            if self.dress.headings == "far apart"
            else 1.6
            if self.dress.headings == "spaced"
            else 1.15
            if self.dress.headings == "small-caps"
            else 1.0
        )
        font = "F" if self.dress.headings == "plain" else "B"
        if self.y < self.top:
            self.next_line(1.1 * size)
        if self.y - 4 * size < self.room():
            self.next_line(4 * size)  # no heading at a column's foot
        for line in broken(part.text, room / stretch, size, font):
            self.next_line(1.25 * size)
            self._heading_line(line, size, font)
        self.y -= 0.2 * size
        if wide:
            self.top = self.y - size
            self.y = self.top

    def _heading_line(self, line: str, size: float, font: str) -> None:
        if self.dress.headings == "spaced":
            self.show(line, self.left, size, font, tracking=0.22 * size)
        elif self.dress.headings == "far apart":
            self.show(line.upper(), self.left, size, font, tracking=0.4 * size)
        elif self.dress.headings == "small-caps":
            x = self.left
            for piece in re.findall(r"[a-zæøå]+|[^a-zæøå]+", line):
                small = piece[0].islower()
                at = 0.8 * size if small else size
                self.show(piece.upper() if small else piece, x, at, font)
                x += width_of(piece.upper(), at, font)
        else:
            self.show(line, self.left, size, font)

    def prose(self, part: Part, *, boxed: bool) -> None:
        dress = self.dress
        inset = 8.0 if boxed and dress.tint else 0.0
        hang = 12.0 if part.kind == "item" else 0.0
        first = dress.indent if part.kind == "text" else 0.0
        lines = list(
            broken(part.text, self.width - 2 * inset - hang, dress.size, dress.font, hyphens=dress.hyphens, first=first)
        )
        self.y -= dress.gap * dress.size
        for number, line in enumerate(lines):
            self.next_line(self.leading)
            if boxed and dress.tint:
                self.pages[-1].shapes.append((self.left, self.y - 4, self.width, self.leading, 0.9))
            x = self.left + inset + hang + (first if number == 0 else 0.0)
            if part.kind == "item" and number == 0:
                self._sign(x - hang)
            self._prose_line(line, x, self.width - (x - self.left) - inset, last=number == len(lines) - 1)

    def _sign(self, x: float) -> None:
        if self.dress.bullet:
            self.show(self.dress.bullet, x, self.dress.size, "F")
        else:
            self.pages[-1].shapes.append((x, self.y + 2, 3.5, 3.5, 0.0))

    def _prose_line(self, line: str, x: float, room: float, *, last: bool) -> None:
        dress = self.dress
        if dress.hyphen != "-" and line.endswith("-") and not line.endswith(" -"):
            line = line[:-1] + dress.hyphen
        wide = width_of(line, dress.size, dress.font)
        spaces = line.count(" ")
        spacing = (room - wide) / spaces if dress.justified and not last and spaces else 0.0
        self.line_number += 1
        if dress.margin_numbers and self.line_number % 5 == 0:
            self.show(str(self.line_number), _LEFT - 26, 7, "F")
        self.chance += 1
        if dress.notes and self.chance % dress.notes == 0 and last and line.endswith(".") and self.y > self.room() + 40:
            self.show(line, x, dress.size, dress.font, spacing)
            self._note(x + wide)
        elif dress.order == "words":
            for word in line.split(" "):
                self.show(word, x, dress.size, dress.font)
                x += width_of(word + " ", dress.size, dress.font) + spacing
        else:
            self.show(line, x, dress.size, dress.font, spacing)

    def _note(self, x: float) -> None:
        """A raised number after what was just set, and its note at the page's foot."""
        page = self.pages[-1]
        number = sum(len(one.notes) for one in self.pages) + 1
        page.notes.append(f"{number} {_NOTES[number % len(_NOTES)]}")
        self.y += 3.4
        self.show(str(number), x, 0.6 * self.dress.size, "F")
        self.y -= 3.4

    def row(self, part: Part) -> None:
        label, value = _cells(part.text)
        size = self.dress.size * 0.95
        self.next_line(1.2 * size)
        room = self.width - width_of(value, size) - 14
        lines = list(broken(label, room, size, "F"))
        for number, line in enumerate(lines):
            if number:
                self.next_line(1.2 * size)
            self.show(line, self.left, size, "F")
        self.show(value, self.left + self.width - width_of(value, size), size, "F")


def _cells(row: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.*?)\s+(\S+)", row)
    return (match[1], match[2]) if match else (row, "")


def broken(
    text: str, room: float, size: float, font: str, *, hyphens: bool = False, first: float = 0.0
) -> Iterator[str]:
    """`text` in lines that are at most `room` wide."""
    line = ""
    room_here = room - first
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, font) <= room_here or not line:
            line = longer
            continue
        left = room_here - width_of(line + " -", size, font)
        at = syllable(word, int(left / (0.5 * size))) if hyphens else 0
        while at and width_of(word[:at], size, font) > left:
            at = syllable(word, at - 1)
        yield f"{line} {word[:at]}-" if at else line
        line = word[at:]
        room_here = room
    yield line


def composed(document: Document, dress: Dress) -> bytes:
    """`document` as a PDF file in that dress."""
    setter = _Setter(dress)
    boxes = [one.span for one in document.sections if one.kind == "box"]
    at = 0
    for part in parts(document):
        at = document.text.index(part.text, at)
        boxed = any(span.start <= at < span.end for span in boxes)
        if part.kind == "heading":
            setter.heading(part)
        elif part.kind == "row":
            setter.row(part)
        else:
            setter.prose(part, boxed=boxed)
        at += len(part.text)
    return _printed(setter.pages, dress, document.identity.title)


def _printed(pages: Sequence[_Page], dress: Dress, title: str) -> bytes:
    contents: list[bytes] = []
    for number, page in enumerate(pages, 1):
        shown = list(page.shown)
        if dress.header:
            shown.insert(0, _Shown(text=dress.header.format(title=title), x=_LEFT, y=806, size=8))
        if dress.footer:
            words = dress.footer.format(page=number, pages=len(pages), title=title)
            shown.append(_Shown(text=words, x=WIDTH - _LEFT - width_of(words, 8), y=36, size=8))
        for line, note in enumerate(page.notes):
            mark, words = note.split(" ", 1)
            y = _BOTTOM - 14 + 10 * (len(page.notes) - line)
            shown.append(_Shown(text=mark, x=_LEFT, y=y + 2.5, size=5, column=9))
            shown.append(_Shown(text=words, x=_LEFT + 6, y=y, size=7.5, column=9))
        if dress.order != "column":
            shown.sort(key=lambda one: (-round(one.y), one.x))
        shapes = b"".join(b"%.2f g %.1f %.1f %.1f %.1f re f\n" % (g, x, y, w, h) for x, y, w, h, g in page.shapes)
        contents.append(shapes + b"0 g\n" + b"".join(_drawn(one, dress) for one in shown))
    return _file(contents)


def _drawn(one: _Shown, dress: Dress) -> bytes:
    text = escaped(one.text.replace("₂", "2"))
    if dress.ligatures:
        text = text.replace(b"fi", b"\\001").replace(b"fl", b"\\002")
    style = b"BT /%s %.2f Tf %.3f Tw %.3f Tc " % (one.font.encode(), one.size, one.spacing, one.tracking)
    return style + b"%.2f %.2f Td (%s) Tj ET\n" % (one.x, one.y, text)


def _file(contents: Sequence[bytes]) -> bytes:
    first = 3 + len(_FONTS)
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(contents)))
    fonts = " ".join(f"/{name} {3 + index} 0 R" for index, name in enumerate(_FONTS))
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", tree.encode()]
    for name in _FONTS.values():
        encoding = "<< /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >>"
        objects.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding {encoding} >>".encode())
    for index, content in enumerate(contents):
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << {fonts} >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {first + 2 * index + 1} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return file_of(objects, b"")
