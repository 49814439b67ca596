"""`aftalegraf evaluate`: scores records, our own or another tool's, against gold."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.errors import MisuseError
from aftalegraf.output import emit, note, progress

if TYPE_CHECKING:
    from extract.evaluate import Measure, Score
    from extract.gold import ScoredRecord


@click.command(short_help="Score what is extracted against gold records.")
@click.option("--gold", type=options.PATH, required=True, help="Folder with a <document>.jsonl of gold for each.")
@click.option("--sources", type=options.PATH, required=True, help="Folder of the texts, with documents.tsv.")
@click.option("--predicted", type=options.PATH, help="Records to score; without it the texts are read now.")
@click.option(
    "--misses", type=click.IntRange(min=0), default=0, metavar="N", help="Show N missed and N spurious quotes."
)
@click.option("--compare", "old", type=options.PATH, metavar="OLD.jsonl", help="Show what is new, gone or changed.")
@click.option("--by-agreement", is_flag=True, help="Score each agreement by itself too.")
@options.spacy_model
@options.file_format("json")
@options.output
def command(
    gold: Path,
    sources: Path,
    predicted: Path | None,
    misses: int,
    old: Path | None,
    by_agreement: bool,
    spacy_model: str | None,
    file_format: str | None,
    output: Path | None,
) -> None:
    """Scores what is extracted against gold records (tests/gold/GUIDELINES.md says what is compared, and how)."""
    from aftalegraf.scores import agreement_lines, comparison_lines
    from extract.compare import compare
    from extract.evaluate import score
    from extract.gold import read_gold, read_sources

    records = read_gold(gold)
    texts = read_sources(sources, tuple(records))
    names = tuple(records)
    found = _predicted(predicted, names) if predicted is not None else _extracted(sources, names, spacy_model)
    result = score(records, found, texts)
    single = {name: score({name: records[name]}, found, texts) for name in records} if by_agreement else {}
    compared = compare(_predicted(old, tuple(records)), found, texts) if old is not None else None
    if file_format == "json":
        # Without the two options these are the keys of the gold's own scorer, and no others.
        told = result.json_object()
        told |= {"by_agreement": {name: one.json_object() for name, one in single.items()}} if by_agreement else {}
        told |= {"compared": compared.json_object()} if compared else {}
        emit(json.dumps(told, ensure_ascii=False), output)
        return
    lines = [*_lines(result), *_misses(result, misses)]
    lines += agreement_lines(single) if by_agreement else []
    lines += comparison_lines(compared) if compared else []
    emit("\n".join(lines), output)


def _by_document(records: Sequence[ScoredRecord]) -> dict[str, list[ScoredRecord]]:
    found: dict[str, list[ScoredRecord]] = {}
    for record in records:
        found.setdefault(record.document, []).append(record)
    return found


def _predicted(path: Path, documents: Collection[str]) -> dict[str, list[ScoredRecord]]:
    """The records of the file by document; says which documents have no gold."""
    from extract.gold import read_records

    found = _by_document(read_records(path))
    for document in sorted(found):
        if document not in documents:
            note(f"No gold for {document}: {len(found[document])} records left out.")
    return found


def _extracted(sources: Path, documents: tuple[str, ...], model: str | None) -> dict[str, list[ScoredRecord]]:
    """The records of the documents, read and extracted now, and `model` heard, if one is given."""
    from extract.gold import scored_record, source_files
    from extract.pipeline import extract_commitments
    from extract.read.document import read_document
    from extract.records import to_record

    paths = source_files(sources)
    found: dict[str, list[ScoredRecord]] = {}
    with progress() as bar:
        for name in bar.track(documents, description="Reading"):
            document = read_document(paths[name])
            if document.id != name:
                raise MisuseError(f"{paths[name]}: read as {document.id}, but documents.tsv calls it {name}")
            found[name] = [scored_record(to_record(document, c)) for c in extract_commitments(document, model)]
    return found


def _row(name: str, row: Measure | float | None) -> str:
    from extract.evaluate import Measure

    if row is None:
        return f"{name:26} none on either side"
    if not isinstance(row, Measure):
        return f"{name:26} {row}" if isinstance(row, int) else f"{name:26} {row:.3f}"
    return f"{name:26} P {row.precision:.3f}  R {row.recall:.3f}  F1 {row.f1:.3f}  ({row.gold} in gold)"


def _lines(result: Score) -> list[str]:
    return [_row(name, row) for name, row in result.figures]


def _misses(result: Score, count: int) -> list[str]:
    """The first quotes that only gold has, and those that only we have."""
    titles = (("missed", result.missed), ("spurious", result.spurious))
    return [
        f"{title:9} {record.document} [{record.force}] {' '.join(record.quote.split())}"
        for title, records in titles
        for record in records[:count]
    ]
