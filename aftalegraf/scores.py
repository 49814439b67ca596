"""Scores for people: a line for each agreement, and what a change to the extraction gained, lost and changed."""

from __future__ import annotations

import json
from collections.abc import Mapping

from extract.compare import Change, Comparison
from extract.evaluate import Measure, Score
from extract.gold import ScoredRecord

_COLUMNS = (
    ("detection", "found"),
    ("force_accuracy", "force"),
    ("parties", "parties"),
    ("obliged", "obliged"),
    ("areas", "areas"),
    ("topics", "topics"),
    ("amounts", "amounts"),
    ("years", "years"),
    ("deadline", "deadline"),
    ("references", "refs"),
    ("follow_up", "follow"),
)
_SHOWN = 40  # of each kind; all of them are in the JSON


def agreement_lines(scores: Mapping[str, Score]) -> list[str]:
    """F1 (for force: accuracy) of each agreement by itself, a line each, under a line of names."""
    width = max(map(len, scores), default=0)
    lines = ["", " ".join(["agreement".ljust(width), *(name.rjust(8) for _, name in _COLUMNS)])]
    for document, result in scores.items():
        figures = dict(result.figures)
        lines.append(" ".join([document.ljust(width), *(_figure(figures[key]).rjust(8) for key, _ in _COLUMNS)]))
    return lines


def _figure(row: Measure | float | None) -> str:
    if row is None:
        return "-"
    return f"{row.f1 if isinstance(row, Measure) else row:.3f}"


def comparison_lines(compared: Comparison) -> list[str]:
    """What is new, gone and changed: the counts, then the quotes, the first of each kind."""
    kinds = (("gained", "+", compared.gained), ("lost", "-", compared.lost))
    counts = f"{len(compared.gained)} gained, {len(compared.lost)} lost, {len(compared.changed)} changed"
    lines = ["", counts]
    for name, sign, records in kinds:
        lines += [_record_line(sign, record) for record in records[:_SHOWN]] + _rest(name, len(records))
    for change in compared.changed[:_SHOWN]:
        lines += _change_lines(change)
    return lines + _rest("changed", len(compared.changed))


def _record_line(sign: str, record: ScoredRecord) -> str:
    return f"{sign} {record.document} [{record.force}] {' '.join(record.quote.split())}"


def _change_lines(change: Change) -> list[str]:
    told = [f"    {field.field}: {_value(field.old)} -> {_value(field.new)}" for field in change.fields]
    return [f"~ {change.document} {' '.join(change.quote.split())}", *told]


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rest(name: str, count: int) -> list[str]:
    return [f"  and {count - _SHOWN} more {name}: --format json lists all"] if count > _SHOWN else []
