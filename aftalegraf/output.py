"""Where things are printed: data to standard output or a file, everything else to standard error."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from aftalegraf.errors import CommandError, MisuseError
from aftalegraf.messages import told

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from graph.tables import Table

WIDE_ENOUGH = 100
_IN_MEMORY = 50_000_000  # bytes on their way to standard output that are kept in memory


def write_bytes(data: bytes, path: Path) -> None:
    """Writes the file whole or not at all. Raises CommandError where that cannot be done."""
    with _file(path) as stream:
        stream.write(data)


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    """A file to be written to; it takes its place when the block ends without an error."""
    try:
        if path.exists() and not path.is_file():  # a pipe or /dev/null is written to, never replaced
            with path.open("wb") as stream:
                yield stream
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w+b") as stream:
                yield stream
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CommandError(f"{path}: cannot be written ({error.strerror}); give another place with -o") from error


@contextmanager
def binary_output(path: Path | None, *, text: bool = True) -> Iterator[BinaryIO]:
    """Where bytes go: the file, whole or not at all, or standard output.

    Raises MisuseError where what is no `text` would go to a terminal.
    """
    if path is not None:
        with _file(path) as stream:
            yield stream
        return
    if not text and sys.stdout.isatty():
        raise MisuseError("this format is no text to look at: name a file with -o")
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spooled:
        yield cast("BinaryIO", spooled)  # a workbook wants to go back and forth in its file
        spooled.seek(0)
        shutil.copyfileobj(spooled, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def emit(text: str, path: Path | None) -> None:
    """Writes data to the file, or to standard output where there is none."""
    if text and not text.endswith("\n"):
        text += "\n"
    if path is None:
        click.echo(text, nl=False)
    else:
        write_bytes(text.encode(), path)


def emit_json(value: object, path: Path | None) -> None:
    """Writes a value as JSON, letters as they are."""
    emit(json.dumps(value, ensure_ascii=False, indent=2), path)


def emit_workbook(table: Table, path: Path | None) -> None:
    """Writes a table as an Excel workbook; what did not fit is told. Raises MisuseError for a terminal."""
    from graph.workbook import Properties, write_workbook

    with binary_output(path, text=False) as stream:
        notes = write_workbook([table], stream, Properties(title=table.title))
    for line in notes:
        note(line)


def emit_csv(table: Table, path: Path | None, *, plain: bool) -> None:
    """Writes a table as CSV, for a Danish spreadsheet or, `plain`, for programs."""
    from graph.delimited import table_csv

    with binary_output(path) as stream:
        stream.write(table_csv(table, plain=plain).encode())


def made(language: str) -> str:
    """When and by what a page or a document is made, as it says of itself in its language."""
    from datetime import UTC, datetime

    from aftalegraf import __version__
    from viz.voice import Voice

    return Voice(language=language).made(datetime.now(UTC).astimezone().date().isoformat(), __version__)


def note(text: str) -> None:
    """Says something that is no data, on standard error, in the language that is spoken."""
    click.echo(told(text), err=True)


def console(*, error: bool = False) -> Console:
    """A console as wide as the terminal, or wide enough for whole sentences where there is none."""
    from rich.console import Console

    made = Console(stderr=error, highlight=False, soft_wrap=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = WIDE_ENOUGH
    return made


def width() -> int:
    """How many columns text for people is wrapped to: the terminal's, within reason."""
    return max(40, min(shutil.get_terminal_size((WIDE_ENOUGH, 24)).columns, 120))


def emit_table(columns: Sequence[str], rows: Iterable[Sequence[str]], path: Path | None, *, title: str = "") -> None:
    """Prints rows as a table for people; nothing in a cell is taken for markup, and no words are cut off."""
    from io import StringIO

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=SIMPLE_HEAD, title=title or None, title_justify="left", pad_edge=False)
    for column in table.columns:
        column.overflow = "fold"
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    if path is None:
        console().print(table)
        return
    buffer = StringIO()
    Console(file=buffer, width=WIDE_ENOUGH).print(table)
    emit(buffer.getvalue(), path)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error; nothing at all where that is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    shown = console(error=True)
    with Progress(*columns, console=shown, transient=True, disable=not shown.is_terminal) as bar:
        yield bar
