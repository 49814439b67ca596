"""`extract.references.short_names`: which title a short name stands for, and that none is looked for among all."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.models import DocumentId, Identity
from extract.references import short_names
from extract.references.mention import Citing, Mention, citing
from extract.references.short_names import fits, gather_titles, resolve_short

WORDS = st.sampled_from(
    "aftale om en reform af udligning udligningen udligningssystemet kommunale kommuner sundhed sundheds"
    " sundhedsreform digital digitale digitalisering strategi strategien plan planen vækst og for".split()
)
HEADS = st.sampled_from(["aftale", "reform", "strategi", "plan", ""])
SHORT = "udligningsreformen udligningsreform sundhedsreform digitaliseringsstrategi vækstplan aftale sundheds"


def mention(name: str, *, full: bool, head: str = "", target: str | None = None) -> Mention:
    """A mention by that name."""
    return Mention(kind="agreement", target=target, start=0, end=9, rule="made", head=head, name=name, full=full)


def who() -> Citing:
    """Who cites: an agreement with no matter of its own."""
    return citing(Identity(document=DocumentId("x"), title="", kind="", year=2024, date=None, signatories=()))


@given(
    titles=st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), max_size=8),
    short=st.lists(WORDS | st.sampled_from(SHORT.split()), min_size=1, max_size=3).map(" ".join),
    head=HEADS,
)
def test_no_title_that_fits_is_passed_over(titles: list[str], short: str, head: str) -> None:
    """What a short name is held against holds every title that it fits."""
    known = gather_titles(mention(name, full=True, target=name) for name in titles)
    asked = mention(short, full=False, head=head)
    fitting = {title.name for title in known.titles if fits(asked, title)}
    assert fitting <= {title.name for title in known.like(asked)}


@pytest.mark.parametrize(
    ("short", "head", "targets"),
    [
        ("udligningsreform", "reform", ["udligning"]),
        ("sundhedsreform", "reform", ["sundhed"]),
        ("vækstplan", "plan", []),
    ],
)
def test_a_compound_finds_the_title_that_takes_it_apart(short: str, head: str, targets: list[str]) -> None:
    """ "Udligningsreformen" stands for the reform of "udligningssystemet", and for no other title."""
    known = gather_titles(
        [
            mention("aftale om en reform af udligningssystemet", full=True, target="udligning"),
            mention("aftale om reform af sundhedsvæsenet", full=True, target="sundhed"),
        ]
    )
    found = resolve_short(mention(short, full=False, head=head), known, who())
    assert ([found.target] if found.target else []) == targets


def test_a_doubt_names_no_more_than_five_titles() -> None:
    """A short name that thousands of titles fit gives a reason that can be read."""
    known = gather_titles(mention(f"plan for vækst {n}", full=True, target=f"plan-{n}") for n in range(3000))
    found = resolve_short(mention("vækstplan", full=False, head="plan"), known, who())
    assert found.target is None
    assert found.reason == "kan være 3000 titler: plan-0, plan-1, plan-2, plan-3, plan-4 og 2995 til"


def test_regression_many_titles_kept_the_references_busy_for_minutes() -> None:
    """A short name is held against the titles that have its words: twice the text is no more than twice the work."""
    letters = "abcdefghijklmnoprstuvyæøå"

    def held(count: int) -> int:
        matters = [f"{letters[n % 25]}{letters[n // 25 % 25]}{letters[n // 625]}området" for n in range(count)]
        known = gather_titles(mention(f"strategi for {one}", full=True, target=one) for one in matters)
        with patch.object(short_names, "fits", side_effect=fits) as asked:
            for one in matters:
                found = resolve_short(mention(f"{one}s strategi", full=False, head="strategi"), known, who())
                assert found.target is None or found.target == one
        return asked.call_count

    assert held(2000) <= 2 * held(1000)
