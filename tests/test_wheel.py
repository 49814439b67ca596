"""The wheel holds all it needs: installed into an empty environment, it runs from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PIP = ("-m", "pip", "--disable-pip-version-check", "install", "-qq")


def call(command: Sequence[str | Path], folder: Path) -> str:
    """Runs a program outside the checkout, with nothing of the checkout on its path; its standard output."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "-qq", "--no-deps"]
    call([*build, "--no-build-isolation", "-w", folder, checkout], folder)
    (found,) = folder.glob("aftalegraf-*.whl")
    return found


def test_the_wheel_holds_all_data_files_and_nothing_else(wheel: Path, checkout: Path) -> None:
    """Each data file of the packages and each agreement is in it; tests and benchmarks are not."""
    packages = ("ontology", "extract", "graph", "viz", "aftalegraf")
    files = {
        path.relative_to(checkout).as_posix()
        for package in packages
        for path in (checkout / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    examples = {
        f"aftalegraf/examples/oekonomiaftaler/{path.name}"
        for path in (checkout / "examples" / "oekonomiaftaler").iterdir()
    }
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        info = {name.partition(".dist-info/")[2] for name in archive.namelist() if ".dist-info/" in name}
    assert names == files | examples
    assert {"licenses/LICENSE", "licenses/NOTICE", "entry_points.txt"} <= info


def test_installed_into_an_empty_environment_the_demo_runs(wheel: Path, checkout: Path, tmp_path: Path) -> None:
    """`aftalegraf demo` builds, asks, traces and draws in a folder that knows nothing of the checkout."""
    call([sys.executable, "-m", "venv", tmp_path / "venv"], tmp_path)
    programs = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    python = programs / ("python.exe" if sys.platform == "win32" else "python")
    call([python, *PIP, "--require-hashes", "-r", checkout / "requirements.lock"], tmp_path)
    call([python, *PIP, "--no-deps", "--no-index", wheel], tmp_path)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    told = call([programs / "aftalegraf", "demo"], folder)
    assert "5 agreements" in told
    page = folder / "demo" / "network.html"
    assert str(page) in told.replace("\n", "")
    assert page.stat().st_size > 500_000
    assert "botilbudskapacitet" in page.read_text(encoding="utf-8")
    assert call([python, "-c", "import aftalegraf; print(aftalegraf.__file__)"], folder).startswith(str(tmp_path))
