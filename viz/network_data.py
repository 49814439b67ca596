"""What the network page shows, as frozen values: agreements, areas, topics, actors, references, and commitments.

Every id here is the local id of the records ("kl", "botilbud", "oea-kommuner-2024"); a node's `key` joins it to its
kind, because an area and a topic may share an id ("sundhed").
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

NodeKind = Literal["agreement", "area", "topic", "actor", "reference", "thread"]
AgreementStatus = Literal["read", "not-read", "not-made"]

KINDS: tuple[NodeKind, ...] = ("agreement", "area", "topic", "actor", "reference")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """A thing that commitments lead to. `label` is Danish.

    `year` and `status` are for agreements (a reference may have a year too); `home` is the id of the area that a topic
    is drawn with, None where that is left to its commitments.
    """

    kind: NodeKind
    id: str
    label: str
    label_en: str = ""
    year: int | None = None
    status: AgreementStatus | None = None
    home: str | None = None

    @property
    def key(self) -> str:
        """The node's name in the page.

        >>> NetworkNode(kind="topic", id="botilbud", label="Botilbud").key
        'topic:botilbud'
        """
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAmount:
    """A sum in kroner or per cent, with its years and the words that say it ("" where they are not kept)."""

    value: Decimal
    unit: str
    years: tuple[int, ...] = ()
    per_year: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkReference:
    """What other text a commitment points to. `target` is an id, None where it cannot be told (see `reason`)."""

    kind: str
    text: str
    target: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEvidence:
    """The words that a field rests on, and the rule that read them."""

    field: str
    words: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFollowUp:
    """A promise to come back to the matter: in which agreement (an id), in which year; None where not said."""

    target: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCommitment:
    """One commitment. `number` is the short number people say ("ØA24-117"), `section` the headings down to its own."""

    id: str
    number: str
    agreement: str
    quote: str
    force: str
    section: tuple[str, ...] = ()
    page: int | None = None
    parties: tuple[str, ...] = ()
    obliged: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    amounts: tuple[NetworkAmount, ...] = ()
    years: tuple[int, ...] = ()
    deadline: str | None = None
    references: tuple[NetworkReference, ...] = ()
    follow_up: NetworkFollowUp | None = None
    evidence: tuple[NetworkEvidence, ...] = ()
    confidence: float | None = None
    iri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkForce:
    """A force and what people call it."""

    id: str
    label: str
    label_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkData:
    """All that one network page shows. Nodes and commitments are in the order in which the page lists them."""

    nodes: tuple[NetworkNode, ...]
    commitments: tuple[NetworkCommitment, ...]
    forces: tuple[NetworkForce, ...]
    title: str = "aftalegraf"


def target_keys(target: str | None) -> tuple[str, str]:
    """The keys that the target of a reference may have: it is an agreement or another text, and only one has a node."""
    return (f"agreement:{target}", f"reference:{target}")


def commitment_keys(commitment: NetworkCommitment) -> tuple[str, ...]:
    """The keys of everything that `commitment` leads to, its agreement first, none twice.

    Of a reference's target both keys are given (`target_keys`).

    >>> commitment_keys(NetworkCommitment(id="c", number="1", agreement="a", quote="q", force="agree", parties=("kl",)))
    ('agreement:a', 'actor:kl')
    """
    targets = [reference.target for reference in commitment.references if reference.target]
    if commitment.follow_up and commitment.follow_up.target:
        targets.append(commitment.follow_up.target)
    keys = [f"agreement:{commitment.agreement}"]
    keys += [f"area:{area}" for area in commitment.areas]
    keys += [f"topic:{topic}" for topic in commitment.topics]
    keys += [f"actor:{actor}" for actor in (*commitment.parties, *commitment.obliged)]
    keys += [key for target in targets for key in target_keys(target)]
    return tuple(dict.fromkeys(keys))
