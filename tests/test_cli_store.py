"""The commands that work on a store: what they print, and what a store that cannot be used gets."""

from __future__ import annotations

import csv
import json
import os
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from builds import made_folder
from click.testing import CliRunner, Result

from aftalegraf.cli import cli

SENTENCE = "Regeringen og KL er enige om at følge området tæt."


def run(*arguments: str | Path) -> Result:
    """Runs the command line in this process."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def done(*arguments: str | Path) -> str:
    """What a command that must succeed prints as data."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def failed(status: int, *arguments: str | Path) -> str:
    """The one line that a command that must fail prints."""
    result = run(*arguments)
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    (line,) = result.stderr.strip().splitlines()
    assert "Traceback" not in line
    return line


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A store of one agreement of one sentence."""
    path = tmp_path / "aftale.txt"
    path.write_text(SENTENCE + "\n", encoding="utf-8")
    store = tmp_path / "small.store"
    done("build", path, "--store", store)
    return store


# What is asked


def test_query_answers_a_text_a_file_and_standard_input(built: Path, tmp_path: Path) -> None:
    """One SPARQL query gives the same answer however it is given."""
    sparql = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a ag:Commitment }"
    file = tmp_path / "q.rq"
    file.write_text(sparql, encoding="utf-8")
    by_text = done("query", "-e", sparql, "--format", "csv", "--store", built)
    assert done("query", file, "--format", "csv", "--store", built) == by_text
    piped = CliRunner().invoke(cli, ["query", "-", "--format", "csv", "--store", str(built)], input=sparql)
    assert piped.stdout == by_text
    assert int(by_text.split()[1]) > 900


@pytest.mark.parametrize("system", ["utf-8", "cp1252"])
def test_a_piped_query_is_utf_8_whatever_the_system_reads(built: Path, system: str) -> None:
    """On Windows standard input is read as something else: the Danish letters of a query stay what they are."""
    sparql = "\ufeffSELECT (COUNT(?c) AS ?n) { ?c ag:quote ?q FILTER(CONTAINS(?q, 'økonomi')) }"
    command = [sys.executable, "-m", "aftalegraf", "query", "-", "--format", "csv", "--store", str(built)]
    environment = {**os.environ, "PYTHONIOENCODING": system, "PYTHONUTF8": "0"}
    piped = subprocess.run(command, input=sparql.encode(), capture_output=True, env=environment, check=True)
    assert int(piped.stdout.split()[1]) > 100


def test_query_by_name_with_parameters(built: Path) -> None:
    """A named query takes its values with -p; every row is about them, with a whole sentence."""
    text = done(
        "query",
        "--named",
        "commitments-by-actor",
        "-p",
        "actor=KL",
        "-p",
        "area=aeldre",
        "--format",
        "csv",
        "--store",
        built,
    )
    rows = list(csv.DictReader(StringIO(text)))
    assert len(rows) > 10
    assert all(row["quote"].rstrip()[-1:] in ".:;”)" for row in rows)


def test_query_lists_what_can_be_asked() -> None:
    """--list names each query with what it answers, as a table and as JSON."""
    listed = json.loads(done("query", "--list", "--format", "json"))
    assert len(listed) >= 8
    assert {"commitments-by-actor", "commitments-naming-year", "follow-up-in-year", "agreements-not-read"} <= {
        query["name"] for query in listed
    }
    assert all(query["answers"] for query in listed)
    assert not [query["name"] for query in listed if query["name"].startswith(("network-", "page-"))]
    assert "commitments-by-actor" in done("query", "--list")


def test_query_prints_a_graph_as_turtle(built: Path) -> None:
    """CONSTRUCT gives triples."""
    text = done("query", "-e", "CONSTRUCT { ?a a ag:Agreement } WHERE { ?a ag:read true }", "--store", built)
    assert text.count("ag:Agreement") == 5


@pytest.mark.parametrize("term", ["botilbud", "KMF"])
def test_trace_shows_each_year_from_2020_to_2027(built: Path, term: str) -> None:
    """The quotes of the years that speak of it, and the years that are not read."""
    told = done("trace", term, "--store", built)
    assert all(f"{year}  Aftale om kommunernes økonomi for {year}" in told for year in range(2020, 2028))
    assert told.count("aftalen er ikke indlæst") == 3
    traced = json.loads(done("trace", term, "--store", built, "--format", "json"))
    assert traced["term"] == term
    assert {item["year"] for item in traced["items"]} >= {2020, 2023, 2024, 2027}
    assert all({"document", "year", "quote", "force", "amounts", "links"} <= item.keys() for item in traced["items"])


def test_a_trace_holds_the_rows_of_tables(built: Path) -> None:
    """In JSON the rows of tables that name the matter stand beside the items, in kroner."""
    traced = json.loads(done("trace", "serviceudgifter", "--store", built, "--format", "json"))
    assert [one["year"] for one in traced["figures"]] == [2020, 2022, 2023, 2024, 2027]
    assert traced["figures"][0] == {
        "document": "oea-kommuner-2020",
        "year": 2020,
        "label": "Serviceudgifter, netto",
        "value": 261828000000,
        "price_level": "2020-pl",
    }


def test_a_query_that_takes_too_long_is_ended(built: Path) -> None:
    """The time that was given is said, and what to do."""
    line = failed(1, "query", "-e", "SELECT * { ?a ?b ?c . ?d ?e ?f }", "--seconds", "0.5", "--store", built)
    assert "ended after 0.5 seconds" in line


def test_trace_finds_the_word_inside_compounds(built: Path) -> None:
    """ "botilbud" is found in "botilbudskapacitet", KMF in "medfinansieringsordning"."""
    for term, compound in (("botilbud", "botilbudskapacitet"), ("KMF", "medfinansieringsordning")):
        items = json.loads(done("trace", term, "--store", built, "--format", "json"))["items"]
        assert any(compound in item["quote"].lower() for item in items)


def test_search_finds_commitments_with_all_words(built: Path) -> None:
    """Every hit holds both words, in some form."""
    found = json.loads(done("search", "botilbud", "lånepulje", "--store", built, "--format", "json"))
    assert found["total"] >= 1
    for item in found["items"]:
        assert "botilbud" in item["quote"].lower()
        assert "lånepulje" in item["quote"].lower()
    assert "ØA24-" in done("search", "botilbud", "lånepulje", "--store", built)


def test_network_is_one_page_that_points_nowhere(built: Path, tmp_path: Path) -> None:
    """The page is written whole, in UTF-8, with the quotes in it."""
    page = tmp_path / "net.html"
    run("network", "--store", built, "-o", page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "botilbudskapacitet" in text


# What is written


@pytest.mark.slow
def test_records_come_out_of_the_store_as_they_went_in(
    built: Path, agreements: Path, gold: Path, tmp_path: Path
) -> None:
    """`export --format jsonl` scores what direct extraction scores, to the last figure."""
    path = tmp_path / "r.jsonl"
    done("export", "--store", built, "--format", "jsonl", "-o", path)
    arguments = ("evaluate", "--gold", gold, "--sources", agreements, "--format", "json")
    assert json.loads(done(*arguments, "--predicted", path)) == json.loads(done(*arguments))


@pytest.mark.parametrize("name", ["nquads", "trig", "turtle", "jsonld"])
def test_the_graph_is_exported_in_each_format(small: Path, name: str) -> None:
    """Each RDF format holds the sentence and can be read back."""
    import pyoxigraph

    text = done("export", "--store", small, "--format", name)
    formats = {
        "nquads": pyoxigraph.RdfFormat.N_QUADS,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    quads = list(pyoxigraph.parse(text, format=formats[name]))
    assert any(getattr(quad.object, "value", "") == SENTENCE for quad in quads)


def test_a_store_that_was_built_is_valid(small: Path) -> None:
    """What `build` writes is as the shapes say."""
    assert json.loads(done("validate", "--store", small, "--format", "json")) == {"conforms": True, "violations": []}


@pytest.mark.slow
def test_the_store_of_the_five_agreements_is_valid(built: Path) -> None:
    """Every thing of the five agreements is as its shape says."""
    assert json.loads(done("validate", "--store", built, "--format", "json"))["violations"] == []


def test_what_is_doubtful_about_a_file_is_said_when_it_is_built(tmp_path: Path) -> None:
    """A text that nothing names is built under its file's name, and a note says so and what to do."""
    path = tmp_path / "aftale.txt"
    path.write_text(SENTENCE + "\n", encoding="utf-8")
    result = run("build", path, "--store", tmp_path / "s")
    assert result.exit_code == 0
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith(f"Note: {path}: nothing says which agreement it is")


