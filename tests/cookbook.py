"""docs/cookbook.md: the named queries, their SPARQL, and what they answer on the five agreements.

`make readme` writes it.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from aftalegraf.commands.query import shorten
from aftalegraf.examples import example_folder
from graph.ask import Rows, ask_named, rows
from graph.build import build
from graph.queries import NamedQuery, Parameter, named_queries
from graph.store import Snapshot, reading

COOKBOOK = Path(__file__).resolve().parent.parent / "docs" / "cookbook.md"
MOST = 3
_NEEDS = {"required": "must be given", "optional": "may be left out", "default": "may be left out, is then as here"}
_OPENING = """\
# The named queries

What one can ask without writing SPARQL, each with its text, to start from for questions of one's own, and with the
first rows that it answers on the five agreements that come with the program. `make readme` makes this page, and a test
holds it true.

`aftalegraf query --list` lists them too. Any of them, changed or not, runs from a file (`aftalegraf query FILE.rq`),
and with `--format csv`, `json` or `xml` for other programs. The files are in [graph/queries](../graph/queries); the
terms are explained in [ontology.md](ontology.md).
"""


def examples(query: NamedQuery) -> dict[str, str]:
    """The example of every parameter that must be given."""
    return {parameter.name: parameter.example for parameter in query.parameters if parameter.need == "required"}


def cookbook(snapshot: Snapshot) -> str:
    """The page, with the answers that this store gives."""
    queries = [query for query in named_queries() if query.for_people]
    contents = "\n".join(f"- [{query.title_en}](#{query.name})" for query in queries)
    recipes = (_recipe(query, rows(ask_named(snapshot, query.name, examples(query)))) for query in queries)
    return "\n".join((_OPENING, contents, "", *recipes))


def _recipe(query: NamedQuery, answer: Rows) -> str:
    given = "".join(f" -p {_typed(name, value)}" for name, value in examples(query).items())
    parts = [
        f"## {query.name}",
        f"**{query.title_en}.** {query.answers}",
        "\n".join(map(_parameter, query.parameters)),
        f"```console\naftalegraf query --named {query.name}{given}\n```",
        _table(answer),
        _told(len(answer.rows)),
        f"<details><summary>SPARQL</summary>\n\n```sparql\n{_sparql(query)}\n```\n</details>",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _typed(name: str, value: str) -> str:
    return f"'{name}={value}'" if " " in value else f"{name}={value}"


def _parameter(parameter: Parameter) -> str:
    return f"- `{_typed(parameter.name, parameter.example)}`: {parameter.description} ({_NEEDS[parameter.need]})"


def _sparql(query: NamedQuery) -> str:
    """The query without the comments at its head, whose words stand above it."""
    lines = query.text.splitlines()
    start = next(number for number, line in enumerate(lines) if line and not line.startswith("#"))
    return "\n".join(lines[start:]).strip()


def _table(answer: Rows) -> str:
    lines = [answer.columns, ("---",) * len(answer.columns)]
    lines += [tuple(_cell(cell) for cell in row) for row in answer.rows[:MOST]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(cell: str | None) -> str:
    """A value in one cell of a Markdown table.

    >>> _cell("a|b *c*"), _cell(None)
    ('a\\\\|b \\\\*c\\\\*', '')
    """
    text = " ".join(shorten(cell).split())
    return "".join(f"\\{letter}" if letter in "\\|*_<>`[]" else letter for letter in text)


def _told(count: int) -> str:
    return f"... and {count - MOST} more." if count > MOST else "" if count else "None: no row fits."


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        store = Path(name) / "aftalegraf.store"
        build([example_folder()], store)
        with reading(store) as opened:
            COOKBOOK.write_text(cookbook(opened), encoding="utf-8", newline="\n")
