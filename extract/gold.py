"""Records as they are compared with gold: read from `.jsonl`, checked field by field, frozen.

Only what GUIDELINES.md compares is kept; a record made by another tool, or by hand, is read as well as our own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class GoldError(ValueError):
    """Gold, sources or records that cannot be scored; the message is one line naming file, line and field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredAmount:
    """A sum as it is compared: value rounded to hundredths, unit as written, years in order."""

    value: float
    unit: str
    years: tuple[int, ...]
    per_year: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredReference:
    """A reference as it is compared: its target, None or an id, and its words."""

    target: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRecord:
    """One commitment as it is compared. `follows_up` is whether it has a follow-up at all.

    The target and year of a follow-up are None where not said.
    """

    document: str
    quote: str
    force: str | None = None
    parties: tuple[str, ...] = ()
    obliged: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    deadline: str | None = None
    amounts: tuple[ScoredAmount, ...] = ()
    references: tuple[ScoredReference, ...] = ()
    follows_up: bool = False
    follow_up_target: str | None = None
    follow_up_year: int | None = None


def _list(record: Mapping[str, object], field: str) -> list[object]:
    value = record.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise GoldError(f"{field}: a list is needed")
    return value


def _texts(record: Mapping[str, object], field: str) -> tuple[str, ...]:
    return tuple(str(item) for item in _list(record, field))


def _whole(value: object, field: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise GoldError(f"{field}: a whole number is needed")
    return value


def _object(value: object, field: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise GoldError(f"{field}: an object is needed")
    return value


def _text_or_none(value: object, field: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise GoldError(f"{field}: a text or null is needed")
    return value


def _years(record: Mapping[str, object], field: str) -> tuple[int, ...]:
    return tuple(_whole(year, field) for year in _list(record, "years"))


def _amount(raw: object, field: str) -> ScoredAmount:
    amount = _object(raw, field)
    value = amount.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise GoldError(f"{field}.value: a number is needed")
    return ScoredAmount(
        value=round(float(value), 2),
        unit=str(amount.get("unit")),
        years=tuple(sorted(_years(amount, f"{field}.years"))),
        per_year=bool(amount.get("per_year")),
    )


def _reference(raw: object, field: str) -> ScoredReference:
    reference = _object(raw, field)
    target = _text_or_none(reference.get("target"), f"{field}.target")
    return ScoredReference(target=target, text=_text_or_none(reference.get("text"), f"{field}.text") or "")


def scored_record(raw: object) -> ScoredRecord:
    """The record that a JSON object tells of.

    >>> scored_record({"document": "oea-kommuner-2024", "quote": "KL vil følge det.", "force": "undertake"}).follows_up
    False

    Raises GoldError, with the dotted place, where a field is not what GUIDELINES.md says.
    """
    record = _object(raw, "record")
    for field in ("document", "quote"):
        if not isinstance(record.get(field), str) or not record[field]:
            raise GoldError(f"{field}: a text is needed")
    follow_up = _object(record.get("follow_up") or {}, "follow_up")
    year = follow_up.get("year")
    return ScoredRecord(
        document=str(record["document"]),
        quote=str(record["quote"]),
        force=_text_or_none(record.get("force"), "force"),
        parties=_texts(record, "parties"),
        obliged=_texts(record, "obliged"),
        areas=_texts(record, "areas"),
        topics=_texts(record, "topics"),
        years=_years(record, "years"),
        deadline=_text_or_none(record.get("deadline"), "deadline"),
        amounts=tuple(_amount(item, f"amounts[{i}]") for i, item in enumerate(_list(record, "amounts"))),
        references=tuple(_reference(item, f"references[{i}]") for i, item in enumerate(_list(record, "references"))),
        follows_up=bool(follow_up),
        follow_up_target=_text_or_none(follow_up.get("target"), "follow_up.target"),
        follow_up_year=None if year is None else _whole(year, "follow_up.year"),
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: byte {error.start} is not UTF-8: save the file as UTF-8") from None


def read_records(path: Path) -> tuple[ScoredRecord, ...]:
    """The records of a `.jsonl` file, one JSON object a line. Raises GoldError naming file, line and field."""
    records = []
    for number, line in enumerate(_read(path).splitlines(), 1):
        if line.strip():
            try:
                records.append(scored_record(json.loads(line)))
            except ValueError as error:
                raise GoldError(f"{path}, line {number}: {error}") from None
    return tuple(records)


def read_gold(folder: Path) -> dict[str, tuple[ScoredRecord, ...]]:
    """The gold records by document: one `<document>.jsonl` each. Raises GoldError where the folder has none."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: there is no such folder of gold")
    gold = {path.stem: read_records(path) for path in sorted(folder.glob("*.jsonl"))}
    if not gold:
        raise GoldError(f"{folder}: no .jsonl file there: gold is one <document>.jsonl for each agreement")
    return gold


def source_files(folder: Path) -> dict[str, Path]:
    """The source file of each document, from the folder's `documents.tsv`. Raises GoldError where it cannot be read."""
    rows = [line.split("\t") for line in _read(folder / "documents.tsv").splitlines()[1:] if line.strip()]
    if any(len(row) < 2 for row in rows):
        raise GoldError(f"{folder / 'documents.tsv'}: each row needs a document and its file, with a tab between")
    return {row[0]: folder / row[1] for row in rows}


def read_sources(folder: Path, documents: tuple[str, ...]) -> dict[str, str]:
    """The source texts of the documents. Raises GoldError for one that is not in `documents.tsv` or cannot be read."""
    paths = source_files(folder)
    missing = [document for document in documents if document not in paths]
    if missing:
        raise GoldError(f"{folder / 'documents.tsv'}: no row for {', '.join(missing)}, of which there is gold")
    return {document: _read(paths[document]) for document in documents}
