"""Messages in the language that is spoken: errors and notes are made in English, here the Danish of one is found.

The layers raise finished English lines and know of no language. The catalogue (`locale`) holds each as a template with
gaps, "{0}: there is no store here ..."; a line is matched against the templates, what stands in a gap is said in its
turn, and put into the Danish. What no template fits stays English. A test finds every message in the source.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from aftalegraf.language import DOMAIN, LANGUAGES, LOCALE, spoken

_GAP = re.compile(r"(\{\w+\})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A message with gaps in it: what it looks like in English, its gaps ("{0}"), and the pieces to say instead."""

    pattern: re.Pattern[str]
    gaps: tuple[str, ...]
    instead: tuple[str, ...]
    letters: int


def told(message: str) -> str:
    """A message, line by line, in the language that is spoken."""
    language = spoken()
    if language == LANGUAGES[0]:
        return message
    return "\n".join(_line(line, language) for line in message.split("\n"))


def _line(text: str, language: str) -> str:
    words = " ".join(text.split())
    exact = _catalogue(language).get(words)
    if exact and not _GAP.search(words):
        return text.replace(text.strip(), exact)
    for template in _templates(language):
        found = template.pattern.fullmatch(words)
        if found:
            values = {gap: _value(found[place], language) for place, gap in enumerate(template.gaps, 1)}
            return "".join(values.get(one, one) for one in template.instead)
    return text


def _value(text: str, language: str) -> str:
    """What stands in a gap: often a message of its own, with a blank before it."""
    bare = text.strip()
    return text.replace(bare, _line(bare, language), 1) if bare else text


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    """Every message of a language's catalogue, and those of the shapes, by its English."""
    found = gettext.translation(DOMAIN, LOCALE, [language])
    known = vars(found)["_catalog"]  # gettext asks for one message at a time; here all are wanted
    return {one: said for one, said in known.items() if isinstance(one, str) and one} | dict(_of_shapes())


def _of_shapes() -> Iterator[tuple[str, str]]:
    """What the shapes say in English, and in Danish: their file holds both."""
    from graph.shapes import shapes

    known = shapes()
    rules = [rule.messages for rules in known.rules.values() for rule in rules]
    for danish, english in (*rules, *(select.messages for select in known.selects)):
        yield english, danish


@cache
def _templates(language: str) -> tuple[Template, ...]:
    """The messages with gaps, those that say most first: "{0}: {1}" fits nearly everything."""
    made = [_template(text, instead) for text, instead in _catalogue(language).items() if _GAP.search(text)]
    return tuple(sorted(made, key=lambda template: -template.letters))


def _template(text: str, instead: str) -> Template:
    pieces = _GAP.split(text)  # words, gap, words, gap ... words
    pattern = "".join("(.*?)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))
    return Template(
        pattern=re.compile(pattern),
        gaps=tuple(pieces[1::2]),
        instead=tuple(_GAP.split(instead)),
        letters=sum(len(piece) for piece in pieces[::2]),
    )
