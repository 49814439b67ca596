"""Bytes into text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from extract.errors import ReadError

SIZE_LIMIT = 50_000_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})


def read_bytes(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """The bytes of the file at `path`. Raises ReadError where it is missing, no file, unreadable, empty or larger than `limit`."""
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder: name the files in it")
        size = path.stat().st_size
        if size > limit:
            raise ReadError(f"{path}: {size} bytes, more than the limit of {limit}: split the file or raise the limit")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file: check the name") from None
    except PermissionError:
        raise ReadError(f"{path}: may not be read: change its permissions") from None
    except (OSError, ValueError) as error:
        raise ReadError(f"{path}: cannot be opened ({error.__class__.__name__}): check the name and the disk") from None
    if not data.strip():
        raise ReadError(f"{path}: the file is empty: check that it was saved")
    return data


def decode(data: bytes, name: str) -> str:
    """The text of `data`, in composed form (NFC), ligatures spelled out; a byte order mark is left out.

    UTF-8, UTF-16 and UTF-32 are told by their marks or by their bytes, else it is Windows-1252 (and with it Latin-1).
    Raises ReadError where the bytes are no text.
    """
    text = _decode(data, name)
    if not any(char.isalpha() for char in text):
        raise ReadError(f"{name}: no letters in it: it is no agreement text")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_LIGATURES) if any("ﬀ" <= char <= "ﬆ" for char in set(text)) else text


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise ReadError(f"{name}: broken {encoding} at byte {error.start}: save the file again as UTF-8") from None
    wide = _wide(data)
    if wide:
        return wide
    if data.count(b"\0") * 100 > len(data) or _control_share(data) > 0.05:
        raise ReadError(f"{name}: is no text (binary data): give a text, Markdown, HTML, Word or PDF file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(data)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is zero, as in Latin script."""
    half = len(data) // 2
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if half > 8 and len(data) % 2 == 0 and zeros.count(0) > 0.7 * half:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _control_share(data: bytes) -> float:
    sample = data[:20_000]
    control = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 27) for byte in sample)
    return control / max(len(sample), 1)


def _single_byte(data: bytes) -> str:
    """Windows-1252; a byte it does not know stands for the control sign that Latin-1 has there."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
