"""The scripts that measure: their parts do what the numbers they print say."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from benchmarks import calibrate, extraction, learned, pressing, serving
from extract.explain import explain
from extract.gold import ScoredRecord
from extract.models import Commitment, Document
from extract.pipeline import extract_commitments
from extract.read.given import document_of_text

TEXT = "Regeringen og KL er enige om at afsætte 5 mio. kr. i 2027 til ældreområdet."


def test_every_script_is_listed(checkout: Path) -> None:
    """The list says of each how it is run, or what it serves."""
    told = (checkout / "benchmarks" / "README.md").read_text(encoding="utf-8")
    for path in (checkout / "benchmarks").glob("*.py"):
        runs = "__main__" in path.read_text(encoding="utf-8")
        assert (f"`{path.stem}" if runs else f"`{path.name}`") in told, path.name


def test_copies_are_as_long_as_the_agreement_and_differ(tmp_path: Path) -> None:
    """Each copy has the words of the 2022 agreement, and hardly a line in common with the next."""
    words = extraction.write_copies(tmp_path, 2)
    first, second = ((tmp_path / f"made-00{n}.txt").read_text(encoding="utf-8") for n in (0, 1))
    assert len(first.split()) == len(second.split()) == words // 2
    lines = [line for line in first.splitlines() if len(line) > 60]
    assert sum(line in second for line in lines) < len(lines) / 3
    assert len((tmp_path / "documents.tsv").read_text(encoding="utf-8").splitlines()) == 3


class Answering(http.server.BaseHTTPRequestHandler):
    """Answers by length, in pieces, or not at all, as the query says."""

    protocol_version = "HTTP/1.1"
    queries: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """One answer."""
        query = parse_qs(urlsplit(self.path).query)["query"][0]
        self.queries.append(query)
        self.send_response(500 if query.startswith("broken") else 200)
        self.send_header("Server-Timing", "answer;dur=12.5")
        if query.startswith("pieces"):
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"2\r\n{}\r\n")
            self.wfile.flush()
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"done")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.mark.parametrize(("query", "good"), [("whole", True), ("pieces", True), ("broken", False)])
def test_requests_are_counted_as_they_are_answered(query: str, good: bool) -> None:
    """By two clients for a bounded time, each request another one; what fails is no answer."""
    Answering.queries.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/sparql"
        found = pressing.press(url, query, 2, 0.2, fresh=True)
        server.shutdown()
    assert (found["per_second"] > 0, found["failed"] == 0) == (good, good)
    assert len(set(Answering.queries)) == len(Answering.queries) > 1
    if good:
        assert found["own"] == 12.5
        assert 0 < found["p50"] <= found["p95"] < 200


def test_the_time_of_a_request_is_told_apart() -> None:
    """The library's own, the worker around it, HTTP around that."""
    found = {"q": {serving.OURS: {1: {"p50": 10.0, "own": 8.0}}}, "other": {"virtuoso": {1: {"p50": 1.0}}}}
    told = serving.shares({"q": 6.0, "other": 1.0}, found)
    assert told == {"q": {"library": 6.0, "worker": 2.0, "http": 2.0, "server": 0.4}}


def only(text: str) -> tuple[Document, Commitment]:
    """A text and its one commitment."""
    document = document_of_text(text)
    (commitment,) = extract_commitments(document)
    return document, commitment


@pytest.mark.parametrize(
    ("gold", "force", "party"),
    [
        (ScoredRecord(document="d", quote=TEXT, force="agree", parties=("kl", "regeringen")), True, True),
        (ScoredRecord(document="d", quote=TEXT, force="allocate", parties=("kl",)), False, False),
        (None, False, False),
    ],
)
def test_verdicts_are_golds(gold: ScoredRecord | None, force: bool, party: bool) -> None:
    """A rule is right where gold has what it read, and wrong where gold has not even the sentence."""
    document, commitment = only(TEXT)
    (explained,) = explain(document, [commitment])
    found = dict(calibrate.verdicts(commitment, explained.reasons, gold))
    assert found["force.agree.in-agreement"] is force
    assert found["parties.subject"] is party
    assert not any(rule.startswith("act.") for rule in found)


def test_few_cases_never_make_certainty() -> None:
    """Twenty of twenty is less than a hundred of a hundred, and neither is 1."""
    few, many = (calibrate.Tally() for _ in range(2))
    few.said["dev"] = few.right["dev"] = 20
    many.said["dev"] = many.right["dev"] = 1000
    assert few.precision < many.precision == 0.99


def test_the_classifier_learns_what_can_be_learned() -> None:
    """Two kinds of sentences told apart by a word; the same sentence is seen the same way in every process."""
    said = [("KL vil følge det", 2), ("Der afsættes 5 mio. kr.", 4)] * 4
    rows = [learned.Example(seen=learned.seen_in(t, "", False, 10), gold=g, rules=0) for t, g in said]
    weights = learned.train(rows, 10, with_rules=False)
    seen = learned.seen_in("Der afsættes 7 mio. kr.", "", False, 10)
    assert learned.chances(weights, np.append(seen, 1 << 10)).argmax() == 4
    assert learned.seen_in("KL vil", "", False, 16).tolist() == learned.seen_in("KL vil", "", False, 16).tolist()
    assert learned.scores([0, 1, 2], [0, 1, 1]) == (1.0, 0.5)
