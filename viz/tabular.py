"""Commitments as the data beside a page: a table that a Danish spreadsheet opens, and JSON.

The table is UTF-8 with a byte order mark, its cells parted by semicolons: that is what a spreadsheet set to Danish
expects of a file that is double-clicked. No cell starts a formula.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from extract.records import json_number
from graph.delimited import write_rows
from graph.ledger import Row as LedgerRow
from graph.trace import TracedFigure
from viz.ledger_words import row_json
from viz.network_data import NetworkCommitment, NetworkData, NetworkNode, target_keys
from viz.wording import money

COLUMNS = (
    "number", "agreement", "year", "section", "page", "quote", "force", "parties", "obliged", "areas", "topics",
    "amounts", "years", "deadline", "references", "follow_up", "id",
)  # fmt: skip
LEDGER_COLUMNS = (
    "number", "document", "quote", "kind", "target", "year", "deadline", "status", "outcomes", "evidence", "searched",
    "read", "nearest", "actors", "topics", "id",
)  # fmt: skip
FIGURE_COLUMNS = ("document", "year", "row", "value", "price_level", "quote")


class Labels:
    """What the ids of a network are called, in Danish or in English where there is a name in it."""

    def __init__(self, data: NetworkData, language: str = "da") -> None:
        self._nodes: dict[str, NetworkNode] = {node.key: node for node in data.nodes}
        english = language == "en"
        self._forces = {force.id: force.label_en if english else force.label for force in data.forces}

    def year(self, agreement: str) -> int | None:
        """The agreement's year."""
        node = self._nodes.get(f"agreement:{agreement}")
        return node.year if node else None

    def of(self, kind: str, identifier: str) -> str:
        """A thing's label, or its id where it has none."""
        node = self._nodes.get(f"{kind}:{identifier}")
        return node.label if node else identifier

    def target(self, identifier: str | None) -> str:
        """The label of what is referred to, "" where that cannot be told."""
        if identifier is None:
            return ""
        keys = target_keys(identifier)
        return next((self._nodes[key].label for key in keys if key in self._nodes), identifier)

    def force(self, identifier: str) -> str:
        """What the force is called."""
        return self._forces.get(identifier, identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The data of a page: a table (`columns`, `rows`) and the same as JSON objects, made when they are asked for."""

    columns: tuple[str, ...]
    rows: Callable[[], Iterable[Sequence[str]]]
    objects: Callable[[], Iterable[dict[str, Any]]]

    def csv(self) -> str:
        """The table with a header line, a row each."""
        buffer = StringIO(newline="")
        write_rows(self.columns, self.rows(), buffer)
        return buffer.getvalue()

    def json(self) -> str:
        """A JSON list of the objects, one a line."""
        return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in self.objects()) + "\n]\n"


def commitment_data(commitments: Sequence[NetworkCommitment], labels: Labels) -> Data:
    """Commitments as the data of a page: in the table things by their Danish names, in the objects by their ids."""
    return Data(
        columns=COLUMNS,
        rows=lambda: ([row[column] for column in COLUMNS] for row in (_row(one, labels) for one in commitments)),
        objects=lambda: (_object(one, labels) for one in commitments),
    )


def ledger_data(rows: Iterable[LedgerRow]) -> Data:
    """The rows of the ledger as the data of a page."""
    kept = tuple(rows)
    return Data(
        columns=LEDGER_COLUMNS,
        rows=lambda: ([_cell(_ledger_object(row)[column]) for column in LEDGER_COLUMNS] for row in kept),
        objects=lambda: map(_ledger_object, kept),
    )


def figure_data(figures: Iterable[TracedFigure]) -> Data:
    """The figures of the tables as the data of a page, in kroner."""
    kept = tuple(figures)
    return Data(
        columns=FIGURE_COLUMNS,
        rows=lambda: ([_cell(_figure_object(one)[column]) for column in FIGURE_COLUMNS] for one in kept),
        objects=lambda: map(_figure_object, kept),
    )


def _ledger_object(row: LedgerRow) -> dict[str, Any]:
    return {**row_json(row), "number": row.number}


def _figure_object(one: TracedFigure) -> dict[str, Any]:
    return {
        "document": one.document,
        "year": one.year,
        "row": one.label,
        "value": json_number(one.value),
        "price_level": one.price_level or None,
        "quote": one.quote,
    }


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(f"{one['document']}: {one['quote']}" if isinstance(one, dict) else str(one) for one in value)
    return "" if value is None else str(value)


def _row(one: NetworkCommitment, labels: Labels) -> dict[str, str]:
    def named(kind: str, ids: tuple[str, ...]) -> str:
        return "; ".join(labels.of(kind, identifier) for identifier in ids)

    follow_up = one.follow_up
    back = " ".join(filter(None, (labels.target(follow_up.target), str(follow_up.year or "")))) if follow_up else ""
    return {
        "number": one.number,
        "agreement": labels.of("agreement", one.agreement),
        "year": str(labels.year(one.agreement) or ""),
        "section": " › ".join(one.section),
        "page": str(one.page or ""),
        "quote": one.quote,
        "force": labels.force(one.force),
        "parties": named("actor", one.parties),
        "obliged": named("actor", one.obliged),
        "areas": named("area", one.areas),
        "topics": named("topic", one.topics),
        "amounts": "; ".join(money(amount) for amount in one.amounts),
        "years": ", ".join(map(str, one.years)),
        "deadline": one.deadline or "",
        "references": "; ".join(labels.target(item.target) or item.text for item in one.references),
        "follow_up": back,
        "id": one.id,
    }


def _object(one: NetworkCommitment, labels: Labels) -> dict[str, Any]:
    return {
        "number": one.number,
        "id": one.id,
        "document": one.agreement,
        "year": labels.year(one.agreement),
        "section": list(one.section),
        "page": one.page,
        "quote": one.quote,
        "force": one.force,
        "parties": list(one.parties),
        "obliged": list(one.obliged),
        "areas": list(one.areas),
        "topics": list(one.topics),
        "amounts": [
            {
                "value": json_number(a.value),
                "unit": a.unit,
                "years": list(a.years),
                "per_year": a.per_year,
                "text": a.text,
            }
            for a in one.amounts
        ],
        "years": list(one.years),
        "deadline": one.deadline,
        "references": [
            {"kind": r.kind, "target": r.target, "text": r.text, "reason": r.reason} for r in one.references
        ],
        "follow_up": {"target": one.follow_up.target, "year": one.follow_up.year} if one.follow_up else None,
        "evidence": [{"field": e.field, "words": e.words, "rule": e.rule} for e in one.evidence],
        "confidence": one.confidence,
    }
