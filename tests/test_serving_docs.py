"""The files for running it as a service are as they should be, as far as can be tried without installing them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from serving import kasei_store, served

from aftalegraf.cli import cli
from aftalegraf.commands.serve import command


@pytest.fixture
def folder(checkout: Path) -> Path:
    """Where they are."""
    return checkout / "docs" / "serving"


def test_the_settings_that_are_shown_are_settings(folder: Path, tmp_path: Path) -> None:
    """And a server starts with them."""
    names = {name.replace("-", "_") for name in tomllib.loads((folder / "serve.toml").read_text(encoding="utf-8"))}
    assert names <= {one.name for one in command.params}
    with served(kasei_store(tmp_path), "--config", str(folder / "serve.toml"), "--workers", "1") as server:
        assert server.ask("ASK {}").json()["boolean"] is True


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze: sudo apt install systemd")
def test_systemd_takes_the_unit(folder: Path, tmp_path: Path) -> None:
    """Not one line of it is unknown or wrong; the program's path is put where there is one."""
    text = (folder / "aftalegraf.service").read_text(encoding="utf-8")
    unit = tmp_path / "aftalegraf.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", text), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, encoding="utf-8")
    told = [line for line in (done.stdout + done.stderr).splitlines() if "aftalegraf" in line]
    assert told == []


def test_the_unit_names_options_that_there_are(folder: Path) -> None:
    """On its command line and in its environment."""
    text = (folder / "aftalegraf.service").read_text(encoding="utf-8")
    line = re.search(r"(?m)^ExecStart=\S+/aftalegraf (.*)$", text)
    assert line is not None
    options = [word for word in line[1].split() if word.startswith("--")]
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    assert set(options) <= known
    variables = set(re.findall(r"AFTALEGRAF_SERVE_\w+", text))
    assert variables <= {f"AFTALEGRAF_SERVE_{(one.name or '').upper()}" for one in command.params}


def test_the_container_copies_what_is_there_and_serves_where_it_says(folder: Path, checkout: Path) -> None:
    """Every package of the wheel is copied, the port is the default one, and its variables are settings."""
    text = (folder / "Containerfile").read_text(encoding="utf-8")
    copied = [word for line in re.findall(r"(?m)^COPY (?!--from)(.*)$", text) for word in line.split()[:-1]]
    assert all((checkout / name).exists() for name in copied)
    wheel = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"][
        "targets"
    ]
    assert set(wheel["wheel"]["packages"]) <= set(copied)
    port = next(one.default for one in command.params if one.name == "port")
    assert f"EXPOSE {port}" in text
    assert f":{port}/health" in text
    for name in re.findall(r"AFTALEGRAF_SERVE_(\w+)=", text):
        assert name.lower() in {one.name for one in command.params}


def test_the_variables_of_the_container_are_heard(tmp_path: Path) -> None:
    """A flag can be set there too."""
    store = kasei_store(tmp_path)
    environment = {"AFTALEGRAF_SERVE_BROWSER": "false", "AFTALEGRAF_SERVE_STORE": str(store / "none")}
    result = CliRunner().invoke(cli, ["serve"], env=environment)
    assert result.exit_code == 2
    assert "aftalegraf build" in result.output
