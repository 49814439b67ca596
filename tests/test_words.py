"""The words of the pages: every one translated, used, and as the users of the pages say them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from viz.words import LANGUAGES, filled, load_words

VIZ = Path(__file__).resolve().parent.parent / "viz"
SAID = {
    "commitment": "Aftalepunkt",
    "force": "Formulering",
    "obliged": "Skal handle",
    "area": "Område",
    "topic": "Emne",
    "not-made": "endnu ikke indgået",
    "evidence": "Belæg",
    "confidence": "Vurdering",
    "sure": "sikker",
    "likely": "sandsynlig",
    "check": "tjek selv",
}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "da"])
def test_no_message_is_untranslated(language: str) -> None:
    """Each Danish message has its translation, of the words as they are now, not marked as doubtful, none besides."""
    with (VIZ / "locale" / "messages.pot").open("rb") as source:
        danish = [(one.context, one.id) for one in read_po(source) if one.id]
    with (VIZ / "locale" / f"{language}.po").open("rb") as stream:
        messages = [one for one in read_po(stream) if one.id]
    assert [(one.context, one.id) for one in messages] == danish
    assert [one.context for one in messages if not str(one.string).strip() or one.fuzzy] == []
    assert len({context for context, _ in danish}) == len(danish) > 150


def test_every_word_stands_in_both_languages_with_the_same_gaps() -> None:
    """An English page fills in what the Danish one fills in."""
    words = {language: load_words(language) for language in LANGUAGES}
    for key, danish in words["da"].items():
        assert set(re.findall(r"\{\w+\}", danish)) == set(re.findall(r"\{\w+\}", words["en"][key])), key


def test_scripts_and_templates_use_only_words_that_are_there() -> None:
    """Each `word("...")` of the scripts and each word of a template has its entry, and each entry is used."""
    scripts = [path for path in (VIZ / "static").glob("*.js") if not path.name.endswith(".min.js")]
    others = (*(VIZ / "templates").glob("*.html"), *VIZ.glob("*.py"), *(VIZ.parent / "aftalegraf").rglob("*.py"))
    own = "\n".join(path.read_text(encoding="utf-8") for path in (*scripts, *others))
    used = set(re.findall(r"""word\("([\w-]+)\"""", own)) | set(re.findall(r"""words\["([\w-]+)"\]""", own))
    assert used <= set(load_words("da"))
    quoted = set(re.findall(r"""["'`]([\w-]+)["'`]""", own)) | used
    made_up = re.compile(
        "(bound|by|column|debt|field|gone|half|heading|kind|lead|measure|not-read|outcome|part|quality|same|season|sheet"
        "|status|unit)-"
    )
    assert {key for key in load_words("da") if key not in quoted and not made_up.match(key)} == set()


def test_the_words_are_those_of_the_design() -> None:
    """The pages call things as their readers were promised."""
    assert {key: load_words("da")[key] for key in SAID} == SAID


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_never_say_what_the_program_does_not_know(language: str) -> None:
    """No page says of a commitment that it was kept or broken, and none calls it a promise in Danish."""
    told = " ".join(load_words(language).values())
    assert not re.search(r"løfte|indfri|brudt|\bbroken\b|\bfulfilled\b|\bkept\b", told, re.IGNORECASE)


def test_a_brace_in_what_is_filled_in_stays() -> None:
    """Text of an agreement that looks like a gap is not filled again."""
    assert filled("half-1", "en", year="{year}") == "first half of {year}"
    assert (
        filled("taken-up-lead", "en", old="{new}", new="B")
        == "What {new} was to take up or deliver, and what B says about it."
    )
