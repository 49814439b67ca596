"""`aftalegraf site`: the whole explorer as a folder of pages."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.errors import CommandError
from aftalegraf.output import note


@click.command(short_help="Write the whole explorer as pages that open from disk.")
@click.argument("folder", type=options.PATH, metavar="FOLDER")
@options.store
def command(folder: Path, store: options.Store) -> None:
    """Writes a front page with search, every agreement with its commitments marked, and pages of topics, areas, actors.

    The pages open from disk, in any browser, without internet; the data of each lies beside it as CSV and JSON.
    """
    from datetime import UTC, datetime

    from aftalegraf import __version__
    from graph.store import reading
    from viz.site import Made, write_site

    made = Made(date=datetime.now(UTC).astimezone().date().isoformat(), version=__version__)
    with reading(store) as snapshot:
        try:
            report = write_site(snapshot, folder, made)
        except OSError as error:
            raise CommandError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    note(f"{report.pages} pages, {report.files} files, {report.size / 1e6:.1f} MB.")
    note(f"Open {report.front.resolve()} in a browser.")
