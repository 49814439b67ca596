"""What README.md shows is what the program prints, and its quality table is what is measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftalegraf.cli import COMMANDS
from tests.readme import current, settled, shown


@pytest.fixture(scope="module")
def readme(checkout: Path) -> str:
    """The README as it is."""
    return (checkout / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_outputs_and_figures_are_those_of_today(readme: str) -> None:
    """Running the README's commands again changes nothing in it (`make readme` writes what they print)."""
    assert settled(readme) == settled(current(readme))


def test_the_readme_opens_with_the_two_commands(readme: str) -> None:
    """The first block is what a person types first, and the picture is there."""
    first = re.search(r"```console\n(.*?)```", readme, re.DOTALL)
    assert first is not None
    assert first[1] == "make demo\nmake test\n"
    assert "docs/pictures/network.png" in readme


def test_every_command_is_in_the_readme(readme: str) -> None:
    """Each command stands in the help that the README shows."""
    assert [name for name in COMMANDS if not re.search(rf"^  {name} ", readme, re.MULTILINE)] == []


def test_an_output_is_cut_with_dots() -> None:
    """A long output ends in dots, a short one does not."""
    assert shown("a\nb\n\nc\n", 3) == "a\nb\n...\n"
    assert shown("a  \nb\n", 3) == "a\nb\n"
