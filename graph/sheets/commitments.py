"""The table of commitments: all that a record says in one row, what is found in other sheets as links."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extract.edtf import days_of
from graph.sheets.labels import agreement, all_named, listed, named
from graph.sheets.places import ABOUT_IT, ID, QUANTITIES, QUOTE, REFERENCES, SUMS, Places, Record, Row, number
from graph.tables import Column, Shown, Value

COMMITMENT_COLUMNS = (
    *ABOUT_IT,
    Column(key="section", heading="Afsnit", kind="texts", width=34),
    Column(key="page", heading="Side", kind="whole", width=7),
    QUOTE,
    Column(key="force", heading="Formulering", width=18),
    Column(key="parties", heading="Parter", kind="texts", width=22),
    Column(key="obliged", heading="Skal handle", kind="texts", width=18),
    Column(key="areas", heading="Områder", kind="texts", width=24),
    Column(key="topics", heading="Emner", kind="texts", width=24),
    Column(key="amounts", heading="Beløb", kind="objects", width=34),
    Column(key="quantities", heading="Mængder", kind="objects", width=18),
    Column(key="years", heading="Nævnte år", kind="wholes", width=14),
    Column(key="deadline", heading="Frist", width=24),
    Column(key="deadline_earliest", heading="Frist fra", kind="date", width=11),
    Column(key="deadline_latest", heading="Frist til", kind="date", width=11),
    Column(key="follow_up", heading="Tages op igen", kind="objects", width=14),
    Column(key="references", heading="Henviser til", kind="objects", width=34),
    Column(key="conditions", heading="Forbehold", kind="texts", width=32),
    Column(key="act", heading="Handling", width=14),
    Column(key="strength", heading="Hvor fast", width=12),
    Column(key="polarity", heading="Benægtet", width=11),
    Column(key="mentions", heading="Nævner også", kind="texts", width=18),
    Column(key="confidence", heading="Vurdering (0-1)", kind="number", width=10),
    Column(key="rule", heading="Regel", width=26),
    Column(key="source", heading="Fil", width=24),
    Column(key="line", heading="Linje", kind="whole", width=8),
    Column(key="start", heading="Fra tegn", kind="whole", width=9),
    Column(key="end", heading="Til tegn", kind="whole", width=9),
    ID,
    Column(key="evidence", heading="Belæg", kind="objects", hidden=True),
)


def commitment_rows(record: Record, places: Places) -> Iterator[Row]:
    """The commitment's row. What is found in other sheets is a link to the first row there."""
    row: dict[str, Value] = {column.key: record.get(column.key) for column in COMMITMENT_COLUMNS}
    earliest, latest = days_of(record["deadline"])
    up = record["follow_up"]
    back = [agreement(up["target"]).words, up["year"]] if up else []
    row |= {
        "number": number(record),
        "document": places.agreement(record["document"]),
        "agreement_year": places.years.get(record["document"]),
        "section": Shown(data=record["section"], words=" › ".join(record["section"])),
        "force": named("force", record["force"]),
        "parties": all_named("actor", record["parties"]),
        "obliged": all_named("actor", record["obliged"]),
        "areas": all_named("area", record["areas"]),
        "topics": all_named("topic", record["topics"]),
        "amounts": places.first(SUMS, _objects(record, "amounts", _sum_words), there=bool(record["amounts"])),
        "quantities": places.first(
            QUANTITIES, _objects(record, "quantities", lambda one: one["text"]), there=bool(record["quantities"])
        ),
        "years": Shown(data=record["years"], words=listed(record["years"])),
        "deadline": Shown(data=record["deadline"], words=_deadline_words(record)),
        "deadline_earliest": earliest,
        "deadline_latest": latest,
        "follow_up": Shown(data=up, words=" ".join(str(one) for one in back if one) or ("ja" if up else None)),
        "references": places.first(
            REFERENCES, _objects(record, "references", lambda one: one["text"]), there=bool(record["references"])
        ),
        "conditions": Shown(data=record["conditions"], words=listed(record["conditions"])),
        "act": named("act", record["act"]),
        "strength": named("strength", record["strength"]),
        "polarity": named("polarity", record["polarity"]),
        "mentions": all_named("actor", record["mentions"]),
        "evidence": Shown(data=record["evidence"], words=None),
    }
    yield tuple(row.values())


def _objects(record: Record, key: str, words: Callable[[Record], str | None]) -> Shown:
    return Shown(data=record[key], words=listed(words(one) or "" for one in record[key]))


def _sum_words(amount: Record) -> str:
    years = ", ".join(map(str, amount["years"]))
    return f"{amount['text']} ({years})" if years else str(amount["text"])


def _deadline_words(record: Record) -> str | None:
    """The words that name the deadline, or else the time itself."""
    said = [one["words"] for one in record["evidence"] if one["field"] == "deadline" and one["words"]]
    return listed(said) or record["deadline"]
