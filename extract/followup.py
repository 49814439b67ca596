"""Promises to come back to a matter: to follow up, take stock, evaluate, report, discuss again at a later time.

The verbs are data (`lexicon/followup.toml`). Some are a follow-up whenever they are said ("følge op", "gøre status");
to discuss is one only when tied to a later time, a later agreement, or results that are still to come. A commitment
tied to a later economy agreement ("frem mod økonomiaftalen for 2028") is to be come back to there, whatever its verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.lexicon import Entry, find_phrases, labelled
from extract.models import Commitment, Document, Evidence, FollowUp
from extract.references.document import build_memory
from extract.references.find import mentions_in
from extract.references.memory import Memory
from extract.references.mention import Citing, Mention

_YEAR = re.compile(r"\d{4}")
_TARGET_YEAR = re.compile(r"(?:oea-(?:kommuner|regioner)|finanslov)-(\d{4})")
# One of these stands in every phrase of the labels "return", "discuss" and "meet".
_GUARDS = (
    *("op", "status", "evalu", "rapport", "redegø", "redegjo", "gen", "vurder", "tilbage", "forelæg", "præsenter"),
    *("orienter", "møde", "kald", "drøft", "dialog", "stilling", "regul", "serviceeftersyn"),
)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase of an entry in a sentence."""

    entry: Entry
    start: int
    end: int


def _hits(label: str, text: str, folded: str) -> Iterator[_Hit]:
    for start, end, entry in find_phrases(labelled("followup", label), text, folded):
        yield _Hit(entry, start, end)


def _first(label: str, text: str, folded: str, barred: tuple[_Hit, ...] = ()) -> _Hit | None:
    """The first hit of a label that does not lie in one of the stretches `barred`."""
    hits = (
        hit
        for hit in _hits(label, text, folded)
        if not any(hit.start < bar.end and bar.start < hit.end for bar in barred)
    )
    return min(hits, key=lambda hit: (hit.start, -hit.end), default=None)


def is_later(mention: Mention, citing: Citing) -> bool:
    """Whether a mention is an economy agreement or finance act that comes after the citing agreement.

    Its own negotiations count, for they are spoken of as a time to come ("var enige om at håndtere økonomien i
    forbindelse med forhandlingerne om kommunernes økonomi for 2023", in the agreement for 2023).
    """
    year = _TARGET_YEAR.fullmatch(mention.target or "")
    if year is None:
        return False
    if mention.standing == "own":
        return mention.rule == "economy.year" and mention.negotiated
    base = citing.signed if mention.head == "finanslov" else citing.year
    return base is not None and int(year[1]) > base


def _occasion(mentions: tuple[Mention, ...], citing: Citing, head: str) -> Mention | None:
    """The later economy agreement (or finance act) that is named: that of the citing side, where both are."""
    later = [mention for mention in mentions if mention.head == head and is_later(mention, citing)]
    own_side = [mention for mention in later if citing.side and f"oea-{citing.side}-" in (mention.target or "")]
    return next(iter(own_side or later), None)


def _plan(text: str, folded: str, mentions: tuple[Mention, ...]) -> Mention | None:
    """The plan, agreement or strategy in which the matter is to be taken up ("tages op i den kommende 10-årsplan")."""
    ends = {hit.end for hit in _hits("place", text, folded)}
    return next(
        (
            m
            for m in mentions
            if m.target and m.standing == "named" and text[: m.start].rstrip() and len(text[: m.start].rstrip()) in ends
        ),
        None,
    )


def _trigger(text: str, folded: str, *, timed: bool, occasion: bool) -> _Hit | None:
    """The words that make the sentence a follow-up, apart from a later economy agreement; None where it is none."""
    if not any(guard in folded for guard in _GUARDS):
        return None
    barred = tuple(_hits("not", text, folded))
    found = _first("return", text, folded, barred)
    if found:
        return found
    later = timed or occasion or _first("occasion", text, folded) is not None
    discuss = _first("discuss", text, folded, barred)
    if discuss and (later or _first("results", text, folded) or _first("condition", text, folded)):
        return discuss
    meet = _first("meet", text, folded, barred)
    return meet if meet and (later or _first("condition", text, folded)) else None


def find_follow_up(
    text: str, mentions: tuple[Mention, ...], citing: Citing, deadline: str | None = None
) -> FollowUp | None:
    """The promise in one sentence to come back to its matter; None where there is none.

    `mentions` is what the sentence names (`extract.references.mentions_in`), `deadline` the EDTF date by which it is to
    be done: its year is the year of the follow-up. Offsets of the evidence are those of `text`.
    """
    folded = text.lower()
    economy = _occasion(mentions, citing, "økonomiaftale")
    finance = _occasion(mentions, citing, "finanslov")
    trigger = _trigger(text, folded, timed=deadline is not None, occasion=bool(economy or finance))
    if trigger is None and economy is None:
        return None
    target = economy or (_plan(text, folded, mentions) if trigger else None) or finance
    start, end, rule = (trigger.start, trigger.end, trigger.entry.id) if trigger else (0, 0, "occasion")
    if trigger is None and economy:
        start, end = economy.start, economy.end
    year = _YEAR.match(deadline or "")
    evidence = Evidence(field="follow_up", words=text[start:end], start=start, end=end, rule=f"followup.{rule}")
    return FollowUp(target=target.target if target else None, year=int(year[0]) if year else None, evidence=evidence)


def _of(commitment: Commitment, document: Document, memory: Memory) -> Commitment:
    text, start = document.words(commitment.span), commitment.span.start
    deadline = commitment.deadline.edtf if commitment.deadline else None
    found = find_follow_up(text, mentions_in(text, memory, start), memory.citing, deadline)
    if found is None:
        return commitment
    found = replace(found, evidence=found.evidence.shifted(start))
    return replace(commitment, follow_up=found, evidence=(*commitment.evidence, found.evidence))


def add_follow_up(document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """The commitments, those that are to be come back to with where and when; deadlines must have been added before."""
    memory = build_memory(document)
    return tuple(_of(commitment, document, memory) for commitment in commitments)
