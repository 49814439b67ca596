"""Bytes into text: encodings told apart, and what is no text refused."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import ReadError
from extract.read.decode import decode, read_bytes

TEXT = "Regeringen og KL er enige om at løfte området på øerne – ”Ny Start” for ældre.\r\nÅrligt 2 mio. kr.\r\n" * 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    """The same text comes out of every encoding, with or without a byte order mark."""
    assert decode(TEXT.encode(encoding), "a.txt") == TEXT


def test_latin_1_without_the_signs_of_windows() -> None:
    """Latin-1 and Windows-1252 agree on Danish letters."""
    assert decode("Økonomi på Ærø".encode("latin-1"), "a.txt") == "Økonomi på Ærø"


def test_old_macintosh_letters_are_told_apart() -> None:
    """Danish letters of Mac OS Roman are not taken for Windows' signs."""
    text = "Regeringen og KL er enige om at løfte området på øerne for ældre. Årligt." * 5
    assert decode(text.encode("mac-roman"), "a.txt") == text


def test_one_broken_byte_does_not_turn_the_text_into_another_encoding() -> None:
    """A UTF-8 text with a stray byte stays UTF-8."""
    data = TEXT.encode("utf-8").replace("Årligt".encode(), b"\xffrligt", 1)
    assert decode(data, "a.txt").count("Årligt") == 19


def test_letters_come_composed_and_ligatures_spelled_out() -> None:
    """A ring over an a, as in texts out of PDF files, and fi in one sign, are the letters that people search for."""
    assert decode("A\u030arlig ﬁnanslov for fu\u0308nf øer".encode(), "a.txt") == "Årlig finanslov for fünf øer"


def test_nul_bytes_here_and_there() -> None:
    """A text with a stray NUL is read; one full of them is no text."""
    assert "aftale" in decode(b"Aftale om \0 en aftale" + b" tekst" * 100, "a.txt")
    with pytest.raises(ReadError, match="binary"):
        decode(b"abc\0\0def\0\0\0" * 50, "a.txt")


def test_a_limit_on_size(tmp_path: Path) -> None:
    """A file over the limit is refused with both numbers."""
    path = tmp_path / "stor.txt"
    path.write_bytes(b"x" * 2000)
    with pytest.raises(ReadError, match="2000 bytes, more than the limit of 1000"):
        read_bytes(path, limit=1000)


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """No bytes end in another error than ReadError."""
    with suppress(ReadError):
        assert isinstance(decode(data, "a.txt"), str)
