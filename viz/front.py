"""The front page: what is read and what is missing, what is due, and the ways to every other page."""

from __future__ import annotations

from collections import Counter
from typing import Any

from viz.line import MOST, Bar, Line
from viz.network_data import NetworkData, NetworkForce, NetworkNode, NodeKind
from viz.quality import Figure, load_quality
from viz.subjects import Group, Subject, agreements_by_year, every_group
from viz.wording import number
from viz.words import filled, load_words

Counted = tuple[NetworkNode, tuple[Bar, ...]]
_LATEST = 12
LOOKS = ("agree", "undertake", "require", "allocate", "note", "recall")
"""The forces that have a sign of their own."""

_SCRIPT_WORDS = (
    "locale", "page", "copy", "copied", "to-words", "commitments-in", "commitments-in-one", "commitment-in-one",
    "none-found", "stemmed", "nearest-word", "partial", "also-within", "also-around", "also", "more",
)  # fmt: skip


def look(force: str) -> str:
    """The sign a force is shown by.

    >>> look("allocate"), look("<script>")
    ('allocate', 'agree')
    """
    return force if force in LOOKS else "agree"


def front_values(data: NetworkData, found: tuple[Subject, ...], language: str) -> dict[str, Any]:
    """What `front.html` shows besides the search."""
    words = load_words(language)
    line = agreements_by_year(data)
    own = every_group(data.commitments, line)
    bars = Line(line)
    return {
        "told": _told(own, language),
        "groups": own[-MOST:],
        "older": len(own) if len(own) > MOST else 0,
        "missing": missing(line, language),
        "forces": _forces(data),
        "quality": load_quality(),
        "quality_told": _quality_told(load_quality(), language),
        "topics": _of_kind(found, "topic", bars),
        "areas": _of_kind(found, "area", bars),
        "actors": _of_kind(found, "actor", bars),
        "payload": {"words": {key: words[key] for key in _SCRIPT_WORDS} | {"missing": missing(line, language)}},
    }


def missing(line: tuple[NetworkNode, ...], language: str = "da") -> str:
    """The sentences that say which agreements are not read, and which are not made yet; "" where none is missing."""
    told = []
    for status, key in (("not-read", "missing"), ("not-made", "not-made-list")):
        named = [str(node.year or node.label) for node in line if node.status == status]
        if named:
            more = filled("and-more", language, n=number(len(named) - _LATEST, language))
            years = ", ".join((*([more] if len(named) > _LATEST else []), *named[-_LATEST:]))
            told.append(filled(key, language, years=years))
    return " ".join(told)


def _told(own: tuple[Group, ...], language: str) -> str:
    words = load_words(language)
    read = [group for group in own if group.agreement.status == "read"]
    years = [group.agreement.year for group in read if group.agreement.year is not None]
    if not read or not years:
        return words["front-empty"] if not read else ""
    values = {
        "n": number(sum(len(group.commitments) for group in read), language),
        "m": number(len(read), language),
        "from": str(min(years)),
        "to": str(max(years)),
    }
    return filled("front-told", language, **values)


def _forces(data: NetworkData) -> list[tuple[NetworkForce, int, int]]:
    """Each force with how many commitments it has, and its share of the most frequent one's in per cent."""
    counts = Counter(one.force for one in data.commitments)
    most = max(counts.values(), default=1)
    shown = [(force, counts[force.id], round(100 * counts[force.id] / most)) for force in data.forces]
    return sorted(shown, key=lambda row: -row[1])


def _quality_told(figures: tuple[Figure, ...], language: str) -> str:
    by_name = {figure.name: figure for figure in figures}
    detection, force = by_name["detection"], by_name["force_accuracy"]
    return filled(
        "how-good-told",
        language,
        gold=number(detection.gold or 0, language),
        p=percent(detection.precision),
        r=percent(detection.recall),
        f=percent(force.share),
    )


def percent(share: float | None) -> str:
    """A share as whole per cent, without the sign.

    >>> percent(0.991)
    '99'
    """
    return "" if share is None else f"{100 * share:.0f}"


def _of_kind(found: tuple[Subject, ...], kind: NodeKind, line: Line) -> list[Counted]:
    """The things of a kind with their number of commitments over the years, the most used first."""
    chosen = [subject for subject in found if subject.node.kind == kind]
    chosen.sort(key=lambda subject: (-len(subject.commitments), subject.node.label))
    return [
        (subject.node, line.bars({group.agreement.id: len(group.commitments) for group in subject.groups}))
        for subject in chosen
    ]
