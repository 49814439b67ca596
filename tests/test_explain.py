"""Why a record says what it says: in values, in the terminal, and as a page that does nothing but show it."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner, Result

from aftalegraf.cli import cli
from extract.explain import Explained, explain
from extract.pipeline import extract_commitments
from extract.read.document import read_document
from extract.read.given import document_of_text
from extract.records import to_record

TEXT = "Regeringen og KL er enige om at afsætte 5 mio. kr. i 2027 til ældreområdet."
HOSTILE = 'Regeringen og KL er enige om at afsætte 5 mio. kr. til <script>alert(1)</script> & "<b>[red]fed[/red]</b>".'


def explained(text: str) -> tuple[Explained, ...]:
    """The explanation of a pasted text, sentences without a commitment too."""
    document = document_of_text(text)
    return explain(document, extract_commitments(document), silent=True)


def told(*arguments: str | Path, text: str | None = None) -> Result:
    """`aftalegraf extract --explain`."""
    return CliRunner().invoke(cli, ["extract", *map(str, arguments), "--explain"], input=text)


def test_each_field_has_its_value_words_and_rule() -> None:
    """Force first; then what each word gave."""
    (one,) = explained(TEXT)
    reasons = {reason.field: reason for reason in one.reasons}
    assert one.reasons[0].field == "force"
    assert (reasons["force"].items, reasons["force"].words) == (("agree",), "er enige om")
    assert (reasons["party"].items, reasons["party"].words) == (("regeringen", "kl"), "Regeringen og KL")
    assert reasons["amounts"].items == ("5000000 DKK, 2027",)
    assert all(TEXT[reason.span.start : reason.span.end] == reason.words for reason in one.reasons)
    assert all(reason.confidence is None or 0 < reason.confidence < 1 for reason in one.reasons)


def test_every_evidence_of_an_agreement_is_told(agreements: Path) -> None:
    """No evidence of a record is left out, and none is without a value."""
    document = read_document(agreements / "oea-kommuner-2027.txt")
    commitments = extract_commitments(document)
    found = explain(document, commitments)
    assert [one.text for one in found] == [commitment.quote for commitment in commitments]
    for one, commitment in zip(found, commitments, strict=True):
        rules = {(reason.field, reason.rule) for reason in one.reasons}
        evidence = to_record(document, commitment)["evidence"]
        assert {(item["field"], item["rule"]) for item in evidence} <= rules
        assert any(reason.field == "force" for reason in one.reasons)


def test_a_sentence_that_binds_nobody_is_told_as_such() -> None:
    """Of a pasted text the sentences without a commitment are shown too."""
    first, second = explained("Kommunerne har i dag store opgaver. " + TEXT)
    assert (first.rule, first.confidence, first.reasons) == ("", None, ())
    assert second.rule.startswith("force.agree")


def test_the_terminal_shows_sentence_and_reasons() -> None:
    """Sentence, value, words, rule and confidence; what looks like markup is shown as it stands."""
    result = told("-", text=HOSTILE)
    assert result.exit_code == 0, result.stderr
    plain = " ".join(result.stdout.split())
    for part in ("[red]fed[/red]", "er enige om", "force.agree.in-agreement", "5000000 DKK", "regeringen, kl"):
        assert part in plain
    assert "no rule" in told("-", text="Kommunerne har i dag store opgaver.").stdout


def test_the_page_is_whole_and_harmless(tmp_path: Path) -> None:
    """One file with a policy that lets nothing in; the text's own markup is shown, not obeyed."""
    page = tmp_path / "why.html"
    result = told("-", "--html", page, text=HOSTILE)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    text = page.read_text(encoding="utf-8")
    assert '<meta http-equiv="Content-Security-Policy" content="default-src' in text
    assert "script-src &#39;none&#39;" in text
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert not re.search(r"(?:src|href|style)=", text.partition("<body>")[2])
    assert "http://" not in text
    assert "https://" not in text
    assert "force.agree.in-agreement" in text


def test_the_marks_keep_every_letter(tmp_path: Path) -> None:
    """Marked up, the sentence still reads as it did."""
    page = tmp_path / "why.html"
    told("-", "--html", page, text=TEXT)
    quote = re.search(r"<blockquote[^>]*>(.*?)</blockquote>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert quote is not None
    assert re.sub(r"<[^>]+>", "", quote[1]) == TEXT


def test_html_without_explain_is_bad_use(tmp_path: Path) -> None:
    """--html shows reasons, so it needs --explain."""
    result = CliRunner().invoke(cli, ["extract", "-", "--html", str(tmp_path / "a.html")], input=TEXT)
    assert result.exit_code == 2
    assert "--explain" in result.stderr


def test_a_whole_agreement_is_explained(agreements: Path, tmp_path: Path) -> None:
    """Of a file, each commitment is on the page, once."""
    page = tmp_path / "why.html"
    path = agreements / "oea-kommuner-2027.txt"
    assert told(path, "--html", page).exit_code == 0
    document = read_document(path)
    assert page.read_text(encoding="utf-8").count("<blockquote") == len(extract_commitments(document))
