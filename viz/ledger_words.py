"""A row of the ledger as plain values, and what is said of it in words."""

from __future__ import annotations

from typing import Any

from graph.ledger import Row, Witness
from graph.sheets.ledger import OUTCOMES
from graph.sureness import sureness_key
from ontology.vocab import short_name


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
        "note": status_words(row),
    }


def _witness(witness: Witness) -> dict[str, Any]:
    return {"document": witness.document, "quote": witness.quote, "confidence": witness.confidence}


def status_words(row: Row) -> str:
    """What is said of a promise, in words."""
    if row.status == "followed-up":
        said = ", ".join(OUTCOMES[outcome] for outcome in row.outcomes)
        names = ", ".join(short_name(one) for one in dict.fromkeys(one.document for one in row.evidence))
        likely = max((one.confidence for one in row.evidence), default=1.0)
        perhaps = "" if sureness_key(likely) != "check" else "måske "
        return f"{perhaps}taget op igen i {names}: {said}"
    if row.status == "silent":
        read = ", ".join(map(short_name, row.read))
        words = ", ".join(row.searched)
        return f"ikke omtalt i {read}; der er søgt efter {words}. Teksterne siger intet om, hvad der skete."
    target = f" ({short_name(row.target)})" if row.target else ""
    if row.status == "not-read":
        return f"aftalen er ikke indlæst{target}"
    return f"aftalen er endnu ikke indgået{target}" if target else "næste aftale er endnu ikke indgået"
