"""Which words of a Danish sentence are finite verbs: the dictionary's regular forms, and the irregular ones as data.

A dictionary (simplemma's) has no word classes, but it gives them away: what has a past form is a verb ("drøfter":
"drøftede"), what has a definite plural is a noun too ("ønsker": "ønskerne"), and then only its place decides.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

_LOAN = 6
_SHORT = 5
FiniteForm = Literal["modal", "auxiliary", "past", "present", "passive", "maybe"]


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The closed sets of `lexicon/verbs.toml`."""

    listed: dict[str, FiniteForm]
    irregular: frozenset[str]
    endings: tuple[str, ...]
    not_verbs: frozenset[str]


@cache
def verb_forms() -> VerbForms:
    """The irregular verbs and their prefixed forms, read once."""
    raw = tomllib.loads((files("extract") / "lexicon" / "verbs.toml").read_text(encoding="utf-8"))
    stems = [
        *raw["irregular_present"],
        *(stem + "r" for stem in raw["irregular"]),
        *(stem + "s" for stem in raw["irregular"]),
    ]
    groups: tuple[tuple[str, FiniteForm], ...] = (
        ("maybe", "maybe"),
        ("deponent", "present"),
        ("past", "past"),
        ("auxiliary", "auxiliary"),
        ("modal", "modal"),
    )
    return VerbForms(
        listed={word: form for group, form in groups for word in raw[group]},
        irregular=frozenset(prefix + stem for prefix in ("", *raw["prefixes"]) for stem in stems),
        endings=(*raw["present_endings"], *(stem + ending for stem in raw["endings"] for ending in "rs")),
        not_verbs=frozenset(raw["not_verbs"]),
    )


@cache
def _dictionary() -> Mapping[str, str]:
    """simplemma's Danish dictionary: word form to lemma.

    Read in its packed form, which is ready sooner than all of it unpacked; what is asked of it is remembered here.
    """
    from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

    found: Mapping[str, str] = StreamDictionaryFactory().get_dictionary("da")
    return found


def _has_past(lemma: str) -> bool:
    stem = lemma.removesuffix("e")
    forms = (stem + "ede", stem + "te", lemma + "de", stem + "et", stem + "t")
    known = _dictionary()
    return any(form != lemma and known.get(form) == lemma for form in forms)


@lru_cache(maxsize=20_000)
def finite_form(word: str) -> FiniteForm | None:
    """What finite form `word` (lower case) can be; "maybe" where it may as well be a noun; None where it is no verb.

    >>> finite_form("afsættes"), finite_form("rammer"), finite_form("rammerne")
    ('passive', 'maybe', None)
    """
    forms = verb_forms()
    listed: FiniteForm | None = forms.listed.get(word)
    if listed is not None:
        return listed
    if word in forms.not_verbs or len(word) < 3 or word[-1] not in "rs":
        return None
    if word in forms.irregular or word.endswith(forms.endings):
        return "passive" if word.endswith("s") else "present"
    if len(word) > _LOAN and word.endswith("erer"):  # "finansierer": the dictionary knows the noun alone
        return "present"
    known = _dictionary()
    lemma = known.get(word)
    if lemma is None:
        return "passive" if word.endswith("eres") else None
    if word == lemma + "s" and lemma[-1] in "eåøoyi" and _has_past(lemma):
        return "passive"
    if word in (lemma + "r", lemma[:-1] + "er") and _has_past(lemma):
        return "maybe" if known.get(word + "ne") else "present"
    return _of_its_infinitive(word)


def _of_its_infinitive(word: str) -> FiniteForm | None:
    """The form of a word that the dictionary knows by its noun alone ("skabes": "skab", "vokser": "voks")."""
    infinitive = word[:-1]
    if len(word) < _SHORT or not infinitive.endswith("e") or not _has_past(infinitive):
        return None
    if word.endswith("s"):
        return "passive"
    return None if _dictionary().get(word + "ne") else "present"


@lru_cache(maxsize=20_000)
def is_infinitive(word: str) -> bool:
    """Whether `word` (lower case) can be an infinitive ("drøfte", "gå", "inddrages" after "at").

    >>> is_infinitive("drøfte"), is_infinitive("kommunerne")
    (True, False)
    """
    if word in ("være", "have", "blive", "få", "gå", "stå", "nå", "se", "ske", "gøre", "kunne", "skulle", "ville"):
        return True
    if word in verb_forms().not_verbs:
        return False
    base = word.removesuffix("s")
    if base + "r" in verb_forms().irregular or (base + "r").endswith(verb_forms().endings):
        return True
    return base[-1:] in "eåøy" and (_dictionary().get(base) == base or base.endswith("ere")) and _has_past(base)
