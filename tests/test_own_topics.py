"""Topics of the user's own: proposed with evidence, accepted into a file beside the store, found in the texts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from passages import agreement, said

from aftalegraf.cli import cli
from graph.proposals import HEAD, propose_topics, stands_for
from ontology.own_topics import VARIABLE, own_problems, own_topics, topics_beside, use_topics_beside
from ontology.vocab import VocabularyError, concepts, topics

SENTENCE = "Regeringen og KL er enige om at afsætte 5 mio. kr. i {} til letbanedriften i kommunerne."
OWN = """
topic:letbaner a skos:Concept , ag:Topic ;
    skos:inScheme <https://w3id.org/aftalegraf/id/scheme/topics> ;
    skos:prefLabel "Letbaner"@da ;
    skos:hiddenLabel "letbane*"@da ;
    ag:mainArea area:transport .
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leaves the environment as it was."""
    monkeypatch.delenv(VARIABLE, raising=False)
    yield
    use_topics_beside(Path("nowhere.store"))
    os.environ.pop(VARIABLE, None)


def run(*arguments: str | Path) -> Result:
    """The command line."""
    return CliRunner().invoke(cli, list(map(str, arguments)))


@pytest.mark.parametrize(
    ("short", "before", "words"),
    [
        ("KMF", "Den kommunale medfinansiering", "kommunale medfinansiering"),
        ("COI", "sammenlægge Center for Offentlig Innovation", "Center for Offentlig Innovation"),
        ("ICS", "de fire International Citizen Service", "International Citizen Service"),
        ("PL", "skøn for pris- og lønudviklingen", "pris- og lønudviklingen"),
        ("EU", "regler for støtte", None),
    ],
)
def test_a_short_form_stands_for_the_words_before_it(short: str, before: str, words: str | None) -> None:
    """Its letters stand in them in their order; words that it does not stand for are left out."""
    assert stands_for(short, before.split()) == words


def test_short_forms_and_what_comes_back_are_proposed_with_evidence() -> None:
    """A name of two agreements, a bracket of one; never a topic that is known, nor what one agreement alone has."""
    older = said("Parterne vil styrke Center for Offentlig Innovation (COI) og Mit Overblik.", "Innovation")
    newer = said("Parterne fortsætter arbejdet med Mit Overblik og den kommunale medfinansiering (KMF).", "Digitalt")
    only = said("Parterne vil drøfte Nordisk Fiskefond.", "Fisk")
    found = {one.id: one for one in propose_topics([agreement(2022, older), agreement(2023, newer, only)])}
    assert found["coi"].reason == "acronym"
    assert found["coi"].exact == ("COI",)
    assert found["mit-overblik"].documents == ("oea-kommuner-2022", "oea-kommuner-2023")
    assert [one.quote for one in found["mit-overblik"].examples] == [older.text, newer.text]
    assert not {"kmf", "nordisk-fiskefond"} & found.keys()


def test_the_five_agreements_propose_the_centre_for_innovation(built: Path) -> None:
    """COI is introduced in brackets in 2020 and merged in 2022."""
    data = json.loads(run("topics", "propose", "--store", built, "--format", "json").stdout)
    coi = next(one for one in data if one["id"] == "coi")
    assert coi["documents"] == ["oea-kommuner-2020", "oea-kommuner-2022"]
    assert all(one["examples"] for one in data)


def test_an_accepted_topic_is_found_in_the_texts(tmp_path: Path) -> None:
    """Written by hand or accepted, it is found by the next build, followed by `trace`, and stands in the graph."""
    folder, store = tmp_path / "aftaler", tmp_path / "a.store"
    folder.mkdir()
    for year in (2023, 2024):
        text = f"Aftale om kommunernes økonomi for {year}\n\nTransport\n\n{SENTENCE.format(year)}\n"
        (folder / f"oea-kommuner-{year}.txt").write_text(text, encoding="utf-8")
    assert run("build", folder, "--store", store).exit_code == 0
    assert json.loads(run("trace", "Letbaner", "--store", store, "--format", "json").stdout)["topic"] is None
    topics_beside(store).write_text(HEAD + OWN, encoding="utf-8")
    again = run("build", folder, "--store", store)
    assert "2 files read" in again.output
    traced = json.loads(run("trace", "Letbaner", "--store", store, "--format", "json").stdout)
    assert traced["topic"] == "letbaner"
    assert len(traced["items"]) == 2
    asked = "SELECT ?label { ?c ag:topic ?t . ?t skos:prefLabel ?label } LIMIT 1"
    assert "Letbaner" in run("query", "-e", asked, "--store", store).stdout
    assert "0 files read" in run("build", folder, "--store", store).output


@pytest.mark.parametrize("place", [".", "..", "/", "a.store/"])
def test_a_store_may_be_the_folder_one_stands_in(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its topics then stand beside that folder; where there is no store, the line says so."""
    (tmp_path / "a.store" / "inner").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a.store" / "inner" if place == ".." else tmp_path / "a.store")
    if place in (".", ".."):
        assert topics_beside(Path(place)) == tmp_path.resolve() / "a.topics.ttl"
    result = run("trace", "kmf", "--store", place)
    assert result.exit_code == 2
    assert "there is no store here: make one with `aftalegraf build`" in result.stderr


