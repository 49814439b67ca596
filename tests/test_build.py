"""Files -> store: only the new and the changed are read, a bad file is one file, same input gives the same graph."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import made
import pytest
from builds import made_build, made_folder, nquads, statuses
from pyoxigraph import Quad, Store

from graph.build import build
from graph.errors import StoreError, StoreHeldError
from graph.ingest import Ingest
from graph.iris import Iris
from graph.sources import find_sources
from graph.store import reading, record_files, writing
from graph.writer import name

GOOD = {"document": "a-2024", "quote": "KL vil drøfte det.", "force": "undertake"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two made agreements."""
    return made_folder(tmp_path, 2022, 2024)


def test_a_build_tells_what_it_found(tmp_path: Path, folder: Path) -> None:
    """Agreements, commitments by force, sums, references, those not resolved, those not read."""
    report = made_build(tmp_path / "a.store", folder)
    counts = report.counts
    assert statuses(report) == {"oea-kommuner-2022.txt": "done", "oea-kommuner-2024.txt": "done"}
    assert (counts.agreements, counts.commitments, counts.passages) == (2, 4, 4)
    assert counts.by_force == (("agree", 2), ("undertake", 2))
    assert (counts.amounts, counts.references, counts.unresolved, counts.not_read, counts.figures) == (2, 6, 2, 1, 2)
    assert counts.years == (2022, 2024)
    assert report.seconds > 0


def test_a_file_unchanged_is_not_read_again(tmp_path: Path, folder: Path) -> None:
    """Nor is anything written: the generation stays."""
    store = tmp_path / "a.store"
    made_build(store, folder)
    before = (store / "current").read_text(encoding="utf-8")
    for file in folder.iterdir():
        os.utime(file)
    report = made_build(store, folder)
    assert set(statuses(report).values()) == {"skipped"}
    assert (store / "current").read_text(encoding="utf-8") == before
    assert report.counts.commitments == 4


def test_a_changed_file_replaces_its_agreement(tmp_path: Path, folder: Path) -> None:
    """What it said before is gone; the other is not read again."""
    store = tmp_path / "a.store"
    made_build(store, folder)
    (folder / "oea-kommuner-2024.txt").write_text("2023 tekst", encoding="utf-8")
    report = made_build(store, folder)
    assert statuses(report) == {"oea-kommuner-2022.txt": "skipped", "oea-kommuner-2024.txt": "done"}
    assert report.counts.years == (2022, 2023)
    fresh = tmp_path / "b.store"
    made_build(fresh, folder)
    assert nquads(store) == nquads(fresh)


def test_a_removed_file_takes_its_agreement_along(tmp_path: Path, folder: Path) -> None:
    """The store is then as if it had never been there."""
    store = tmp_path / "a.store"
    made_build(store, folder)
    (folder / "oea-kommuner-2022.txt").unlink()
    report = made_build(store, folder)
    assert statuses(report) == {"oea-kommuner-2022.txt": "removed", "oea-kommuner-2024.txt": "skipped"}
    fresh = tmp_path / "b.store"
    made_build(fresh, folder)
    assert nquads(store) == nquads(fresh)


def test_a_file_of_another_folder_stays(tmp_path: Path, folder: Path) -> None:
    """Only what was built from the folder that is named can be gone from it."""
    store = tmp_path / "a.store"
    made_build(store, folder / "oea-kommuner-2022.txt")
    other = tmp_path / "andre"
    other.mkdir()
    (other / "oea-kommuner-2024.txt").write_text("2024", encoding="utf-8")
    assert made_build(store, other).counts.agreements == 2


def test_a_renamed_file_is_the_same_agreement(tmp_path: Path, folder: Path) -> None:
    """An agreement has one file: the one it was read from last."""
    store = tmp_path / "a.store"
    made_build(store, folder)
    (folder / "oea-kommuner-2022.txt").rename(folder / "oea-kommuner-2023.txt")
    report = made_build(store, folder)
    assert report.counts.agreements == 2
    with reading(store) as snapshot:
        assert sorted(file.documents for file in snapshot.files if file.documents) == [
            ("oea-kommuner-2023",),
            ("oea-kommuner-2024",),
        ]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, folder: Path) -> None:
    """Whatever the order of the files, and whether they came in one build or in two."""
    at_once, one_by_one = tmp_path / "a.store", tmp_path / "b.store"
    made_build(at_once, folder)
    for file in sorted(folder.iterdir(), reverse=True):
        made_build(one_by_one, file)
    assert nquads(at_once) == nquads(one_by_one)


def test_no_triple_stands_in_two_named_graphs(tmp_path: Path, folder: Path) -> None:
    """The union of all graphs would count it twice."""
    made_build(tmp_path / "a.store", folder)
    with reading(tmp_path / "a.store") as snapshot:
        triples = [quad.triple for quad in snapshot.database]
    assert len(triples) == len(set(triples))


