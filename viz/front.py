"""The front page: search over all commitments, what is read and what is missing, and the ways to every other page.

The commitments lie in the page packed (zlib, base64): browsers let a page that is opened from disk load nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from viz.network_data import NetworkData, NetworkForce, NetworkNode, NodeKind
from viz.quality import Figure, load_quality
from viz.render import packed
from viz.subjects import Group, Subject, agreements_by_year, groups
from viz.wording import number
from viz.words import filled, load_words

Counted = tuple[NetworkNode, tuple[tuple[NetworkNode, int], ...]]
LOOKS = ("agree", "undertake", "require", "allocate", "note", "recall")
"""The forces that have a sign of their own."""

_SCRIPT_WORDS = (
    "locale", "page", "copy", "copied", "to-words", "commitments-in", "none-found", "stemmed", "also", "more",
)  # fmt: skip


def look(force: str) -> str:
    """The sign a force is shown by.

    >>> look("allocate"), look("<script>")
    ('allocate', 'agree')
    """
    return force if force in LOOKS else "agree"


def search_index(data: NetworkData, pages: Mapping[str, str], language: str = "da") -> str:
    """What the search looks through, packed: the commitments, the newest agreement first, and the things by name."""
    line = tuple(reversed(agreements_by_year(data)))
    read = [group for group in groups(data.commitments, line) if group.commitments]
    places = {group.agreement.id: place for place, group in enumerate(read)}
    english = language == "en"
    labels = {force.id: force.label_en if english else force.label for force in data.forces} | {
        one.force: one.force for one in data.commitments if one.force not in {force.id for force in data.forces}
    }
    forces = {force: place for place, force in enumerate(labels)}
    sections = list(dict.fromkeys(one.section for one in data.commitments))
    section_places = {section: place for place, section in enumerate(sections)}
    index: dict[str, Any] = {
        "agreements": [{"label": group.agreement.label, "page": pages.get(group.agreement.key, "")} for group in read],
        "forces": [{"label": label, "look": look(force)} for force, label in labels.items()],
        "sections": sections,
        "things": [
            [node.kind, (english and node.label_en) or node.label, pages[node.key]]
            for node in data.nodes
            if node.key in pages
        ],
        "commitments": [
            [
                one.number,
                places[one.agreement],
                forces[one.force],
                section_places[one.section],
                one.page,
                one.quote,
            ]
            for group in read
            for one in group.commitments
        ],
    }
    text = json.dumps(index, ensure_ascii=True, separators=(",", ":"))
    return packed(text)


def front_values(data: NetworkData, found: tuple[Subject, ...], language: str) -> dict[str, Any]:
    """What `front.html` shows besides the search."""
    words = load_words(language)
    line = agreements_by_year(data)
    own = groups(data.commitments, line)
    return {
        "told": _told(own, language),
        "groups": own,
        "missing": missing(line, language),
        "forces": _forces(data),
        "quality": load_quality(),
        "quality_told": _quality_told(load_quality(), language),
        "topics": _of_kind(found, "topic"),
        "areas": _of_kind(found, "area"),
        "actors": _of_kind(found, "actor"),
        "payload": {"words": {key: words[key] for key in _SCRIPT_WORDS} | {"missing": missing(line, language)}},
    }


def missing(line: tuple[NetworkNode, ...], language: str = "da") -> str:
    """The sentences that say which agreements are not read, and which are not made yet; "" where none is missing."""
    told = []
    for status, key in (("not-read", "missing"), ("not-made", "not-made-list")):
        named = ", ".join(str(node.year or node.label) for node in line if node.status == status)
        if named:
            told.append(filled(key, language, years=named))
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


def _of_kind(found: tuple[Subject, ...], kind: NodeKind) -> list[Counted]:
    """The things of a kind with their number of commitments in each agreement, the most used first."""
    chosen = [subject for subject in found if subject.node.kind == kind]
    chosen.sort(key=lambda subject: (-len(subject.commitments), subject.node.label))
    return [
        (subject.node, tuple((group.agreement, len(group.commitments)) for group in subject.groups))
        for subject in chosen
    ]
