"""Who is named in a text: the actors of the register, municipalities by name, and bodies that end as bodies do.

Spellings are kept in a tree of words, so a text is read once however many actors there are. A spelling also stands in
the genitive ("KL's", "regeringens"): such a mention is told apart,
since "regeringens mål" is not about the government acting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product

from extract.clauses import Word, split_words
from extract.models import ActorId, Span
from extract.slugs import slug
from ontology.vocab import actors

_ALTERNATIVES = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|(\S+)")
_GENITIVE = re.compile(r"(?:[’']s?|s)$")
_MUNICIPALITY = re.compile(r"\b((?:[A-ZÆØÅ][\wæøå-]+(?:[- ](?=[A-ZÆØÅ]))?)+)\s+Kommunes?\b")
# "Sundhedsstyrelsen", "Børne- og Ungdomsudvalget"
_BODY = re.compile(
    r"\b(?P<body>(?:[A-ZÆØÅ][a-zæøå]+-(?:, [A-ZÆØÅ][a-zæøå]+-)* og )?[A-ZÆØÅa-zæøå-]{2,}"
    r"(?:udvalget|styrelsen|ministeriet|nævnet|tilsynet|kommissionen|sekretariatet|direktoratet|ministeren|forvaltningen"
    r"|(?<![Oo]m)rådet|chefen))"
    r"(?P<genitive>s)?\b"
)
# "Nationalt Center for Skoleforskning", "Aalborg Universitet"
_NAMED = re.compile(
    r"\b(?:(?:Nationalt\s)?(?:Videns)?[Cc]enter\sfor\s[A-ZÆØÅ][\wæøå]+|[A-ZÆØÅ][a-zæøå]+\sUniversitet"
    r"|(?:[A-ZÆØÅ][\wæøå]+\s){1,3}(?:\w+fond|Fonden|Fond|\w+forbund|Forbund|Agentur|Hospital))(?P<genitive>s)?\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An actor's name in a text: id, place, and whether it stands in the genitive."""

    actor: ActorId
    span: Span
    genitive: bool


@dataclass(slots=True)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    stars: dict[str, _Node] = field(default_factory=dict)
    actor: str = ""
    exact: str = ""


def _expand(phrase: str) -> list[list[str]]:
    """The word sequences that a spelling stands for, alternatives and missing words worked out."""
    choices = []
    for either, maybe, word in _ALTERNATIVES.findall(phrase):
        options = either.split("|") if either else [*maybe.split("|"), ""] if maybe else [word]
        choices.append(options)
    return [" ".join(filter(None, combination)).split() for combination in product(*choices)]


@cache
def _tree() -> _Node:
    root = _Node()
    for actor in actors():
        for spelling in actor.spellings:
            for words in _expand(spelling):
                _add(root, words, actor.id, spelling in actor.exact)
    return root


def _add(root: _Node, words: list[str], actor: str, exact: bool) -> None:
    node = root
    for word in (
        split_words(" ".join(words).replace("*", "\u2217"))
        if "*" not in "".join(words)
        else [Word(w.lower(), 0, 0) for w in words]
    ):
        level = node.stars if word.text.endswith("*") else node.words
        node = level.setdefault(word.text.rstrip("*"), _Node())
    node.actor = actor
    node.exact = " ".join(words) if exact else ""


def _steps(node: _Node, word: str) -> list[tuple[_Node, bool]]:
    """Where `word`, in lower case, leads from `node`, and whether by its genitive."""
    found = [(node.words[word], False)] if word in node.words else []
    if word[-1] in "s'’":
        base = _GENITIVE.sub("", word)
        if base != word and base in node.words:
            found.append((node.words[base], True))
    found += [(after, word.endswith("nes")) for stem, after in node.stars.items() if word.startswith(stem)]
    return found


@lru_cache(maxsize=20_000)
def _begins(word: str) -> bool:
    """Whether an actor's name begins with `word`, in lower case; remembered, for most words begin none."""
    return bool(_steps(_tree(), word))


def _longest(words: tuple[Word, ...], index: int, text: str) -> tuple[int, str, bool] | None:
    best: tuple[int, str, bool] | None = None
    open_ways = [(_tree(), index, False)]
    while open_ways:
        node, position, genitive = open_ways.pop()
        if node.actor and (best is None or position > best[0]):
            said = text[words[index].start : words[position - 1].end]
            if not node.exact or said == node.exact or _GENITIVE.sub("", said) == node.exact:
                best = (position, node.actor, genitive)
        if position < len(words) and not genitive:
            open_ways += [(after, position + 1, own) for after, own in _steps(node, words[position].text)]
    return best


@lru_cache(maxsize=512)
def find_actors(text: str) -> tuple[Mention, ...]:
    """The actors named in `text`, in order, none inside another.

    >>> [(m.actor, m.genitive) for m in find_actors("Regeringen og KL's formand")]
    [('regeringen', False), ('kl', True)]
    """
    words = split_words(text)
    named = [
        (m.span(), slug(m.group(1)) + "-kommune", m.group().endswith("Kommunes")) for m in _MUNICIPALITY.finditer(text)
    ]
    found = [Mention(actor=ActorId(i), span=Span(start=s, end=e), genitive=g) for (s, e), i, g in named]
    index = 0
    while index < len(words):
        best = _longest(words, index, text) if _begins(words[index].text) else None
        if best is None:
            index += 1
            continue
        end, actor, genitive = best
        span = Span(start=words[index].start, end=words[end - 1].end)
        if not _inside(span, found):
            found.append(Mention(actor=ActorId(actor), span=span, genitive=genitive))
        index = end
    for match in _BODY.finditer(text):
        span = Span(start=match.start(), end=match.end())
        if not _inside(span, found):
            found.append(Mention(actor=ActorId(slug(match["body"])), span=span, genitive=bool(match["genitive"])))
    for match in _NAMED.finditer(text):
        span = Span(start=match.start(), end=match.end())
        if not _inside(span, found):
            genitive = bool(match["genitive"])
            name = match.group().removesuffix("s") if genitive else match.group()
            found.append(Mention(actor=ActorId(slug(name)), span=span, genitive=genitive))
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def _inside(span: Span, found: list[Mention]) -> bool:
    return any(span.start < other.span.end and other.span.start < span.end for other in found)
