"""Exports of a whole store (`graph.export`), each read back with another library."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pytest

from extract.edtf import edtf_bounds
from graph.build import build
from graph.errors import ExportError
from graph.export import FORMATS, export
from graph.network import network, with_years
from graph.sheets.store import TABLES, table_of
from graph.store import Snapshot, reading, writing
from graph.stored_records import stored_records

Row = dict[str, Any]
SHEETS = (
    "Læs mig", "Aftaler", "Aftalepunkter", "Beløb", "Mængder", "Henvisninger", "Belæg", "Opfølgningsoversigt",
    "Forbindelser", "Tabeltal", "Navne",
)  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(built: Path) -> Iterator[Snapshot]:
    """The store of the five agreements, open."""
    with reading(built) as opened:
        yield opened


@pytest.fixture(scope="module")
def records(snapshot: Snapshot) -> list[Row]:
    """Its records."""
    return list(stored_records(snapshot))


@pytest.fixture(scope="module")
def book(snapshot: Snapshot) -> openpyxl.Workbook:
    """Its workbook, as another program reads it."""
    return openpyxl.load_workbook(BytesIO(written(snapshot, "xlsx")))


def written(snapshot: Snapshot, format_name: str, **how: Any) -> bytes:
    """What is exported."""
    target = BytesIO()
    export(snapshot, format_name, target, **how)
    return target.getvalue()


def rows_of(sheet: Any) -> list[Row]:
    """The rows of a sheet by its headings."""
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_the_workbook_has_a_sheet_for_each_table(book: openpyxl.Workbook) -> None:
    """Its first sheet leads to the others, tells how many rows each has, and which agreements were read."""
    assert tuple(book.sheetnames) == SHEETS
    front = {row[0].value: row for row in book["Læs mig"].iter_rows()}
    for name in SHEETS[1:]:
        assert front[name][0].hyperlink.location == f"'{name}'!A2"
        assert f"{book[name].max_row - 1:,}".replace(",", ".") in front[name][1].value
        assert (book[name].freeze_panes, book[name].auto_filter.ref.partition(":")[0]) == ("B2", "A1")
    assert front["Indlæste aftaler"][1].value.count("\n") == 4
    assert book.properties.subject == "ØA20, ØA22, ØA23, ØA24, ØA27"


def test_no_cell_of_the_workbook_is_a_formula(book: openpyxl.Workbook) -> None:
    """Texts of agreements are texts."""
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n", "d"}


def test_records_can_be_put_together_from_the_workbook(book: openpyxl.Workbook, records: list[Row]) -> None:
    """Every field of every record stands in the sheets; the sheet of names leads from words back to ids."""
    ids: dict[tuple[str, str], str] = {(row["Felt"], row["Navn"]): row["Id"] for row in rows_of(book["Navne"])}
    agreements = {row["Aftale"]: row["Id"] for row in rows_of(book["Aftaler"])}

    def one(kind: str, words: str | None) -> str | None:
        return None if words is None else ids.get((kind, words), words)

    def several(kind: str, words: str | None) -> list[str]:
        return [ids.get((kind, word), word) for word in words.split("; ")] if words else []

    def years(value: Any) -> list[int]:
        return [int(year) for year in str(value).split("; ")] if value else []

    parts: dict[str, dict[str, list[Row]]] = {}
    for name in ("Beløb", "Mængder", "Henvisninger", "Belæg"):
        for row in rows_of(book[name]):
            parts.setdefault(row["Id"], {}).setdefault(name, []).append(row)
    assert book["Aftalepunkter"].max_row - 1 == len(records)
    for row, record in zip(rows_of(book["Aftalepunkter"]), records, strict=True):
        found = parts.get(row["Id"], {})
        again = {
            "id": row["Id"],
            "document": agreements[row["Aftale"]],
            "number": int(row["Nr."].rpartition("-")[2]),
            "quote": row["Aftalepunkt"],
            "force": one("formulering", row["Formulering"]),
            "parties": several("aktør", row["Parter"]),
            "obliged": several("aktør", row["Skal handle"]),
            "areas": several("område", row["Områder"]),
            "topics": several("emne", row["Emner"]),
            "mentions": several("aktør", row["Nævner også"]),
            "years": years(row["Nævnte år"]),
            "act": one("handling", row["Handling"]),
            "strength": one("hvor fast", row["Hvor fast"]),
            "polarity": one("benægtet", row["Benægtet"]),
            "section": row["Afsnit"].split(" › ") if row["Afsnit"] else [],
            "page": row["Side"],
            "line": row["Linje"],
            "start": row["Fra tegn"],
            "end": row["Til tegn"],
            "confidence": row["Vurdering (0-1)"],
            "rule": row["Regel"],
            "source": row["Fil"],
        }
        assert again == {key: record[key] for key in again}
        assert [
            {
                "value": amount["Beløb"],
                "unit": {"kr.": "DKK", "pct.": "percent"}[amount["Enhed"]],
                "years": years(amount["År for beløbet"]),
                "per_year": amount["Årligt"] == "ja",
                "kind": one("slags beløb", amount["Slags"]),
                "direction": one("retning", amount["Retning"]),
                "bound": one("grænse", amount["Grænse"]),
                "price_level": amount["Prisniveau"],
                "part_of": amount["Heraf af nr."] - 1 if amount["Heraf af nr."] else None,
                "text": amount["Ordene"],
            }
            for amount in found.get("Beløb", [])
        ] == record["amounts"]
        said = [(item["Ordene"], item["Regel"], item["Fra tegn"], item["Til tegn"]) for item in found.get("Belæg", [])]
        assert said == [(item["words"], item["rule"], item["start"], item["end"]) for item in record["evidence"]]
        pointed = [(item["Ordene"], one("slags henvisning", item["Slags"])) for item in found.get("Henvisninger", [])]
        assert pointed == [(item["text"], item["kind"]) for item in record["references"]]
        assert [item["Antal"] for item in found.get("Mængder", [])] == [one["value"] for one in record["quantities"]]


def test_numbers_and_dates_of_the_workbook_are_real(book: openpyxl.Workbook, records: list[Row]) -> None:
    """A deadline is a date that can be sorted and filtered, an agreement's year a number without a point."""
    rows = list(zip(book["Aftalepunkter"].iter_rows(min_row=2), records, strict=True))
    columns = {cell.value: place for place, cell in enumerate(book["Aftalepunkter"][1])}
    dated = 0
    for row, record in rows:
        latest = edtf_bounds(record["deadline"])[1] if record["deadline"] else None
        value = row[columns["Frist til"]].value
        assert (value.date() if isinstance(value, datetime) else None) == latest
        dated += isinstance(latest, date)
        assert row[columns["År"]].number_format == "0"
    assert dated > 50


