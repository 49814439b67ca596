"""Links made anew where a change can have altered them, and only there: the store is as a fresh build would make it."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from builds import nquads
from passages import linked

from benchmarks.linking_gold import read_corpus
from extract.models import (
    Commitment,
    CommitmentId,
    Document,
    DocumentId,
    Evidence,
    Identity,
    Origin,
    Reference,
    Section,
    Span,
    TopicId,
    Unit,
)
from graph import relink
from graph.build import build
from graph.contents import Held, Tally
from graph.linking import index
from graph.linking.kept import FILE, KeptPassages
from graph.linking.linker import Linker
from graph.linking.stored import stored_corpus
from graph.links import links_of_ties
from graph.relink import altered, needed, windows
from graph.store import reading
from graph.writer import name

MATTERS = (
    "merudgiftsydelsen til familier med handicap", "botilbudskapaciteten på socialområdet",
    "indkøbsdata fra kommunerne",
    "tandplejen for omsorgstruede", "rekrutteringsstrategien på ældreområdet", "skatteloftet for grundskyldspromillen",
    "energirenovering af skolebygninger", "telemedicinske løsninger til lungepatienter",
)  # fmt: skip
FORMS = (
    "Parterne er enige om at udvide {}.", "Regeringen og KL vil styrke {} yderligere.", "Der følges op på {} i år.",
    "Parterne er enige om at videreføre {} som hidtil.",
)  # fmt: skip
NAMES = [f"oea-{kind}-{year}" for kind in ("kommuner", "regioner") for year in range(2010, 2017)]


def read(path: Path, folder: Path) -> Document:
    """Makes the document that a file of one number tells of: its matters, in its words, in its year."""
    del folder
    chance, (_, kind, year) = random.Random(path.read_text(encoding="utf-8")), path.stem.split("-")
    matters = chance.sample(MATTERS, 5)
    sentences = [chance.choice(FORMS).format(matter) for matter in matters]
    named = chance.choice(NAMES)
    sentences.append(f"Med {named} blev det aftalt at udvide {chance.choice(matters)}.")
    text, units = "", []
    for number, sentence in enumerate(sentences):
        span = Span(start=len(text), end=len(text) + len(sentence))
        units.append(Unit(kind="sentence", span=span, section=1 + number // 2, paragraph=number, position=0))
        text += sentence + "\n"
    whole = Span(start=0, end=len(text))
    titles = [("document", "Aftale")] + [("section", title) for title in ("Social", "Skat", "Sundhed")]
    sections = tuple(
        Section(kind=made, title=title, number="", level=min(at, 1), span=whole, parent=0 if at else None)  # type: ignore[arg-type]
        for at, (made, title) in enumerate(titles)
    )
    later = chance.random() < 0.2  # an agreement may turn out to be for another year
    identity = Identity(
        document=DocumentId(path.stem), title=path.stem, kind=f"kind-{kind}", year=int(year) + later * 3, date=None,
        signatories=(),
    )  # fmt: skip
    return Document(
        identity=identity, text=text, sections=sections, units=tuple(units), tables=(), source=path.name,
        origin=Origin(pieces=(), lines=()), sha256=f"{abs(hash(text)):064x}"[:64],
    )  # fmt: skip


def extract(document: Document) -> tuple[Commitment, ...]:
    """A commitment for each sentence; the last names another agreement."""
    found = []
    for number, unit in enumerate(document.units):
        words = document.words(unit.span)
        said = words.split()[1] if words.startswith("Med ") else ""
        at = unit.span.start + 4
        evidence = Evidence(field="references", words=said, start=at, end=at + len(said), rule="made.named")
        reference = Reference(kind="agreement", target=said, text=said, evidence=evidence)
        found.append(
            Commitment(
                document=document.id, id=CommitmentId(f"{document.id}-{number}"), number=number + 1, quote=words,
                span=unit.span, unit=number, force="agree", rule="made.agree", confidence=1.0,
                topics=(TopicId("botilbud"),) if "botilbud" in words else (), references=(reference,) if said else (),
            )
        )  # fmt: skip
    return tuple(found)


def nquads_built(folder: Path, store: Path) -> list[str]:
    """Builds what is in a folder; gives the store as sorted N-Quads."""
    report = build([folder], store, read=read, extract=extract)
    assert report.of("failed") == ()
    with reading(store) as snapshot:
        (told,) = {quad.object.value for quad in snapshot.database.quads_for_pattern(
            snapshot.iris.dataset, name("void:triples"), None)}  # fmt: skip
    found = nquads(store)
    assert int(told) == len(found)
    return found


def change(folder: Path, chance: random.Random) -> None:
    """Adds, changes or removes some agreements."""
    for _ in range(chance.randint(1, 2)):
        file = folder / f"{chance.choice(NAMES)}.txt"
        if file.exists() and chance.random() < 0.4 and len(list(folder.iterdir())) > 2:
            file.unlink()
        else:
            file.write_text(str(chance.random()), encoding="utf-8")


@pytest.mark.parametrize(
    "seed", [1, 2, pytest.param(3, marks=pytest.mark.slow), pytest.param(4, marks=pytest.mark.slow)]
)
@pytest.mark.slow
def test_whatever_the_order_of_changes_the_store_is_as_a_fresh_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Adding, changing and removing at random, in windows so small that most agreements are left alone."""
    monkeypatch.setattr(index, "SPAN", 1 + seed % 2)
    monkeypatch.setattr(relink, "SPAN", 1 + seed % 2)
    chance, folder = random.Random(seed), tmp_path / "in"
    folder.mkdir()
    for file in chance.sample(NAMES, 10):
        (folder / f"{file}.txt").write_text(str(chance.random()), encoding="utf-8")
    nquads_built(folder, tmp_path / "a.store")
    for step in range(6):
        change(folder, chance)
        grown = nquads_built(folder, tmp_path / "a.store")
        fresh = nquads_built(folder, tmp_path / f"fresh-{step}.store")
        assert grown == fresh
        shutil.rmtree(tmp_path / f"fresh-{step}.store")
    assert sum("ns#Link>" in line for line in grown) > 3
    assert sum("ns#Thread>" in line for line in grown) > 1


