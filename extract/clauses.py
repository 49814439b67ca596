"""The clauses of a Danish sentence: which verb is the sentence's own, what is its subject, what stands under it.

Danish puts the finite verb second in a main clause, so a scan from the left finds it: words between a subordinator and
its verb are passed over, a comma after that verb leads back to the main clause. That is enough to tell
"Det kræver en indsats, der skal forankres" (kræver) from "Indsatsen skal forankres" (skal) without a parser.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from extract.models import Span
from extract.verbs import FiniteForm, finite_form, is_infinitive

_WORD = re.compile(r"\w[\w&/’'§]*(?:[-.][\w&/]+)*|[^\w\s]")


class Word(NamedTuple):
    """A word or a sign of the sentence: in lower case, its place, whether it has a capital, and no other letters.

    A named tuple, for one is made of every word, and that takes a third of the time of a frozen dataclass.
    """

    text: str
    start: int
    end: int
    capital: bool = False
    acronym: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause with a finite verb.

    `level` tells a main clause from a subordinate one, `opener` the word that opens the latter ("at", "som", "hvis").
    `front` is what stands before the verb (after the opener), `subject` what the clause is about: the front, or the
    words after the verb where the front is an adverbial. `after` begins where the rest of the clause does.
    """

    level: Literal["main", "sub"]
    opener: str
    span: Span
    front: Span
    verb: Span
    form: FiniteForm
    subject: Span
    inverted: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    subordinators: frozenset[str]
    after_som: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]
    conjunctions: frozenset[str]
    determiners: frozenset[str]
    names: frozenset[str]
    not_first: frozenset[str]
    conditional: frozenset[str]
    pronouns: frozenset[str]
    definite_endings: tuple[str, ...]
    infinitive_too: frozenset[str]
    expletive_after: frozenset[str]
    noun_phrase_ends: frozenset[str]
    subject_follows: frozenset[str]
    no_article: frozenset[str]
    modal_participles: frozenset[str]
    only_before: Mapping[str, frozenset[str]]


@cache
def grammar() -> _Grammar:
    """The small words of `lexicon/clauses.toml`, read once."""
    raw = tomllib.loads((files("extract") / "lexicon" / "clauses.toml").read_text(encoding="utf-8"))
    before = {word: frozenset(followers) for word, followers in raw.pop("only_before").items()}
    endings = tuple(raw.pop("definite_endings"))
    sets = {name: frozenset(words) for name, words in raw.items()}
    return _Grammar(**sets, only_before=before, definite_endings=endings)


@lru_cache(maxsize=512)
def split_words(text: str) -> tuple[Word, ...]:
    """The words and signs of `text` in order, in lower case."""
    return tuple([_word(match.group(), *match.span()) for match in _WORD.finditer(text)])


def _word(word: str, start: int, end: int) -> Word:
    if word.islower():
        return Word(word, start, end)
    return Word(word.lower(), start, end, word[0].isupper(), len(word) > 1 and word.isupper())


def _opens(words: tuple[Word, ...], index: int) -> str:
    """The subordinator at `index`, "" where the word there opens no clause."""
    here = words[index]
    word, rules = here.text, grammar()
    if here.acronym or (index == 0 and word in rules.not_first):
        return ""
    before = words[index - 1].text if index else ""
    after = words[index + 1] if index + 1 < len(words) else Word("", 0, 0)
    if (word == "indtil" and after.text in ("da", "videre", "nu")) or (word == "da" and before == "indtil"):
        return ""
    if word in rules.only_before:
        return word if after.text in rules.only_before[word] else ""
    if word in ("at", "som", "der", "om", "mens"):
        return word if _opens_here(words, index, before, after) else ""
    return word if word in rules.subordinators else ""


def _opens_here(words: tuple[Word, ...], index: int, before: str, after: Word) -> bool:
    """Whether a word that has other uses too opens a clause here: "at" of an infinitive, "som led i" ... do not."""
    rules, word = grammar(), words[index].text
    if word == "at":
        return not _marks_infinitive(words[index + 1 : index + 6])
    if word == "som":
        return index > 0 and after.text not in rules.after_som
    if word == "om":
        return (before == "," and after.text != "at") or after.text == "der"
    if word == "mens":
        return not (after.capital or (after.text in grammar().names and after.text != "der"))
    loose = index == 0 or before in rules.conjunctions or before in rules.expletive_after
    return not (loose or finite_form(before))