def test_rows_of_the_workbook_lead_to_one_another(book: openpyxl.Workbook) -> None:
    """From a commitment to its sums and its agreement, from a sum, a promise or a link to its commitment."""

    def target(cell: Any) -> Any:
        sheet, _, place = cell.hyperlink.location.rpartition("!")
        return book[sheet.strip("'")][place]

    commitments = {cell.value: cell for cell in book["Aftalepunkter"]["A"]}
    for name in ("Beløb", "Henvisninger", "Belæg", "Opfølgningsoversigt", "Forbindelser"):
        for cell in book[name]["A"][1:200]:
            assert target(cell) == commitments[cell.value], name
    columns = {cell.value: cell.column_letter for cell in book["Aftalepunkter"][1]}
    with_sums = [cell for cell in book["Aftalepunkter"][columns["Beløb"]][1:] if cell.hyperlink]
    assert len(with_sums) > 200
    for cell in with_sums:
        assert target(cell).value == book["Aftalepunkter"][f"A{cell.row}"].value
        assert target(cell).parent.title == "Beløb"
    for cell in book["Aftalepunkter"]["B"][1:200]:
        assert target(cell).value == cell.value
    first = {row[0].value: row[4] for row in book["Aftaler"].iter_rows(min_row=2) if row[4].hyperlink}
    assert {name: target(cell).value for name, cell in first.items()} == {
        name: f"{name}-1" for name in ("ØA20", "ØA22", "ØA23", "ØA24", "ØA27")
    }


