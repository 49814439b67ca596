"""What holds for the repository as a whole: its data files, its locks, its links, and what must not stand in it."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

SUFFIXES = {".py", ".toml", ".md", ".ttl", ".rq", ".lock", ".txt", ".cfg", ".yml", ".yaml", ".html", ".css", ".sh", ""}
# Written apart, so that this file does not hold what it looks for.
UNWANTED = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.npm" + "js",
    "/work" + "/",
    "/tmp" + "/v/",
    "/root" + "/",
    "/opt/" + "pypi",
)

AGREEMENTS = {
    "documents.tsv": "e6aa87b830ff79a9",
    "oea-kommuner-2020.txt": "a55fa9def20cde32",
    "oea-kommuner-2022.txt": "9bbf0492c9396b9f",
    "oea-kommuner-2023.txt": "67d8e59b413114dc",
    "oea-kommuner-2024.txt": "dcb3eb94099f6b59",
    "oea-kommuner-2027.txt": "11866741a6afe634",
}


def tracked(checkout: Path) -> list[Path]:
    """The files that git keeps, or every file where this is no git checkout."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, encoding="utf-8")
    return [checkout / name for name in done.stdout.split("\0") if name and (checkout / name).is_file()]


def test_the_agreements_are_kept_byte_for_byte(agreements: Path) -> None:
    """No editor, no line-end conversion has touched the texts."""
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in sorted(agreements.iterdir())}
    assert found == AGREEMENTS


def test_nothing_names_an_index_or_a_machine(checkout: Path) -> None:
    """No file names the address of a package index or a path of the machine it was written on."""
    others = ("vis-network", "yasgui.min")
    files = [path for path in tracked(checkout) if path.suffix in SUFFIXES and not path.name.startswith(others)]
    assert len(files) > 40
    found = [
        f"{path.relative_to(checkout)}: {word}"
        for path in files
        for word in UNWANTED
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_hashes(checkout: Path, name: str) -> None:
    """Each requirement is pinned to one version and to the hashes of its files."""
    text = (checkout / name).read_text(encoding="utf-8")
    entries = re.findall(r"^([a-z0-9][^\n]*?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
    assert len(entries) > 80
    assert all("==" in requirement for requirement, _ in entries)
    assert "".join(f"{requirement} \\\n{hashes}" for requirement, hashes in entries) == text


def test_the_locks_agree_with_each_other_and_with_the_project(checkout: Path) -> None:
    """Both locks hold one version of a package, and whatever the project asks for is in them."""
    pins = []
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (checkout / name).read_text(encoding="utf-8").splitlines()
        pins.append(dict(line.split(" ")[0].split("==") for line in lines if "==" in line))
    running, developing = pins
    assert running.items() <= developing.items()
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]

    def named(lines: list[str]) -> set[str]:
        return {re.match(r"[\w-]+", line)[0] for line in lines} - {"aftalegraf"}  # type: ignore[index]

    assert named(project["dependencies"] + extras["build"]) <= running.keys()
    assert named(extras["dev"] + extras["parquet"]) <= developing.keys()
    assert not named(extras["parquet"]) & running.keys()


def anchor(heading: str) -> str:
    """The anchor that a Markdown heading gets: lower case, signs dropped, spaces to hyphens."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", "")).replace(" ", "-")


def test_links_between_the_pages_lead_somewhere(checkout: Path) -> None:
    """Every link in a Markdown file to a file or heading of the project finds it."""
    pages = [path for path in tracked(checkout) if path.suffix == ".md"]
    assert checkout / "README.md" in pages
    broken = []
    for page in pages:
        text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"", text):
            link = unquote(target[0] or target[1])
            if re.match(r"[a-z]+:", link):
                continue
            name, _, fragment = link.partition("#")
            path = (page.parent / name).resolve() if name else page
            if not path.exists():
                broken.append(f"{page.relative_to(checkout)}: {link}")
            elif fragment and path.suffix == ".md":
                headings = re.findall(r"^#+ +(.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
                if fragment not in {anchor(heading) for heading in headings}:
                    broken.append(f"{page.relative_to(checkout)}: {link}")
    assert broken == []
