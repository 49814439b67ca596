"""`aftalegraf demo`: the whole way once, on the five agreements that come with the program."""

from __future__ import annotations

import shutil
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.commands.build import build_with_progress
from aftalegraf.commands.network import draw
from aftalegraf.errors import CommandError
from aftalegraf.examples import example_folder
from aftalegraf.language import pages_voice
from aftalegraf.output import emit, emit_table, width

if TYPE_CHECKING:
    from graph.build import BuildReport

QUERY, YEAR = "follow-up-in-year", "2023"
TERM = "botilbud"
ROWS = 3


@click.command(short_help="Build and show the five agreements that come with the program.")
@click.option(
    "--folder",
    type=options.PATH,
    default="demo",
    show_default=True,
    metavar="FOLDER",
    help="Where the store and the network page are made.",
)
def command(folder: Path) -> None:
    """Builds the five agreements on municipal economy into a store, and shows what it found.

    Prints the numbers, one SPARQL answer, one matter traced over the years, and where the network page lies.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder}: cannot be made ({error.strerror}); name another with --folder") from error
    store, page = folder / "aftalegraf.store", folder / "network.html"
    report = _build(store)
    emit("\n".join(_found(report)), None)
    _show_query(store)
    _show_trace(store)
    draw(store, page)
    emit(f"\nThe network: open this page in a browser.\n{page.resolve()}", None)


def _build(store: Path) -> BuildReport:
    """Builds; a store that an earlier version of the program left in the demo's folder is made anew."""
    from graph.errors import StoreVersionError

    try:
        return build_with_progress((example_folder(),), store)
    except StoreVersionError:
        shutil.rmtree(store)
        return build_with_progress((example_folder(),), store)


def _found(report: BuildReport) -> list[str]:
    """What was found, a line for each kind of thing."""
    from ontology.vocab import agreements, forces

    counts = report.counts
    labels = {force.id: f"{force.id} ({force.label})" for force in forces()}
    by_force = ", ".join(f"{count} {labels.get(force, force)}" for force, count in counts.by_force)
    between = sorted(
        agreement.year
        for agreement in agreements()
        if agreement.id.startswith("oea-kommuner-") and not agreement.read and agreement.year
    )
    read, unchanged = len(report.of("done")), len(report.of("skipped"))
    read_years = counts.years or (0,)
    unread = [year for year in between if read_years[0] < year < read_years[-1]]
    run = f"{read} read, {unchanged} unchanged since the last run"
    leads = f"{counts.unresolved} of them unresolved; {counts.not_read} agreements referred to are not read"
    return [
        f"{counts.agreements} agreements in {report.seconds:.1f} seconds ({run})",
        f"  years         {_listed(counts.years)}; known and not read: {_listed(unread)}",
        *wrap(f"  commitments   {counts.commitments}: {by_force}", width(), subsequent_indent=" " * 16),
        f"  sums          {counts.amounts}, and {counts.figures} figures in tables",
        f"  references    {counts.references}, {leads}",
        f"  store         {report.store}, {counts.quads} triples",
    ]


def _listed(years: tuple[int, ...] | list[int]) -> str:
    return ", ".join(str(year) for year in years) or "none"


def _show_query(store: Path) -> None:
    """One answer, with the command that gives it."""
    from aftalegraf.commands.query import shorten
    from graph.ask import ask_named, rows
    from graph.queries import named_query
    from graph.store import reading

    with reading(store) as snapshot:
        found = rows(ask_named(snapshot, QUERY, {"year": YEAR}))
    emit(
        f"\n{YEAR}: {named_query(QUERY).answers}\n$ aftalegraf query --named {QUERY} -p year={YEAR} --store {store}",
        None,
    )
    emit_table(found.columns, [[shorten(cell) for cell in row] for row in found.rows[:ROWS]], None)
    if len(found.rows) > ROWS:
        emit(f"... and {len(found.rows) - ROWS} more.", None)


def _show_trace(store: Path) -> None:
    """One matter over the years, shortened, with the command that gives it whole."""
    from aftalegraf.commands.trace import trace_lines
    from graph.store import reading
    from graph.trace import trace

    with reading(store) as snapshot:
        found = trace(snapshot, TERM)
    emit(f"\n$ aftalegraf trace {TERM} --store {store}", None)
    emit("\n".join(trace_lines(found, width(), pages_voice(), commitments=1)), None)