def test_times_stand_in_the_graph_of_runs_alone(tmp_path: Path, folder: Path) -> None:
    """One run for each build that changed something."""
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    store = tmp_path / "a.store"
    build([folder], store, read=made.read, extract=made.extract, now=lambda: moment)
    made_build(store, folder)
    with reading(store) as snapshot:
        found = list(snapshot.database.quads_for_pattern(None, name("prov:startedAtTime"), None))
        assert [quad.graph_name for quad in found] == [snapshot.iris.runs_graph]
        assert found[0].object.value.startswith("2026-01-02T03:04:05")  # type: ignore[union-attr]


def test_one_bad_file_is_one_bad_file(tmp_path: Path, folder: Path) -> None:
    """It is reported in one line with its name; the others are done, and what it gave before is kept."""
    store = tmp_path / "a.store"
    made_build(store, folder)
    (folder / "oea-kommuner-2022.txt").write_text("2022 broken", encoding="utf-8")
    (folder / "fault.txt").write_text("2020 fault", encoding="utf-8")
    (folder / "oea-kommuner-2024.txt").write_text("2023", encoding="utf-8")
    report = made_build(store, folder)
    failed = {Path(file.path).name: file.reason for file in report.of("failed")}
    assert set(failed) == {"oea-kommuner-2022.txt", "fault.txt"}
    assert all(file in reason and "\n" not in reason for file, reason in failed.items())
    assert report.counts.years == (2022, 2023)


def test_a_build_in_which_all_fails_changes_nothing(tmp_path: Path, folder: Path) -> None:
    """The store stays, and a new one is not made."""
    store = tmp_path / "a.store"
    for file in folder.iterdir():
        file.write_text("broken", encoding="utf-8")
    report = made_build(store, folder)
    assert set(statuses(report).values()) == {"failed"}
    assert not store.exists()
    assert report.counts.commitments == 0


def test_a_path_that_is_not_there_is_reported(tmp_path: Path, folder: Path) -> None:
    """And so is a folder without an agreement; the rest is done."""
    empty = tmp_path / "tom"
    empty.mkdir()
    report = made_build(tmp_path / "a.store", tmp_path / "none", empty, folder)
    assert [Path(file.path).name for file in report.of("failed")] == ["none", "tom"]
    assert report.counts.agreements == 2