def test_building_again_reads_nothing_again(small: Path, tmp_path: Path) -> None:
    """Files that have not changed are left as they are."""
    report = json.loads(done("build", tmp_path / "aftale.txt", "--store", small, "--format", "json"))
    assert [file["status"] for file in report["files"]] == ["skipped"]
    assert report["counts"]["commitments"] == 1


# What cannot be used

ASK = ("query", "-e", "ASK { ?s ?p ?o }")


def test_a_missing_store_is_bad_use(tmp_path: Path) -> None:
    """The store is named, and how to make one."""
    line = failed(2, *ASK, "--store", tmp_path / "none")
    assert line == f"aftalegraf: {tmp_path / 'none'}: there is no store here: make one with `aftalegraf build`"


def test_a_store_of_another_version_is_named(small: Path, tmp_path: Path) -> None:
    """Neither reading nor building touches it."""
    info = small / "store.json"
    info.write_text(json.dumps({**json.loads(info.read_text(encoding="utf-8")), "format": 99}), encoding="utf-8")
    for arguments in (ASK, ("build", tmp_path / "aftale.txt")):
        line = failed(1, *arguments, "--store", small)
        assert str(small) in line
        assert "format 99" in line


def test_a_store_that_is_damaged_is_named(small: Path, tmp_path: Path) -> None:
    """Reading and building say which store it is, and what to do."""
    (tmp_path / "aftale.txt").write_text(SENTENCE.replace("tæt", "nøje"), encoding="utf-8")
    for file in small.glob("generation-*/database/*"):
        file.unlink()
    for arguments in (ASK, ("build", tmp_path / "aftale.txt")):
        line = failed(1, *arguments, "--store", small)
        assert line.startswith(f"aftalegraf: {small}: generation-1 cannot be ")
        assert "build the store anew in another folder" in line


