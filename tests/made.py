"""Documents and commitments made by hand, for tests that need no extraction."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from extract.errors import ReadError
from extract.models import (
    ActorId,
    Amount,
    AreaId,
    Commitment,
    CommitmentId,
    Deadline,
    Document,
    DocumentId,
    Evidence,
    FollowUp,
    Identity,
    Origin,
    Reference,
    Section,
    Span,
    Table,
    TableRow,
    TopicId,
    Unit,
)

HEADING = "Socialområdet"
TEXT = (
    "Socialområdet\n"
    "Regeringen og KL er enige om at afsætte 0,5 mia. kr. i 2025 til botilbud, jf. boks 2. "
    "Parterne følger op i forbindelse med økonomiaftalen for 2026 senest den 1. juni 2025, jf. loven.\n"
    "Boks 2\n"
    "Serviceudgifter, netto 351,5\n"
)
FIRST, SECOND = (
    TEXT.splitlines()[1].split(". Parterne")[0] + ".",
    "Parterne" + TEXT.splitlines()[1].split(". Parterne")[1],
)


def span(words: str) -> Span:
    """Where `words` stand in TEXT."""
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def evidence(field: str, words: str) -> Evidence:
    """The evidence for a field that `words` are."""
    place = span(words)
    return Evidence(field=field, words=words, start=place.start, end=place.end, rule=f"{field}.test")


def document(identifier: str = "oea-kommuner-2024", year: int = 2024, sha: str = "0" * 64) -> Document:
    """An agreement of two sentences, a box and a table."""
    nowhere = Span(start=0, end=len(TEXT))
    return Document(
        identity=Identity(
            document=DocumentId(identifier),
            title=f"Aftale om kommunernes økonomi for {year}",
            kind="economy-municipalities",
            year=year,
            date=None,
            signatories=(ActorId("regeringen"), ActorId("kl")),
            reasons=(("document", "documents.tsv"),),
        ),
        text=TEXT,
        sections=(
            Section(kind="document", title="Aftale", number="", level=0, span=nowhere, parent=None),
            Section(kind="chapter", title=HEADING, number="", level=1, span=nowhere, parent=0),
            Section(kind="box", title="Boks 2", number="2", level=2, span=span("Boks 2"), parent=1),
        ),
        units=(
            Unit(kind="sentence", span=span(FIRST), section=1, paragraph=1, position=0),
            Unit(kind="sentence", span=span(SECOND), section=1, paragraph=1, position=1),
        ),
        tables=(
            Table(
                section=2,
                number="1",
                caption=f"Balance for kommunerne i {year}",
                unit="Mia. kr.",
                price_level=f"{year}-pl",
                columns=("Aftale",),
                rows=(
                    TableRow(
                        label="Serviceudgifter, netto",
                        values=(Decimal(351500000000),),
                        span=span("Serviceudgifter, netto 351,5"),
                    ),
                ),
                span=span("Serviceudgifter, netto 351,5"),
            ),
        ),
        origin=Origin(pieces=((0, 0, len(TEXT)),), lines=(0, 14), pages=()),
        source=f"{identifier}.txt",
        sha256=sha,
    )


def commitments(identifier: str = "oea-kommuner-2024") -> tuple[Commitment, ...]:
    """The two commitments of the document."""
    parties = (ActorId("regeringen"), ActorId("kl"))
    return (
        Commitment(
            document=DocumentId(identifier),
            id=CommitmentId(f"{identifier}-a1"),
            number=1,
            quote=FIRST,
            span=span(FIRST),
            unit=0,
            force="agree",
            rule="agree.test",
            confidence=0.9,
            parties=parties,
            areas=(AreaId("social"), AreaId("anlaeg")),
            topics=(TopicId("botilbud"),),
            amounts=(
                Amount(
                    value=Decimal("5E+8"),
                    unit="DKK",
                    years=(2025,),
                    per_year=False,
                    text="0,5 mia. kr.",
                    evidence=evidence("amount", "0,5 mia. kr."),
                    kind="grant",
                ),
            ),
            years=(2025,),
            references=(
                Reference(kind="internal", target="boks-2", text="boks 2", evidence=evidence("reference", "boks 2")),
            ),
            evidence=(evidence("parties", "Regeringen og KL"),),
        ),
        Commitment(
            document=DocumentId(identifier),
            id=CommitmentId(f"{identifier}-a2"),
            number=2,
            quote=SECOND,
            span=span(SECOND),
            unit=1,
            force="undertake",
            rule="undertake.test",
            confidence=1.0,
            parties=parties,
            obliged=(ActorId("kl"),),
            areas=(AreaId("social"),),
            years=(2025,),
            deadline=Deadline(edtf="2025-06-01", evidence=evidence("deadline", "senest den 1. juni 2025")),
            references=(
                Reference(
                    kind="agreement",
                    target="oea-kommuner-2026",
                    text="økonomiaftalen for 2026",
                    evidence=evidence("reference", "økonomiaftalen for 2026"),
                ),
                Reference(
                    kind="law",
                    target=None,
                    text="loven",
                    evidence=evidence("reference", "loven"),
                    reason="flere love er nævnt",
                ),
            ),
            follow_up=FollowUp(
                target="oea-kommuner-2026", year=None, evidence=evidence("follow_up", "følger op i forbindelse med")
            ),
        ),
    )


def read(path: Path, folder: Path) -> Document:
    """Reads a made file: its stem is the id, its first line the year; a file that says "broken" cannot be read."""
    del folder
    content = path.read_text(encoding="utf-8")
    if "broken" in content:
        raise ReadError(f"{path}: is broken: mend it")
    if "fault" in content:
        raise ZeroDivisionError("a fault\nof the program")
    hashed = sha256(content.encode()).hexdigest()
    return document(path.stem, int(content.split()[0]), hashed)


def extract(read_document: Document) -> tuple[Commitment, ...]:
    """The made commitments, for whatever document."""
    return commitments(read_document.id)
