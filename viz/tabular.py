"""Commitments as the data beside a page: a table that a Danish spreadsheet opens, and JSON.

The table is UTF-8 with a byte order mark, its cells parted by semicolons: that is what a spreadsheet set to Danish
expects of a file that is double-clicked. No cell starts a formula.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import StringIO
from typing import Any

from extract.records import json_number
from graph.delimited import write_rows
from viz.network_data import NetworkCommitment, NetworkData, NetworkNode, target_keys
from viz.wording import money

COLUMNS = (
    "number", "agreement", "year", "section", "page", "quote", "force", "parties", "obliged", "areas", "topics",
    "amounts", "years", "deadline", "references", "follow_up", "id",
)  # fmt: skip


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


def commitments_csv(commitments: Iterable[NetworkCommitment], labels: Labels) -> str:
    """The commitments as a table with a header line, a row each; things by their Danish names."""
    buffer = StringIO(newline="")
    found = (_row(one, labels) for one in commitments)
    write_rows(COLUMNS, ([row[column] for column in COLUMNS] for row in found), buffer)
    return buffer.getvalue()


def commitments_json(commitments: Iterable[NetworkCommitment], labels: Labels) -> str:
    """The commitments as a JSON list of objects with ids, one a line."""
    lines = [json.dumps(_object(one, labels), ensure_ascii=False) for one in commitments]
    return "[\n" + ",\n".join(lines) + "\n]\n"


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
