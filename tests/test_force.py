"""The rules of `lexicon/force.toml` as they are read: what an entry may name, and what is told of one that is wrong."""

from __future__ import annotations

import pytest

from extract.force import RawRule, force_rules
from extract.lexicon import LexiconError

LISTS = {"views": ["mener", "tror"]}


def test_a_named_list_stands_for_its_texts() -> None:
    """In its place, among those of the entry itself."""
    given = RawRule({"id": "a", "verb_not": ["er", "@views", "ser"]}, LISTS)
    assert given.strings("verb_not") == ("er", "mener", "tror", "ser")
    assert len(given.phrases("verb_not")) == 4
    assert given.strings("unless") == ()


def test_a_list_that_is_not_there_is_named() -> None:
    """With the entry that asks for it."""
    with pytest.raises(LexiconError, match=r"^lexicon/force.toml: entry a: there is no list 'vews'$"):
        RawRule({"id": "a", "verb_not": ["@vews"]}, LISTS).strings("verb_not")


def test_a_text_in_the_place_of_a_list_is_refused() -> None:
    """Its letters would be phrases."""
    with pytest.raises(LexiconError, match="phrases must be a list of texts"):
        RawRule({"id": "a", "phrases": "mener"}, LISTS).phrases("phrases")


def test_no_rule_keeps_the_name_of_a_list() -> None:
    """Every list that the file's entries name was found and put in."""
    rules = force_rules()
    assert len(rules) > 60
    assert not [rule.id for rule in rules if any(verb.startswith("@") for verb in rule.verbs | rule.verbs_not)]
    general = next(rule for rule in rules if rule.id == "force.undertake.actor-acts")
    assert {"mener", "oplever", "indtager"} <= general.verbs_not
