"""The vocabularies that ship, and what is said of one that is broken."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from extract.lexicon import compile_phrase
from extract.slugs import slug
from ontology import vocab
from ontology.vocab import Concept, VocabularyError, parse_turtle, read_agreements, read_concepts

FORCES = ("agree", "undertake", "require", "allocate", "note", "recall")
_AREAS = """
    oekonomiske-rammer skat tilskud-udligning anlaeg styring-forenkling indkoeb dagtilbud folkeskole ungdom-uddannelse
    aeldre social sundhed psykiatri beskaeftigelse integration arbejdskraft klima-miljoe verdensmaal digitalisering
    beredskab-sikkerhed transport bolig-by krisehaandtering oevrige
"""
_TOPICS = """
    kmf botilbud eksterne-konsulenter saertilskudspuljen finansieringstilskud skattefleksibilitet skattefastsaettelse
    betinget-bloktilskud midtvejsregulering serviceramme anlaegsramme kommunal-gaeld selskabsskat fordrevne-fra-ukraine
    covid-kompensation regionale-trafikselskaber minimumsnormeringer kvalitet-i-dagtilbud inkluderende-laeringsmiljoeer
    elevsammensaetning loeft-af-folkeskolen ungeindsats helhedsorienteret-indsats ekspertudvalg-social
    data-paa-socialomraadet merudgiftsydelse hjemloese dobbeltdiagnose saerlige-pladser psykiatriplan
    aeldrelov-aeldrereform udbetaling-danmark faellesoffentlig-digital-infrastruktur sundheds-it sundhed-dk telemedicin
    patientoverblik digitaliseringsstrategi kunstig-intelligens cybersikkerhed it-serviceorganisationer
    den-sociale-investeringsfond brugertilfredshed energirenovering groenne-indkoeb verdensmaal
    international-citizen-service administration regelforenkling velfaerdsaftaler velfaerdsprioritering rekruttering
    overfoerselsudgifter pris-og-loenudvikling bidrag-til-regionerne indkoebsdata ejendomsskat sundhedsreform
