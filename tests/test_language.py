"""The command line in Danish: by an option, by the environment, under Danish names; English for whoever asks not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from aftalegraf.cli import ALIASES, COMMANDS, cli
from aftalegraf.language import LOCALE

CATALOGUE = LOCALE / "da" / "LC_MESSAGES" / "aftalegraf.po"


@pytest.fixture(autouse=True)
def _spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test speaks is forgotten after it."""
    monkeypatch.setenv("LANGUAGE", "en")
    for name in ("AFTALEGRAF_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def said(*arguments: str, **environment: str) -> str:
    """What the program prints."""
    return CliRunner().invoke(cli, arguments, env=environment, prog_name="aftalegraf").output


def helps(command: click.Command) -> set[str]:
    """The paragraphs of a command's help, and the help of its options."""
    found = {" ".join(part.split()) for part in re.split(r"\n\s*\n", command.help or "") if part.strip()}
    found |= {" ".join(one.help.split()) for one in command.params if isinstance(one, click.Option) and one.help}
    for inner in getattr(command, "commands", {}).values():
        found |= helps(inner)
    return found


def forms(text: str | Sequence[str]) -> tuple[str, ...]:
    """A message for one and for many, or for any number."""
    return (text,) if isinstance(text, str) else tuple(text)


def gaps(text: str) -> set[str]:
    """What is filled in."""
    return set(re.findall(r"\{[\w!]+\}|%\(\w+\)s", text))


def test_no_message_of_the_catalogue_is_untranslated_and_it_is_compiled() -> None:
    """Each has its Danish with the same gaps, none is doubtful, and what is read is what was written."""
    with CATALOGUE.open("rb") as stream:
        catalogue = read_po(stream)
    for message in catalogue:
        if message.id:
            for said, told in zip(forms(message.id), forms(message.string), strict=True):
                assert told.strip(), said
                assert gaps(said) == gaps(told)
            assert not message.fuzzy
    words = " ".join(str(one.string) for one in catalogue if one.id)
    assert not re.search(r"løfte|indfri|\bbrudt", words, re.IGNORECASE)
    with CATALOGUE.with_suffix(".mo").open("rb") as stream:
        compiled = read_mo(stream)
    written, made = ({forms(one.id): forms(one.string) for one in some if one.id} for some in (catalogue, compiled))
    assert made == written, "run `make catalogues`"


def test_the_help_of_commands_is_danish() -> None:
    """Every command in one line, and nearly all that their help says, has its Danish."""
    with CATALOGUE.open("rb") as stream:
        known = {str(message.id) for message in read_po(stream)}
    assert set(COMMANDS.values()) <= known
    context = click.Context(cli)
    asked = {text for name in COMMANDS for text in helps(cli.get_command(context, name))}  # type: ignore[arg-type]
    assert len(asked) > 60
    assert len(asked - known) <= len(asked) / 10, sorted(asked - known)


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (("--lang", "da", "ledger", "--help"), {}),
        (("ledger", "--help"), {"AFTALEGRAF_LANG": "da"}),
        (("opfoelgning", "-h"), {"AFTALEGRAF_LANG": "da_DK.UTF-8"}),
        (("ledger", "--help"), {"LANG": "da_DK.UTF-8"}),
        (("ledger", "--help"), {"LC_ALL": "da_DK", "LANG": "en_GB.UTF-8"}),
    ],
)
def test_help_is_danish_where_that_is_asked_for(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    """By the option, by the environment, and by the system's own language; click's words too."""
    text = said(*arguments, **environment)
    assert text.startswith("Brug: aftalegraf ")
    assert "Kun denne slags." in text
    assert "Vis denne hjælp, og slut." in text


def test_an_option_goes_before_the_environment_and_english_stays_english() -> None:
    """Who asks for English gets it, also after somebody asked for Danish in the same process."""
    assert "Brug:" in said("--lang", "da", "trace", "--help")
    assert said("--lang", "en", "trace", "--help", AFTALEGRAF_LANG="da").startswith("Usage: ")
    text = said("trace", "--help")
    assert "Follows a matter over the years" in " ".join(text.split())
    assert said("--help", AFTALEGRAF_LANG="xx").startswith("Usage: ")
    assert said("--help", AFTALEGRAF_LANG="en", LANG="da_DK.UTF-8").startswith("Usage: ")
    assert said("--help", LANG="fr_FR.UTF-8").startswith("Usage: ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("trace",), "Fejl: Mangler argument 'TERM'."),
        (("snork",), "Fejl: Der er ingen kommando 'snork'. `aftalegraf --help` viser kommandoerne."),
        (("ledger", "--snork"), "Fejl: Der er intet tilvalg '--snork'."),
    ],
)
def test_a_wrong_use_is_told_in_danish(arguments: tuple[str, ...], told: str) -> None:
    """The line that says what is wrong, with exit status 2."""
    result = CliRunner().invoke(cli, ("--lang", "da", *arguments), prog_name="aftalegraf")
    assert result.exit_code == 2
    assert told in result.output


@pytest.mark.parametrize(("name", "command"), ALIASES.items())
def test_a_danish_name_is_the_same_command(name: str, command: str) -> None:
    """`spor` is `trace`, and so on; the list of commands tells."""
    assert said(name, "--help").partition("\n")[2] == said(command, "--help").partition("\n")[2]
    assert f"{name} ({command})" in said("--help")


def test_the_compiled_catalogue_ships(checkout: Path) -> None:
    """It lies in the package, where an installed program finds it."""
    assert CATALOGUE.with_suffix(".mo").is_relative_to(checkout / "aftalegraf")
