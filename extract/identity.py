"""Which agreement a document is: id, title, kind, year, date, signatories, each with where it was taken from."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from extract.models import ActorId, DocumentId, Identity


def slug(text: str) -> str:
    """An id out of a title: lower case, æ to ae, ø to oe, å to aa, other signs to one hyphen.

    >>> slug("Aftale om kommunernes økonomi, 2024")
    'aftale-om-kommunernes-oekonomi-2024'
    """
    text = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    text = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]+", "-", "".join(char for char in text if not unicodedata.combining(char))).strip("-")


def identify(
    text: str, metadata: tuple[tuple[str, str], ...], path: Path, folder: Path
) -> tuple[Identity, tuple[str, ...]]:
    """The identity of the document and warnings about what is not known."""
    row = _registered(path, folder)
    if row:
        identity = Identity(
            document=DocumentId(row["document"]),
            title=row.get("title", ""),
            kind=_kind(row["document"]),
            year=int(row["year"]) if row.get("year", "").isdigit() else None,
            date=row.get("date") or None,
            signatories=tuple(ActorId(part) for part in row.get("signatories", "").split(";") if part),
            reasons=(("document", "documents.tsv"),),
        )
        return identity, ()
    stem = slug(path.stem) or "dokument"
    identity = Identity(
        document=DocumentId(stem), title=path.stem, kind=_kind(stem), year=None, date=None, signatories=()
    )
    return identity, (f"{path.name}: not told which agreement it is; named {stem} after the file",)


def _kind(document: str) -> str:
    return "economy-agreement" if document.startswith("oea-") else "agreement"


def _registered(path: Path, folder: Path) -> dict[str, str] | None:
    table = folder / "documents.tsv"
    if not table.is_file():
        return None
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    names = lines[0].split("\t") if lines else []
    for line in lines[1:]:
        row = dict(zip(names, (cell.strip() for cell in line.split("\t")), strict=False))
        if row.get("file") == path.name and row.get("document"):
            return row
    return None
