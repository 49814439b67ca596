"""Tables as Parquet, for pandas, DuckDB, Power BI and the like; lists and objects keep their form.

pyarrow is an extra (`pip install 'aftalegraf[parquet]'`): it is large, and few need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from graph.errors import ExportError
from graph.tables import Column, Link, Shown, Table, Value

if TYPE_CHECKING:
    import pyarrow

_AT_ONCE = 10_000  # rows of a row group
_OBJECTS = {
    "amounts": {
        "value": "number", "unit": "text", "years": "wholes", "per_year": "flag", "kind": "text", "direction": "text",
        "bound": "text", "price_level": "text", "part_of": "whole", "text": "text",
    },
    "quantities": {"value": "number", "unit": "text", "text": "text"},
    "references": {"kind": "text", "target": "text", "text": "text", "reason": "text"},
    "follow_up": {"target": "text", "year": "whole"},
    "evidence": {"field": "text", "words": "text", "start": "whole", "end": "whole", "rule": "text"},
    "passages": {"document": "text", "quote": "text", "confidence": "number"},
}  # fmt: skip
_LIKE = {("ledger", "evidence"): "passages", ("ledger", "nearest"): "passages"}
_SINGLE = ("follow_up",)


def write_parquet(table: Table, target: BinaryIO) -> None:
    """Writes the table, a row group at a time. Raises ExportError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ExportError("Parquet needs the package pyarrow: pip install 'aftalegraf[parquet]'") from None
    schema = pa.schema([(column.key, _type(pa, table.name, column)) for column in table.columns])
    with pq.ParquetWriter(target, schema) as writer:
        for rows in _batches(table.rows):
            columns = [[_data(row[place], column) for row in rows] for place, column in enumerate(table.columns)]
            arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _batches(rows: Iterable[Sequence[Value]]) -> Iterator[list[Sequence[Value]]]:
    todo = iter(rows)
    while batch := list(islice(todo, _AT_ONCE)):
        yield batch


def _data(value: Value, column: Column) -> Any:
    """A value as programs get it; numbers as they are in the records."""
    if isinstance(value, Link):
        value = value.value
    data = value.data if isinstance(value, Shown) else value
    return float(data) if column.kind == "number" and data is not None else data  # type: ignore[arg-type]


def _type(pa: Any, table: str, column: Column) -> pyarrow.DataType:
    if column.kind == "objects":
        fields = _OBJECTS[_LIKE.get((table, column.key), column.key)]
        struct = pa.struct([(key, _simple(pa, kind)) for key, kind in fields.items()])
        return struct if column.key in _SINGLE else pa.list_(struct)
    return _simple(pa, column.kind)


def _simple(pa: Any, kind: str) -> pyarrow.DataType:
    types = {
        "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "date": pa.date32(), "flag": pa.bool_(),
        "texts": pa.list_(pa.string()), "wholes": pa.list_(pa.int64()),
    }  # fmt: skip
    return types[kind]
