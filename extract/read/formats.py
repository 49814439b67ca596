"""Which format a file is of, told by its content, and read by that format's reader."""

from __future__ import annotations

from extract.errors import ReadError
from extract.read.decode import decode
from extract.read.docx import read_docx
from extract.read.html import looks_like_html, read_html
from extract.read.markdown import looks_like_markdown, read_markdown
from extract.read.pdf import read_pdf
from extract.read.plain import read_plain
from extract.read.source import Source

_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_source(data: bytes, name: str) -> Source:
    """Reads the bytes of a file by what they are, whatever its name ends with.

    Raises ReadError, with one line naming the file and what to do, where they cannot be read.
    """
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return read_docx(data, name)
    if data.startswith(_OLD_WORD):
        raise ReadError(f"{name}: is a document of an old Word: save it as .docx")
    if data.startswith(b"{\\rtf"):
        raise ReadError(f"{name}: is rich text (RTF): save it as .docx or as text")
    text = decode(data, name)
    if looks_like_html(text):
        return read_html(text)
    return read_markdown(text) if looks_like_markdown(text) else read_plain(text)
