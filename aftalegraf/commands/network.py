"""`aftalegraf network`: the store as one interactive HTML page."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.commands.site import made
from aftalegraf.output import note, write_bytes


@click.command(short_help="Draw the store as one interactive HTML page.")
@options.store
@click.option(
    "-o",
    "--output",
    type=options.PATH,
    default="network.html",
    show_default=True,
    metavar="FILE",
    help="Where the page is written.",
)
def command(store: options.Store, output: Path) -> None:
    """Draws agreements, actors, areas, topics and references, with the commitments between them, as one HTML page.

    The page opens from disk, in any browser, without internet: search, filter by year, area and actor, click to read
    the quotes.
    """
    draw(store, output)
    note(f"Open {output.resolve()} in a browser.")


def draw(store: options.Store, output: Path) -> None:
    """Writes the page of the store. Raises StoreMissingError and the like, CommandError where it cannot be written."""
    from graph.store import reading
    from viz.about import made_from
    from viz.gather import network_data
    from viz.network import render_network

    with reading(store) as snapshot:
        page = render_network(network_data(snapshot), made_from(snapshot, made()))
    write_bytes(page.encode("utf-8"), output)
