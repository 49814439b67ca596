"""`aftalegraf lexicon`: proves the phrase files against their own examples."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.errors import CommandError
from aftalegraf.output import emit, emit_json

if TYPE_CHECKING:
    from extract.lexicon_check import Finding


@click.group(short_help="Check the phrase files against their examples.")
def command() -> None:
    """Works with the phrase files (extract/lexicon/README.md tells how to write in them)."""


@command.command(short_help="Prove each entry against its examples and counter-examples.")
@options.file_format("json")
@options.output
def check(file_format: str | None, output: Path | None) -> None:
    """Proves that each example is caught by its own entry, and no counter-example is."""
    from dataclasses import asdict

    from extract.lexicon_check import check_lexicon

    checked = check_lexicon()
    if file_format == "json":
        emit_json(asdict(checked), output)
    else:
        lines = [_line(found) for found in checked.findings]
        wrong = f"{len(checked.findings)} wrong"
        lines.append(f"{checked.files} files, {checked.entries} entries, {checked.examples} examples: {wrong}.")
        emit("\n".join(lines), output)
    if checked.findings:
        raise CommandError(f"{len(checked.findings)} examples or entries are wrong: mend the entries named")


def _line(found: Finding) -> str:
    return f"{found.place}: {found.problem}" + (f": {found.example!r}" if found.example else "")