def test_plain_csv_holds_the_records(snapshot: Snapshot, records: list[Row]) -> None:
    """Every field of a record can be read from the table of commitments: ids, numbers with points, objects as JSON."""
    text = written(snapshot, "csv", plain=True).decode()
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert len(rows) == len(records)
    lists = ("parties", "obliged", "areas", "topics", "mentions", "section", "conditions", "years")
    objects = ("amounts", "quantities", "references", "evidence", "follow_up")
    for row, record in zip(rows, records, strict=True):
        for key, value in record.items():
            if key in lists:
                assert row[key] == "; ".join(map(str, value))
            elif key in objects:
                assert json.loads(row[key] or "null") == value
            else:
                assert row[key] == ("" if value is None else str(value))


def test_danish_csv_is_what_the_workbook_shows(snapshot: Snapshot, book: openpyxl.Workbook) -> None:
    """With its mark, semicolons and decimal commas it gives the sums as the workbook does."""
    data = written(snapshot, "csv", table="sums")
    assert data.startswith("\ufeffnumber;document;".encode())
    assert b"\n" not in data.replace(b"\r\n", b"")
    rows = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    shown = rows_of(book["Beløb"])
    assert [float(row["value"].replace(",", ".")) for row in rows] == [row["Beløb"] for row in shown]
    # "-4,2 mia. kr." is guarded in text, where a spreadsheet would take it for a formula
    assert [(row["number"], row["text"].lstrip("'"), row["counted"], row["unit"]) for row in rows] == [
        (row["Nr."], row["Ordene"], row["Tælles med"], row["Enhed"]) for row in shown
    ]
    assert any("," in row["value"] for row in rows)


@pytest.mark.slow
def test_parquet_holds_the_records(snapshot: Snapshot, records: list[Row]) -> None:
    """Rows come back as the records are, lists and objects too; every other table can be written."""
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = parquet.read_table(BytesIO(written(snapshot, "parquet"))).to_pylist()
    assert [{key: row[key] for key in record} for row, record in zip(rows, records, strict=True)] == records
    for name in set(TABLES) - {"commitments"}:
        count = sum(1 for _ in table_of(snapshot, name).rows)
        assert parquet.read_table(BytesIO(written(snapshot, "parquet", table=name))).num_rows == count > 0


@pytest.mark.slow
def test_graphml_and_gexf_give_the_same_graph(snapshot: Snapshot) -> None:
    """What networkx reads back has the nodes, edges and attributes; in GEXF they have their years besides."""
    made = network(snapshot)
    again = nx.read_graphml(BytesIO(written(snapshot, "graphml")), force_multigraph=True)
    assert (again.nodes, again.adj) == (made.nodes, made.adj)
    dynamic = nx.read_gexf(BytesIO(written(snapshot, "gexf")))
    years = with_years(made)
    assert (dynamic.nodes, dynamic.adj, dynamic.graph["mode"]) == (years.nodes, years.adj, "dynamic")
    assert dynamic.nodes["agreement/oea-kommuner-2024"]["start"] == "2024-01-01"
    assert len(dynamic.nodes["actor/kl"]["spells"]) == 5


