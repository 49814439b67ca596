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
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="How long it may take."
)
@options.store
@options.file_format(*FORMATS)
@options.output
def command(
    file: Path | None,
    text: str | None,
    named: str | None,
    parameters: tuple[str, ...],
    listing: bool,
    seconds: float,
    store: options.Store,
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
    sparql = _sparql(file, text) if named is None else _bound(named, _values(parameters), store)
    _answer(sparql, store, seconds, file_format, output)


def _answer(sparql: str, store: options.Store, seconds: float, file_format: str | None, output: Path | None) -> None:
    from graph.timed import show_within, write_within

    if file_format is not None:
        written = write_within(store, sparql, file_format, seconds=seconds)
        emit(written.decode("utf-8").replace("\r\n", "\n"), output)
        return
    shown = show_within(store, sparql, seconds=seconds)
    if isinstance(shown, bytes):
        emit(shown.decode("utf-8"), output)
        return
    emit_table(shown.columns, [[shorten(cell) for cell in row] for row in shown.rows], output)
    note(f"{len(shown.rows)} rows.")


def _bound(named: str, values: dict[str, str], store: options.Store) -> str:
    """The text of a named query with its values, on the IRIs of that store."""
    from graph.queries import named_query
    from graph.store import store_iris

    return named_query(named).bound(values, store_iris(store))


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
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")  # standard input too, whatever the system reads it as
    except FileNotFoundError:
        raise MisuseError(f"{file}: there is no such file: name a query's file, or give -e TEXT") from None
    except OSError as error:
        raise MisuseError(f"{file}: cannot be read ({error.strerror}): name a query's file, or give -e TEXT") from None
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
    queries = [query for query in named_queries() if query.for_people]
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
