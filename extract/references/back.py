"""Words that point back: "strategien", "loven", "den politiske aftale", "de to ovennævnte aftaler"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.lexicon import Entry, find_phrases
from extract.models import ReferenceKind
from extract.references.memory import Memory
from extract.references.mention import Mention, kind_of
from extract.references.words import entries
from extract.slugs import slug

_NUMBERS = {"to": 2, "begge": 2, "tre": 3, "fire": 4}
_ECONOMY = ("oea-", "finanslov-")
# "inden for loven", "bryder loven": law as such, no one act.
_LAW_AS_SUCH = re.compile(r"(?:bryde[r]?|brudt|overholde[r]?|inden\s+for|uden\s+for|ifølge|mod|ved)\s*$", re.IGNORECASE)
# Others than the parties of an economy agreement are at the table: "Med aftalen er partierne enige om ..."
_OTHERS = re.compile(r"\b(?:partierne|aftalepartierne|aftalekredsen|forligskredsen)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:en|et|den|det)\s+", re.IGNORECASE)


def _last(memory: Memory, position: int, kind: ReferenceKind, head: str = "") -> Mention | None:
    """The text of that kind last named in the section; None where there is none or it is only to come."""
    for mention in memory.before(position):
        if mention.kind == kind and (not head or mention.head == head) and not mention.rule.startswith("back."):
            return mention if mention.standing == "named" and mention.target else None
    return None


def _last_agreement(memory: Memory, position: int) -> Mention | None:
    """The political agreement last named in the section, economy agreements and finance acts passed over."""
    for mention in memory.before(position):
        if (
            mention.kind == "agreement"
            and mention.target
            and not mention.target.startswith(_ECONOMY)
            and mention.standing == "named"
        ):
            return mention
    return None


def _last_several(memory: Memory, position: int, number: int) -> list[str]:
    """The ids of the agreements (and finance acts) last named in the section, in the order of the text."""
    targets: list[str] = []
    for mention in memory.before(position):
        ours = mention.kind == "agreement" or (mention.target or "").startswith("finanslov-")
        if ours and mention.standing == "named" and mention.target and mention.target not in targets:
            targets.append(mention.target)
        if len(targets) == number:
            break
    return list(reversed(targets))


def _new_law(memory: Memory, position: int) -> str | None:
    """ "den nye lov": the law last named, or the one that the agreement last named leads to."""
    law = _last(memory, position, "law", "lov")
    if law:
        return law.target
    agreement = _last_agreement(memory, position)
    if agreement is None or " om " not in f" {agreement.name} ":
        return None
    return slug("lov om " + _ARTICLE.sub("", agreement.name.split(" om ", 1)[1]))


def _targets(entry: Entry, text: str, start: int, end: int, memory: Memory, at: int) -> list[str]:
    """The ids of what the words from `start` to `end` point back to."""
    what, kind, words, position = entry.get("what"), kind_of(entry.label), text[start:end], at + start
    if what == "aftaler":
        number = next((_NUMBERS[word] for word in words.lower().split() if word in _NUMBERS), 2)
        found = _last_several(memory, position, number)
        return found if len(found) == number else []
    if what == "aftalen" and (memory.citing.side is None or not _OTHERS.search(text)):
        return []
    if what in ("aftale", "aftalen"):
        agreement = _last_agreement(memory, position)
        return [agreement.target] if agreement and agreement.target else []
    if what == "lov" and words.lower().startswith("den "):
        target = _new_law(memory, position)
        return [target] if target else []
    if what == "lov" and _LAW_AS_SUCH.search(text[:start]):
        return []
    mention = _last(memory, position, kind, "lov" if what == "lov" else "")
    return [mention.target] if mention and mention.target else []


def find_back(text: str, folded: str, memory: Memory, at: int) -> Iterator[Mention]:
    """Yields what words in `text`, at offset `at` of the document, point back to; nothing where nothing was named."""
    if not memory.trail:
        return
    for start, end, entry in find_phrases(entries("back"), text, folded):
        kind = kind_of(entry.label)
        for target in _targets(entry, text, start, end, memory, at):
            yield Mention(kind=kind, target=target, start=start, end=end, rule=entry.id, head=entry.get("what"))
