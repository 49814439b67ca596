"""A row of the ledger as plain values."""

from __future__ import annotations

from typing import Any

from graph.ledger import Row, Witness
from viz.voice import Voice


def row_json(row: Row) -> dict[str, Any]:
    """A row as plain values."""
    return {
        "id": row.id,
        "document": row.document,
        "quote": row.quote,
        "kind": row.kind,
        "target": row.target,
        "year": row.year,
        "status": row.status,
        "outcomes": list(row.outcomes),
        "evidence": [_witness(witness) for witness in row.evidence],
        "deadline": row.deadline,
        "actors": list(row.actors),
        "topics": list(row.topics),
        "searched": list(row.searched),
        "read": list(row.read),
        "nearest": [_witness(witness) for witness in row.nearest],
        "note": Voice().status(row),
    }


def _witness(witness: Witness) -> dict[str, Any]:
    return {"document": witness.document, "quote": witness.quote, "confidence": witness.confidence}