def test_without_what_is_kept_beside_the_database_the_store_is_the_same(tmp_path: Path) -> None:
    """As it is where the store is on a server: links and matters are then made anew from the graphs."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number, document in enumerate(NAMES):
        (folder / f"{document}.txt").write_text(str(number), encoding="utf-8")
    nquads_built(folder, tmp_path / "a.store")
    for file in (tmp_path / "a.store").glob(f"generation-*/{FILE}"):
        file.unlink()
    (folder / f"{NAMES[3]}.txt").write_text("something else", encoding="utf-8")
    assert nquads_built(folder, tmp_path / "a.store") == (fresh := nquads_built(folder, tmp_path / "b.store"))
    assert sum("ns#inThread>" in line for line in fresh) > 3


def held(order: int, kind: str = "a", names: tuple[str, ...] = ()) -> Held:
    """What is known of an agreement."""
    return Held(
        tally=Tally(), year=order, order=order, kind=kind, names=names, forces=(), unresolved=0, program=""
    )  # fmt: skip


def test_a_change_reaches_twice_the_window_and_those_that_name_it() -> None:
    """And nobody else: of a hundred agreements of its kind sixteen, of another kind only the one that names it."""
    known = {f"a-{number:03}": held(number) for number in range(100)}
    known |= {f"b-{number}": held(number, "b") for number in range(5)} | {"b-9": held(9, "b", ("a-050",))}
    wanted = altered(known, known, {"a-050"})
    assert wanted == {f"a-{number:03}" for number in range(50, 50 + 2 * index.SPAN + 1)} | {"b-9"}
    assert altered(known, known, {"a-099"}) == {"a-099"}
    taken = needed(known, {"a-099"})
    assert taken == [f"a-{number:03}" for number in range(99 - 2 * index.SPAN, 100)]


def test_an_agreement_that_goes_alters_those_after_it() -> None:
    """Its place in their windows is taken by an older one."""
    known = {f"a-{number:03}": held(number) for number in range(30)}
    left = {document: one for document, one in known.items() if document != "a-010"}
    assert altered(known, left, {"a-010"}) == {f"a-{number:03}" for number in range(11, 11 + 2 * index.SPAN)}
    assert windows(left)["a-011"][-2:] == ("a-009", "a-011")


@pytest.mark.slow
def test_the_links_of_few_are_those_that_all_would_give(built: Path) -> None:
    """The five agreements: each linked with only what it needs, and all at once."""
    with reading(built) as snapshot:
        corpus = stored_corpus(snapshot)
    every = linked(corpus)
    for at, last in enumerate(corpus):
        linker = Linker()
        for passages in corpus[:at]:
            linker.know(passages)
        linker.add(last)
        own = tuple(link for link in every if link.source.document == last[0].document)
        assert links_of_ties(linker, linker.ties) == own


@pytest.mark.slow
def test_what_the_store_gives_is_linked_as_what_was_read(built: Path) -> None:
    """Passages read back from the graph link as those of the texts do."""
    with reading(built) as snapshot:
        stored = linked(stored_corpus(snapshot))
    assert [replace(link, confidence=0.0) for link in stored] == [
        replace(link, confidence=0.0) for link in linked(read_corpus())
    ]


def test_an_unchanged_build_reads_no_passages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change at the end of a series of another kind takes no other agreement in hand."""
    folder = tmp_path / "in"
    folder.mkdir()
    for document in NAMES:
        (folder / f"{document}.txt").write_text("7", encoding="utf-8")
    nquads_built(folder, tmp_path / "a.store")
    taken: list[str] = []
    passages = KeptPassages.read
    monkeypatch.setattr(KeptPassages, "read", lambda kept, one: taken.append(one) or passages(kept, one))
    monkeypatch.setattr(index, "SPAN", 1)
    monkeypatch.setattr(relink, "SPAN", 1)
    (folder / "oea-regioner-2016.txt").write_text("8 " + json.dumps(1), encoding="utf-8")
    nquads_built(folder, tmp_path / "a.store")
    assert "oea-regioner-2016" in taken
    assert len(taken) < len(NAMES)


@pytest.mark.slow
def test_what_is_kept_beside_the_database_links_as_the_graph_does(built: Path, tmp_path: Path) -> None:
    """The passages that linking looks at, written and read back."""
    with reading(built) as snapshot:
        corpus = stored_corpus(snapshot)
    kept = KeptPassages(tmp_path, None)
    for passages in corpus:
        kept.keep(passages[0].document, passages)
    kept.write()
    again = [kept.read(passages[0].document) or () for passages in corpus]
    assert linked(again) == linked(corpus)
    kept.drop(corpus[0][0].document)
    kept.write()
    assert kept.read(corpus[0][0].document) is None
    assert kept.read(corpus[1][0].document)
