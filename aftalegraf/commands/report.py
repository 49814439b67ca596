"""`aftalegraf report`: what an older agreement promised, and what a newer one says."""

from __future__ import annotations

from pathlib import Path

import click

from aftalegraf import options
from aftalegraf.errors import MisuseError
from aftalegraf.language import of_pages
from aftalegraf.output import emit, made, note, write_bytes

_FORMATS = ("html", "docx", "xlsx")


@click.command(short_help="Set what one agreement promised beside what a later one says.")
@click.argument("older", metavar="OLDER")
@click.argument("newer", metavar="NEWER")
@options.store
@click.option("--format", "file_format", type=click.Choice(_FORMATS), help="Else told by the end of the file's name.")
@options.output
def command(older: str, newer: str, store: options.Store, file_format: str | None, output: Path | None) -> None:
    """Sets side by side what the OLDER agreement promised to take up or deliver and what the NEWER one says.

    Quotes, sections and pages stand with everything; what the newer one is silent about is listed, sums are compared.
    Agreements are named by id or short name: `aftalegraf report ØA23 ØA24 -o report.docx`.
    """
    from graph.report import report
    from graph.store import reading

    wanted = file_format or (output.suffix.lower().lstrip(".") if output else "html")
    if wanted not in _FORMATS:
        raise MisuseError(f"{output}: a report is written as html, docx or xlsx: name the file so, or use --format")
    if wanted != "html" and output is None:
        raise MisuseError(f"a report as {wanted} needs a file: name one with -o")
    with reading(store) as snapshot:
        found = report(snapshot, older, newer)
    language = of_pages()
    if wanted == "html":
        from viz.report_page import report_page

        emit(report_page(found, made(language), language), output)
    elif output is not None and wanted == "docx":
        from viz.report_docx import report_docx

        write_bytes(report_docx(found, made(language), language), output)
    elif output is not None:
        from viz.report_xlsx import report_xlsx

        write_bytes(report_xlsx(found, made(language), language), output)
    note(f"{len(found.taken_up)} promises are taken up in {found.newer.name}, {len(found.silent)} are not spoken of.")
