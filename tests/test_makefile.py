"""The Makefile finds a Python that can make a virtual environment, or says in one line what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="make is for Unix; README tells what to type on Windows"
)

TOOLS = ("make", "sh", "basename", "touch", "dirname")


def run_make(checkout: Path, folder: Path, pythons: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs the set-up's first step with only these Pythons (name -> shell script) on the path."""
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None, f"{tool} is not installed"
        (bin_folder / tool).symlink_to(found)
    for name, script in pythons.items():
        path = bin_folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
    venv = folder / "venv"
    return subprocess.run(
        ["make", "-s", f"VENV={venv}", f"{venv}/.made"],
        cwd=checkout,
        env={**os.environ, "PATH": str(bin_folder)},
        capture_output=True,
        encoding="utf-8",
    )


def test_no_python_is_said_in_one_line(checkout: Path, tmp_path: Path) -> None:
    """Without any Python, one line names the version needed and what to install."""
    done = run_make(checkout, tmp_path, {})
    line = done.stderr.splitlines()[0]
    assert done.returncode != 0
    assert "Python 3.11 or newer" in line
    assert "sudo apt install python3 python3-venv" in line


def test_an_old_python_is_not_taken(checkout: Path, tmp_path: Path) -> None:
    """A Python that says it is older than 3.11 counts as none."""
    done = run_make(checkout, tmp_path, {"python3": 'case "$2" in *version_info*) exit 1;; esac'})
    assert "needs Python 3.11 or newer and found none" in done.stderr


def test_a_python_without_venv_is_said_in_one_line(checkout: Path, tmp_path: Path) -> None:
    """Where Debian's Python lacks venv, one line says which package brings it."""
    done = run_make(checkout, tmp_path, {"python3": 'case "$2" in *ensurepip*) exit 1;; esac'})
    assert done.returncode != 0
    remedy = "install it (Debian, Ubuntu: sudo apt install python3-venv), then run make again."
    assert done.stderr.splitlines()[0] == f"The Python found (python3) lacks venv: {remedy}"


def test_another_python_with_venv_is_taken(checkout: Path, tmp_path: Path) -> None:
    """A Python without venv is passed over when another one has it."""
    poor = 'case "$2" in *ensurepip*) exit 1;; esac'
    good = 'case "$1 $2" in "-m venv") mkdir -p "$4";; --version*) echo Python 3.12.0;; esac'
    good = good.replace("mkdir", str(shutil.which("mkdir")))
    done = run_make(checkout, tmp_path, {"python3": poor, "python3.12": good})
    assert done.returncode == 0, done.stderr
    assert "Setting up" in done.stderr
    assert (tmp_path / "venv" / ".made").is_file()
