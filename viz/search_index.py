"""What the search of the front page looks through, packed into the page: a page from disk may load nothing beside it.

By columns, since like stands beside like there and packs to half. The newest agreement comes first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from ontology.vocab import Concept, actors, areas, short_name, topics
from viz.front import look
from viz.network_data import NetworkCommitment, NetworkData, NetworkNode, commitment_keys
from viz.render import packed
from viz.subjects import Group, agreements_by_year, groups

_PLAIN = re.compile(r"[^|()\[\]]+")
_DIGITS = re.compile(r"\d+$", re.ASCII)
_MILLION = 1_000_000


def search_index(data: NetworkData, pages: Mapping[str, str], language: str = "da") -> str:
    """The agreements, forces, headings, things and commitments as `front-page.js` reads them, packed."""
    line = tuple(reversed(agreements_by_year(data)))
    read = [group for group in groups(data.commitments, line) if group.commitments]
    found = [one for group in read for one in group.commitments]
    things = [node for node in data.nodes if node.key in pages]
    sections = {section: place for place, section in enumerate(dict.fromkeys(one.section for one in found))}
    quotes = {quote: place for place, quote in enumerate(dict.fromkeys(one.quote for one in found))}
    forces = {force: place for place, force in enumerate(dict.fromkeys(one.force for one in found))}
    labels = {force.id: force.label_en if language == "en" else force.label for force in data.forces}
    index = {
        "agreements": [_agreement(group, pages) for group in read],
        "forces": [{"label": labels.get(force, force), "look": look(force)} for force in forces],
        "sections": [list(section) for section in sections],
        "quotes": list(quotes),
        "things": [_thing(node, pages, language) for node in things],
        "commitments": {
            "tail": [one.number[len(_head(group)) :] for group in read for one in group.commitments],
            "force": [forces[one.force] for one in found],
            "section": _steps(sections[one.section] for one in found),
            "quote": _steps(quotes[one.quote] for one in found),
            "page": _steps(one.page or 0 for one in found),
            "things": _known(found, things),
            "sums": [_sums(one) for one in found],
        },
    }
    return packed(json.dumps(index, ensure_ascii=True, separators=(",", ":")))


def _agreement(group: Group, pages: Mapping[str, str]) -> dict[str, object]:
    node = group.agreement
    named = {"label": node.label, "page": pages.get(node.key, ""), "year": node.year or 0}
    return {**named, "head": _head(group), "count": len(group.commitments)}


def _head(group: Group) -> str:
    """What the numbers of an agreement have in common, up to their own: "ØA24-"."""
    first, *others = (one.number for one in group.commitments)
    head = _DIGITS.sub("", first)
    return head if all(other.startswith(head) for other in others) else ""


def _steps(places: Iterable[int]) -> list[int]:
    """Numbers as the steps between them: most are the one before, or the next."""
    return [later - earlier for earlier, later in pairwise((0, *places))]


def _known(found: list[NetworkCommitment], things: list[NetworkNode]) -> list[list[int]]:
    """Of each commitment the things with pages that it leads to, besides its agreement."""
    places = {node.key: place for place, node in enumerate(things) if node.kind != "agreement"}
    return [sorted({places[key] for key in commitment_keys(one) if key in places}) for one in found]


def _sums(one: NetworkCommitment) -> list[float]:
    """The sums in kroner, in millions."""
    kroner = [amount.value for amount in one.amounts if amount.unit == "DKK"]
    return [float(round(value / _MILLION, 4)) for value in dict.fromkeys(kroner)]


def _thing(node: NetworkNode, pages: Mapping[str, str], language: str) -> list[object]:
    label = (language == "en" and node.label_en) or node.label
    names = [name for name in (node.label, node.label_en, *_names(node)) if name and name != label]
    return [node.kind, label, pages[node.key], list(dict.fromkeys(names))]


def _names(node: NetworkNode) -> tuple[str, ...]:
    """What else a thing is called: the plain spellings of the vocabularies, an agreement's short name."""
    if node.kind == "agreement":
        return (short_name(node.id),)
    return _spellings().get(node.key, ())


@cache
def _spellings() -> Mapping[str, tuple[str, ...]]:
    kinds: dict[str, tuple[Concept, ...]] = {"topic": topics(), "area": areas(), "actor": actors()}
    return {
        f"{kind}:{one.id}": _plain(one.alt if kind == "area" else one.spellings)  # an area's spellings are its matters
        for kind, found in kinds.items()
        for one in found
    }


def _plain(spellings: Iterable[str]) -> tuple[str, ...]:
    """The spellings that are words as they stand, without the sign for any ending.

    >>> _plain(("botilbud*", "(kommunale|regionale) bosteder"))
    ('botilbud',)
    """
    plain = (spelling.replace("*", "") for spelling in spellings if _PLAIN.fullmatch(spelling))
    return tuple(dict.fromkeys(spelling for spelling in plain if "..." not in spelling))
