"""References over a whole document: what it names is read once, then each commitment is asked for its own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from extract.models import Commitment, Document, Reference, Section
from extract.references.find import find_references, mentions_in
from extract.references.heads import find_heads, read_complement
from extract.references.internal import Place
from extract.references.memory import Memory
from extract.references.mention import Citing, Mention, citing, kind_of
from extract.references.short_names import gather_titles, no_titles, resolve_short
from extract.references.words import words
from extract.slugs import slug

_OPENINGS = ("force.agree.opening", "force.agree.made-between")
_MADE_HERE = re.compile(r"\bindgået\s+(?:\w+\s+){0,2}$")
_PLACES = {"chapter": "kapitel", "box": "boks", "table": "tabel", "annex": "bilag"}


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
    bare = Memory(citing=who, titles=no_titles(), places=_places(document.sections))
    raw = [
        replace(mention, start=mention.start + unit.span.start, end=mention.end + unit.span.start)
        for unit in document.units
        for mention in mentions_in(document.words(unit.span), bare)
    ]
    titles = [mention for section in document.sections for mention in _heading_titles(section, who)]
    titles += [mention for mention in raw if mention.full and mention.standing in ("named", "alias")]
    known = replace(bare, titles=gather_titles(titles))
    trail = sorted((resolve_short(mention, known.titles, who) for mention in raw), key=lambda mention: mention.end)
    borders = sorted(
        section.span.start for section in document.sections if section.kind in ("chapter", "section", "annex")
    )
    return replace(known, trail=tuple(trail), borders=tuple(borders))


def _of_others(references: tuple[Reference, ...], commitment: Commitment) -> tuple[Reference, ...]:
    """The references but for that by which the opening names this agreement: "har indgået følgende aftale om ..."."""
    if commitment.rule not in _OPENINGS:
        return references
    return tuple(one for one in references if not _MADE_HERE.search(commitment.quote, 0, one.evidence.start))


def add_references(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """The commitments with the texts each of them points to, and the words for it as evidence."""
    memory = build_memory(document)
    done = []
    for commitment in commitments:
        start = commitment.span.start
        named = find_references(document.words(commitment.span), document.identity, memory, start)
        found = tuple(
            replace(reference, evidence=reference.evidence.shifted(start))
            for reference in _of_others(named, commitment)
        )
        evidence = (*commitment.evidence, *(reference.evidence for reference in found))
        done.append(replace(commitment, references=found, evidence=evidence))
    return tuple(done)
