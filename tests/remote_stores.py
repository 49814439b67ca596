"""The servers that stores are tried on: a Virtuoso as Debian sets it up, and Oxigraph with and without a union."""

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
def server(kind: str, folder: Path) -> Iterator[Address]:
    """Runs an empty server of a kind, with the environment set for writing there."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in vars(address).values():
            if isinstance(variable, str) and variable.startswith("AFTALEGRAF_STORE_"):
                patch.delenv(variable, raising=False)
        if kind == "virtuoso":
            patch.setenv(address.USER, USER)
            patch.setenv(address.PASSWORD, PASSWORD)
            with virtuoso(folder) as running:
                yield Address(url=running.url)
        else:
            with oxigraph(union=kind == "oxigraph-union") as url:
                yield Address(url=url)
