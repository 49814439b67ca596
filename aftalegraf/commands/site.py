"""`aftalegraf site`: the whole explorer as a folder of pages, or as one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.errors import CommandError, MisuseError
from aftalegraf.output import note, write_bytes

if TYPE_CHECKING:
    from viz.explorer import Made


@click.command(short_help="Write the whole explorer as pages that open from disk.")
@click.argument("folder", type=options.PATH, metavar="[FOLDER]", required=False)
@click.option("--single", type=options.PATH, metavar="FILE", help="Write it all into one HTML file that can be mailed.")
@options.store
def command(folder: Path | None, single: Path | None, store: options.Store) -> None:
    """Writes a front page with search, every agreement with its commitments marked, and pages of topics, areas, actors.

    Also the ledger, matters over the years, figures and the network; in Danish and English. The pages open from disk,
    in any browser, without internet; the data of each lies beside it as CSV and JSON. Pages that an earlier run wrote
    into FOLDER, of things that are gone, are removed; other files in it are left alone.
    """
    if (folder is None) == (single is None):
        raise MisuseError("name a folder (`aftalegraf site FOLDER`), or one file with --single FILE")
    if single is not None:
        write_bytes(_single(store).encode("utf-8"), single)
        note(f"Open {single.resolve()} in a browser.")
    elif folder is not None:
        _folder(store, folder)


def _single(store: options.Store) -> str:
    from graph.store import reading
    from viz.single import single_page

    with reading(store) as snapshot:
        return single_page(snapshot, made())


def _folder(store: options.Store, folder: Path) -> None:
    from graph.store import reading
    from viz.site import write_site

    with reading(store) as snapshot:
        try:
            report = write_site(snapshot, folder, made())
        except OSError as error:
            raise CommandError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    note(f"{report.pages} pages, {report.files} files, {report.size / 1e6:.1f} MB.")
    note(f"Open {report.front.resolve()} in a browser.")


def made() -> Made:
    """What pages say of themselves: made today, by this version."""
    from datetime import UTC, datetime

    from aftalegraf import __version__
    from viz.explorer import Made

    return Made(date=datetime.now(UTC).astimezone().date().isoformat(), version=__version__)