def test_a_store_that_another_process_holds_is_named(small: Path, tmp_path: Path) -> None:
    """Building waits for nobody: it says which process writes; reading goes on."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        lock = {"pid": other.pid, "host": socket.gethostname()}
        (small / "writer.lock").write_text(json.dumps(lock), encoding="utf-8")
        (tmp_path / "aftale.txt").write_text(SENTENCE.replace("tæt", "nøje"), encoding="utf-8")
        line = failed(1, "build", tmp_path / "aftale.txt", "--store", small)
        assert f"process {other.pid}" in line
        assert "true" in done(*ASK, "--store", small, "--format", "csv")
        other.communicate(b"\n")
    os.remove(small / "writer.lock")  # noqa: PTH107
    assert "1 files read" in done("build", tmp_path / "aftale.txt", "--store", small)


def test_a_store_without_a_commitment_counts_none_and_lists_none(tmp_path: Path) -> None:
    """The forces follow a colon, and where there are none there is no colon either."""
    (tmp_path / "hilsen.txt").write_text("Hej med dig.\n", encoding="utf-8")
    told = done("build", tmp_path / "hilsen.txt", "--store", tmp_path / "a.store")
    assert "with 0 commitments.\n" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-e", "SELECT * WHERE { ?s ?p"), "the query is broken at line 1"),
        (("-e", "SELECT * WHERE { ?s ?p"), "it ends too soon"),
        ((".",), "cannot be read"),
        (("--named", "xyzzy"), "there is no named query 'xyzzy' (see them with --list)"),
        (("-e", "DELETE WHERE { ?s ?p ?o }"), "this store is only read"),
        (("-e", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), "SERVICE asks another server"),
        (("--named", "comitments-by-actor"), "commitments-by-actor"),
        (("--named", "commitments-by-actor"), "parameter 'actor' is missing"),
        (("--named", "commitments-by-actor", "-p", "aktor=kl"), "there is no parameter 'aktor'"),
        (("--named", "commitments-naming-year", "-p", "year=snart"), "year"),
        (("--named", "commitments-naming-year", "-p", "year"), "KEY=VALUE"),
        ((), "give one query"),
        (("-e", "ASK {}", "--named", "x"), "give one query"),
        (("-e", "ASK {}", "-p", "a=b"), "use it with --named"),
        (("missing.rq",), "missing.rq: there is no such file"),
        (("-e", "ASK {}", "--format", "turtle"), "rows cannot be written as 'turtle'"),
    ],
)
def test_a_query_that_cannot_be_asked_is_bad_use(small: Path, arguments: tuple[str, ...], words: str) -> None:
    """One line says what is wrong with it and what to write."""
    assert words in failed(2, "query", *arguments, "--store", small)


def test_a_term_without_a_word_is_bad_use(small: Path) -> None:
    """`trace '...'` says what to write."""
    assert "holds no word" in failed(2, "trace", "...", "--store", small)
    assert "holds no word" in failed(2, "search", "?!", "--store", small)


def test_a_build_of_nothing_that_can_be_read_holds_no_agreement(tmp_path: Path) -> None:
    """Each file is told, and that nothing is there; the store is not counted as if it held something."""
    (tmp_path / "tom.txt").write_bytes(b"")
    result = CliRunner().invoke(cli, ["build", str(tmp_path), "--store", str(tmp_path / "a.store")])
    assert result.exit_code == 1
    assert "tom.txt: the file is empty" in result.stderr
    assert result.stdout.splitlines()[1:] == [f"The store {tmp_path / 'a.store'} holds no agreement."]


@pytest.mark.parametrize(
    ("command", "name", "begins"),
    [
        (("amounts", "botilbud"), "a.xlsx", b"PK"),
        (("amounts", "botilbud"), "a.CSV", "\ufeff".encode()),
        (("trace", "botilbud"), "a.json", b"{"),
        (("trace", "botilbud"), "a.html", b"<!doctype html>"),
        (("links",), "a.json", b"["),
        (("ledger", "--document", "oea-kommuner-2027"), "a.ics", b"BEGIN:VCALENDAR"),
        (("query", "--named", "amounts-of-topic", "-p", "topic=kmf"), "a.csv", b"document,"),
        (("query", "-e", "CONSTRUCT WHERE { ?a a ag:Agreement }"), "a.ttl", b"@prefix"),
        (("search", "botilbud"), "a.txt", "  ØA".encode()),
        (("search", "botilbud"), "a", "  ØA".encode()),
    ],
    ids=lambda value: str(value) if isinstance(value, str) else None,
)
def test_a_file_is_in_the_format_that_its_name_ends_in(
    built: Path, tmp_path: Path, command: tuple[str, ...], name: str, begins: bytes
) -> None:
    """A spreadsheet that was asked for by its name alone opened with an error, as text was in it."""
    result = run(*command, "--store", built, "-o", tmp_path / name)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_format_that_is_not_written_is_refused_by_the_name(built: Path, tmp_path: Path) -> None:
    """Nothing is written; --format says what is meant where the name does not."""
    result = run("trace", "botilbud", "--store", built, "-o", tmp_path / "a.docx")
    assert (result.exit_code, (tmp_path / "a.docx").exists()) == (2, False)
    assert "does not write .docx" in result.stderr
    assert run("trace", "botilbud", "--store", built, "--format", "json", "-o", tmp_path / "b.xlsx").exit_code == 0


def test_what_a_folder_holds_and_is_not_read_is_said(tmp_path: Path) -> None:
    """An archive, a .doc, and a row of documents.tsv for a file that is not there were passed over in silence."""
    folder = made_folder(tmp_path, 2022)
    (folder / "arkiv.zip").write_bytes(b"PK")
    (folder / "gammel.DOC").write_bytes(b"x")
    (folder / "documents.tsv").write_text("document\tfile\nx-1\tborte.pdf\n", encoding="utf-8")
    result = run("build", folder, "--store", tmp_path / "a.store")
    assert result.exit_code == 0, result.stderr
    assert "arkiv.zip: is not read: unpack it" in result.stderr
    assert "gammel.DOC: is not read: save it as .docx" in result.stderr
    assert "line 2: borte.pdf is not in the folder" in result.stderr


@pytest.mark.parametrize(
    ("command", "as_id"),
    [
        (("ledger", "--document", "øa24"), ("ledger", "--document", "oea-kommuner-2024")),
        (("ledger", "--actor", "KL"), ("ledger", "--actor", "kl")),
        (("ledger", "--topic", "Kommunal medfinansiering (KMF)"), ("ledger", "--topic", "kmf")),
        (("links", "--to", "ØA20"), ("links", "--to", "oea-kommuner-2020")),
        (
            ("query", "--named", "references-to", "-p", "agreement=ØA24"),
            ("query", "--named", "references-to", "-p", "agreement=oea-kommuner-2024"),
        ),
        (
            ("query", "--named", "commitments-by-actor", "-p", "actor=Danske Regioner"),
            ("query", "--named", "commitments-by-actor", "-p", "actor=danske-regioner"),
        ),
    ],
    ids=lambda value: " ".join(value[:1] + value[-1:]),
)
def test_a_thing_is_named_as_people_call_it(built: Path, command: tuple[str, ...], as_id: tuple[str, ...]) -> None:
    """A ledger that was asked for by "ØA24" said that there was nothing."""
    first, second = (run(*one, "--store", built) for one in (command, as_id))
    assert first.exit_code == second.exit_code == 0, first.stderr
    assert first.stdout == second.stdout
    assert len(first.stdout) > 200
    unknown = run("ledger", "--document", "ØA99", "--store", built)
    assert (unknown.exit_code, "name one that is read" in unknown.stderr) == (2, True)
