"""PDF files made by hand, line by line, for tests of what a page's layout does to its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

IMAGE = b"q 200 0 0 200 100 500 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q\n"
WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line of text on a page: where its baseline begins, in points from the lower left corner, and its size."""

    text: str
    x: float
    y: float
    size: float = 11


def column(lines: Sequence[str], x: float = 70, top: float = 740, size: float = 11) -> list[Words]:
    """Lines under one another; an empty one leaves its place blank."""
    return [
        Words(text=line, x=x, y=top - index * size * 1.3, size=size) for index, line in enumerate(lines) if line.strip()
    ]


def pdf(pages: Sequence[Sequence[Words]], *, image: bool = False, locked: bool = False) -> bytes:
    """A PDF file of these pages; `image` puts a picture on each, `locked` asks for a password that nobody knows."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, page in enumerate(pages):
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * index} 0 R >>".encode())
        content = b"".join(map(_shown, page)) + (IMAGE if image else b"")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    lock = b""
    if locked:
        secret = b"<" + b"5A" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -44 /O %s /U %s >>" % (secret, secret))
        lock = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    return file_of(objects, lock)


def _shown(words: Words) -> bytes:
    return f"BT /F {words.size} Tf {words.x} {words.y} Td (".encode() + escaped(words.text) + b") Tj ET\n"


def escaped(text: str) -> bytes:
    """`text` as it stands between the brackets of a PDF's string; what the encoding has not becomes a question mark."""
    return text.encode("cp1252", errors="replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def file_of(objects: Sequence[bytes], lock: bytes) -> bytes:
    """A PDF file of these objects, numbered from 1; `lock` goes into its trailer."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, lock)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
