"""Links between commitments of different agreements, with the words on both ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.models import Amount
from graph.effects import Effect, find_effects
from graph.linking.linker import Linker, Tie
from graph.linking.passages import Passage
from graph.linking.words import content_words, names

LinkKind = Literal["reference", "topic", "wording", "restatement"]
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_NAMED, _ONLY_AGREEMENT, _GONE_ON = 0.95, 0.9, 0.85
_MOST_INFERRED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a link: a sentence or commitment, and of its words those that the link rests on.

    `commitment` is the commitment's id and `number` its short number, None for a sentence that is no commitment.
    """

    document: str
    quote: str
    commitment: str | None
    words: tuple[str, ...]
    number: int | None = None
    section: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A later passage that takes up an earlier one; `target` is None where only the agreement is known.

    `effects` tells what the later passage does to the earlier, the one that tells most first.
    """

    source: End
    target: End | None
    to_document: str
    kind: LinkKind
    effects: tuple[Effect, ...]
    explicit: bool
    confidence: float

    @property
    def effect(self) -> str:
        """The effect that tells most."""
        return self.effects[0].effect


def links_of_ties(linker: Linker, ties: Iterable[Tie]) -> tuple[Link, ...]:
    """Links that a linker has found, by agreement and place of the later end."""
    return tuple(link_of(linker, tie) for tie in sorted(ties, key=lambda tie: (tie.later, tie.to_document)))


def link_of(linker: Linker, tie: Tie) -> Link:
    """A link that a linker has found, with the words on both ends."""
    later = linker.index.passages[tie.later]
    earlier = linker.index.passages[tie.earlier] if tie.earlier is not None else None
    shared = linker.words(tie.later, tie.earlier) if tie.earlier is not None else ()
    return Link(
        source=end_of(later, (*_named_words(later, tie), *words_said(later.text, shared))),
        target=end_of(earlier, words_said(earlier.text, shared)) if earlier else None,
        to_document=tie.to_document,
        kind=tie.kind,  # type: ignore[arg-type]
        effects=effects_of(later, earlier),
        explicit=tie.explicit,
        confidence=_confidence(tie),
    )


def end_of(passage: Passage, words: tuple[str, ...]) -> End:
    """The passage as an end of a link that rests on those of its words."""
    return End(
        document=passage.document,
        quote=passage.text,
        commitment=passage.commitment.id if passage.commitment else None,
        words=words,
        number=passage.commitment.number if passage.commitment else None,
        section=passage.headings,
        page=passage.page,
    )


def words_said(text: str, bases: Iterable[str]) -> tuple[str, ...]:
    """The words of a text, as they stand there, whose base forms are asked for; each base form's first.

    >>> words_said("Der oprettes nye botilbud og botilbuddene udvides.", ["botilbud"])
    ('botilbud',)
    """
    wanted = set(bases)
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        for base in content_words(match.group()):
            if base in wanted:
                found.setdefault(base, match.group())
    found |= {name: said for said, name in names(text) if name in wanted}
    return tuple(found.values())


def _named_words(passage: Passage, tie: Tie) -> tuple[str, ...]:
    """The words by which a passage names the agreement that it is linked to."""
    return tuple(reference.text for reference in passage.references if reference.target == tie.to_document)


def effects_of(later: Passage, earlier: Passage | None) -> tuple[Effect, ...]:
    """What the later passage does to the earlier one: by its words, else by its sums and its force."""
    found = tuple(effect for effect in find_effects(later.text) if not _names_itself(effect, later))
    if later.commitment and later.commitment.force == "recall":  # what else it says was said by the older agreement
        return tuple(effect for effect in found if effect.effect == "reports") or (unsaid("reports"),)
    if found:
        return found
    if earlier and _other_sums(later.sums, earlier.sums):
        return (unsaid("changes"),)
    return (unsaid("continues" if earlier else "background"),)


def _names_itself(effect: Effect, passage: Passage) -> bool:
    """Whether what seems to be reported is said by this agreement: "Med økonomiaftalen for 2027 er parterne enige"."""
    return (
        effect.effect == "reports"
        and effect.words.lower().startswith("med ")
        and f"for {passage.year} " in effect.words
    )


def _other_sums(sums: Sequence[Amount], before: Sequence[Amount]) -> bool:
    """Whether a sum is another for the same year, and none is the same; a sum for another year changes nothing."""
    pairs = [(one, other) for one in sums for other in before if one.kind == other.kind]
    return not any(one.value == other.value for one, other in pairs) and any(
        not {*one.years}.isdisjoint(other.years) for one, other in pairs
    )


def unsaid(effect: str) -> Effect:
    """An effect that no words say: it is read from the sums, the force, or the link itself."""
    return Effect(effect=effect, words="", start=0, end=0)


def _confidence(tie: Tie) -> float:
    if not tie.explicit:
        return round(min(_MOST_INFERRED, 0.3 + 0.6 * tie.chance), 2)
    if not tie.chance:
        return _ONLY_AGREEMENT if tie.earlier is None else _GONE_ON
    return _NAMED
