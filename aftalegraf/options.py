"""The options that commands share, each spelled and explained once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from graph.remote import address

    Store = address.Store

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

DEFAULT_STORE = "aftalegraf.store"

# Whether a path is there and may be read is found out by using it: the message is then one line, as everywhere.
PATH = click.Path(path_type=Path, readable=False)


def _store(text: str) -> Store:
    """What `--store` names: a folder, or an address. Raises MisuseError for an address that cannot be meant."""
    if "://" not in text:
        from ontology.own_topics import use_topics_beside

        use_topics_beside(Path(text))
        return Path(text)
    from aftalegraf.errors import explain
    from graph.errors import StoreAddressError
    from graph.remote.address import store_at

    try:
        return store_at(text)
    except StoreAddressError as error:
        raise explain(error) from None


def store_folder(text: str) -> Path:
    """What `--store` names where it must be a folder. Raises MisuseError for an address."""
    if "://" in text:
        from aftalegraf.errors import MisuseError

        raise MisuseError(
            "--store: this serves a store in a folder, and the server at that address answers SPARQL by itself:"
            " name a folder"
        )
    return Path(text)


store: Decorator = click.option(
    "--store",
    type=_store,
    default=DEFAULT_STORE,
    show_default=True,
    metavar="FOLDER|URL",
    help="The store that `aftalegraf build` made: a folder, or a SPARQL server.",
)

output: Decorator = click.option(
    "-o",
    "--output",
    type=PATH,
    default=None,
    metavar="FILE",
    help="Write there instead of to standard output.",
)

plain: Decorator = click.option(
    "--plain",
    is_flag=True,
    help="CSV for programs: commas, decimal points, ids, no byte order mark; without it, for a Danish spreadsheet.",
)

processes: Decorator = click.option(
    "--processes",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="Read so many files at once; by default one for each processor, and one for a few files.",
)

force: Decorator = click.option(
    "--force",
    is_flag=True,
    help="Read also what is clearly in another language than Danish.",
)

spacy_model: Decorator = click.option(
    "--spacy-model",
    default=None,
    metavar="NAME",
    help="Hear a spaCy pipeline that you have installed as further evidence.",
)


# Of a file that -o names: the ending of a format, where they differ, and those that other formats have.
_ENDINGS = {"ttl": "turtle", "nt": "ntriples", "htm": "html"}
_NO_TEXT = frozenset(
    (
        "csv", "doc", "docx", "html", "ics", "json", "jsonl", "jsonld", "ntriples", "ods", "odt", "pdf", "tsv",
        "turtle", "xls", "xlsx", "xml",
    )
)  # fmt: skip


def file_format(*choices: str, default: str | None = None) -> Decorator:
    """`--format`, one of `choices`, or told by the end of the name that -o gives.

    With no default and another name the text for people is printed.
    """
    return click.option(
        "--format",
        "file_format",
        type=click.Choice(choices),
        callback=_by_name,
        default=default,
        show_default=default is not None,
        help="For programs to read." if choices == ("json",) else "Else told by the end of the file's name.",
    )


def _by_name(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The format asked for, or else that which the output's name ends in. Raises MisuseError for one not written."""
    output: Path | None = ctx.params.get("output")  # what is on the command line is read before what is not
    if output is None or ctx.get_parameter_source("file_format") is not click.core.ParameterSource.DEFAULT:
        return value
    choices: tuple[str, ...] = tuple(param.type.choices) if isinstance(param.type, click.Choice) else ()
    ending = output.suffix.lower().lstrip(".")
    wanted = _ENDINGS.get(ending, ending)
    if wanted in choices:
        return wanted
    if wanted not in _NO_TEXT or (wanted == "json" and "jsonl" in choices):
        return value
    from aftalegraf.errors import MisuseError

    written = ", ".join(choices)
    raise MisuseError(
        f"{output}: this command does not write .{ending}: end the name in .txt for text, or in one of {written}"
    )
