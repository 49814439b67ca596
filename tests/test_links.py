"""Links between agreements: what is explicit, what is inferred, what is not linked, and what is said again."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from passages import agreement, follow_up, kroner, linked, refers_to, said, topic

from aftalegraf.cli import cli
from benchmarks.linking import made_agreement, run
from benchmarks.linking_gold import precision_of, read_corpus, read_gold, same, score_links
from graph.effects import EFFECTS, find_effects, outcomes
from graph.linkage import LinkedAnew
from graph.linking.linker import Linker
from graph.links import Link, links_of_ties
from graph.restates import find_restatements

CASES = Path(__file__).parent / "cases" / "links" / "effects.toml"
CONSULTANTS = "Regeringen og KL er enige om at nedbringe forbruget af eksterne konsulenter."


@cache
def linker() -> Linker:
    """The five agreements, linked."""
    return LinkedAnew(read_corpus()).linker


def links(*agreements: list) -> list[Link]:  # type: ignore[type-arg]
    """The links that start from the matters given, those of what stands in every agreement left out."""
    return [link for link in linked(agreements) if not link.source.quote.startswith(_USUAL)]


_USUAL = (
    "Regeringen og KL er enige om en uændret",
    "Der er fastsat",
    "Parterne er enige om at forts",
    "Regeringen vil styrke",
)


def test_effects_are_read_from_words() -> None:
    """Each sentence has the effects that its words say, the one that tells most first, with those words."""
    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    assert len(cases) == 9
    for case in cases:
        found = find_effects(case["text"])
        assert [effect.effect for effect in found] == case["effects"], case["text"]
        assert all(case["text"][effect.start : effect.end] == effect.words for effect in found)


@given(st.text())
@settings(max_examples=50)
def test_effects_of_any_text_are_of_the_vocabulary(text: str) -> None:
    """Whatever the text, effects are known ones, each once, and have an outcome."""
    found = [effect.effect for effect in find_effects(text)]
    assert len(set(found)) == len(found)
    assert set(found) <= set(EFFECTS)
    assert len(outcomes(found)) <= len(found)


def test_a_named_agreement_is_linked_to_the_very_commitment() -> None:
    """A sentence that names an older agreement is tied to what it agreed, and says so with the words on both ends."""
    older = agreement(2022, said(CONSULTANTS, "Konsulenter"))
    text = "Med Aftale om kommunernes økonomi for 2022 blev det aftalt at nedbringe forbruget af eksterne konsulenter."
    newer = agreement(2023, said(text, "Konsulenter", force="recall", references=refers_to("oea-kommuner-2022")))
    (link,) = links(older, newer)
    assert link.explicit
    assert link.kind == "reference"
    assert link.effect == "reports"
    assert link.target is not None
    assert link.target.quote == CONSULTANTS
    assert "konsulenter" in link.target.words
    assert "oea-kommuner-2022" in link.source.words


def test_an_agreement_that_is_not_read_is_linked_without_a_place() -> None:
    """Where the older agreement is not at hand, the link says which it is, and no more."""
    text = "Med Aftale om kommunernes økonomi for 2021 blev det aftalt at nedbringe forbruget af eksterne konsulenter."
    (link,) = links(agreement(2023, said(text, force="recall", references=refers_to("oea-kommuner-2021"))))
    assert link.target is None
    assert link.to_document == "oea-kommuner-2021"


def test_the_sentence_after_goes_on_about_the_same() -> None:
    """A sentence such as "Arbejdet er ikke færdiggjort" takes up what the sentence before it names."""
    older = agreement(2026, said("Parterne igangsætter et arbejde om selskabsskatten.", "Selskabsskat"))
    named = "Med økonomiaftalen for 2026 blev det besluttet at igangsætte et arbejde om selskabsskatten."
    newer = agreement(
        2027,
        said(named, "Selskabsskat", force="recall", references=refers_to("oea-kommuner-2026")),
        said("Arbejdet er ikke færdiggjort.", "Selskabsskat", before=named),
    )
    first, second = links(older, newer)
    assert first.explicit
    assert second.explicit
    assert second.effects[0].effect == "postpones"
    assert second.target is not None
    assert second.target.quote.startswith("Parterne igangsætter")


def test_a_coming_agreement_and_its_own_are_no_links() -> None:
    """What points ahead, or to the agreement itself, takes nothing up."""
    text = "Parterne følger op i økonomiaftalen for 2024."
    ahead = said(text, references=refers_to("oea-kommuner-2024"), follow_up=follow_up("oea-kommuner-2024"))
    own = said("Økonomiaftalen for 2023 giver råderum.", references=refers_to("oea-kommuner-2023"))
    assert links(agreement(2023, ahead, own)) == []


def test_the_same_measure_is_linked_to_the_latest_agreement_that_has_it() -> None:
    """A matter of three years is a chain, and no two of its sentences are one."""
    years = [
        agreement(year, said(CONSULTANTS, "Konsulenter", topics=topic("eksterne-konsulenter"))) for year in (1, 2, 3)
    ]
    found = links(*years)
    assert [(link.source.document, link.to_document) for link in found] == [
        ("oea-kommuner-2", "oea-kommuner-1"),
        ("oea-kommuner-3", "oea-kommuner-2"),
    ]
    assert {link.kind for link in found} == {"topic"}
    assert not any(link.explicit for link in found)


@pytest.mark.parametrize(
    "text",
    [
        "Den kommunale serviceramme udgør derved samlet set 275,4 mia. kr.",
        "Der anvendes et skøn for pris- og lønudviklingen (PL) for kommunerne fra 2021-2022 på 1,7 pct.",
    ],
)
def test_figures_that_are_set_every_year_continue_nothing(text: str) -> None:
    """An estimate or a frame of the year is no measure that goes on."""
    assert links(agreement(2022, said(text)), agreement(2023, said(text))) == []


def test_different_matters_of_common_words_are_not_linked() -> None:
    """Two sentences that share only what any agreement says are about different things."""
    older = agreement(2022, said("Regeringen og KL er enige om at igangsætte en analyse af herbergsområdet."))
    newer = agreement(2023, said("Regeringen og KL er enige om at igangsætte en analyse af jobcentrenes udgifter."))
    assert links(older, newer) == []


def test_links_do_not_depend_on_the_order_in_which_agreements_come() -> None:
    """The oldest agreement is taken first, however they are given."""
    agreements = [agreement(year, said(CONSULTANTS, "Konsulenter")) for year in (2020, 2021, 2022, 2023)]
    shuffled = agreements[:]
    Random(1).shuffle(shuffled)
    assert linked(agreements) == linked(shuffled)


def test_a_newer_agreement_changes_no_older_link() -> None:
    """Links among older agreements stand as they were when a newer one is added."""
    agreements = [agreement(year, said(CONSULTANTS, "Konsulenter")) for year in (2020, 2021, 2022)]
    before, after = linked(agreements[:2]), linked(agreements)
    assert after[: len(before)] == before


def test_an_empty_corpus_and_an_empty_agreement_have_no_links() -> None:
    """Nothing is linked where there is nothing."""
    assert linked([]) == ()
    assert linked([[], agreement(2022)]) == ()


def test_what_an_agreement_says_again_is_tied_to_where_it_says_it_first() -> None:
    """A series that a summary, a chapter and a loan pool give."""
    series = (kroner(200_000_000, 2024), kroner(600_000_000, 2025), kroner(700_000_000, 2026))
    passages = agreement(
        2024,
        said("Der gives et løft til botilbudskapacitet.", "Rammer", amounts=series, topics=topic("botilbud")),
        said("Botilbudskapacitet løftes ekstraordinært.", "Social", amounts=series, topics=topic("botilbud")),
        said("Der etableres en lånepulje til botilbudskapacitet.", "Boks", amounts=series, topics=topic("botilbud")),
        said("Der afsættes en pulje til fjernvarme.", "Klima", amounts=(kroner(200_000_000, 2024),)),
    )
    assert [(found.again, found.first) for found in find_restatements(passages)] == [(1, 0), (2, 0)]


def test_the_series_for_botilbud_of_2024_is_said_three_times() -> None:
    """The five agreements: 0.2, 0.6 and 0.7 billion are tied to what says them first."""
    passages = [linker().index.passages[number] for number in linker().numbers("oea-kommuner-2024")]
    again = [passages[found.again].text for found in find_restatements(passages) if len(found.sums) == 3]
    assert any("anlægsinvesteringer ekstraordinært med 0,2 mia. kr." in text for text in again)
    assert any("lånepulje på 0,2 mia. kr." in text for text in again)


def test_links_agree_with_the_gold() -> None:
    """The links back from the five agreements keep to what they have reached on the gold read by hand."""
    found = links_of_ties(linker(), linker().ties)
    scores = [score_links(document, gold, found) for document, gold in read_gold().items()]
    assert sum(score.gold for score in scores) == 167
    assert sum(score.found for score in scores) >= 134
    assert sum(score.explicit_found for score in scores) >= 12


def test_links_that_were_looked_at_are_mostly_right() -> None:
    """Of the links besides the gold a reader has seen nearly all, and nine of ten are of one measure."""
    found = precision_of(linker())
    assert found.share >= 0.90
    assert found.open <= 10


def test_quotes_of_the_gold_are_whole_sentences_of_the_agreements() -> None:
    """Each quote of the gold for links is in its agreement."""
    texts = {
        passages[0].document: " ".join(passage.text for passage in passages)
        for passages in [[linker().index.passages[n] for n in linker().numbers(one)] for one, _ in linker().firsts()]
    }
    rows = [row["from"] for gold in read_gold().values() for row in gold["back"]]
    assert len(rows) == 167
    lost = [row["quote"] for row in rows if not same(texts[row["document"]], row["quote"])]
    assert lost == []


def test_what_was_planted_in_made_agreements_is_found() -> None:
    """A hundred made agreements: planted references and recurring matters are linked, and little else is."""
    passages, planted = made_agreement(1)
    assert len(planted) == 3
    assert len(passages) == 15
    line = run(50)
    assert "recall 1.000" in line


@pytest.mark.slow
def test_the_command_prints_the_contract(built: Path) -> None:
    """`links --format json` has the keys that others rely on, and both ends are whole sentences."""
    result = CliRunner().invoke(cli, ["links", "--store", str(built), "--format", "json", "--to", "oea-kommuner-2020"])
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert rows
    for row in rows:
        assert {"from", "to", "to_document", "kind", "effect", "explicit", "confidence"} <= row.keys()
        assert row["to_document"] == "oea-kommuner-2020"
        assert 0 <= row["confidence"] <= 1
    shown = CliRunner().invoke(cli, ["links", "--store", str(built), "--explicit"])
    assert "udtrykkelig" in shown.stdout


def test_sentences_worded_alike_on_two_topics_are_not_linked() -> None:
    """ "Der er enighed om kompensation" of one crisis is no continuation of that of another."""
    older = said(
        "Der er på den baggrund enighed om, at kommunerne kompenseres for nettomerudgifter for 164 mio. kr.",
        "Fordrevne",
        topics=topic("fordrevne-fra-ukraine"),
    )
    text = "Der er på den baggrund enighed om, at kommunerne kompenseres for nettomerudgifter for 1,4 mia. kr."

    def chance(name: str) -> float:
        links = linked([agreement(2023, older), agreement(2024, said(text, "Covid", topics=topic(name)))])
        return max((link.confidence for link in links if link.source.quote == text), default=0.0)

    assert chance("covid-kompensation") < chance("fordrevne-fra-ukraine")


def test_a_passage_may_take_up_two_of_one_agreement() -> None:
    """A second that is nearly as likely is a link of its own; never more than two."""
    first = said("Regeringen vil fremsætte forslag til en ny ældrelov om ældreplejen.", "Ældre")
    second = said("Parterne er enige om at drøfte den nye ældrelov og ældreplejen.", "Ældre")
    third = said("KL inddrages i arbejdet med en ny ældrelov om ældreplejen.", "Ældre")
    later = said("Regeringen vil med den nye ældrelov om ældreplejen tage en række initiativer.", "Ældre")
    links = linked([agreement(2023, first, second, third), agreement(2024, later)])
    targets = [link.target.quote for link in links if link.source.quote == later.text and link.target]
    assert len(targets) == len(set(targets)) == 2


def test_the_same_words_of_an_older_agreement_win_over_a_newer_likeness() -> None:
    """The five agreements: of tax flexibility 2027 says what 2023 said word for word, and 2024 another thing."""
    (link,) = (
        link
        for link in links_of_ties(linker(), linker().ties)
        if link.source.document == "oea-kommuner-2027"
        and link.source.quote.startswith("Regeringen og KL er enige om at understøtte skattefleksibilitet")
    )
    assert link.to_document == "oea-kommuner-2023"


def test_a_common_verb_alone_ties_no_two_passages() -> None:
    """ "Frigøre ressourcer svarende til 10.000 årsværk" is not "frigøre i alt 0,4 mia. kr."."""
    index = linker().index
    ambition = "Parterne har som fælles ambition at frigøre ressourcer svarende til 10.000 årsværk over 10 år."
    savings = "Parterne er med aftalen enige om at frigøre i alt 0,4 mia. kr. i 2022."
    tied = {
        (index.passages[tie.later].text, index.passages[tie.earlier].text)
        for tie in linker().ties
        if tie.earlier is not None
    }
    assert {ambition, savings} <= {passage.text for passage in index.passages}
    assert (ambition, savings) not in tied