def _marks_infinitive(near: tuple[Word, ...]) -> bool:
    """Whether "at" before `near` marks an infinitive: one follows, with at most adverbs or "i fællesskab" between."""
    for place, word in enumerate(near):
        if place and not _may_precede_infinitive(near[place - 1].text):
            return False
        if is_infinitive(word.text) and (place == 0 or not word.text.endswith("s")):
            return True
        if finite_form(word.text) or word.text in grammar().determiners or word.text in (",", "der"):
            return False
    return False


def _may_precede_infinitive(word: str) -> bool:
    return word in grammar().adverbs or word in grammar().prepositions or word.endswith(("t", "vis"))


def _is_verb(words: tuple[Word, ...], index: int, *, loose: bool) -> FiniteForm | None:
    """The finite form of the word at `index` there; with `loose` also of a word that may as well be a noun."""
    word = words[index]
    form = finite_form(word.text)
    if form is None or (word.capital and index):
        return None
    before, rules = words[index - 1].text if index else "", grammar()
    if (
        form == "modal"
        and word.text in rules.infinitive_too
        and any(finite_form(w.text) == "modal" for w in words[max(0, index - 4) : index])
    ):
        return None
    if form in ("modal", "auxiliary"):
        return form
    if before == "at" or _determined(words, index, form):
        return None
    if form == "passive" and _follows_modal(words, index):
        return None
    if form == "maybe" and not (_names_somebody(words, index - 1) or (loose and index)):
        return None
    return form


def _names_somebody(words: tuple[Word, ...], index: int) -> bool:
    """Whether the word is a name, or a noun for somebody who acts: what follows it is its verb ("at DSB indkøber")."""
    if index < 0:
        return False
    word, rules = words[index], grammar()
    named = index > 0 and word.capital and not word.text.endswith("s")
    return named or word.text in rules.names or word.text.endswith(rules.definite_endings)


def _determined(words: tuple[Word, ...], index: int, form: FiniteForm) -> bool:
    """Whether the word belongs to a noun phrase: behind an article, but for "i alt" and "under ét", which are none."""
    before, rules = words[index - 1].text if index else "", grammar()
    if index > 1 and f"{words[index - 2].text} {before}" in rules.no_article:
        return False
    return before in rules.determiners and (form == "past" or before not in rules.pronouns)


def _follows_modal(words: tuple[Word, ...], index: int) -> bool:
    """Whether a passive form is the infinitive of a modal verb nearby ("skal løbende følges")."""
    for back in range(index - 1, max(-1, index - 12), -1):
        text = words[back].text
        if text in (",", ";", ":") or text in ("som", "at"):
            return False
        if finite_form(text) == "modal" or text in grammar().modal_participles:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Verb:
    """A finite verb found: its word, form, the opener of its clause ("" for a main clause), where that begins."""

    index: int
    form: FiniteForm
    opener: str
    begin: int


def _scan(words: tuple[Word, ...], *, loose: bool) -> list[_Verb]:
    """Every finite verb from left to right.

    `waiting` are the clauses opened and still without their verb, innermost last: "at de gevinster, der realiseres,
    skal fastholdes" has two at "realiseres" and one again after the comma.
    """
    found: list[_Verb] = []
    waiting: list[tuple[str, int]] = []
    inside, main_begin, boundary = False, 0, True
    for index, word in enumerate(words):
        opens = _opens(words, index)
        if opens:
            waiting.append((opens, index + 1))
            inside = False
            continue
        if word.text in (",", ";", "–"):
            inside, boundary = False, True
            if not waiting and found and index + 1 < len(words) and words[index + 1].text in grammar().conjunctions:
                main_begin = index + 2
            if word.text == ";" and not waiting and found:
                main_begin = index + 1
            continue
        boundary = boundary or word.text in grammar().conjunctions
        before = words[index - 1].text if index else ""
        maybe = (loose and not _has_main(found)) or (bool(waiting) and before in (",", "–"))
        form = _is_verb(words, index, loose=maybe)
        if form is None or (inside and not waiting):
            continue
        if before == "," and _resumes(words, index, form, found):
            waiting.clear()
            inside = boundary = False
            found.append(_Verb(index, form, "", index))
        elif waiting:
            found.append(_Verb(index, form, *waiting.pop()))
            inside = True
        elif boundary or not _has_main(found):
            found.append(_Verb(index, form, "", main_begin))
            boundary = False
    return found


