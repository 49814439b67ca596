"""All recognisers of references put together, over one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.models import Evidence, Identity, Reference
from extract.references.back import find_back
from extract.references.economy import find_economy, find_finance
from extract.references.fixed import find_fixed
from extract.references.internal import find_internal
from extract.references.memory import Memory, empty_memory
from extract.references.mention import Citing, Mention
from extract.references.named import find_named
from extract.references.short_names import resolve_short

# No reference without one of these; most sentences have none.
_YEAR = re.compile(r"\d{4}")
_TRIGGERS = (
    "aftal", "afale", "forhandling", "øa", "fl", "lov", "forlig", "reform", "pagt",
    "pakke", "plan", "strategi", "direktiv", "forordning", "bekendtgørelse", "program", "kapitel", "kap.",
    "afsnit", "boks", "bilag", "tabel", "figur", "stående", "økonomi", "retning", "danmark",
    "grundlag", "nis", "gdpr", "papir", "trepart", "fit", "vækst", "mål", "act",
    "l ",
)  # fmt: skip
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
    """Whether "kapitel 3" is that of another text ("kapitel 3 i serviceloven", "retsplejelovens kapitel 69")."""
    return any(
        text[internal.end : mention.start].strip().lower() in ("i", "til", "af")
        if mention.start >= internal.end
        else text[: mention.end].lower().endswith("s") and not text[mention.end : internal.start].strip()
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
    named = [_own(resolve_short(mention, memory.titles, who), text, who) for mention in named]
    return _apposed(text, _choose([*yearly, *named, *internal, *find_back(text, folded, memory, at)]))


def _own(mention: Mention, text: str, who: Citing) -> Mention:
    """`mention` as one of the agreement itself, if it is: its title, and no other year in its words."""
    if mention.standing != "named" or mention.kind != "agreement" or not who.is_own(mention.target or ""):
        return mention
    years = _YEAR.findall(text[mention.start : mention.end])
    ours = {str(who.signed), str(who.year), *_YEAR.findall(who.title)}
    return mention if years and not ours.intersection(years) else replace(mention, standing="own")


def _apposed(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """`mentions`, a short name in brackets after a title ("... af 30. marts 2017 (Bandepakke III)") made its alias."""
    found: list[Mention] = []
    for mention in mentions:
        last = found[-1] if found else None
        bracketed = last and text[last.end : mention.start].strip() == "(" and text.startswith(")", mention.end)
        if last and bracketed and last.full and last.kind == mention.kind:
            found.append(replace(mention, target=last.target, standing="alias", rule="alias", full=True))
        else:
            found.append(mention)
    return tuple(found)


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