def test_a_file_that_may_not_be_read_is_reported(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name, with what to do. (Who runs this may be allowed to read every file, so the refusal is made.)"""
    from graph import ingest

    def refuse(path: Path) -> str:
        if path.name == "oea-kommuner-2022.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return "0"

    monkeypatch.setattr(ingest, "file_hash", refuse)
    (failed,) = made_build(tmp_path / "a.store", folder).of("failed")
    assert failed.reason.startswith(str(folder / "oea-kommuner-2022.txt"))
    assert "check who may read it" in failed.reason


def test_two_files_of_one_agreement_are_one_too_many(tmp_path: Path, folder: Path) -> None:
    """The second, which says the same, is left out, and the line names both."""
    below = folder / "mere"
    below.mkdir()
    (below / "oea-kommuner-2022.txt").write_text("2022 igen", encoding="utf-8")
    report = made_build(tmp_path / "a.store", folder)
    (left,) = report.of("skipped")
    assert "oea-kommuner-2022.txt, which is kept" in left.reason
    assert report.counts.agreements == 2


def test_a_store_that_is_held_is_not_touched(tmp_path: Path, folder: Path) -> None:
    """The build says who holds it."""
    store = tmp_path / "a.store"
    made_build(store, folder)
    with writing(store), pytest.raises(StoreHeldError):
        made_build(store, folder)


def test_each_file_is_told_of_as_it_is_finished(tmp_path: Path, folder: Path) -> None:
    """For a progress bar."""
    told: list[str] = []
    build(
        [folder],
        tmp_path / "a.store",
        read=made.read,
        extract=made.extract,
        on_file=lambda file: told.append(Path(file.path).name),
    )
    assert told == ["oea-kommuner-2022.txt", "oea-kommuner-2024.txt"]


def test_a_changed_register_of_files_reads_anew(tmp_path: Path, folder: Path) -> None:
    """`documents.tsv` says which agreement a file is, so the same bytes may be another one."""
    store = tmp_path / "a.store"
    made_build(store, folder)
    (folder / "documents.tsv").write_text("document\tfile\n", encoding="utf-8")
    assert set(statuses(made_build(store, folder)).values()) == {"done"}


def test_of_a_folder_what_is_no_agreement_is_left(tmp_path: Path) -> None:
    """Hidden files, lock files of word processors, and other kinds of files."""
    for file in (".hidden.txt", "~$draft.docx", "picture.png", "documents.tsv", "aftale.TXT"):
        (tmp_path / file).write_text("x", encoding="utf-8")
    sources, problems = find_sources([tmp_path, tmp_path])
    assert [source.path.name for source in sources] == ["aftale.TXT"]
    assert problems == ()


def test_a_file_has_one_key_however_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its folder, by itself, by a relative path, through a linked folder, and by a link to it: the real path."""
    folder, other = tmp_path / "aftaler", tmp_path / "andre"
    folder.mkdir()
    other.mkdir()
    file = folder / "a.txt"
    file.write_text("x", encoding="utf-8")
    (other / "b.txt").symlink_to(file)
    (tmp_path / "linked").symlink_to(folder)
    monkeypatch.chdir(folder)
    named = [folder, file, Path("a.txt"), Path(), tmp_path / "linked", other, tmp_path / "andre" / ".." / "aftaler"]
    for path in named:
        sources, _ = find_sources([path])
        assert [source.key for source in sources] == [file.resolve().as_posix()]


def test_of_a_changed_agreement_only_the_difference_is_written(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it said before and says again stays as it is; that is nearly all."""
    store, told = tmp_path / "a.store", list[int]()
    made_build(store, folder)
    new = Ingest._what_is_new

    def counted(ingest: Ingest, document: str, written: tuple[Quad, ...]) -> Sequence[Quad]:
        found = new(ingest, document, written)
        told.extend((len(found), len(written)))
        return found

    monkeypatch.setattr(Ingest, "_what_is_new", counted)
    file = folder / "oea-kommuner-2024.txt"
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")
    made_build(store, folder)
    assert told[0] < told[1] / 2
    made_build(tmp_path / "b.store", folder)
    assert nquads(store) == nquads(tmp_path / "b.store")


def test_the_garbage_collector_is_as_it_was_after_a_build(tmp_path: Path, folder: Path) -> None:
    """Nothing stays frozen, also where the build ends with an error; what the caller froze stays."""
    made_build(tmp_path / "a.store", folder)
    assert gc.get_freeze_count() == 0
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError):
        made_build(tmp_path / "file", folder)
    assert gc.get_freeze_count() == 0
    gc.freeze()
    try:
        made_build(tmp_path / "b.store", folder)
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_records_of_another_tool_are_built(tmp_path: Path) -> None:
    """Without a place, without an id, with sections: quotes and their passages are in the store."""
    file = tmp_path / "records.jsonl"
    records = [GOOD, {**GOOD, "section": ["A", "B"]}, {**GOOD, "document": "b", "start": 7, "end": 25}]
    file.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    report = build([file], tmp_path / "a.store")
    assert [(f.status, f.documents, f.commitments) for f in report.files] == [("done", ("a-2024", "b"), 3)]
    with reading(tmp_path / "a.store") as snapshot:
        quotes = list(snapshot.database.quads_for_pattern(None, name("ag:text"), None))
        assert {quad.object.value for quad in quotes} == {GOOD["quote"]}  # type: ignore[union-attr]
        assert len(quotes) == 3


BAD_RECORDS = {
    "{": "line 1: no JSON",
    "[1]": "line 1: a JSON object",
    "": "holds no record",
    '{"document": "x"}': "line 1: quote",
    json.dumps({**GOOD, "force": "vil"}): "line 1: force",
    "\n" + json.dumps({**GOOD, "parties": "kl"}): "line 2: parties",
    json.dumps({**GOOD, "amounts": [{"value": "x", "unit": "DKK"}]}): "line 1: amounts has the wrong form (no number)",
    json.dumps({**GOOD, "years": ["soon"]}): "line 1: years has the wrong form",
    "[]\n"
    * 13: "line 1: a JSON object is needed, not list; 12 more to mend: line 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more",
    json.dumps({**GOOD, "parties": [1]}): "line 1: parties",
    json.dumps({**GOOD, "document": "Ø A"}): "line 1: document",
    json.dumps({**GOOD, "start": -1, "end": 17}): "line 1: quote",
    json.dumps({**GOOD, "start": 0, "end": 10**12}): "line 1: quote",
    json.dumps({**GOOD, "start": 0, "end": 3}): "line 1: the quote has 18",
    json.dumps({**GOOD, "amounts": [3]}): "line 1: amounts",
    json.dumps({**GOOD, "amounts": [{"value": "NaN", "unit": "DKK"}]}): "line 1: amounts",
    json.dumps({**GOOD, "amounts": [{"value": 1, "unit": "EUR"}]}): "line 1: amounts",
    json.dumps({**GOOD, "years": [10**20]}): "line 1: years",
    json.dumps({**GOOD, "references": [{"kind": "bog", "text": "x"}]}): "line 1: references",
}


@pytest.mark.parametrize("content", BAD_RECORDS, ids=BAD_RECORDS.values())
def test_a_record_that_breaks_the_contract_is_named(tmp_path: Path, content: str) -> None:
    """By file, line and field."""
    file = tmp_path / "records.jsonl"
    file.write_text(content, encoding="utf-8")
    (report,) = build([file], tmp_path / "a.store").files
    assert report.status == "failed"
    assert report.reason.startswith(f"{file}: {BAD_RECORDS[content]}")


BAD_LINES = {
    "{": "line 2: no JSON",
    json.dumps({**GOOD, "parties": "kl"}): "line 2: parties",
    json.dumps({**GOOD, "start": 0, "end": 3}): "line 2: the quote has 18",
    json.dumps({**GOOD, "id": "1"}): "line 2: id '1' stands in line 1 too; 1 more to mend: line 4",
}


@pytest.mark.parametrize("bad", BAD_LINES, ids=BAD_LINES.values())
def test_a_bad_line_does_not_take_the_good_ones_of_its_file_along(tmp_path: Path, bad: str) -> None:
    """The good lines are built, the bad ones are told by line, in each build until they are mended."""
    file, store = tmp_path / "records.jsonl", tmp_path / "a.store"
    good = [json.dumps({**GOOD, "id": "1"}), json.dumps({**GOOD, "id": "2"})]
    more = [bad] if "more" in BAD_LINES[bad] else []
    file.write_text("\n".join([good[0], bad, good[1], *more]), encoding="utf-8")
    for _ in range(2):
        report = build([file], store)
        assert [(one.status, one.commitments) for one in report.files] == [("done", 2)]
        assert report.files[0].problem.startswith(f"{file}: {BAD_LINES[bad]}")
        assert report.counts.commitments == 2
    file.write_text("\n".join(good), encoding="utf-8")
    assert build([file], store).files[0].problem == ""
    assert [one.status for one in build([file], store).files] == ["skipped"]


def test_a_bad_line_leaves_the_store_as_it_was_where_all_or_nothing_is_asked_for(tmp_path: Path) -> None:
    """Nothing of the file is built, and the problem is told."""
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps(GOOD) + "\n{\n", encoding="utf-8")
    report = build([file], tmp_path / "a.store", all_or_nothing=True)
    assert [(one.status, bool(one.problem)) for one in report.files] == [("left", True)]
    assert report.counts.commitments == 0
    assert not (tmp_path / "a.store").exists()


def test_records_that_are_no_utf8_are_named(tmp_path: Path) -> None:
    """With the byte and what to do."""
    file = tmp_path / "records.jsonl"
    file.write_bytes(b'{"quote": "\xe6"}')
    assert "save the file as UTF-8" in build([file], tmp_path / "a.store").files[0].reason


def test_another_base_is_kept_in_all_graphs(tmp_path: Path, folder: Path) -> None:
    """Also the vocabularies: an actor is the same node in an agreement and in its vocabulary."""
    store = tmp_path / "a.store"
    build([folder], store, base="https://example.org/", read=made.read, extract=made.extract)
    assert not [line for line in nquads(store) if "w3id.org/aftalegraf/id/" in line.split("#")[0]]
    with reading(store) as snapshot:
        kl = Iris(base="https://example.org/").concept("actor", "kl")
        assert list(snapshot.database.quads_for_pattern(kl, name("skos:prefLabel"), None))


def test_the_five_agreements_are_built(built: Path) -> None:
    """Each gives commitments, passages and figures, and no two named graphs share a triple."""
    with reading(built) as snapshot:
        database: Store = snapshot.database
        for year in (2020, 2022, 2023, 2024, 2027):
            graph = snapshot.iris.agreement_graph(f"oea-kommuner-{year}")
            for class_name, least in (("ag:Commitment", 100), ("ag:Passage", 150), ("ag:Figure", 8)):
                assert len(list(database.quads_for_pattern(None, name("rdf:type"), name(class_name), graph))) >= least
        triples = [quad.triple for quad in database]
        assert len(triples) == len(set(triples))


def test_several_that_make_a_new_store_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    """One builds it, the others are told that it is held; none finds a file of another gone."""
    several, rounds = 4, 25
    together = Barrier(several)

    def make(turn: int) -> str:
        together.wait(timeout=60)
        try:
            with writing(tmp_path / f"{turn}.store") as snapshot:
                record_files(snapshot, ())
        except StoreHeldError:
            return "held"
        return "built"

    with ThreadPoolExecutor(several) as pool:
        for turn in range(rounds):
            assert "built" in set(pool.map(make, [turn] * several))
