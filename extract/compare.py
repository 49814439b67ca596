"""What a change to the extraction did: the commitments gained and lost, and the fields that now say something else.

Two sets of records of the same texts are laid over each other as gold is (`extract.evaluate`): the same commitment is
one that covers the same stretch of its text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.evaluate import same_commitments
from extract.gold import ScoredRecord

FIELDS = (
    "quote", "force", "parties", "obliged", "areas", "topics", "amounts", "years", "deadline", "references",
    "follow_up",
)  # fmt: skip
Value = str | Sequence[str] | Sequence[int] | Sequence[Mapping[str, object]] | Mapping[str, object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that says something else than before: its two values, as JSON has them."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A commitment that was there before and is there now, with other fields; `quote` is the present one."""

    document: str
    quote: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was gained, lost and changed, in the order of the texts."""

    gained: tuple[ScoredRecord, ...]
    lost: tuple[ScoredRecord, ...]
    changed: tuple[Change, ...]

    def json_object(self) -> dict[str, object]:
        """The comparison as plain values."""
        return {
            "gained": [_short(record) for record in self.gained],
            "lost": [_short(record) for record in self.lost],
            "changed": [
                {
                    "document": change.document,
                    "quote": change.quote,
                    "fields": {field.field: {"old": field.old, "new": field.new} for field in change.fields},
                }
                for change in self.changed
            ],
        }


def compare(
    old: Mapping[str, Sequence[ScoredRecord]],
    new: Mapping[str, Sequence[ScoredRecord]],
    sources: Mapping[str, str],
) -> Comparison:
    """Lays the records of each document of `sources` over each other; records of a document are in text order."""
    gained: list[ScoredRecord] = []
    lost: list[ScoredRecord] = []
    changed: list[Change] = []
    for document, source in sources.items():
        before, now = old.get(document, ()), new.get(document, ())
        pairs = same_commitments(before, now, source)
        matched_before, matched_now = {i for i, _ in pairs}, {j for _, j in pairs}
        lost += [record for i, record in enumerate(before) if i not in matched_before]
        gained += [record for j, record in enumerate(now) if j not in matched_now]
        changed += [
            Change(document=document, quote=now[j].quote, fields=fields)
            for i, j in sorted(pairs, key=lambda pair: pair[1])
            if (fields := _differences(before[i], now[j]))
        ]
    return Comparison(gained=tuple(gained), lost=tuple(lost), changed=tuple(changed))


def _short(record: ScoredRecord) -> dict[str, object]:
    return {"document": record.document, "quote": record.quote, "force": record.force}


def _differences(before: ScoredRecord, now: ScoredRecord) -> tuple[FieldChange, ...]:
    pairs = ((field, value_of(before, field), value_of(now, field)) for field in FIELDS)
    return tuple(FieldChange(field=field, old=old, new=new) for field, old, new in pairs if old != new)


def value_of(record: ScoredRecord, field: str) -> Value:
    """A field as JSON has it; lists in which order means nothing are sorted.

    >>> value_of(ScoredRecord(document="d", quote="KL vil  det.", parties=("regeringen", "kl")), "parties")
    ['kl', 'regeringen']
    """
    match field:
        case "quote":
            return " ".join(record.quote.split())
        case "force":
            return record.force
        case "deadline":
            return record.deadline
        case "years":
            return sorted(record.years)
        case "amounts":
            return [
                {"value": amount.value, "unit": amount.unit, "years": list(amount.years), "per_year": amount.per_year}
                for amount in sorted(record.amounts, key=lambda a: (a.value, a.unit, a.years, a.per_year))
            ]
        case "references":
            return [
                {"target": reference.target, "text": " ".join(reference.text.split())}
                for reference in record.references
            ]
        case "follow_up":
            return {"target": record.follow_up_target, "year": record.follow_up_year} if record.follows_up else None
    return sorted(str(item) for item in getattr(record, field))
