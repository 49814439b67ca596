"""`aftalegraf extract`: commitments out of files, or of what is typed in, as records, without a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.errors import FAILED, MisuseError, explain
from aftalegraf.inputs import some_exist
from aftalegraf.language import of_pages
from aftalegraf.output import emit, emit_csv, note, progress, write_bytes

if TYPE_CHECKING:
    from extract.models import Commitment, Document
    from extract.parallel import Outcome

Record = dict[str, object]
Found = list[tuple["Document", tuple["Commitment", ...]]]
STANDARD_INPUT = Path("-")
FEW_SENTENCES = 12


@click.command(short_help="Find the commitments in agreements, without a store.")
@click.argument("files", type=options.PATH, nargs=-1, required=True, metavar="FILE...")
@options.file_format("jsonl", "csv", default="jsonl")
@click.option("--explain", "explained", is_flag=True, help="Show instead which rule gave what, by which words.")
@click.option("--html", type=options.PATH, metavar="FILE", help="With --explain: write that as a page.")
@options.spacy_model
@options.processes
@options.force
@options.plain
@options.output
def command(
    files: tuple[Path, ...],
    file_format: str,
    explained: bool,
    html: Path | None,
    spacy_model: str | None,
    processes: int | None,
    force: bool,
    plain: bool,
    output: Path | None,
) -> None:
    """Finds the commitments in agreements and writes one record for each, in text order.

    Give files, folders of them, or - for a sentence or a text from standard input.
    """
    if html is not None and not explained:
        raise MisuseError("--html writes the page of --explain: give both")
    read = _gathered(_outcomes(files, spacy_model, processes, force=force), explained=explained)
    for warning in read.warnings:
        note(f"Note: {warning}")
    if explained:
        _explain(read.found, html)
    else:
        _emit(read.records, read.years, file_format, output, plain=plain)
    for line in read.failed:
        note(f"aftalegraf: {line}")
    if read.failed:
        click.get_current_context().exit(FAILED)


@dataclass(kw_only=True)
class _Read:
    """What the files gave: records, or to be explained what was found; the years of agreements; what is to be told."""

    found: Found = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    years: dict[str, int | None] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def _gathered(outcomes: Iterable[Outcome | str], *, explained: bool) -> _Read:
    """What became of all files; an agreement that is given twice counts once, and a line says so."""
    from extract.records import to_record
    from extract.twins import Seen, left_out

    read, seen = _Read(), Seen()
    for outcome in outcomes:
        if isinstance(outcome, str) or outcome.document is None:
            read.failed.append(_failure(outcome))
            continue
        document, place = outcome.document, str(outcome.task.path)
        twin = seen.twin(document, place)
        if twin:
            note(f"Note: {left_out(place, twin)}")
            continue
        read.warnings += document.warnings
        read.years[document.id] = document.identity.year
        if explained:
            read.found.append((document, outcome.commitments))
        else:  # while other files are read
            read.records += [to_record(document, commitment) for commitment in outcome.commitments]
    return read


def _failure(outcome: Outcome | str) -> str:
    """Why a file gave nothing, in one line."""
    return outcome if isinstance(outcome, str) else explain(outcome.error or RuntimeError("nothing was read")).message


def _outcomes(
    files: tuple[Path, ...], model: str | None, processes: int | None, *, force: bool
) -> Iterator[Outcome | str]:
    """What became of standard input, if it was asked for, and of each file; a line for what could not be looked at."""
    from extract.parallel import Task, extract_files
    from graph.sources import find_sources

    if model is not None:
        from extract.model_evidence import load_model

        load_model(model)  # a pipeline that is not there is told once, not for each file
    if STANDARD_INPUT in files:
        yield _given(model, force=force)
    named = tuple(path for path in files if path != STANDARD_INPUT)
    if named:
        some_exist(named)
    sources, problems = find_sources(named)
    yield from (f"{path}: {why}" for path, why in problems)
    texts = [source for source in sources if source.path.suffix.lower() != ".jsonl"]
    for source in sources:
        if source not in texts:
            note(f"Note: {source.path}: holds records already and is left out; `aftalegraf build` takes them")
    tasks = tuple(Task(path=source.path, folder=source.folder, model=model, force=force) for source in texts)
    with progress() as bar:
        yield from bar.track(extract_files(tasks, processes), total=len(tasks), description="Reading")


def _given(model: str | None, *, force: bool) -> Outcome:
    """What standard input holds, read as a text."""
    from extract.parallel import extract_bytes

    stream = sys.stdin.buffer
    if stream.isatty():
        note("Write or paste a text; end with Ctrl-D (on Windows with Ctrl-Z and Enter).")
    return extract_bytes(stream.read(), model, force=force)


def _explain(found: Found, html: Path | None) -> None:
    """Shows which rule gave what, in the terminal or as a page; of a few sentences also those that gave nothing."""
    from aftalegraf.explain import print_explained
    from extract.explain import explain as reasons

    sentences = [
        one
        for document, commitments in found
        for one in reasons(document, commitments, silent=len(document.units) <= FEW_SENTENCES)
    ]
    if html is None:
        print_explained(sentences)
        return
    from viz.explain import explanation_page

    title = ", ".join(document.source for document, _ in found) or "aftalegraf"
    write_bytes(explanation_page(sentences, title, of_pages()).encode(), html)


def _emit(
    records: list[Record], years: dict[str, int | None], file_format: str, output: Path | None, *, plain: bool
) -> None:
    if file_format == "jsonl":
        emit("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), output)
        return
    from graph.sheets.places import Places
    from graph.sheets.records import RECORD_TABLES

    emit_csv(RECORD_TABLES[0].of(records, Places(years=years)), output, plain=plain)
