"""What the benchmark of dressed agreements counts."""

from __future__ import annotations

from pathlib import Path

from benchmarks.dressed import compare
from extract.read.given import document_of_text

SAID = "Regeringen og KL er enige om en analyse. KL vil følge op i 2025. Parterne noterer sig planen.\n"


def test_what_is_lost_and_what_comes_besides() -> None:
    """A sentence that is read in two is lost once and stands twice besides."""
    text = document_of_text(SAID)
    found = compare(text, document_of_text(SAID.replace("vil følge", "vil. Følge")))
    assert found.lost == ("KL vil følge op i 2025.",)
    assert found.besides == ("KL vil.", "Følge op i 2025.")
    assert round(found.share, 3) == 0.667
    assert compare(text, text).share == 1


def test_every_dress_has_a_name_of_its_own(agreements: Path) -> None:
    """Names tell the dresses apart, and are what the option takes."""
    from extract.read.document import read_document
    from tests.dresses import dressed

    text = read_document(agreements / "oea-kommuner-2027.txt")
    names = [name for name, _, _ in dressed(text)]
    assert len(names) == len(set(names)) >= 14
    assert {name for name, _, _ in dressed(text, "two columns")} == {name for name in names if "two columns" in name}
