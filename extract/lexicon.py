"""The phrase files: `lexicon/*.toml` read into frozen entries that can find themselves in a text.

The small language of phrases is described for those who write them in `lexicon/README.md`; here it is turned into
regular expressions, each guarded by its longest literal word, which is looked for first (a substring search costs a
hundredth of a regular expression).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GAP_WORDS = 16
_PARTS = re.compile(r"\.\.\.|\([^()]*\)|\[[^\[\]]*\]|[,:]|[^\s()\[\],:]+")
_WORD = r"[^\W_]"


class LexiconError(ValueError):
    """A phrase file that cannot be used; the message names file and entry and says what to do."""


@cache
def _compiled(source: str, flags: int) -> re.Pattern[str]:
    return re.compile(source, flags)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase and what, in lower case, it cannot match without: a literal, the `others`, one of `choices` (if any).

    `source` is its regular expression, compiled when a text first has all of these: most phrases wait for that in vain.
    """

    phrase: str
    literal: str
    source: str
    case: bool = False
    others: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def expression(self) -> re.Pattern[str]:
        """The compiled expression."""
        return _compiled(self.source, re.UNICODE if self.case else re.IGNORECASE)

    def find(self, text: str, folded: str) -> Sequence[tuple[int, int]]:
        """The half-open stretches of `text` that match; `folded` is `text` in lower case.

        Mostly for nothing: so the ways out come first.
        """
        if self.literal not in folded or not self._may_match(folded):
            return ()
        return [match.span() for match in self.expression.finditer(text)]

    def _may_match(self, folded: str) -> bool:
        for other in self.others:
            if other not in folded:
                return False
        for choice in self.choices:
            if choice in folded:
                return True
        return not self.choices


