"""What a topic's, an area's or an actor's page shows: everything about it, agreement by agreement, also the unread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

from viz.line import MOST
from viz.network_data import (
    NetworkAmount,
    NetworkCommitment,
    NetworkData,
    NetworkNode,
    NetworkReference,
    NodeKind,
    commitment_keys,
)

SUBJECTS: tuple[NodeKind, ...] = ("topic", "area", "actor")
_RELATED = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one agreement says of a subject, in text order; nothing where it is not read."""

    agreement: NetworkNode
    commitments: tuple[NetworkCommitment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic, an area or an actor. `groups` are by year; `related` are the things most often named with it."""

    node: NetworkNode
    groups: tuple[Group, ...]
    related: tuple[NetworkNode, ...]

    @property
    def commitments(self) -> tuple[NetworkCommitment, ...]:
        """All that is said of it, the oldest first."""
        return tuple(one for group in self.groups for one in group.commitments)

    @property
    def amounts(self) -> tuple[tuple[NetworkCommitment, NetworkAmount], ...]:
        """Every sum with the commitment that says it."""
        return tuple((one, amount) for one in self.commitments for amount in one.amounts)

    @property
    def deadlines(self) -> tuple[tuple[NetworkCommitment, str], ...]:
        """Every deadline (EDTF) with the commitment that says it, the earliest first."""
        found = [(one, one.deadline) for one in self.commitments if one.deadline]
        return tuple(sorted(found, key=lambda pair: pair[1]))

    @property
    def references(self) -> tuple[tuple[NetworkCommitment, NetworkReference], ...]:
        """Every reference to another text with the commitment that makes it."""
        return tuple((one, item) for one in self.commitments for item in one.references if item.kind != "internal")


def agreements_by_year(data: NetworkData) -> tuple[NetworkNode, ...]:
    """The agreements, those read and those not, the oldest first; those without a year last."""
    found = [node for node in data.nodes if node.kind == "agreement"]
    return tuple(sorted(found, key=lambda node: (node.year is None, node.year or 0)))


def subjects(data: NetworkData) -> tuple[Subject, ...]:
    """Every topic, area and actor that a commitment leads to, in the order of the nodes."""
    by_key = {node.key: node for node in data.nodes}
    leading: dict[str, list[NetworkCommitment]] = defaultdict(list)
    for one in data.commitments:
        for key in commitment_keys(one):
            leading[key].append(one)
    line = agreements_by_year(data)
    return tuple(
        Subject(
            node=node,
            groups=groups(leading[node.key], line),
            related=_related(node, leading[node.key], by_key),
        )
        for node in data.nodes
        if node.kind in SUBJECTS and leading[node.key]
    )


def groups(
    commitments: Iterable[NetworkCommitment], agreements: tuple[NetworkNode, ...], also: Container[str] = ()
) -> tuple[Group, ...]:
    """The commitments under their agreements, every agreement in its place.

    Where those are more than `line.MOST`, only the ones with commitments, and those whose ids are in `also`.
    """
    found = every_group(commitments, agreements)
    if len(agreements) <= MOST:
        return found
    return tuple(group for group in found if group.commitments or group.agreement.id in also)


def every_group(commitments: Iterable[NetworkCommitment], agreements: tuple[NetworkNode, ...]) -> tuple[Group, ...]:
    """The same for every agreement, however many they are."""
    own: dict[str, list[NetworkCommitment]] = defaultdict(list)
    for one in commitments:
        own[one.agreement].append(one)
    return tuple(Group(agreement=node, commitments=tuple(own.get(node.id, ()))) for node in agreements)


def _related(
    node: NetworkNode, commitments: list[NetworkCommitment], by_key: dict[str, NetworkNode]
) -> tuple[NetworkNode, ...]:
    counts = Counter(key for one in commitments for key in commitment_keys(one) if key != node.key)
    found = [by_key[key] for key, _ in counts.most_common() if key in by_key and by_key[key].kind in SUBJECTS]
    return tuple(found[:_RELATED])
