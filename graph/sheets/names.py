"""The table of names: what the words in other tables mean, and the ids that programs know them by."""

from __future__ import annotations

from graph.sheets.labels import KINDS, concepts, labels
from graph.tables import Column, Shown, Table

_NAME_COLUMNS = (
    Column(key="kind", heading="Felt", width=16),
    Column(key="label", heading="Navn", width=36),
    Column(key="id", heading="Id", width=28),
    Column(key="label_en", heading="På engelsk", width=36),
    Column(key="definition", heading="Hvad det er", width=80),
)
_KINDS = {
    "act": "handling", "actor": "aktør", "amount-kind": "slags beløb", "area": "område", "bound": "grænse",
    "direction": "retning", "effect": "hvad det gør", "force": "formulering", "link-kind": "hviler på",
    "polarity": "benægtet", "reference-kind": "slags henvisning", "status": "indlæst", "strength": "hvor fast",
    "topic": "emne",
}  # fmt: skip


def names_table() -> Table:
    """A row for each id that the other tables show by its name."""
    about = "Hvad navnene i de andre ark betyder, og de id'er, som andre programmer kender dem ved."
    rows = [
        (Shown(data=kind, words=_KINDS[kind]), labels(kind)[one.id], one.id, one.label_en, one.definition)
        for kind in KINDS
        for one in concepts(kind)
    ]
    return Table(name="names", title="Navne", about=about, columns=_NAME_COLUMNS, rows=rows)
