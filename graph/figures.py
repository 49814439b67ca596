"""A table's numbers -> quads: observations of the RDF Data Cube, one for each cell that holds a number.

A question over the years needs no cube: `ag:rowLabel`, `ag:year` and `ag:value` stand directly on each observation.
"""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from extract.models import Document, Table
from graph.iris import Iris
from graph.writer import Writer, danish, name

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PRICE_LEVEL = re.compile(r"(?:20)?(\d\d)-pl")


def write(graph: Writer, document: Document, iris: Iris) -> None:
    """Says what the tables of `document` hold."""
    for number, table in enumerate(document.tables, 1):
        _write_table(graph, document, table, iris.table(document.id, number), iris)


def year_of(document: Document, table: Table, column: str) -> int | None:
    """The year that a column's numbers are for: told by its head, else the caption, the price level, the agreement.

    None where head or caption name several.
    """
    for words in (column, table.caption):
        years = {int(year) for year in _YEAR.findall(words)}
        if years:
            return years.pop() if len(years) == 1 else None
    level = _PRICE_LEVEL.search(table.price_level or "")
    return 2000 + int(level[1]) if level else document.identity.year


def _write_table(graph: Writer, document: Document, table: Table, iri: NamedNode, iris: Iris) -> None:
    say = graph.say
    say(iri, "rdf:type", name("qb:DataSet"), name("ag:Table"))
    say(iri, "ag:inAgreement", iris.agreement(document.id))
    say(iri, "ag:inSection", iris.section(document.id, table.section))
    say(iri, "dcterms:title", danish(table.caption) if table.caption else None)
    say(iri, "ag:number", table.number)
    say(iri, "ag:unitLabel", danish(table.unit) if table.unit else None)
    say(iri, "ag:priceLevel", table.price_level)
    columns = table.columns[-max((len(row.values) for row in table.rows), default=0) :]
    for row_number, row in enumerate(table.rows, 1):
        for column_number, value in enumerate(row.values, 1):
            if value is None:
                continue
            column = columns[column_number - 1] if column_number <= len(columns) else ""
            cell = iris.part(iris.part(iri, "row", row_number), "column", column_number)
            say(cell, "rdf:type", name("qb:Observation"), name("ag:Figure"))
            say(cell, "qb:dataSet", iri)
            say(cell, "ag:inAgreement", iris.agreement(document.id))
            say(cell, "ag:rowLabel", danish(row.label) if row.label else None)
            say(cell, "ag:columnLabel", danish(column) if column else None)
            say(cell, "ag:year", year_of(document, table, column))
            say(cell, "ag:value", value)
            say(cell, "ag:priceLevel", table.price_level)
            say(cell, "ag:quote", danish(document.words(row.span)))
