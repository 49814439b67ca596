"""`extract.surroundings`: where a concept is seen round a sentence, and what that is worth; the gold."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from placed import commitment, placed

from extract import surroundings
from extract.areas import add_areas
from extract.lexicon import LexiconError
from extract.models import Span
from extract.read.document import read_document
from extract.surroundings import Clue, Surroundings, decisive, score, weights
from extract.topics import add_topics, topic_spotter

GOLD = {"oea-kommuner-2020": 225, "oea-kommuner-2023": 231}
AT_LEAST = {"areas": 0.90, "topics": 0.91}


def seen(topic: str, sentence: str, **place: list[str]) -> set[str]:
    """Where the topic is seen in and round the sentence."""
    document, found = placed(sentence, **place)  # type: ignore[arg-type]
    return {clue.where for clue in Surroundings(document, topic_spotter()).clues(found).get(topic, ())}


def test_a_concept_is_seen_in_the_sentence_its_headings_and_before() -> None:
    """Each place in which a topic is named gives a clue of its own."""
    assert "named" in seen("botilbud", "Botilbud udvides.")
    assert "hint" in seen("eksterne-konsulenter", "Konsulenterne drøftes.")
    assert "hint-in-place" in seen("eksterne-konsulenter", "Konsulenterne drøftes.", heading=["Eksterne konsulenter"])
    assert "heading" in seen("botilbud", "Det drøftes.", heading=["Botilbud"])
    assert "upper-heading" in seen("botilbud", "Det drøftes.", heading=["Botilbud", "Takster"])
    assert "paragraph" in seen("botilbud", "Det drøftes.", before=["Botilbud udvides."])
    assert "other-nearer" in seen("botilbud", "Det drøftes.", before=["Botilbud udvides.", "KMF fastfryses."])
    assert "other-named" in seen("botilbud", "KMF fastfryses.", before=["Botilbud udvides."])
    assert seen("botilbud", "Det drøftes.") == set()


def test_a_clause_sees_the_other_clause_of_its_sentence() -> None:
    """A commitment that is half a sentence has what the other half names as a clue of less worth."""
    sentence = "KL vil samle erfaringer, og regeringen vil udvide botilbud."
    document, whole = placed(sentence)
    half = commitment(document, Span(start=whole.span.start, end=whole.span.start + 23), whole.unit)
    clues = Surroundings(document, topic_spotter()).clues(half)["botilbud"]
    assert "clause" in {clue.where for clue in clues}


def test_worths_are_added_and_the_most_worth_words_decide() -> None:
    """The score is the sum of the clues' worths; the words that say most are the evidence."""
    worth = weights("topics")
    document, found = placed("Botilbud udvides.", heading=["Botilbud"])
    clues = Surroundings(document, topic_spotter()).clues(found)["botilbud"]
    best = decisive(clues, worth)
    assert best is not None
    assert best.where == "named"
    assert score([Clue("named"), Clue("section", 0.5)], worth) == pytest.approx(worth["named"] + 0.5 * worth["section"])
    assert decisive([Clue("section", 1.0)], worth) is None


def test_a_worth_of_nothing_known_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clue that there is not, or a worth that is no number, is named with the file."""
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "wrong.toml").write_text('[weights]\nnames = 1\nheading = "much"\n', encoding="utf-8")
    monkeypatch.setattr(surroundings, "files", lambda _: tmp_path)
    with pytest.raises(LexiconError, match=r"lexicon/wrong.toml: \[weights\]: names = 1"):
        weights("wrong")


def test_areas_and_topics_of_the_gold(gold: Path, agreements: Path) -> None:
    """Given the gold's sentences in their place, areas and topics are found as well as when this was written."""
    hits = dict.fromkeys(AT_LEAST, 0)
    total = dict.fromkeys(AT_LEAST, 0)
    for name, count in GOLD.items():
        document = read_document(agreements / f"{name}.txt")
        lines = (gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        records = [json.loads(line) for line in lines]
        assert len(records) == count
        found, cursor = [], 0
        for record in records:
            quote = " ".join(record["quote"].split())
            cursor = max(document.text.find(quote, cursor), document.text.find(quote))
            span = Span(start=cursor, end=cursor + len(quote))
            unit = next(i for i, unit in enumerate(document.units) if unit.span.end > cursor)
            found.append(commitment(document, span, unit))
        for record, one in zip(records, add_areas(document, add_topics(document, tuple(found))), strict=True):
            for field, told in (("areas", one.areas), ("topics", one.topics)):
                hits[field] += len(set(record[field]) & set(told))
                total[field] += len(record[field]) + len(told)
    reached = {field: 2 * hits[field] / total[field] for field in AT_LEAST}
    assert all(reached[field] >= least for field, least in AT_LEAST.items()), reached


def test_regression_a_section_of_thousands_of_sentences_took_their_square() -> None:
    """What was said before a sentence is looked up, not gone through: the work grows with the text."""
    rows = ["Botilbud udvides.", "KMF fastfryses.", "Det drøftes."]

    def looked(count: int) -> int:
        document, found = placed("Det drøftes.", before=[rows[n % 3] for n in range(count)])
        around = Surroundings(document, topic_spotter())
        with patch.object(Surroundings, "_distance", autospec=True, side_effect=Surroundings._distance) as asked:
            clues = around.clues(found)
        assert "paragraph" in {clue.where for clue in clues["kmf"]}
        return asked.call_count

    assert looked(900) == looked(300)