def _resumes(words: tuple[Word, ...], index: int, form: FiniteForm, found: list[_Verb]) -> bool:
    """Whether the verb, straight after a comma, is the sentence's own behind the condition that opens the sentence.

    "Såfremt planerne ikke slår til, skal der gennemføres en regulering": so, too, where the condition's own verb is not
    known to the dictionary.
    """
    if _has_main(found) or form == "maybe" or words[0].text not in grammar().conditional:
        return False
    return index + 1 < len(words) and words[index + 1].text not in (",", "ikke")


def _has_main(found: list[_Verb]) -> bool:
    return any(not verb.opener for verb in found)


def split_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of one sentence, in the order of their verbs; offsets count from the beginning of `text`.

    >>> [(clause.level, clause.opener) for clause in split_clauses("Det kræver en indsats, der skal forankres.")]
    [('main', ''), ('sub', 'der')]
    """
    words = split_words(text)
    verbs = _scan(words, loose=False)
    if not _has_main(verbs):
        verbs = _scan(words, loose=True)
    clauses: list[Clause] = []
    for position, verb in enumerate(verbs):
        index, form, opener, begin = verb.index, verb.form, verb.opener, verb.begin
        shared = _last_main(clauses) if not opener and begin == index else None
        if shared is not None:
            span = Span(start=words[index].start, end=words[index].end)
            clauses.append(replace(shared, verb=span, form=form))
            continue
        following = (
            verbs[position + 1].begin if position + 1 < len(verbs) and verbs[position + 1].begin > index else len(words)
        )
        front = Span(start=words[min(begin, index)].start, end=words[index].start)
        inverted = not opener and (_is_adverbial(words, begin, index) or _is_object(words, begin, index))
        end = words[following - 1].end if following > index else words[-1].end
        subject = Span(start=words[index].end, end=_subject_end(words, index, following)) if inverted else front
        clauses.append(
            Clause(
                level="sub" if opener else "main",
                opener=opener,
                span=Span(start=front.start, end=end),
                front=front,
                verb=Span(start=words[index].start, end=words[index].end),
                form=form,
                subject=subject,
                inverted=inverted,
            )
        )
    return tuple(clauses)


def _last_main(clauses: list[Clause]) -> Clause | None:
    return next((clause for clause in reversed(clauses) if clause.level == "main"), None)


def _is_adverbial(words: tuple[Word, ...], begin: int, verb: int) -> bool:
    """Whether what stands before the verb is no subject: nothing, or a phrase that begins as adverbials do."""
    if begin >= verb:
        return True
    if words[begin].acronym:
        return False
    rules, first = grammar(), words[begin].text
    if words[verb - 1].text == "," and not _has_relative(words, begin, verb):
        return True
    return first in rules.prepositions or first in rules.adverbs or first in rules.subordinators


def _is_object(words: tuple[Word, ...], begin: int, verb: int) -> bool:
    """Whether what stands before the verb is its object: an actor follows ("Spørgsmålet vil parterne drøfte").

    Only a modal verb, "tager" and "drøfter" tell: behind others an actor may as well be who something is done to.
    """
    rules = grammar()
    if words[verb].text not in rules.subject_follows or verb + 1 >= len(words):
        return False
    after, before = words[verb + 1], words[begin:verb]
    somebody = after.text in rules.names and after.text not in rules.pronouns and after.text != "der"
    return somebody and not any(word.text in rules.names or word.acronym or word.capital for word in before[1:])


def _has_relative(words: tuple[Word, ...], begin: int, verb: int) -> bool:
    """Whether the comma before the verb closes a clause of the subject's: "Kommuner, der får støtte, indsender ..."."""
    first = words[begin].text
    if first in grammar().names:
        return True
    return finite_form(first) is None and any(
        words[index].text == "," and words[index + 1].text in ("der", "som")
        for index in range(begin + 1, min(begin + 8, verb - 1))
    )


def _subject_end(words: tuple[Word, ...], verb: int, limit: int) -> int:
    """Where a subject that follows the verb ends: at the first sign, preposition, adverb or verb after it."""
    rules = grammar()
    for index in range(verb + 1, limit):
        text = words[index].text
        if text in (";", ":") or (
            index > verb + 1 and (text in rules.prepositions or text in ("at", "enige", "som", "der", "ikke"))
        ):
            return words[index - 1].end
        if index > verb + 1 and is_infinitive(text):
            return words[index - 1].end
    return words[limit - 1].end if limit else 0
