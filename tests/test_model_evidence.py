"""A spaCy pipeline of the user's own: what it adds, what it may not change, and what is said where it is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from click.testing import CliRunner

from aftalegraf.cli import cli
from extract.errors import ModelError
from extract.model_evidence import load_model
from extract.models import Commitment, Document
from extract.pipeline import extract_commitments
from extract.read.given import document_of_text

TEXT = "Regeringen og KL er enige om at inddrage Foreningen Grønne Veje i arbejdet."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A tiny pipeline on disk: it knows one organisation, and takes every KL for a subject."""
    nlp = spacy.blank("da")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Foreningen Grønne Veje"}, {"label": "ORG", "pattern": "KL"}])  # type: ignore[attr-defined]
    subjects = nlp.add_pipe("attribute_ruler")
    subjects.add([[{"ORTH": "KL"}]], {"DEP": "nsubj"})  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("model") / "tiny"
    nlp.to_disk(path)
    return str(path)


def only(document: Document, model: str | None) -> Commitment:
    """The one commitment of a document."""
    (commitment,) = extract_commitments(document, model)
    return commitment


def test_an_organisation_that_no_register_has_is_mentioned(model: str) -> None:
    """The model's organisation becomes a mention, with its words and its place."""
    document = document_of_text(TEXT)
    without, with_model = only(document, None), only(document, model)
    assert "foreningen-groenne-veje" not in without.mentions
    assert with_model.mentions == (*without.mentions, "foreningen-groenne-veje")
    (evidence,) = [e for e in with_model.evidence if e.field == "mention"]
    assert document.text[evidence.start : evidence.end] == evidence.words == "Foreningen Grønne Veje"
    assert evidence.rule == "model.entity"


def test_a_subject_that_agrees_raises_confidence(model: str) -> None:
    """The parser's subject is one of our parties: half of the doubt goes, and nothing else changes."""
    document = document_of_text(TEXT)
    without, with_model = only(document, None), only(document, model)
    assert with_model.confidence == pytest.approx(1 - (1 - without.confidence) / 2, abs=1e-3)
    assert (with_model.force, with_model.parties, with_model.quote) == (without.force, without.parties, without.quote)


def test_a_subject_that_disagrees_lowers_confidence(model: str) -> None:
    """The parser sees KL act where our party is another: it is to be looked at."""
    document = document_of_text("Danske Regioner er enige i, at KL samler op på arbejdet.")
    without, with_model = only(document, None), only(document, model)
    assert without.parties == with_model.parties == ("danske-regioner",)
    assert with_model.confidence < without.confidence
    assert any(e.rule == "model.other-subject" for e in with_model.evidence)


def test_a_model_without_parser_and_names_changes_nothing(tmp_path: Path) -> None:
    """A blank pipeline gives what the rules gave."""
    spacy.blank("da").to_disk(tmp_path / "blank")
    document = document_of_text(TEXT)
    assert extract_commitments(document, str(tmp_path / "blank")) == extract_commitments(document)


@pytest.mark.parametrize("name", ["da_no_such_model", "no/such/folder"])
def test_a_model_that_is_not_installed_is_one_line(name: str) -> None:
    """The message names the model and says how to get it; the command is used wrongly."""
    with pytest.raises(ModelError, match="no such spaCy pipeline is installed"):
        load_model(name)
    result = CliRunner().invoke(cli, ["extract", "-", "--spacy-model", name], input=TEXT)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"aftalegraf: {name}: no such spaCy pipeline is installed: ")
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_a_broken_model_is_one_line(tmp_path: Path) -> None:
    """A folder that is no pipeline, or one for another spaCy, is named."""
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_model(str(tmp_path))


def test_extract_hears_the_model(model: str) -> None:
    """`extract --spacy-model` prints the mention in the record."""
    result = CliRunner().invoke(cli, ["extract", "-", "--spacy-model", model], input=TEXT)
    assert result.exit_code == 0, result.stderr
    assert "foreningen-groenne-veje" in json.loads(result.stdout)["mentions"]


def test_build_hears_the_model_and_reads_anew_without_it(model: str, tmp_path: Path) -> None:
    """`build --spacy-model` puts the mention into the store; another build without it takes it out again."""
    text, store = tmp_path / "aftale.txt", tmp_path / "s"
    text.write_text(f"Aftale om grønne veje\n\n{TEXT}\n", encoding="utf-8")

    def mentions(*options: str) -> set[str]:
        built = CliRunner().invoke(cli, ["build", str(text), "--store", str(store), *options])
        assert built.exit_code == 0, built.stderr
        exported = CliRunner().invoke(cli, ["export", "--format", "jsonl", "--store", str(store)])
        return {mention for line in exported.stdout.splitlines() for mention in json.loads(line)["mentions"]}

    assert "foreningen-groenne-veje" in mentions("--spacy-model", model)
    assert "foreningen-groenne-veje" not in mentions()


def test_build_with_a_model_that_is_not_there_makes_no_store(tmp_path: Path) -> None:
    """It is told once, before any file is read."""
    (tmp_path / "aftale.txt").write_text(TEXT, encoding="utf-8")
    store = tmp_path / "s"
    result = CliRunner().invoke(
        cli, ["build", str(tmp_path / "aftale.txt"), "--store", str(store), "--spacy-model", "no/such"]
    )
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert not store.exists()


def test_evaluate_hears_the_model(model: str, tmp_path: Path) -> None:
    """`evaluate --spacy-model` scores what is extracted with it: what the rules found, which no model changes."""
    gold = tmp_path / "gold"
    gold.mkdir()
    (tmp_path / "aftale.txt").write_text(f"Aftale om grønne veje\n\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "documents.tsv").write_text(
        "document\tfile\ttitle\tyear\tdate\tsignatories\n"
        "aftale\taftale.txt\tAftale om grønne veje\t2024\t\tregeringen;kl\n",
        encoding="utf-8",
    )
    record = {"document": "aftale", "quote": TEXT, "force": "agree", "parties": ["regeringen", "kl"]}
    empty = {"obliged": [], "areas": [], "amounts": [], "years": [], "deadline": None, "references": [], "topics": []}
    (gold / "aftale.jsonl").write_text(json.dumps(record | empty | {"follow_up": None}) + "\n", encoding="utf-8")
    asked = ["evaluate", "--gold", str(gold), "--sources", str(tmp_path), "--format", "json"]
    result = CliRunner().invoke(cli, [*asked, "--spacy-model", model])
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout) == json.loads(CliRunner().invoke(cli, asked).stdout)
    missing = CliRunner().invoke(cli, [*asked, "--spacy-model", "no/such"])
    assert missing.exit_code == 2
