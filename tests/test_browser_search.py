"""The search of the front page in a real browser: whether what people type gives first what they want."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from test_browser_site import Open, folder, opened, picture

__all__ = ["folder", "opened"]
pytestmark = pytest.mark.browser

CASES = tomllib.loads((Path(__file__).parent / "cases" / "search.toml").read_text(encoding="utf-8"))["case"]


def typed(page: Page, query: str, part: str = ".number") -> list[str]:
    """The numbers, or another part, of the first ten answers."""
    page.fill("#search", query)
    page.wait_for_timeout(20)
    return page.locator(f"#results .item {part}").evaluate_all("all => all.slice(0, 10).map(one => one.textContent)")


def test_what_people_type_is_among_the_first_ten(opened: Open, folder: Path) -> None:
    """Forms, parts, accents, a wrong letter, sums in other units, years, names, and English."""
    page = opened(folder / "index.html")
    assert len(CASES) == 36
    first = {case["typed"]: typed(page, case["typed"], ".quote") for case in CASES}
    missed = [case["typed"] for case in CASES if not any(case["sentence"] in one for one in first[case["typed"]])]
    assert not missed
    typed(page, "botilbuddene")
    picture(page, "site-search-forms.png")


@pytest.mark.parametrize("query", ["ØA24-117", "øa24-117", "OA24-117", "oea24 117", "ØA24117"])
def test_a_number_is_found_however_it_is_written(opened: Open, folder: Path, query: str) -> None:
    """Just that commitment."""
    assert typed(opened(folder / "index.html"), query) == ["ØA24-117"]


@pytest.mark.parametrize(
    ("query", "never"),
    [("1,5 mia.", "351,5"), ("500 mio", "1.500"), ("KL", "inklu"), ("it", "kvalitet"), ("ældre", "forældre")],
)
def test_a_short_word_or_a_number_is_not_found_inside_others(
    opened: Open, folder: Path, query: str, never: str
) -> None:
    """ "KL" is not in "inkluderende", 1,5 not in 351,5; what stands inside other words comes after what is the word."""
    page = opened(folder / "index.html")
    assert typed(page, query)
    marked = page.locator("#results .item mark").all_inner_texts()[:10]
    assert all(query.split(maxsplit=1)[0].lower() in mark.lower() or "," in mark for mark in marked)
    around = "mark => (mark.previousSibling?.textContent ?? '').slice(-4) + mark.textContent"
    first = page.locator("#results .item mark").evaluate_all(f"all => all.slice(0, 10).map({around})")
    assert not any(one.lower().endswith(never[: len(one)]) for one in first)


def test_a_word_with_a_wrong_letter_is_read_as_the_nearest(opened: Open, folder: Path) -> None:
    """And it is said how it was read."""
    page = opened(folder / "index.html")
    assert typed(page, "botilbdu")
    expect(page.locator("#told")).to_contain_text("Ingen steder står der »botilbdu«; her er steder med »botilbud«.")


def test_words_that_no_commitment_has_together_give_those_with_the_most(opened: Open, folder: Path) -> None:
    """And it is said that none has them all."""
    page = opened(folder / "index.html")
    assert typed(page, "botilbud fordrevne klimaloven")
    expect(page.locator("#told")).to_contain_text("Intet aftalepunkt har alle ordene; her er dem med de fleste.")


def test_one_hit_is_not_told_in_the_plural(opened: Open, folder: Path) -> None:
    """ "1 aftalepunkt i 1 aftale"."""
    page = opened(folder / "index.html")
    typed(page, "304,8")
    expect(page.locator("#told")).to_contain_text("1 aftalepunkt i 1 aftale.")


def test_what_only_the_topic_names_comes_after_and_says_so(opened: Open, folder: Path) -> None:
    """The tiers have their headings, and a hit that does not hold the word leads to the topic that does."""
    page = opened(folder / "index.html")
    typed(page, "kmf")
    expect(page.locator("#results .tier").last).to_contain_text("i navnet på emnet")
    expect(page.locator("#results .item:not(:has(mark)) .node").first).to_have_text("Kommunal medfinansiering (KMF)")


def test_the_thing_of_that_name_comes_first_among_the_ways_on(opened: Open, folder: Path) -> None:
    """ "KL" leads to KL, before whatever else has these letters."""
    page = opened(folder / "index.html")
    for query, name in (("kl", "KL"), ("skat", "Skat"), ("psykiatri", "Psykiatri"), ("botilbud", "Botilbud")):
        typed(page, query)
        expect(page.locator("#results .chips a").first).to_have_text(name)


def test_a_pasted_sentence_finds_itself(opened: Open, folder: Path) -> None:
    """With its commas and its full stop, and with the marks of a citation."""
    page = opened(folder / "index.html")
    quote = "Regeringen vil herunder gennemføre takstreformen på botilbudsområdet og fremsætte lovforslaget i 2026."
    assert quote in typed(page, f"»{quote}«", ".quote")[0]
