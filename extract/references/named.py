"""References by name to agreements, laws, strategies and directives, and what is only to come.

"aftale om justeringer af folkeskolen fra januar 2019" points to a text that is there; "udarbejde en strategi for
rekruttering" is what the sentence itself is to bring about, and no reference. Which of the two is read from the
article, the capital letter, the day, and the words before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.references.heads import Complement, Head, find_heads, read_complement
from extract.references.left import Left, read_left
from extract.references.mention import Mention, Standing, kind_of
from extract.references.words import words
from extract.slugs import slug

# "en sundhedsreform": an article before the only word of a title says nothing.
_LONE = re.compile(r"(?:en|et)\s+(\S+)$", re.IGNORECASE)
# "Med en ny fællesoffentlig digitaliseringsstrategi er ...": indefinite, yet in hand.
# "samt National strategi", "og den nye ældrelov", "og lovgivningen": where another name begins.
_AND = re.compile(
    r"\b(?P<and>(?:og|samt|eller)\s+)(?P<article>(?:den|det|de|[A-ZÆØÅ][\w’']*)\s+(?:[a-zæøå-]+\s+){0,2})?$"
)
_IN_HAND = frozenset(("med", "som led i", "på baggrund af"))


def _prefix(text: str, head: Head, left: Left) -> str:
    """The words before the head that are part of the name: owner, or naming adjectives with their article."""
    naming = text[left.naming : head.start].strip()
    if left.determiner == "owner":
        return text[left.start : head.start].strip() if naming or left.naming == head.start else naming
    if left.determiner == "definite" and naming:
        return f"{text[left.start :].split(maxsplit=1)[0]} {naming}"
    return naming if left.determiner == "indefinite" or left.capital else ""


def _identifier(text: str, head: Head, left: Left, complement: Complement) -> str:
    """The id: head and title as the text gives them, without the article, passing adjectives, inflection and day."""
    label = head.entry.label
    prefix = "" if label == "agreement" else _prefix(text, head, left)
    name = head.word if head.entry.get("keep") else head.stem
    if complement.form == "title":
        return slug(complement.words)
    if complement.form == "about":
        lone = _LONE.match(complement.words) if label in ("agreement", "law") else None
        return slug(f"{prefix} {name} {complement.way} {lone[1] if lone else complement.words}")
    if complement.form == "number":
        return slug(f"{prefix} {name} {complement.words}")
    if complement.form == "year":
        return slug(f"{prefix} {head.word} {complement.words}")
    if complement.form == "day" and not head.compound:
        return slug(f"{name} {complement.words}")
    # A short name stays definite ("budgetloven", "digitaliseringspagten") but loses its genitive ("servicelovens").
    word = head.word
    if head.definite and word.lower().endswith("s"):
        word = word[:-1]
    return slug(f"{prefix} {word}")


def _is_name(head: Head, left: Left, complement: Complement) -> bool:
    """Whether head and complement together are a name at all, not "en aftale", "velfærdsaftalen", "loven"."""
    lower = head.stem.lower()
    capital = head.word[:1].isupper() and bool(left.before.strip())
    if lower in words("not.compound"):
        return False
    if complement.form == "year":
        return head.compound or left.naming < head.start or capital
    if complement.form == "none":
        if not head.entry.get("short") or head.plural or lower in words("not.short"):
            return False
        return head.compound or left.naming < head.start
    if head.entry.get("keep"):
        return complement.form == "about"
    return not (head.plural and complement.form == "about" and not head.definite)


def _standing(head: Head, left: Left, complement: Complement) -> Standing:
    """Whether the words point to a text that is there, or to one that is to come."""
    titled = complement.form in ("about", "title", "year", "number")
    if complement.dated or complement.form == "number" or (titled and (left.capital or head.word[:1].isupper())):
        return "named"
    definite = head.definite or left.determiner in ("definite", "owner")
    # "gennemføre direktivet" carries out what is there; "gennemføre reformen" brings it about.
    if left.governed_by("govern.coming") and not (definite and head.entry.label == "directive"):
        return "coming"
    if definite or left.follows("govern.past"):
        return "named"
    if left.determiner == "indefinite":
        return "named" if left.before.strip().lower() in _IN_HAND and not titled else "coming"
    return "named" if titled and left.governed_by("govern.used") else "coming"


def _name(text: str, head: Head, left: Left, complement: Complement) -> str:
    """The words of the name, in lower case: of a title from the head on, of a short name with its naming adjectives."""
    naming = text[left.naming : head.start].strip()
    return " ".join(f"{naming} {head.stem} {complement.way} {complement.words}".lower().split())


def _barriers(text: str, heads: tuple[Head, ...]) -> tuple[int, ...]:
    """Where another name begins after "og": no title runs over it ("... problemer og lovgivningen om ...")."""
    found = []
    for head in heads:
        match = _AND.search(text, max(0, head.start - 60), head.start)
        named = head.definite or head.word[:1].isupper() or text.startswith((" om ", " for "), head.end)
        if match and (named or match["article"]):
            found.append(match.end("and"))
    return tuple(found)


def _mention(text: str, head: Head, barriers: tuple[int, ...]) -> Mention | None:
    left = read_left(text, head.start)
    definite = head.definite or left.determiner in ("definite", "owner")
    complement = read_complement(text, head, barriers, definite=definite)
    if not _is_name(head, left, complement):
        return None
    with_left = left.determiner in ("definite", "owner") or complement.form in ("none", "year")
    begin = left.start if left.determiner != "indefinite" and with_left else min(left.naming, head.start)
    return Mention(
        kind=kind_of(head.entry.label),
        target=_identifier(text, head, left, complement),
        start=begin,
        end=complement.end,
        rule=f"{head.entry.id}.{complement.form}",
        head=head.entry.get("head"),
        name=_name(text, head, left, complement),
        full=complement.form in ("about", "title", "year"),
        standing=_standing(head, left, complement),
    )


def find_named(text: str, folded: str, barriers: tuple[int, ...] = ()) -> Iterator[Mention]:
    """Yields what `text` names by a head, also what is only to come; titles end before the offsets `barriers`."""
    heads = tuple(find_heads(text, folded))
    barriers = (*barriers, *_barriers(text, heads)) if len(heads) > 1 else barriers
    for head in heads:
        mention = _mention(text, head, barriers)
        if mention:
            yield mention
