"""Which files a build is to look at, and which of them it has seen before."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from glob import glob, has_magic
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ontology.own_topics import own_topics_text

SUFFIXES = frozenset({".docx", ".htm", ".html", ".jsonl", ".markdown", ".md", ".pdf", ".txt"})
REGISTRY = "documents.tsv"
_CHUNK = 1 << 20
# What agreements also come in, and how one that is read is made of it.
_OTHERS = {
    **dict.fromkeys((".7z", ".rar", ".tar", ".tgz", ".zip"), "unpack it"),
    **dict.fromkeys((".doc", ".odt", ".pages", ".rtf"), "save it as .docx"),
    **dict.fromkeys((".jpeg", ".jpg", ".png", ".tif", ".tiff"), "read its text into a PDF with ocrmypdf"),
    **dict.fromkeys((".eml", ".epub", ".mht", ".msg", ".ppt", ".pptx"), "save it as .pdf"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to build. `key` is its absolute path, `folder` where its `documents.tsv` is looked for."""

    path: Path
    key: str
    folder: Path


def find_sources(paths: Iterable[Path]) -> tuple[tuple[Source, ...], tuple[tuple[Path, str], ...]]:
    """The files that `paths` name, each once, in alphabetical order, and what could not be looked at and why.

    A file that is named, or that a pattern ("*.pdf") names, is taken whatever it is called; of a folder, all below it
    that have one of `SUFFIXES`.
    """
    found: dict[str, Source] = {}
    problems: list[tuple[Path, str]] = []
    for path in spelled_out(paths):
        try:
            if path.is_dir():
                new = [file for file in _below(path) if file.suffix.lower() in SUFFIXES]
                if not new:
                    problems.append((path, f"holds no agreement: none of {', '.join(sorted(SUFFIXES))} is in it"))
            elif path.exists():
                new = [path]
            else:
                problems.append((path, "there is no such file or folder: check the path"))
                continue
            whole = path.is_dir() and (path / REGISTRY).is_file()
            for file, key in _keyed(new):
                found.setdefault(key, Source(path=file, key=key, folder=path if whole else file.parent))
        except OSError as error:
            problems.append((path, f"cannot be looked at ({error.strerror or error}): check who may read it"))
    return tuple(found[key] for key in sorted(found)), tuple(problems)


def passed_over(paths: Iterable[Path]) -> tuple[str, ...]:
    """A line for each file in the folders that may well be an agreement and is in a format that is not read."""
    return tuple(
        f"{file}: is not read: {_OTHERS[file.suffix.lower()]}"
        for folder in paths
        if folder.is_dir()
        for file in _below(folder)
        if file.suffix.lower() in _OTHERS
    )


def spelled_out(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths, those that are no file or folder but a pattern as what they name, if anything."""
    for path in paths:
        pattern = str(path)
        pattern_only = has_magic(pattern) and not os.path.lexists(pattern)
        named = sorted(glob(pattern, recursive=True)) if pattern_only else []  # noqa: PTH207  (it may be absolute)
        yield from map(Path, named or [pattern])


def source_of(path: Path) -> Source:
    """A file that a store was built from before, by its key; its `documents.tsv` is the nearest above it."""
    folder = next((above for above in path.parents if (above / REGISTRY).is_file()), path.parent)
    return Source(path=path, key=_key(path), folder=folder)


def folder_keys(paths: Iterable[Path]) -> tuple[str, ...]:
    """The folders among `paths`, as beginnings of the keys of the files in them.

    >>> folder_keys([Path("/")]) == (Path("/").resolve().as_posix(),)
    True
    """
    return tuple(f"{_key(path).rstrip('/')}/" for path in paths if path.is_dir())


def file_hash(path: Path) -> str:
    """The sha256 of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        together = sha256()
        while chunk := file.read(_CHUNK):
            together.update(chunk)
    return together.hexdigest()


def reader_of(source: Source, model: str = "") -> str:
    """What reads a file: a hash of the program, its phrases and vocabularies, and the folder's `documents.tsv`.

    `model` is the identity of the user's spaCy pipeline, if one is heard; the user's own topics count too. Where any of
    these is another one, the same bytes are read anew.
    """
    registry = source.folder / REGISTRY
    told = file_hash(registry) if registry.is_file() else ""
    return sha256(f"{program_hash()} {told}{model}{own_topics_text()}".encode()).hexdigest()


def _key(path: Path) -> str:
    return path.resolve().as_posix()


def _keyed(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yields paths with their keys; a folder is looked up once for all that lies in it."""
    folders: dict[Path, str] = {}
    for path in paths:
        if path.name in ("", "..") or path.is_symlink():
            yield path, _key(path)
            continue
        folder = folders.get(path.parent) or folders.setdefault(path.parent, _key(path.parent).rstrip("/"))
        yield path, f"{folder}/{path.name}"


def _below(folder: Path) -> Iterator[Path]:
    """The files below a folder; hidden ones, and what lies in hidden folders, are not ours."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.startswith((".", "~$")):
            continue
        if item.is_dir() and not item.is_symlink():
            yield from _below(item)
        elif item.is_file():
            yield item


@cache
def program_hash() -> str:
    """A hash of the program's modules, phrases and vocabularies: another one may read the same bytes otherwise."""
    together = sha256()
    for package in ("ontology", "extract", "graph"):
        for name, content in _files_of(files(package), package):
            together.update(name.encode() + b"\0" + sha256(content).digest())
    return together.hexdigest()


def _files_of(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir() and item.name != "__pycache__":
            yield from _files_of(item, f"{name}/{item.name}")
        elif item.name.endswith((".py", ".toml", ".ttl")):
            yield f"{name}/{item.name}", item.read_bytes()
