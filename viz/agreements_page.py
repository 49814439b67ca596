"""The list of all agreements, for a corpus that is too large for the front page to show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from viz import urls
from viz.explorer import Explorer, Source
from viz.render import Page
from viz.subjects import Group, every_group
from viz.tabular import Data

COLUMNS = ("document", "title", "year", "status", "commitments", "file", "sha256")
_SCRIPTS = ("language.js", "print.js", "ready.js")


def agreements_page(explorer: Explorer) -> Page:
    """Every agreement with its year, how many commitments it has or why it has none, and the file it was read from."""
    return explorer.page(
        urls.AGREEMENTS,
        "agreements.html",
        explorer.said("agreements"),
        scripts=_SCRIPTS,
        sparql=explorer.sparql("network-agreements"),
        listed=every_group(explorer.data.commitments, explorer.line),
        files=explorer.sources,
    )


def agreements_data(explorer: Explorer) -> Data:
    """The same as the data of the page."""
    found = every_group(explorer.data.commitments, explorer.line)
    objects = [_object(group, explorer.sources) for group in found]
    return Data(
        columns=COLUMNS,
        rows=lambda: ([str(one[column] or "") for column in COLUMNS] for one in objects),
        objects=lambda: objects,
    )


def _object(group: Group, files: Mapping[str, Source]) -> dict[str, Any]:
    node, source = group.agreement, files.get(group.agreement.id)
    return {
        "document": node.id,
        "title": node.label,
        "year": node.year,
        "status": node.status,
        "commitments": len(group.commitments),
        "file": source.file if source else None,
        "sha256": source.sha256 if source else None,
    }
