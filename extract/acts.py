"""What is promised to be done, how firmly, whether it is denied, and on what conditions.

The words are data: `lexicon/acts.toml`, `strength.toml` and `conditions.toml`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.lexicon import Entry, find_phrases, load_lexicon
from extract.models import Commitment, Document, Evidence

# "ikke" beside the promise's own verb; "ikke" in a purpose or a motive further on denies something else.
_NOT = re.compile(
    r"\b(?:skal|vil|må|kan|bør|er|sker|indføres|gennemføres|ændres|fortsat)\s+(?:\w+\s){0,2}?(?:ikke|hverken|ingen)\b|\bafstår\b",
    re.IGNORECASE,
)
# "hvis de havde valgt selvbudgettering": tells what would have been, and asks nothing of anybody.
_CONTRARY = re.compile(r"\s+\w+\s+havde\b", re.IGNORECASE)
# What a thing is, or what it is for, beside what is promised: ", som parterne ønsker", "for at nå ambitionen om ...".
_SIDE = re.compile(
    r"(?:,\s(?:der|som|hvor\w*|idet|fordi|mens|når|hvis)\s|\sfor\sat\s(?:nå|indfri|opfylde|leve\sop|kunne)\s)[^,;]*",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r",\s(?!at\b)|;\s|\.\s+(?=[A-ZÆØÅ])|$")


def find_act(text: str, after: int = 0) -> tuple[str, Evidence | None]:
    """The act of the words after the offset `after` and its evidence; ("other", None) where no word of it stands.

    >>> find_act("Regeringen og KL er enige om at drøfte og analysere dette.")[0]
    'discuss'
    """
    rest, found = text[after:], None
    folded = rest.lower()
    for entry in load_lexicon("acts"):
        span = entry.find(rest, folded)
        if span and (found is None or span < found[0]):
            found = (span, entry)
    if found is None:
        return "other", None
    (start, end), entry = found
    return entry.label, _evidence("act", text, after + start, after + end, entry)


def find_strength(text: str, force: str) -> tuple[str, Evidence | None]:
    """How firm the words are: binding where nothing makes them weaker; what is taken note of binds nobody."""
    folded = text.lower()
    for entry in load_lexicon("strength"):
        if not entry.find(text, folded):
            continue
        for start, end, _ in sorted(find_phrases((entry,), text, folded), key=lambda hit: hit[:2]):
            if not any(side.start() < start < side.end() for side in _SIDE.finditer(text)):
                return entry.label, _evidence("strength", text, start, end, entry)
    return ("considered" if force == "note" else "binding"), None


def find_conditions(text: str) -> tuple[Evidence, ...]:
    """The words that make a promise conditional or limit it, each to the end of its clause."""
    folded, found = text.lower(), []
    for entry in load_lexicon("conditions"):
        past = 0
        for start, end in sorted((start, end) for start, end, _ in find_phrases((entry,), text, folded)):
            if start < past or _CONTRARY.match(text, end):
                continue
            clause = _CLAUSE_END.search(text, end)
            past = clause.start() if clause else len(text)
            found.append(_evidence("condition", text, start, past, entry))
    return tuple(sorted(found, key=lambda evidence: evidence.start))


def _evidence(field: str, text: str, start: int, end: int, entry: Entry) -> Evidence:
    return Evidence(field=field, words=text[start:end], start=start, end=end, rule=f"{field}.{entry.id}")


def add_acts(_document: Document, commitments: tuple[Commitment, ...]) -> tuple[Commitment, ...]:
    """Gives each commitment its act, strength, polarity and conditions, with evidence in the document's offsets."""
    return tuple(_with_act(commitment) for commitment in commitments)


def _with_act(commitment: Commitment) -> Commitment:
    text, base = commitment.quote, commitment.span.start
    trigger = next((e for e in commitment.evidence if e.field == "force" and e.end - e.start < len(text)), None)
    act, said = find_act(text, trigger.start - base if trigger else 0)
    strength, firm = find_strength(text, commitment.force)
    evidence = tuple(e.shifted(base) for e in (said, firm) if e is not None)
    return replace(
        commitment,
        act=act,
        strength=strength,
        polarity="negative" if _NOT.search(text) else "positive",
        conditions=tuple(e.shifted(base) for e in find_conditions(text)),
        evidence=commitment.evidence + evidence,
    )
