"""Records as rows of a table, for spreadsheets: one row a commitment, lists put together with semicolons."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from io import StringIO

from graph.delimited import cell as safe_cell

COLUMNS = (
    "id", "number", "document", "section", "page", "line", "force", "parties", "obliged", "areas", "topics", "amounts",
    "years", "deadline", "references", "follow_up", "quote", "confidence",
)  # fmt: skip


def records_csv(records: Iterable[Mapping[str, object]]) -> str:
    """The records as CSV with a header line (RFC 4180, lines ended by a line feed).

    >>> print(records_csv([{"id": "a", "quote": "KL vil, om nødvendigt, følge op.", "years": [2026]}]).splitlines()[1])
    a,,,,,,,,,,,,2026,,,,"KL vil, om nødvendigt, følge op.",
    """
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerow([cell(record.get(column)) for column in COLUMNS])
    return buffer.getvalue()


def rows_csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Rows of values as CSV with a header line.

    >>> rows_csv(("year", "said"), [(2024, None)])
    'year,said\\n2024,\\n'
    """
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def cell(value: object) -> str:
    """A value as it stands in a cell; text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> cell(["kl", "regeringen"]), cell("=1+1"), cell(None)
    ('kl; regeringen', "'=1+1", '')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(cell(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return safe_cell(value) if isinstance(value, str) else str(value)
