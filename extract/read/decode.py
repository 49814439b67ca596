"""Bytes into text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from pathlib import Path

from extract.errors import ReadError

SIZE_LIMIT, LIMIT_SETTING = 50_000_000, "AFTALEGRAF_MAX_BYTES"
_SAMPLE = 50_000
_ESCAPED = re.compile("[\udc80-\udcff]")
_COMMON = frozenset("æøåÆØÅéÉöäüóáèà§½²³°–—’‘”“„«»•…€·\xa0\xad")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})


def size_limit() -> int:
    """How many bytes a file may have: what the environment says, else SIZE_LIMIT. Raises ReadError where it says no
    number.
    """
    said = os.environ.get(LIMIT_SETTING, "").strip()
    if said and not said.isdecimal():
        raise ReadError(f"{LIMIT_SETTING}={said}: is no number of bytes: set it to one, such as {4 * SIZE_LIMIT}")
    return int(said) if said else SIZE_LIMIT


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """The bytes of the file at `path`. Raises ReadError where it is missing, no file, unreadable, empty or larger
    than `limit`, by default `size_limit()`.
    """
    limit = size_limit() if limit is None else limit
    try:
        if path.is_dir():
            raise ReadError(f"{path}: is a folder: name the files in it")
        size = path.stat().st_size
        if size > limit:
            raise ReadError(
                f"{path}: {size} bytes, more than the limit of {limit}: split the file, or set {LIMIT_SETTING} higher"
            )
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

    UTF-8, UTF-16 and UTF-32 are told by their marks or by their bytes; of the encodings with a byte a letter it is
    the one in which the text reads like Danish (Windows-1252, Latin-1, Mac OS Roman, the old Nordic code page).
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
                raise ReadError(
                    f"{name}: broken {encoding} at byte {error.start}: save the file again as UTF-8"
                ) from None
    wide = _wide(data)
    if wide:
        return wide
    if data.count(b"\0") * 100 > len(data) or _control_share(data) > 0.05:
        raise ReadError(f"{name}: is no text (binary data): give a text, Markdown, HTML, Word or PDF file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(data) or _single_byte(data)


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


def _mixed(data: bytes) -> str | None:
    """UTF-8 in which some bytes are of another encoding (texts pasted together): those are read as Windows-1252.

    None where the strange bytes are as many as the letters that are UTF-8's own: then it is not UTF-8.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    strange = len(_ESCAPED.findall(text))
    if strange * 2 > sum(ord(char) > 127 for char in text) - strange:
        return None
    return _ESCAPED.sub(lambda match: bytes([ord(match.group()) - 0xDC00]).decode("cp1252", errors="replace"), text)


def _single_byte(data: bytes) -> str:
    """The single-byte encoding in which the text reads most like Danish; Windows-1252 where none is better."""
    readings = [data.decode("cp1252", errors="replace")] + [
        data.decode(name) for name in ("mac-roman", "cp865", "latin-1")
    ]
    return max(readings, key=_danish)


def _danish(text: str) -> int:
    """How much more of æ, ø, å and common signs than of signs that no Danish text has."""
    sample = [char for char in text[:_SAMPLE] if ord(char) > 127]
    return sum(1 if char in _COMMON else -1 for char in sample)