"""
EVERY_CONCEPT = (
    *vocab.forces(),
    *vocab.strengths(),
    *vocab.effects(),
    *vocab.areas(),
    *vocab.topics(),
    *vocab.actors(),
    *vocab.governments(),
)
ACTORS = {actor.id: actor for actor in vocab.actors()}


def _ids(concepts: tuple[Concept, ...]) -> set[str]:
    return {concept.id for concept in concepts}


def test_the_ids_of_forces_areas_and_topics_are_those_of_the_guidelines() -> None:
    """Records, gold and vocabularies call things by the same ids, and none stands twice."""
    assert tuple(force.id for force in vocab.forces()) == FORCES
    assert _ids(vocab.areas()) == set(_AREAS.split())
    assert len(vocab.areas()) == len(_AREAS.split()) == 24
    assert _ids(vocab.topics()) == set(_TOPICS.split())
    assert len(vocab.topics()) == len(_TOPICS.split()) == 58


@pytest.mark.parametrize("concept", EVERY_CONCEPT, ids=lambda concept: concept.id)
def test_every_concept_has_a_danish_and_an_english_name(concept: Concept) -> None:
    """People read Danish by default and English by a switch."""
    assert concept.label
    assert concept.label_en


def test_strengths_are_ordered_and_forces_are_not() -> None:
    """A promise that becomes looser can be told; a force is no rank."""
    assert [strength.id for strength in vocab.strengths()] == ["considered", "wished", "intended", "binding"]
    assert [strength.order for strength in vocab.strengths()] == [1, 2, 3, 4]
    assert all(force.order is None for force in vocab.forces())


def test_every_force_has_a_definition_and_examples_from_agreements() -> None:
    """Who wonders what a force is finds it said, and shown, in the vocabulary."""
    for force in vocab.forces():
        assert force.definition
        assert force.definition_en
        assert len(force.examples) >= 2


def test_no_spelling_stands_for_two_actors() -> None:
    """A name in a text leads to one actor, or to none."""
    owners = defaultdict(set)
    for actor in vocab.actors():
        for spelling in actor.spellings:
            owners[spelling.lower()].add(actor.id)
    assert {spelling: ids for spelling, ids in owners.items() if len(ids) > 1} == {}


def test_the_id_of_an_actor_is_its_name_by_the_slug_rule() -> None:
    """So that a body known to the register and one found by its name alone get ids of one kind."""
    assert [actor.id for actor in vocab.actors() if slug(actor.label) != actor.id] == []


@pytest.mark.parametrize(
    ("spelling", "actor"),
    [
        ("Regeringen", "regeringen"),
        ("SVM-regeringen", "regeringen"),
        ("VLAK-regeringen", "regeringen"),
        ("den daværende regering", "regeringen"),
        ("Kommunernes Landsforening", "kl"),
        ("den enkelte kommune", "kommunerne"),
        ("kommunalbestyrelsen", "kommunerne"),
        ("regionsrådene", "regionerne"),
        ("Folketingets partier", "folketinget"),
        ("et bredt flertal i Folketinget", "folketinget"),
        ("Socialstyrelsen", "socialstyrelsen"),
        ("Social- og Boligstyrelsen", "social-og-boligstyrelsen"),
        ("Indenrigs- og Boligministeriet", "indenrigs-og-boligministeriet"),
        ("sundhedsministeren", "sundhedsministeren"),
        ("STAR", "styrelsen-for-arbejdsmarked-og-rekruttering"),
        ("Socialistisk Folkeparti", "socialistisk-folkeparti"),
        ("Konservativt Folkeparti", "det-konservative-folkeparti"),
        ("Danmarks Lærerforening", "danmarks-laererforening"),
    ],
)
def test_an_actor_is_known_by_each_of_its_names(spelling: str, actor: str) -> None:
    """The forms in which agreements name the actors stand in the gazetteer."""
    assert spelling.lower() in {known.lower() for known in ACTORS[actor].spellings}


def test_acronyms_and_words_of_everyday_language_are_told_apart_by_capitals() -> None:
    """ "kl. 12" is not KL, "til venstre" not Venstre."""
    assert "KL" in ACTORS["kl"].exact
    assert "Venstre" in ACTORS["venstre"].exact
    acronyms = [
        (actor.id, spelling)
        for actor in vocab.actors()
        for spelling in actor.spellings
        if re.fullmatch(r"[A-ZÆØÅ]{2,5}", spelling) and spelling not in actor.exact
    ]
    assert acronyms == []


def test_each_party_has_a_letter_of_its_own_that_is_no_spelling_by_itself() -> None:
    """ "Regeringen (S, V og M)" can be read, and an S elsewhere is no party."""
    letters = {actor.notation: actor for actor in vocab.actors() if "Party" in actor.kinds}
    assert len(letters) == sum("Party" in actor.kinds for actor in vocab.actors())
    assert [letters[letter].id for letter in "SVM"] == ["socialdemokratiet", "venstre", "moderaterne"]
    assert all(letter not in party.spellings or len(letter) > 1 for letter, party in letters.items())


def test_no_spelling_of_an_actor_ends_in_a_star() -> None:
    """A star would take in compounds: "regering*" is in "regeringsgrundlag". The finder adds the genitive itself."""
    assert [(actor.id, s) for actor in vocab.actors() for s in actor.spellings if "*" in s] == []


@pytest.mark.parametrize("concept", EVERY_CONCEPT, ids=lambda concept: concept.id)
def test_every_spelling_is_a_phrase(concept: Concept) -> None:
    """What the vocabularies hold can be matched: each spelling compiles in the language of the phrase files."""
    for spelling in (*concept.spellings, *concept.hints):
        assert compile_phrase(spelling).phrase == spelling


def test_actors_stand_in_alphabetical_order_within_their_class() -> None:
    """The file has one order, so two people who add actors do not collide without need."""
    text = vocab.vocabulary_text("actors.ttl")
    for part in re.split(r"(?m)^# ", text)[1:]:
        ids = re.findall(r"(?m)^actor:(\S+) a ", part)
        assert ids == sorted(ids), part.splitlines()[0]


def test_the_register_says_what_is_read_what_is_not_and_what_is_yet_to_come() -> None:
    """What is missing must be said: the years between, and the next."""
    status = {agreement.id: agreement.status for agreement in vocab.agreements()}
    read = {agreement.id for agreement in vocab.agreements() if agreement.read}
    assert read == {f"oea-kommuner-{year}" for year in (2020, 2022, 2023, 2024, 2027)}
    assert [status[f"oea-kommuner-{year}"] for year in (2021, 2025, 2026)] == ["not-read"] * 3
    assert status["oea-kommuner-2028"] == "not-made"
    assert len(status) == len(vocab.agreements())


def test_a_day_stands_in_the_register_only_where_it_is_known() -> None:
    """The days are those of the table that came with the texts."""
    days = {agreement.id: agreement.date for agreement in vocab.agreements() if agreement.date}
    assert days == {
        "oea-kommuner-2020": "2019-09-06",
        "oea-kommuner-2022": "2021-06-08",
        "oea-kommuner-2023": "2022-06-08",
    }


def test_kinds_signatories_and_aliases_of_the_register_are_known() -> None:
    """An agreement of the register points only to actors and kinds that exist, and no alias leads to two."""
    kinds = _ids(vocab.values("agreement-kind"))
    owners = defaultdict(set)
    for agreement in vocab.agreements():
        assert agreement.kind in kinds
        assert set(agreement.signatories) <= ACTORS.keys()
        for alias in agreement.aliases:
            owners[alias].add(agreement.id)
    assert [alias for alias, ids in owners.items() if len(ids) > 1] == []


def test_broken_turtle_is_told_with_file_line_and_remedy() -> None:
    """Who edits a vocabulary and forgets a quotation mark is told where."""
    text = "@prefix ag: <https://w3id.org/aftalegraf/ns#> .\nag:a ag:b ag:c .\nag:a ag:b 'broken .\n"
    with pytest.raises(VocabularyError, match=r"ontology/actors\.ttl: line [34]: .*quotation mark"):
        parse_turtle(text, "actors.ttl")


def test_broken_turtle_in_an_empty_file_is_no_traceback() -> None:
    """An empty file is an empty vocabulary."""
    assert read_concepts("", "actors.ttl", "actor") == ()


def test_a_concept_without_a_danish_label_is_told_by_name() -> None:
    """The message names the concept, how many labels it has, and what to do."""
    text = '<https://w3id.org/aftalegraf/id/actor/x> <http://www.w3.org/2004/02/skos/core#prefLabel> "X"@en .'
    with pytest.raises(
        VocabularyError, match=r"actors\.ttl: actor/x has 0 Danish skos:prefLabels \(none\): give it one"
    ):
        read_concepts(text, "actors.ttl", "actor")


def test_an_agreement_of_unknown_status_is_told_by_name() -> None:
    """The message lists what a status can be."""
    text = '<https://w3id.org/aftalegraf/id/agreement/x> <http://purl.org/dc/terms/title> "X"@da .'
    with pytest.raises(
        VocabularyError, match=r"agreement/x: ag:status is missing: give one of read, not-read, not-made"
    ):
        read_agreements(text)


def test_a_file_that_is_not_there_is_told_with_those_that_are() -> None:
    """The message says which vocabularies there are."""
    with pytest.raises(VocabularyError, match=r"ontology/nope\.ttl: there is no such file; there are actors\.ttl, "):
        vocab.vocabulary_text("nope.ttl")
