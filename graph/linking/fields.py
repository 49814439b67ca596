"""Which agreements may take up one another's matters without naming each other: those of a series, or of one field.

Agreements on the police, on research and on farming are all of the kind "agreement". That one of them says nothing of
what another promised is no silence, and that both name their signatories no link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graph.linking.passages import Passage

_NO_SERIES = "agreement"  # the kind of agreements that are of no series
_MAIN = 0.4  # share of an agreement's commitments that are of the area that it is about
_SAME_PARTIES = 0.5  # share of those who agree, of the agreement that has fewer, who agree in both


@dataclass(frozen=True, slots=True)
class Field:
    """What an agreement as a whole is: its kind, the area that it is about, and who agrees.

    `area` is "" where it is about several.
    """

    kind: str
    area: str
    parties: frozenset[str]

    def follows(self, earlier: Field) -> bool:
        """Whether an agreement of this field may go on about one of an earlier field."""
        if self.kind != earlier.kind or self.kind != _NO_SERIES:
            return self.kind == earlier.kind
        fewer = min(len(self.parties), len(earlier.parties))
        both = len(self.parties & earlier.parties) >= _SAME_PARTIES * fewer > 0
        return both and self.area == earlier.area != ""


def field_of(passages: Sequence[Passage]) -> Field:
    """The field of an agreement that has any passage."""
    commitments = [passage.commitment for passage in passages if passage.commitment is not None]
    areas = Counter(str(one.areas[0]) for one in commitments if one.areas)
    area = max(areas, key=lambda one: (areas[one], one), default="")
    return Field(
        kind=passages[0].kind,
        area=area if areas[area] >= _MAIN * areas.total() else "",
        parties=frozenset(party for one in commitments for party in one.parties),
    )
