"""Confidence is what was measured for a rule's family, and stands in records."""

from __future__ import annotations

import pytest

from extract.confidence import ancestry, confidence_of, families
from extract.force import force_rules
from extract.pipeline import extract_commitments
from extract.read.given import document_of_text


def test_every_figure_is_a_share() -> None:
    """The file holds families of force, and no certainty."""
    assert len(families()) > 50
    assert all(0.5 <= value <= 0.99 for value in families().values())
    assert {"force", "force.agree", "force.undertake", "force.require", "area", "topic"} <= families().keys()


def test_the_narrowest_family_speaks() -> None:
    """A rule too seldom to be measured has the figure of its force, one never seen the default."""
    assert confidence_of("force.agree.never-seen") == families()["force.agree"]
    assert confidence_of("never.seen") == 0.7
    assert confidence_of("never.seen", default=0.5) == 0.5


@pytest.mark.parametrize("rule", force_rules(), ids=lambda rule: rule.id)
def test_every_rule_of_force_has_a_figure(rule: object) -> None:
    """No rule of the phrase file falls back on the default, in its own sentence or under a lead-in."""
    name = rule.id  # type: ignore[attr-defined]
    assert any(family in families() for family in ancestry(name))
    assert any(family in families() for family in ancestry(f"{name}.lead-in"))


def test_records_carry_it() -> None:
    """A commitment's confidence is its rule's."""
    (commitment,) = extract_commitments(document_of_text("Regeringen og KL er enige om at følge området."))
    assert commitment.confidence == confidence_of(commitment.rule)
