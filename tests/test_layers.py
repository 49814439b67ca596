"""The layers keep their order, and the command line starts without the heavy libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("spacy", "rdflib", "networkx", "pyvis", "IPython", "pyoxigraph", "numpy", "rich", "extract", "graph", "viz")


def test_each_layer_imports_only_those_before_it(checkout: Path) -> None:
    """ontology <- extract <- graph <- viz <- aftalegraf, as pyproject.toml says it to import-linter."""
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 kept, 0 broken" in done.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_imports_nothing_heavy(checkout: Path, arguments: list[str]) -> None:
    """`aftalegraf --help` is there at once: it imports click and the table of commands."""
    code = (
        "import sys, atexit\n"
        "from aftalegraf.cli import main\n"
        f"heavy = {HEAVY!r}\n"
        "atexit.register(lambda: print('LOADED', [name for name in heavy if name in sys.modules], file=sys.stderr))\n"
        f"sys.argv = ['aftalegraf', *{arguments!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "LOADED []"