@pytest.mark.slow
def test_accepting_writes_a_file_that_can_be_read(built: Path, tmp_path: Path) -> None:
    """The proposal becomes an entry with its spellings, area and example; twice is refused, and so is what is none."""
    file = tmp_path / "mine.ttl"
    ask = ["topics", "accept", "--store", built, "--into", file]
    assert run(*ask, "coi", "--label", "Innovation").exit_code == 0
    os.environ[VARIABLE] = str(file)
    (one,) = own_topics()
    assert (one.id, one.label, one.exact) == ("coi", "Innovation", ("COI",))
    assert one.examples
    assert one in topics()
    before = file.read_bytes()
    for wrong in ("coi", "kmf"):
        result = run(*ask, wrong)
        assert result.exit_code == 2
        assert len(result.stderr.strip().splitlines()) == 1
    assert file.read_bytes() == before


def test_accepting_into_a_file_that_notepad_saved(built: Path, tmp_path: Path) -> None:
    """The mark that Windows puts first goes, the rest stands; a file that is no UTF-8 is told and left as it is."""
    file = tmp_path / "mine.ttl"
    ask = ["topics", "accept", "--store", built, "--into", file, "coi"]
    file.write_text(f"{HEAD}\n# mit eget mål\n", encoding="utf-8-sig")
    assert run(*ask).exit_code == 0
    text = file.read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert "mit eget mål" in text
    assert "topic:coi a " in text
    file.write_bytes("# mål\n".encode("latin-1"))
    result = run(*ask)
    assert result.exit_code == 1
    assert "is not UTF-8: save the file as UTF-8" in result.stderr
    assert file.read_bytes() == "# mål\n".encode("latin-1")


def test_a_loop_of_broader_terms_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    """The topics of the loop lose their broader terms, one line says so; an id that ships is left out."""
    loop = "".join(
        f'\ntopic:{one} a skos:Concept ; skos:prefLabel "{one}"@da ; skos:broader topic:{wider} .\n'
        for one, wider in (("a1", "a2"), ("a2", "a1"), ("a3", "kmf"), ("kmf", "a3"))
    )
    file = tmp_path / "mine.ttl"
    file.write_text(HEAD + loop, encoding="utf-8")
    os.environ[VARIABLE] = str(file)
    assert {one.id: one.broader for one in own_topics()} == {"a1": (), "a2": (), "a3": ("kmf",)}
    looping, shipped = sorted(own_problems(), key=lambda line: "is a loop" not in line)
    assert "topic:a1 > topic:a2 > topic:a1" in looping
    assert "topic:kmf ships with the program" in shipped
    assert len(topics()) == len(concepts("topics.ttl", "topic")) + 3


def test_a_broken_file_is_told_with_its_line(built: Path, tmp_path: Path) -> None:
    """One line with file and place, exit status 1; nothing is half done."""
    file = tmp_path / "mine.ttl"
    file.write_text(HEAD + 'topic:a a skos:Concept ; skos:prefLabel "a@da .', encoding="utf-8")
    os.environ[VARIABLE] = str(file)
    with pytest.raises(VocabularyError, match=r"mine\.ttl: line \d+"):
        topics()
    result = run("trace", "kmf", "--store", built)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'topic:a a skos:Concept ; skos:prefLabel "a"@da', r"line \d+: Unexpected end"),
        ('topic:a a skos:Concept ; skos:prefLabel "b\xe6k"@da .'.encode("latin-1"), r"line 3: byte \d+ is not UTF-8"),
        (b"#" * (5 << 20), "larger than 4 MB"),
        (b"topic:a a skos:Concept .", "0 Danish skos:prefLabels"),
    ],
    ids=["no end", "latin-1", "large", "no label"],
)
def test_a_file_that_cannot_be_used_is_told_with_file_place_and_remedy(
    tmp_path: Path, data: bytes, message: str
) -> None:
    """Whatever is wrong, in one line."""
    file = tmp_path / "mine.ttl"
    file.write_bytes(PREFIXES + data)
    os.environ[VARIABLE] = str(file)
    with pytest.raises(VocabularyError, match=message) as refused:
        topics()
    assert str(file) in str(refused.value)
    assert "\n" not in str(refused.value)


PREFIXES = (
    b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    b"@prefix topic: <https://w3id.org/aftalegraf/id/topic/> .\n"
)


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    """And not passed over."""
    (tmp_path / "my.topics.ttl").mkdir()
    os.environ.pop(VARIABLE, None)
    use_topics_beside(tmp_path / "my.store")
    with pytest.raises(VocabularyError, match=r"my\.topics\.ttl: cannot be read"):
        topics()


def test_the_mark_that_windows_puts_first_is_passed_over(tmp_path: Path) -> None:
    """A file saved as "UTF-8 with BOM" holds the same topics."""
    file = tmp_path / "mine.ttl"
    file.write_bytes(b"\xef\xbb\xbf" + PREFIXES + 'topic:a a skos:Concept ; skos:prefLabel "brandvæsen"@da .'.encode())
    os.environ[VARIABLE] = str(file)
    assert [one.label for one in own_topics()] == ["brandvæsen"]


def test_a_spelling_without_a_word_and_a_file_without_a_topic_are_told(tmp_path: Path) -> None:
    """The other topics hold."""
    file = tmp_path / "mine.ttl"
    os.environ[VARIABLE] = str(file)
    said = b'topic:a skos:prefLabel "((("@da . topic:b skos:prefLabel "brand"@da .'
    file.write_bytes(PREFIXES + said)
    assert [one.id for one in own_topics()] == ["b"]
    assert "topic:a is left out: the spelling '((('" in own_problems()[0]
    file.write_bytes(PREFIXES)
    assert "holds no topic" in own_problems()[0]
