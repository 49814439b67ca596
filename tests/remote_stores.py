"""The servers stores are tried on: a Virtuoso as Debian sets it up, and an Oxigraph whose default graph is empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from servers import oxigraph

from benchmarks.virtuoso import PASSWORD, USER, virtuoso
from graph.remote import address
from graph.remote.address import Address

KINDS = (
    pytest.param("oxigraph", marks=pytest.mark.server),
    pytest.param("virtuoso", marks=pytest.mark.virtuoso),
)


@contextmanager
def server(kind: str, folder: Path, *, rows: int = 10_000) -> Iterator[Address]:
    """Runs an empty server of a kind, with the environment set for writing there; Virtuoso gives so many `rows`."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in vars(address).values():
            if isinstance(variable, str) and variable.startswith("AFTALEGRAF_STORE_"):
                patch.delenv(variable, raising=False)
        if kind == "virtuoso":
            patch.setenv(address.USER, USER)
            patch.setenv(address.PASSWORD, PASSWORD)
            with virtuoso(folder, rows=rows) as running:
                yield Address(url=running.url)
        else:
            with oxigraph() as url:
                yield Address(url=url)
