"""`aftalegraf query`: SPARQL on the store, from a file, a text or a named query."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftalegraf import options
from aftalegraf.errors import MisuseError
from aftalegraf.output import emit, emit_table, note

if TYPE_CHECKING:
    from graph.queries import NamedQuery

FORMATS = ("csv", "json", "xml", "tsv", "turtle", "ntriples", "jsonld")


@click.command(short_help="Ask the store in SPARQL, by file, text or name.")
@click.argument("file", type=options.PATH, required=False, metavar="[FILE.rq]")
@click.option("-e", "--execute", "text", metavar="TEXT", help="The query itself.")
@click.option("--named", metavar="NAME", help="A query that comes with the program (see --list).")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="KEY=VALUE", help="A value for --named.")
@click.option("--list", "listing", is_flag=True, help="List the named queries, what they answer and what they ask for.")
@options.store
@options.file_format(*FORMATS)
@options.output
def command(
    file: Path | None,
    text: str | None,
    named: str | None,
    parameters: tuple[str, ...],
    listing: bool,
    store: Path,
    file_format: str | None,
    output: Path | None,
) -> None:
    """Asks the store in SPARQL 1.1: a file (- for standard input), a text (-e), or a query that ships (--named).

    The prefixes ag:, skos:, dcterms:, prov:, schema:, oa:, rdf:, rdfs: and xsd: are known. What is asked is the union
    of all agreements.
    """
    if listing:
        _list(file_format, output)
        return
    if sum(given is not None for given in (file, text, named)) != 1:
        raise MisuseError("give one query: a FILE.rq, -e TEXT, or --named NAME (--list shows the names)")
    if parameters and named is None:
        raise MisuseError("-p gives a value to a named query: use it with --named")
    _answer(_sparql(file, text), named, _values(parameters), store, file_format, output)


def _answer(
    sparql: str, named: str | None, values: dict[str, str], store: Path, file_format: str | None, output: Path | None
) -> None:
    from pyoxigraph import QueryTriples

    from graph.ask import ask, ask_named, rows, serialised
    from graph.store import reading

    with reading(store) as snapshot:
        result = ask(snapshot, sparql) if named is None else ask_named(snapshot, named, values)
        if file_format is not None or isinstance(result, QueryTriples):
            emit(serialised(result, file_format or "turtle").decode("utf-8").replace("\r\n", "\n"), output)
            return
        found = rows(result)
    emit_table(found.columns, [[shorten(cell) for cell in row] for row in found.rows], output)
    note(f"{len(found.rows)} rows.")


def shorten(cell: str | None) -> str:
    """An IRI of ours as its id, anything else as it is; a table for people has no room for more.

    >>> shorten("https://w3id.org/aftalegraf/id/actor/kl")
    'kl'
    """
    from ontology.vocab import BASE

    if cell is None:
        return ""
    return cell.removeprefix(BASE).partition("/")[2] if cell.startswith(BASE) else cell


def _sparql(file: Path | None, text: str | None) -> str:
    if file is None:
        return text or ""
    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise MisuseError(f"{file}: there is no such file: name a query's file, or give -e TEXT") from None
    except UnicodeDecodeError as error:
        raise MisuseError(f"{file}: byte {error.start} is not UTF-8: save the query as UTF-8") from None


def _values(parameters: Sequence[str]) -> dict[str, str]:
    pairs = [parameter.partition("=") for parameter in parameters]
    for name, sign, _ in pairs:
        if not sign or not name.strip():
            raise MisuseError(f"-p {name}: write it as KEY=VALUE, for example -p actor=kl")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _list(file_format: str | None, output: Path | None) -> None:
    from graph.queries import named_queries

    if file_format not in (None, "json"):
        raise MisuseError("--list is a table, or JSON with --format json")
    queries = named_queries()
    if file_format == "json":
        emit(json.dumps([_described(query) for query in queries], ensure_ascii=False, indent=2), output)
        return
    table = [(query.name, query.answers, "\n".join(_parameters(query))) for query in queries]
    emit_table(("query", "what it answers", "-p"), table, output)


def _described(query: NamedQuery) -> dict[str, object]:
    parameters = [
        {"name": p.name, "type": p.type, "need": p.need, "example": p.example, "description": p.description}
        for p in query.parameters
    ]
    return {
        "name": query.name,
        "title": query.title,
        "title_en": query.title_en,
        "answers": query.answers,
        "parameters": parameters,
    }


def _parameters(query: NamedQuery) -> list[str]:
    """The parameters as they are typed, with the example; those that may be left out in brackets."""
    typed = [(p.need, f"{p.name}={p.example}") for p in query.parameters]
    return [text if need == "required" else f"[{text}]" for need, text in typed]
