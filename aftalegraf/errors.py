"""What went wrong, as the user is told it: one line, naming file, place and remedy, and an exit status.

The error tree of the command line. The libraries raise errors of their own (`extract.errors`, `graph.errors` ...),
whose message is already such a line, in English; here they get their exit status, and their Danish (`messages`).
"""

from __future__ import annotations

import click

from aftalegraf.messages import told

FAILED, MISUSED = 1, 2


class CommandError(click.ClickException):
    """Work that failed: exit status 1. The message is one line that says what to do."""

    exit_code = FAILED

    def format_message(self) -> str:
        """The line in the language that is spoken."""
        return told(self.message)

    def show(self, file: object = None) -> None:
        """Prints the line on standard error."""
        click.echo(f"aftalegraf: {self.format_message()}", err=True)


class MisuseError(CommandError):
    """A command used wrongly (an unknown name, a broken query, a missing folder): exit status 2."""

    exit_code = MISUSED


def one_line(text: str) -> str:
    """The text on one line.

    >>> one_line(" Unexpected end \\n   of query ")
    'Unexpected end of query'
    """
    return " ".join(text.split())


def explain(error: Exception) -> CommandError:
    """The error of the command line that tells of `error`; what nobody foresaw is named by its type."""
    if isinstance(error, CommandError):
        return error
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return CommandError(f"{place}{error.strerror or one_line(str(error))}")
    message = one_line(str(error))
    if _ours(type(error)):
        return MisuseError(message) if _misuse(error) else CommandError(message)
    return CommandError(
        f"this should not happen ({type(error).__name__}: {message}): please report it, "
        "with what the same command prints when AFTALEGRAF_TRACEBACK=1 is set"
    )


def _ours(kind: type[BaseException]) -> bool:
    """Whether the error was made by one of the program's own layers, and so speaks to the user."""
    return kind.__module__.split(".")[0] in {"ontology", "extract", "graph", "viz", "aftalegraf"}


def _misuse(error: Exception) -> bool:
    """Whether the command was given what cannot be used, and is to be given something else."""
    from extract.errors import ModelError
    from extract.gold import GoldError
    from graph.errors import AnswerCutError, QueryError, QueryTimeoutError, StoreAddressError, StoreMissingError

    bad_use = (QueryError, StoreMissingError, StoreAddressError, GoldError, ModelError)
    return isinstance(error, bad_use) and not isinstance(error, AnswerCutError | QueryTimeoutError)