@pytest.mark.slow
def test_the_network_is_what_the_records_say(snapshot: Snapshot, records: list[Row]) -> None:
    """A node for each commitment and what it leads to; an agreement's edges weigh as many as its commitments."""
    made = network(snapshot)
    kinds = [about["type"] for _, about in made.nodes(data=True)]
    assert kinds.count("commitment") == len(records)
    assert set(kinds) == {"agreement", "commitment", "actor", "area", "topic", "law", "strategy", "directive"}
    between = made.get_edge_data("agreement/oea-kommuner-2024", "area/social")
    wanted = sum("social" in one["areas"] for one in records if one["document"] == "oea-kommuner-2024")
    assert [about["weight"] for about in between.values()] == [wanted]
    assert {about["label"] for *_, about in made.edges(data=True) if about["relation"] == "obliged"} == {"skal handle"}


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_store_gives_the_same_bytes(format_name: str, small: Path) -> None:
    """Nothing depends on the clock or on chance; and whatever a hostile text holds, the file is whole."""
    with reading(small) as opened:
        first = written(opened, format_name)
    with reading(small) as opened:
        assert written(opened, format_name) == first
    assert first


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one record that is as hostile as JSON allows."""
    folder = tmp_path_factory.mktemp("small")
    quote = '=HYPERLINK("http://example.org";"løn") \x00\x0b\x1b\ufffe </data>]]>&amp; ' + "æ" * 40_000
    record = {
        "document": "min-aftale-2025", "quote": quote, "force": "agree", "start": 0, "end": len(quote),
        "parties": ["=1+1", "kl"], "section": ["=cmd|'/c calc'!A1", "\x01"], "source": "+fil.txt",
        "amounts": [{"value": 1.5, "unit": "DKK", "text": "-1"}], "conditions": ["@SUM(A1)"],
        "references": [{"kind": "law", "target": "lov\x02", "text": "lov"}],
    }  # fmt: skip
    (folder / "records.jsonl").write_text(json.dumps(record), encoding="utf-8")
    report = build([folder / "records.jsonl"], folder / "aftalegraf.store")
    assert [file.reason for file in report.files] == [""]
    return folder / "aftalegraf.store"


def test_hostile_text_stays_text(small: Path) -> None:
    """It starts no formula, breaks no XML, and what a cell cannot hold is said."""
    with reading(small) as opened:
        target = BytesIO()
        (note,) = export(opened, "xlsx", target)
        assert "afkortet" in note
        made = nx.read_gexf(BytesIO(written(opened, "gexf")))
        assert nx.read_graphml(BytesIO(written(opened, "graphml"))).number_of_nodes() == made.number_of_nodes()
        rows = list(csv.reader(StringIO(written(opened, "csv").decode("utf-8-sig"), newline=""), delimiter=";"))
    book = openpyxl.load_workbook(target)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in "sn" or cell.is_date for cell in cells)
    front = [row[0].value for row in book["Læs mig"].iter_rows()]
    assert "Ikke alt kunne være her" in front
    assert not any(value.lstrip().startswith(("=", "+", "@")) for row in rows for value in row)


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_empty_store_can_be_exported(format_name: str, tmp_path: Path) -> None:
    """A store in which nothing is gives a file in which nothing is."""
    with writing(tmp_path / "empty.store"):
        pass
    with reading(tmp_path / "empty.store") as opened:
        data = written(opened, format_name)
    if format_name == "xlsx":
        assert tuple(openpyxl.load_workbook(BytesIO(data)).sheetnames) == SHEETS
    if format_name == "gexf":
        assert nx.read_gexf(BytesIO(data)).number_of_nodes() == 0


def test_what_there_is_not_is_refused(snapshot: Snapshot) -> None:
    """Another format or table is told with those that there are."""
    with pytest.raises(ExportError, match="nquads, trig, turtle, jsonld, jsonl, csv, xlsx, parquet, graphml, gexf"):
        export(snapshot, "docx", BytesIO())
    with pytest.raises(ExportError, match="commitments, sums"):
        export(snapshot, "csv", BytesIO(), table="x")


def test_parquet_without_its_package_says_what_to_install(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line names the extra."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install 'aftalegraf\[parquet\]'"):
        export(snapshot, "parquet", BytesIO())
