"""All recognisers of references put together: over a sentence, and over a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from extract.models import Commitment, Document, Evidence, Identity, Reference, Section
from extract.references.back import find_back
from extract.references.economy import find_economy, find_finance
from extract.references.fixed import find_fixed
from extract.references.heads import find_heads, read_complement
from extract.references.internal import Place, find_internal
from extract.references.memory import Memory, empty_memory, resolve_short
from extract.references.mention import Citing, Mention, citing, kind_of
from extract.references.named import find_named
from extract.references.words import words
from extract.slugs import slug

# No reference without one of these; most sentences have none.
_TRIGGERS = (
    *("aftal", "afale", "forhandling", "øa", "fl", "lov", "forlig", "reform", "pagt", "plan", "strategi", "direktiv"),
    *(
        "forordning",
        "bekendtgørelse",
        "program",
        "kapitel",
        "kap.",
        "afsnit",
        "boks",
        "bilag",
        "tabel",
        "figur",
        "stående",
    ),
    *(
        "økonomi",
        "retning",
        "danmark",
        "grundlag",
        "nis",
        "gdpr",
        "papir",
        "trepart",
        "fit",
        "vækst",
        "mål",
        "act",
        "l ",
    ),
)
_PLACES = {"chapter": "kapitel", "box": "boks", "table": "tabel", "annex": "bilag"}
_NEUTRAL = ("af", "om", "for", "til")


def _overlaps(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _choose(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """One reading of each stretch: the longest, or the earlier one's; several targets of one stretch all stay."""
    chosen: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: -mention.length):
        clash = [other for other in chosen if _overlaps(mention, other)]
        same = all(
            (other.start, other.end, other.rule) == (mention.start, mention.end, mention.rule) for other in clash
        )
        if same and all(other.target != mention.target for other in clash):
            chosen.append(mention)
    return tuple(sorted(chosen, key=lambda mention: (mention.start, mention.end)))


def _barriers(text: str, mentions: list[Mention]) -> tuple[int, ...]:
    """Where an economy agreement or finance act begins that is no part of a title ("... med finansloven for 2021")."""
    found = []
    for mention in mentions:
        last = text[: mention.start].split()[-1:]
        if last and last[0].lower() not in _NEUTRAL:
            found.append(mention.start)
    return tuple(found)


def _elsewhere(internal: Mention, text: str, named: list[Mention]) -> bool:
    """Whether "kapitel 3" is that of another text ("kapitel 3 i serviceloven")."""
    return any(
        mention.start >= internal.end and text[internal.end : mention.start].strip().lower() in ("i", "til", "af")
        for mention in named
    )


def mentions_in(text: str, memory: Memory, at: int = 0) -> tuple[Mention, ...]:
    """All that `text`, at offset `at` of its document, names: others, the agreement itself, and what is to come."""
    folded = text.lower()
    if not any(trigger in folded for trigger in _TRIGGERS):
        return ()
    who = memory.citing
    yearly = [*find_economy(text, folded, who), *find_finance(text, folded, who)]
    begun = {mention.start for mention in yearly}
    named = [m for m in find_named(text, folded, _barriers(text, yearly)) if m.start not in begun]
    named += find_fixed(text, folded, who)
    internal = [m for m in find_internal(text, folded, memory.places, at) if not _elsewhere(m, text, [*yearly, *named])]
    named = [_own(resolve_short(mention, memory), who) for mention in named]
    return _choose([*yearly, *named, *internal, *find_back(text, folded, memory, at)])


def _own(mention: Mention, who: Citing) -> Mention:
    own = mention.standing == "named" and mention.kind == "agreement" and mention.target and who.is_own(mention.target)
    return replace(mention, standing="own") if own else mention


def _reference(mention: Mention, text: str) -> Reference:
    words_of = text[mention.start : mention.end]
    evidence = Evidence(field="references", words=words_of, start=mention.start, end=mention.end, rule=mention.rule)
    return Reference(kind=mention.kind, target=mention.target, text=words_of, evidence=evidence, reason=mention.reason)


def find_references(text: str, identity: Identity, memory: Memory | None = None, at: int = 0) -> tuple[Reference, ...]:
    """The texts that one sentence points to, in its order, each once; offsets of the evidence are those of `text`.

    `memory` is what the rest of the document named and `at` where `text` stands in it; without them short names stay
    short. A reference whose target cannot be told is kept, with its reason.
    """
    known = memory or empty_memory(identity)
    found: dict[tuple[str, str | None, int], Reference] = {}
    for mention in mentions_in(text, known, at):
        if mention.standing == "named":
            key = (mention.kind, mention.target, 0 if mention.target else mention.start)
            found.setdefault(key, _reference(mention, text))
    return tuple(found.values())


def _places(sections: tuple[Section, ...]) -> tuple[Place, ...]:
    """The numbered parts of a document in the order of its text."""
    found = [
        Place(
            id=slug(f"{_PLACES[section.kind]} {section.number}"),
            kind=_PLACES[section.kind],
            position=section.span.start,
        )
        for section in sections
        if section.kind in _PLACES and section.number
    ]
    return tuple(sorted(found, key=lambda place: place.position))


def _heading_titles(section: Section, who: Citing) -> list[Mention]:
    """Full titles that a heading gives: "Ny fællesoffentlig digitaliseringsstrategi 2022-2025"."""
    title, found = section.title, []
    for head in find_heads(title, title.lower()):
        complement = read_complement(title, head)
        before = title[: head.start].split()
        if (
            complement.form not in ("about", "year")
            or len(before) > 3
            or any(word.lower() in words("left.no-adjective") for word in before)
        ):
            continue
        while before and before[0].lower() in words("left.passing"):
            before = before[1:]
        name = " ".join((*before, title[head.start : complement.end]))
        found.append(
            Mention(
                kind=kind_of(head.entry.label),
                target=slug(name),
                start=section.span.start,
                end=section.span.start,
                rule="heading",
                head=head.entry.get("head"),
                name=name.lower(),
                full=True,
            )
        )
    return [mention for mention in found if not who.is_own(mention.target or "")]


@lru_cache(maxsize=2)
def build_memory(document: Document) -> Memory:
    """What `document` names, read from its sentences and headings; kept for the components that ask again."""
    who = citing(document.identity)
    bare = Memory(citing=who, places=_places(document.sections))
    raw = [
        replace(mention, start=mention.start + unit.span.start, end=mention.end + unit.span.start)
        for unit in document.units
        for mention in mentions_in(document.words(unit.span), bare)
    ]
    titles = [mention for section in document.sections for mention in _heading_titles(section, who)]
    titles += [mention for mention in raw if mention.full and mention.standing == "named"]
    known = replace(bare, titles=tuple(titles))
    trail = sorted((resolve_short(mention, known) for mention in raw), key=lambda mention: mention.end)
    borders = sorted(
        section.span.start for section in document.sections if section.kind in ("chapter", "section", "annex")
    )
    return replace(known, trail=tuple(trail), borders=tuple(borders))


def add_references(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """The commitments with the texts each of them points to, and the words for it as evidence."""
    memory = build_memory(document)
    done = []
    for commitment in commitments:
        start = commitment.span.start
        found = tuple(
            replace(reference, evidence=reference.evidence.shifted(start))
            for reference in find_references(document.words(commitment.span), document.identity, memory, start)
        )
        evidence = (*commitment.evidence, *(reference.evidence for reference in found))
        done.append(replace(commitment, references=found, evidence=evidence))
    return tuple(done)


__all__ = ["add_references", "build_memory", "find_references", "mentions_in"]
