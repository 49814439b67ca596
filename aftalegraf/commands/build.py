"""`aftalegraf build`: agreements into the store."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.errors import FAILED
from aftalegraf.inputs import some_exist
from aftalegraf.language import spoken
from aftalegraf.messages import told
from aftalegraf.output import emit, emit_json, note, progress

if TYPE_CHECKING:
    from graph.build import BuildReport
    from graph.ingest import FileReport


@click.command(short_help="Read what is new or changed into the store.")
@click.argument("paths", type=options.PATH, nargs=-1, required=True, metavar="PATH...")
@options.store
@options.spacy_model
@options.processes
@options.force
@click.option("--all-or-nothing", is_flag=True, help="Write nothing where a file, or a line of records, fails.")
@options.file_format("json")
@options.output
def command(
    paths: tuple[Path, ...],
    store: options.Store,
    spacy_model: str | None,
    processes: int | None,
    force: bool,
    all_or_nothing: bool,
    file_format: str | None,
    output: Path | None,
) -> None:
    """Reads agreements (files, folders of them, or .jsonl records) into the store.

    Files that the store has already, unchanged, are not read again; a file that cannot be read, or a line of records,
    is named, and the others are done, unless --all-or-nothing is given.
    """
    from ontology.own_topics import own_problems

    some_exist(paths)
    for problem in own_problems():
        note(f"Note: {problem}")
    for line in _besides(paths):
        note(f"Note: {line}")
    report = build_with_progress(paths, store, processes, force=force, model=spacy_model, all_or_nothing=all_or_nothing)
    problems = [file for file in report.files if file.problem]
    for file in problems:
        note(f"aftalegraf: {file.problem}")
        if file.status == "done":
            note(f"Note: {file.path}: its other {file.commitments} records are built")
    for file in report.files:
        for warning in (*file.warnings, *((file.reason,) if file.status == "skipped" and file.reason else ())):
            note(f"Note: {warning}")
    if file_format == "json":
        emit_json(report_json(report), output)
    else:
        emit("\n".join(summary(report)), output)
    if problems:
        click.get_current_context().exit(FAILED)


def _besides(paths: tuple[Path, ...]) -> list[str]:
    """What is in the folders, or in their lists, and cannot be built."""
    from extract.errors import ReadError
    from extract.listed import absent
    from graph.sources import passed_over

    found: list[str] = []
    with suppress(OSError, ReadError):  # told of each file that it stops
        for folder in paths:
            found += absent(folder) if folder.is_dir() else ()
        found += passed_over(paths)
    return found


def build_with_progress(
    paths: tuple[Path, ...],
    store: options.Store,
    processes: int | None = None,
    *,
    force: bool = False,
    model: str | None = None,
    all_or_nothing: bool = False,
) -> BuildReport:
    """Builds, and shows each file as it is done where standard error is a terminal."""
    from graph.build import build

    with progress() as bar:
        task = bar.add_task("Reading", total=None)

        def show(file: FileReport) -> None:
            bar.update(task, advance=1, description=Path(file.path).name)

        return build(
            paths,
            store,
            on_file=show,
            processes=processes,
            force=force,
            model=model,
            all_or_nothing=all_or_nothing,
        )


def report_json(report: BuildReport) -> dict[str, object]:
    """The report as plain values: counts, files, problems."""
    return {
        "store": str(report.store),
        "seconds": round(report.seconds, 3),
        "counts": {**asdict(report.counts), "by_force": dict(report.counts.by_force)},
        "files": [asdict(file) for file in report.files],
        "problems": [{"path": file.path, "reason": file.problem} for file in report.files if file.problem],
    }


def summary(report: BuildReport) -> list[str]:
    """What was read and what the store holds, a line each."""
    from ontology.vocab import forces

    counts = report.counts
    danish = spoken() == "da"
    labels = {force.id: force.label if danish else force.label_en or force.label for force in forces()}
    by_force = ", ".join(f"{count} {labels.get(force, force)}" for force, count in counts.by_force)
    read, unchanged, gone, failed = (len(report.of(status)) for status in ("done", "skipped", "removed", "failed"))
    twice = sum(bool(file.reason) for file in report.of("skipped"))
    done = (
        f"{read} files read, {unchanged - twice} unchanged, {gone} gone, {failed} failed"
        f" in {report.seconds:.1f} seconds."
    )
    again = [f"{twice} files give an agreement that another one gives too."] if twice else []
    left = ["Nothing was written, because a file failed (--all-or-nothing)."] if report.of("left") else []
    held = f"{counts.agreements} agreements with {counts.commitments} commitments"
    empty = f"The store {report.store} holds {held}."
    leads = f"{counts.references} references, {counts.unresolved} of them unresolved"
    holds = [
        f"The store {report.store} holds {held}: {by_force}." if by_force else empty,
        f"{counts.amounts} sums, {leads}; {counts.not_read} agreements are referred to and not read.",
    ]
    nothing = [f"The store {report.store} holds no agreement."]
    return [told(line) for line in (done, *again, *left, *(holds if counts.agreements else nothing))]