def find_spans(patterns: Iterable[Pattern], text: str, folded: str) -> list[tuple[int, int]]:
    """The stretches of `text` that one of the patterns matches, pattern by pattern.

    Asked of some two hundred thousand patterns an agreement. Nearly always the literal is not there, and to ask for it
    here spares a call.
    """
    return [span for pattern in patterns if pattern.literal in folded for span in pattern.find(text, folded)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a phrase file. `extra` holds the fields that only its component knows, as (name, value) pairs."""

    id: str
    label: str
    patterns: tuple[Pattern, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    extra: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The text of a field that only the component knows, `default` where the entry lacks it."""
        return dict(self.extra).get(name, default)

    def find(self, text: str, folded: str | None = None) -> tuple[int, int] | None:
        """The earliest stretch of `text` that a phrase matches, the longest of those; None where none does."""
        folded = text.lower() if folded is None else folded
        spans = find_spans(self.patterns, text, folded)
        return min(spans, key=lambda span: (span[0], -span[1])) if spans else None


def _word(word: str) -> str:
    """A word of a phrase as an expression: a star is any letters, the word's ends are ends of words."""
    start, end = word.startswith("*"), word.endswith("*")
    body = re.escape(word.strip("*")).replace(r"\*", rf"{_WORD}*")
    # A star before begins where the letters begin: tried from each of them, a long word would cost its length squared.
    left = rf"(?<!{_WORD}){_WORD}*" if start else (r"(?<!\w)" if word.strip("*")[:1].isalnum() else "")
    right = rf"{_WORD}*" if end else (r"(?!\w)" if word.strip("*")[-1:].isalnum() else "")
    return f"{left}{body}{right}"


def _words(words: str) -> str:
    return r"\s+".join(_word(word) for word in words.split())


def _choices(group: str) -> tuple[str, ...]:
    """For each word or words of "(a|b)" its longest literal; () where one has none."""
    literals = tuple(max(re.split(r"[*\s]", option.lower()), key=len) for option in group[1:-1].split("|"))
    return literals if all(literals) else ()


def compile_phrase(phrase: str, *, case: bool = False) -> Pattern:
    """Turns a phrase into a pattern.

    >>> [m for m in compile_phrase("er ... enige (om|i)").find("KL er derfor enige om at", "kl er derfor enige om at")]
    [(3, 21)]

    Raises LexiconError where the phrase has no words.
    """
    expression, literals = "", [""]
    choices: tuple[str, ...] = ()
    glue = ""
    for part in _PARTS.findall(phrase):
        if part == "...":
            expression += rf"(?:[\s,]+(?:(?![.!?:;]\s+(?-i:[A-ZÆØÅ]))[^\s,])+){{0,{GAP_WORDS}}}?"
            glue = r"[\s,]+"
        elif part.startswith("["):
            options = "|".join(_words(option) for option in part[1:-1].split("|"))
            expression += rf"(?:{glue}(?:{options}))?" if glue else rf"(?:(?:{options})\s+)?"
            glue = glue and r"[\s,]+"
        else:
            if part[0] in ",:":
                glue = r"\s*"
            if part.startswith("("):
                expression += glue + "(?:" + "|".join(_words(option) for option in part[1:-1].split("|")) + ")"
                # The group whose shortest word is longest tells most.
                choices = max(choices, _choices(part), key=lambda group: min(map(len, group), default=0))
            else:
                expression += glue + _word(part)
                literals.append(max(part.lower().split("*"), key=len))
            glue = r"\s+"
    if not expression:
        raise LexiconError(f"phrase {phrase!r} has no words: write at least one")
    literal, *others = sorted(filter(None, dict.fromkeys(literals)), key=len, reverse=True) or [""]
    return Pattern(phrase=phrase, literal=literal, source=expression, case=case, others=tuple(others), choices=choices)


_KNOWN = {"id", "label", "phrases", "examples", "counter_examples", "case"}


def _entry(name: str, raw: dict[str, object]) -> Entry:
    identifier = str(raw.get("id", ""))
    if not identifier or not raw.get("label"):
        raise LexiconError(f"lexicon/{name}.toml: entry {identifier or raw!r} lacks id or label")
    phrases, examples = raw.get("phrases", []), raw.get("examples", [])
    counters = raw.get("counter_examples", [])
    for field, value in (("phrases", phrases), ("examples", examples), ("counter_examples", counters)):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise LexiconError(f"lexicon/{name}.toml: entry {identifier}: {field} must be a list of texts")
    assert isinstance(phrases, list)
    assert isinstance(examples, list)
    assert isinstance(counters, list)
    case = bool(raw.get("case"))
    return Entry(
        id=identifier,
        label=str(raw["label"]),
        patterns=tuple(compile_phrase(phrase, case=case) for phrase in phrases),
        examples=tuple(examples),
        counter_examples=tuple(counters),
        extra=tuple(sorted((key, str(value)) for key, value in raw.items() if key not in _KNOWN)),
    )


@cache
def load_lexicon(name: str) -> tuple[Entry, ...]:
    """The entries of `lexicon/<name>.toml` in the file's order.

    Raises LexiconError where the file is not TOML or an entry lacks what it needs.
    """
    text = (files("extract") / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"lexicon/{name}.toml: {error}") from None
    entries = tuple(_entry(name, item) for item in raw.get("entry", ()))
    twice = {entry.id for entry in entries if sum(other.id == entry.id for other in entries) > 1}
    if twice:
        raise LexiconError(f"lexicon/{name}.toml: id {min(twice)!r} stands twice: give each entry an id of its own")
    return entries


@cache
def labelled(name: str, *labels: str) -> tuple[Entry, ...]:
    """The entries of `lexicon/<name>.toml` that have one of the labels, in the file's order."""
    return tuple(entry for entry in load_lexicon(name) if entry.label in labels)


def find_phrases(entries: Iterable[Entry], text: str, folded: str | None = None) -> Iterator[tuple[int, int, Entry]]:
    """Yields every stretch (start, end) of `text` that a phrase matches, with its entry, entry by entry."""
    folded = text.lower() if folded is None else folded
    for entry in entries:
        for start, end in find_spans(entry.patterns, text, folded):
            yield start, end, entry


def phrase_files() -> tuple[str, ...]:
    """The names of the phrase files that ship, in alphabetical order."""
    folder = files("extract") / "lexicon"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".toml")))
