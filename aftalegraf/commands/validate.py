"""`aftalegraf validate`: the store against the shapes of a valid graph."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.errors import CommandError
from aftalegraf.messages import told
from aftalegraf.output import emit, emit_json


@click.command(short_help="Check the store against the shapes of a valid graph.")
@options.store
@options.file_format("json")
@options.output
@click.option("--pyshacl", is_flag=True, help="Check with pySHACL: slower, and finds the same.")
def command(store: options.Store, file_format: str | None, output: Path | None, pyshacl: bool) -> None:
    """Checks the store against the SHACL shapes of the ontology; exit status 1 where something is wrong."""
    from graph.store import reading
    from graph.validation import validate, validate_by_pyshacl

    with reading(store) as snapshot:
        found = (validate_by_pyshacl if pyshacl else validate)(snapshot)
    if file_format == "json":
        emit_json({"conforms": not found, "violations": [asdict(violation) for violation in found]}, output)
    else:
        lines = [told(f"{violation.thing}: {violation.message_en}") for violation in found]
        emit("\n".join([*lines, told("Every thing is as its shape says.") if not found else ""]), output)
    if found:
        raise CommandError(f"{store}: {len(found)} things are not as the shapes say: build the store anew")
