"""`NetworkData` as the plain values that the page's scripts read; what is empty is left out, since most of it is.

Nodes are named by their place in the list of nodes, which makes the page a third smaller than by key.
"""

from __future__ import annotations

from typing import Any

from extract.records import json_number
from viz.network_data import NetworkCommitment, NetworkData, NetworkNode, NetworkReference, target_keys
from viz.words import LANGUAGES, load_words

Json = dict[str, Any]


def payload(data: NetworkData, languages: tuple[str, ...] = LANGUAGES) -> Json:
    """Nodes, commitments, forces and the words of `languages`, ready for `page_json`."""
    places = {node.key: place for place, node in enumerate(data.nodes)}
    return {
        "title": data.title,
        "nodes": [_node(node) for node in data.nodes],
        "forces": [{"id": force.id, "da": force.label, "en": force.label_en} for force in data.forces],
        "commitments": [_commitment(commitment, places) for commitment in data.commitments],
        "words": {language: load_words(language) for language in languages},
    }


def _filled(**values: object) -> Json:
    """The values that say something."""
    return {key: value for key, value in values.items() if (value == 0 and value is not False) or value}


def _node(node: NetworkNode) -> Json:
    return _filled(key=node.key, kind=node.kind, da=node.label, en=node.label_en, year=node.year, status=node.status)


def _commitment(commitment: NetworkCommitment, places: dict[str, int]) -> Json:
    def known(kind: str, ids: tuple[str, ...]) -> list[int]:
        return [places[f"{kind}:{one}"] for one in ids if f"{kind}:{one}" in places]

    follow_up = commitment.follow_up
    return _filled(
        id=commitment.id,
        number=commitment.number,
        agreement=places[f"agreement:{commitment.agreement}"],
        quote=commitment.quote,
        force=commitment.force,
        section=list(commitment.section),
        page=commitment.page,
        parties=known("actor", commitment.parties),
        obliged=known("actor", commitment.obliged),
        areas=known("area", commitment.areas),
        topics=known("topic", commitment.topics),
        amounts=[
            _filled(value=json_number(a.value), unit=a.unit, years=list(a.years), perYear=a.per_year, text=a.text)
            for a in commitment.amounts
        ],
        years=list(commitment.years),
        deadline=commitment.deadline,
        references=[_reference(reference, places) for reference in commitment.references],
        followUp=follow_up and _filled(target=_target(follow_up.target, places), year=follow_up.year, any=1),
        evidence=[[item.field, item.words, item.rule] for item in commitment.evidence],
        confidence=commitment.confidence,
    )


def _target(target: str | None, places: dict[str, int]) -> int | None:
    return next((places[key] for key in target_keys(target) if key in places), None)


def _reference(reference: NetworkReference, places: dict[str, int]) -> Json:
    node = _target(reference.target, places)
    return _filled(kind=reference.kind, text=reference.text, reason=reference.reason) | (
        {} if node is None else {"node": node}
    )
