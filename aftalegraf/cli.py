"""The command `aftalegraf`: a group whose commands are imported only when they are called.

Each command is a module of `aftalegraf.commands` with a click command named `command`. Its one-line help stands here,
so that `aftalegraf --help` needs no other import than click's (and a test holds the two lines equal).
"""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from importlib import import_module
from typing import Any

import click

from aftalegraf import __version__
from aftalegraf.errors import explain
from aftalegraf.language import LANGUAGES, ask, of_environment, said, speak, translate

COMMANDS = {
    "demo": "Build and show the five agreements that come with the program.",
    "read": "Show the text of an agreement as it was understood.",
    "extract": "Find the commitments in agreements, without a store.",
    "build": "Read what is new or changed into the store.",
    "query": "Ask the store in SPARQL, by file, text or name.",
    "search": "Find commitments by their words.",
    "trace": "Follow one matter over the years.",
    "amounts": "Show the sums of one matter year by year.",
    "ledger": "Show what was promised, and whether later agreements take it up.",
    "report": "Set what one agreement promised beside what a later one says.",
    "vanished": "Show what stands in one agreement and is nowhere in a later one.",
    "threads": "List the matters that come back over the years.",
    "links": "Show which commitments take up which of older agreements.",
    "debt": "List the texts that are cited and not read, the most cited first.",
    "network": "Draw the store as one interactive HTML page.",
    "site": "Write the whole explorer as pages that open from disk.",
    "serve": "Serve the explorer, a JSON API and SPARQL over HTTP.",
    "export": "Write the graph, the records or their tables to a file.",
    "evaluate": "Score what is extracted against gold records.",
    "validate": "Check the store against the shapes of a valid graph.",
    "topics": "Propose topics from the texts, and accept them.",
    "lexicon": "Check the phrase files against their examples.",
}


ALIASES = {"spor": "trace", "opfoelgning": "ledger", "rapport": "report"}
"""What the commands that are used in Danish are called there."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None where there is none."""
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in COMMANDS:
            return None
        command = import_module(f"aftalegraf.commands.{name}").command
        assert isinstance(command, click.Command)
        return translate(command)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Click's own, in the language of the environment until `--lang` says otherwise."""
        speak(of_environment())
        return super().make_context(info_name, args, parent, **extra)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes what the program does, in the language that is spoken."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(said(self.help or ""))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options in the language that is spoken, and then the commands."""
        records = [record for record in (one.get_help_record(ctx) for one in self.get_params(ctx)) if record]
        with formatter.section(_("Options")):
            formatter.write_dl([(name, said(told)) for name, told in records])
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands from the table above, so that none is imported."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(told)) for name, told in COMMANDS.items()])
        names = ", ".join(f"{name} ({command})" for name, command in ALIASES.items())
        formatter.write_paragraph()
        formatter.write_text(_("Danish names: {names}.").format(names=names))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click's own, but an unknown name is answered without importing every command to look for one like it."""
        if args and args[0] not in COMMANDS | ALIASES and not args[0].startswith("-"):
            ctx.fail(_("No such command {name!r}. `aftalegraf --help` lists the commands.").format(name=args[0]))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a failure the program knows becomes one line and an exit status, never a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            if os.environ.get("AFTALEGRAF_TRACEBACK"):
                raise
            raise explain(error) from error


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="aftalegraf")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=ask,
    help="The language of help and messages, and of what is written for people (else Danish); also AFTALEGRAF_LANG.",
)
def cli() -> None:
    """Reads Danish political agreements and keeps who commits to what, for whom, how much and when, as a graph.

    Data goes to standard output (or -o FILE), everything else to standard error. Exit status: 0 done, 1 work that
    failed, 2 a command used wrongly.
    """


def main() -> None:
    """Runs the command line and exits; what is printed is UTF-8 on every system."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="aftalegraf")
