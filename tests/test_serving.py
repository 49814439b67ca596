"""`aftalegraf serve`: it starts, says where, serves pages, things and the API, follows the store, and stops cleanly."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from click.testing import CliRunner
from pyoxigraph import RdfFormat, parse
from serving import Server, served, stop, until

from aftalegraf.cli import cli
from aftalegraf.serving.run import listen
from graph.build import build

BASE = "https://w3id.org/aftalegraf/id/"
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TURTLE = {"Accept": "text/turtle"}


def made_store(folder: Path, *years: int) -> Path:
    """A store of made agreements in a folder."""
    texts = folder / "in"
    texts.mkdir(exist_ok=True)
    for year in years:
        (texts / f"oea-kommuner-{year}.txt").write_text(f"{year} tekst", encoding="utf-8")
    build([texts], folder / "a.store", read=made.read, extract=made.extract)
    return folder / "a.store"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of two made agreements."""
    return made_store(tmp_path_factory.mktemp("served"), 2022, 2024)


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    """One server for what only reads, below a path as behind a reverse proxy."""
    with served(store, "--path-prefix", "aftaler/", "--access-log", "") as running:
        yield running


def test_the_explorer_is_there(server: Server) -> None:
    """The front page, what it leads to, and the data beside it."""
    front = server.get("")
    assert front.status_code == 200
    assert "oea-kommuner-2024" in front.text
    assert server.get("aftale-oea-kommuner-2024.html").status_code == 200
    assert len(server.get("index.json").json()) == 4
    bare = server.client.get(server.url.rstrip("/"))
    assert (bare.status_code, bare.headers["location"]) == (308, "/aftaler/")
    assert server.get("index.csv").headers["content-type"].startswith("text/csv")


def test_a_thing_leads_to_its_page_or_its_data(server: Server) -> None:
    """As the one who asks likes it; both ways of naming the path prefix work."""
    items = server.get("api/commitments", params={"document": "oea-kommuner-2024"}).json()["items"]
    path = items[0]["iri"].removeprefix(BASE)
    page = server.get(f"id/{path}", headers=HTML)
    assert page.status_code == 303
    assert page.headers["location"].startswith("/aftaler/aftale-oea-kommuner-2024.html#")
    data = server.get(f"id/{path}", headers=TURTLE)
    said = {quad.predicate.value.rpartition("#")[2] for quad in parse(data.content, format=RdfFormat.TURTLE)}
    assert {"quote", "force", "amount", "value"} <= said
    assert server.get(f"id/{path}", params={"format": "jsonld"}).headers["content-type"] == "application/ld+json"
    bare = server.client.get(f"{server.url.removesuffix('aftaler/')}id/{path}", headers=TURTLE)
    assert bare.content == data.content


@pytest.mark.parametrize("path", ["agreement/oea-kommuner-2024", "actor/kl", "area/social", "topic/botilbud"])
def test_agreements_actors_areas_and_topics_have_pages(server: Server, path: str) -> None:
    """And data under the same address."""
    page = server.get(f"id/{path}", headers=HTML)
    assert page.status_code == 303
    assert server.get(page.headers["location"].removeprefix("/aftaler/")).status_code == 200
    assert server.get(f"id/{path}").headers["content-type"].startswith("text/turtle")


def test_what_has_no_page_of_its_own_gets_one(server: Server) -> None:
    """With what is said of it, and links to what it names."""
    page = server.get("id/passage/oea-kommuner-2024/1", headers=HTML)
    assert page.status_code == 200
    assert "Regeringen og KL er enige" in page.text
    assert 'href="/aftaler/id/agreement/oea-kommuner-2024"' in page.text
    assert server.get("id/passage/oea-kommuner-2024/999", headers=HTML).status_code == 404
    assert server.get("id/actor/nobody").status_code == 404
    assert "ag:party" in server.get("ns", headers=TURTLE).text


def test_the_explorer_leads_to_the_editor_and_the_api(server: Server) -> None:
    """From the foot of every page in its language, below the path prefix; the query of a page opens in the editor."""
    for page, way, name in (("", "", "Spørg selv i SPARQL"), ("en/", "../", "Ask yourself in SPARQL")):
        text = server.get(f"{page}emne-botilbud.html").text
        editor = "sparql?lang=en" if way else "sparql"
        assert f'<a href="{way}{editor}">{name}</a> · <a href="{way}api/">' in text
        assert f'href="{way}{editor}{"&amp;" if way else "?"}query=' in text
    lists = server.get("api/").json()
    assert lists["description"] == f"{server.url}api/openapi.json"
    assert f"{server.url}api/commitments" in lists["lists"]
    assert server.client.get(lists["lists"][-1]).json()["items"]


@pytest.mark.parametrize(
    ("address", "accept", "language"),
    [
        ("", None, "da"),
        ("", "da-DK,da;q=0.9,en;q=0.8", "da"),
        ("", "en-GB,en;q=0.9,da;q=0.8", "en"),
        ("?lang=en", "da", "en"),
        ("?lang=da", "en", "da"),
        ("?lang=<x>", "de", "da"),
    ],
)
def test_pages_made_when_asked_for_speak_the_language_that_is_wanted(
    server: Server, address: str, accept: str | None, language: str
) -> None:
    """That of the address, else what the browser prefers, else Danish: the editor, the page of a thing, the way on."""
    headers = HTML | ({"Accept-Language": accept} if accept else {})
    editor = server.get(f"sparql{address}", headers=headers)
    assert f'<html lang="{language}">' in editor.text
    assert "Accept-Language" in editor.headers["vary"]
    assert {"da": "Færdige spørgsmål", "en": "Ready-made questions"}[language] in editor.text
    thing = server.get(f"id/passage/oea-kommuner-2024/1{address}", headers=headers)
    assert f'<html lang="{language}">' in thing.text
    assert {"da": ">i aftalen</th>", "en": ">in agreement</th>"}[language] in thing.text
    assert ("?lang=en" in thing.text.partition("<main")[2].partition("</main>")[0]) is (language == "en")
    page = server.get(f"id/actor/kl{address}", headers=headers).headers["location"]
    assert page == {"da": "/aftaler/aktoer-kl.html", "en": "/aftaler/en/aktoer-kl.html"}[language]


def test_commitments_are_filtered_and_paged(server: Server) -> None:
    """By agreement, actor, area, topic, force, year and words; the total is that of all pages."""
    everything = server.get("api/commitments").json()
    assert everything["total"] == 4
    assert server.get("api/commitments", params={"limit": 1, "offset": 1}).json()["items"] == everything["items"][1:2]
    for filters, total in (
        ({"document": "oea-kommuner-2022"}, 2),
        ({"actor": "kl", "force": "undertake"}, 2),
        ({"obliged": "kl", "agreement_year": 2024}, 1),
        ({"topic": "botilbud", "area": "anlaeg"}, 2),
        ({"q": "botilbud"}, 2),
        ({"q": "botilbud", "document": "oea-kommuner-2024"}, 1),
        ({"year": 1999}, 0),
    ):
        assert server.get("api/commitments", params=filters).json()["total"] == total, filters
    assert server.get("api/search", params={"q": "botilbud"}).json()["items"][0]["score"] == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("api/commitments?limit=0", 422),
        ("api/commitments?limit=5000", 422),
        ("api/commitments?year=x", 422),
        ("api/search", 422),
        ("api/search?q=%3F", 400),
        ("api/commitments/oea-kommuner-2024/none", 404),
        ("api/vocabularies/kings", 422),
        ("api/queries/none", 400),
        ("api/queries/commitments-by-actor?king=harald", 400),
        ("api/threads/none", 404),
        ("api/none", 404),
    ],
)
def test_the_api_says_what_is_wrong(server: Server, path: str, status: int) -> None:
    """As JSON, with the status that says whose fault it is."""
    answer = server.get(path)
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_the_api_has_the_rest(server: Server) -> None:
    """One commitment whole, agreements, vocabularies, ledger, threads, queries; described by OpenAPI."""
    item = server.get("api/commitments").json()["items"][0]
    whole = server.get(f"api/commitments/{item['iri'].removeprefix(BASE + 'commitment/')}").json()
    assert (whole["quote"], whole["iri"]) == (item["quote"], item["iri"])
    assert whole["evidence"]
    read = server.get("api/agreements", params={"read": True}).json()
    assert [(one["id"], one["commitments"]) for one in read["items"]] == [
        ("oea-kommuner-2022", 2),
        ("oea-kommuner-2024", 2),
    ]
    actors = {one["id"]: one["label"] for one in server.get("api/vocabularies/actors?limit=1000").json()["items"]}
    assert actors["kl"] == "KL"
    ledger = server.get("api/ledger", params={"status": "not-read", "actor": "kl"}).json()
    assert "oea-kommuner-2026" in {row["target"] for row in ledger["items"]}
    assert server.get("api/threads").json()["items"][0]["id"] == "botilbud"
    queries = {one["name"]: one for one in server.get("api/queries").json()["queries"]}
    assert server.ask(queries["commitments-by-actor"]["sparql"]).status_code == 200
    bound = server.get("api/queries/commitments-by-actor", params={"actor": "KL"}).json()["sparql"]
    assert f"<{BASE}actor/kl>" in bound
    paths = server.get("api/openapi.json").json()["paths"]
    assert {"/commitments", "/search", "/ledger", "/threads", "/agreements"} <= set(paths)


WORDS = (
    "NEAR(botilbud kl)", '"', '""', "*", "bo*", "quote:x", "words : kl", "a OR b", "a AND",
    "NOT", "^x", "-x", "(", "{a b}: c",
    "kl'; DROP TABLE words; --", 'kl" OR "1', "NEAR/2", "%", "_", "\x00", "\u202e", "a" * 200, "æ\u0301", "\ufffe",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_words_are_only_words(server: Server, words: str) -> None:
    """Nothing of the search engine's own language is heard: each is looked for, or told to hold no word."""
    answer = server.get("api/search", params={"q": words})
    assert answer.status_code in (200, 400), answer.text
    assert answer.json().get("total", 0) == 0
    assert server.get("api/search", params={"q": f"botilbud {words if not words[0].isalpha() else ''}"}).is_success


@pytest.mark.parametrize(
    "asked",
    [
        "limit=1000000000000000000000000", "offset=1000000000000000000000000", "offset=-1", "limit=1e3", "limit=%00",
        "year=" + "9" * 400, "agreement_year=0", "document=" + "a" * 201,
    ],
)  # fmt: skip
def test_pages_and_years_have_bounds(server: Server, asked: str) -> None:
    """A number that none can be is refused before anything is looked up."""
    assert server.get(f"api/commitments?{asked}").status_code == 422
    assert server.get("api/commitments?offset=100000000").json()["items"] == []


@pytest.mark.parametrize(
    "path",
    ["sparql?lang=en%0d%0aX-Evil:1", "id/actor/kl%0d%0aX-Evil:1?lang=en%0aX-Evil:1", "%0d%0aX-Evil:1",
     "sparql?query=ASK%7B%7D&format=json%0d%0aX-Evil:1&callback=%0d%0aX-Evil:1", "api/threads/%0d%0aX-Evil:1"],
)  # fmt: skip
def test_nothing_that_is_asked_becomes_a_header(server: Server, path: str) -> None:
    """Line breaks in paths and parameters stay what they are."""
    for accept in ("text/html", "*/*"):
        assert "x-evil" not in server.get(path, headers={"Accept": accept}).headers


@pytest.mark.parametrize("path", ["", "api/commitments", "api/queries", "sparql?query=ASK%7B%7D", "id/actor/kl"])
def test_head_and_options_are_answered_everywhere(server: Server, path: str) -> None:
    """HEAD as GET without its body; OPTIONS with the methods that there are."""
    head, get = server.client.head(path), server.get(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    options = server.client.options(path)
    assert options.status_code == 204
    assert ("POST" in options.headers["allow"]) is path.startswith("sparql")


def test_a_page_is_sent_whole(server: Server) -> None:
    """However many pieces of it are asked for."""
    pieces = ",".join(f"{start}-{start}" for start in range(0, 12_000, 2))
    answer = server.get("", headers={"Range": f"bytes={pieces}"})
    assert answer.status_code == 200
    assert answer.headers["accept-ranges"] == "none"
    assert answer.content == server.get("").content


TRICKS = (
    "..%2f..%2fetc%2fpasswd", "../../../../etc/passwd", "%2e%2e/%2e%2e/pyproject.toml", "static/../editor.js",
    "static/..%2fVENDORED.toml", "static/VENDORED.toml", "static/page.css", "aftale-oea-kommuner-2024.html/",
    "//etc/passwd", "%5c..%5c..%5cwindows", "index.html%00.csv", "en/../../made", "made", "addresses.json",
    "..%5c..%5cpyproject.toml", "C:%5cwindows", "index.html::$DATA", "..;/made", "%c0%ae%c0%ae/made", "en/%2e%2e/made",
    ".", "..", "site/index.html", "a.store/store.json", "id/../../../etc/passwd", "static/%2e%2e%2f%2e%2e%2fsite.py",
)  # fmt: skip


@pytest.mark.parametrize("path", TRICKS)
def test_no_path_leads_to_another_file(server: Server, path: str) -> None:
    """Whatever dots, slashes and escapes it has: it is the front page, or it is not there."""
    import http.client

    host, _, rest = server.url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host, timeout=30)  # as it stands: a better client would tidy the path
    connection.request("GET", f"/{rest}{path}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in (400, 404, 307) or b"<title>" in body
    assert b"root:" not in body
    assert b"[project]" not in body


def test_without_the_explorer_the_rest_is_there(store: Path) -> None:
    """Data, the editor and the API; the ledger is made when somebody asks for it."""
    with served(store, "--no-explorer", "--path-prefix", "/a") as server:
        assert server.lines[0] == f"SPARQL        {server.url}sparql"
        front = server.get("")
        assert (front.status_code, front.headers["location"]) == (303, "/a/sparql")
        assert "no explorer" in server.get("aftale-oea-kommuner-2024.html").text
        assert "Regeringen og KL er enige" in server.get("id/passage/oea-kommuner-2024/1", headers=HTML).text
        assert server.get("id/agreement/oea-kommuner-2024", headers=HTML).status_code == 200
        assert server.get("api/ledger").json()["total"] > 0


def test_health_and_metrics(server: Server) -> None:
    """For whoever watches over it, in the forms that are usual."""
    health = server.get("health").json()
    assert health["status"] == "ok"
    assert health["workers"]["of"] >= 2
    assert server.get("api/queries").status_code == 200
    metrics = server.get("metrics").text
    assert 'aftalegraf_requests_total{part="api",status="200"}' in metrics
    assert "aftalegraf_workers_running" in metrics


def test_a_new_generation_is_picked_up(tmp_path: Path) -> None:
    """By queries, the API, tags and pages, without a restart; the old one can then be removed."""
    store = made_store(tmp_path, 2022)
    with served(store) as server:
        query = {"query": "SELECT ?a { ?a ag:read true }"}
        before = server.get("sparql", params=query)
        assert len(before.json()["results"]["bindings"]) == 1
        assert server.get("aftale-oea-kommuner-2024.html").status_code == 404
        made_store(tmp_path, 2022, 2024)
        until(lambda: len(server.get("sparql", params=query).json()["results"]["bindings"]) == 2)
        after = server.get("sparql", params=query, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert server.get("api/commitments").json()["total"] == 4
        until(lambda: server.get("aftale-oea-kommuner-2024.html").status_code == 200)
        until(lambda: not list((store / "readers").glob("generation-1.*")))
        made_store(tmp_path, 2022, 2024, 2027)
        assert not (store / "generation-1").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are the business of Unix")
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly(store: Path, tmp_path: Path, by: int) -> None:
    """With status 0, no process and no folder left, and what was asked for written in the log."""
    log = tmp_path / "access.jsonl"
    with served(store, "--access-log", str(log), environment={"TMPDIR": str(tmp_path)}) as server:
        assert server.ask("ASK {}").status_code == 200
        workers = server.workers()
        assert workers
        assert stop(server.process, by) == 0
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))
        assert server.lines[-1] == "Stopped."
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [("POST", "/sparql", 200)]
    assert [path.name for path in tmp_path.iterdir()] == ["access.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_all_end_with_a_server_that_is_killed(store: Path) -> None:
    """No worker goes on answering nobody, and no pages are made for nobody."""
    with served(store) as server:
        until(lambda: server.children(b"aftalegraf.serving.making"))
        children = server.children()
        assert len(children) > len(server.workers()) > 0
        stop(server.process, signal.SIGKILL)
        until(lambda: not any(map(runs, children)), 3)


def runs(pid: int) -> bool:
    """Whether a process is there and does something, and is not only waiting to be forgotten."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_settings_come_from_file_and_environment(store: Path, tmp_path: Path) -> None:
    """The command line goes before the environment, that before the file; the file may have Windows' mark."""
    config = tmp_path / "serve.toml"
    config.write_text('rows = 2\nsize = 1\npath-prefix = "/fil"\n', encoding="utf-8-sig")
    with served(store, "--config", str(config), "--size", "2", environment={"AFTALEGRAF_SERVE_ROWS": "3"}) as server:
        assert server.url.endswith("/fil/")
        answer = server.ask("SELECT * { ?s ?p ?o }")
        assert answer.headers["aftalegraf-cut"] == "rows=3"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux's")
def test_a_log_that_cannot_be_written_keeps_nobody_from_an_answer(store: Path) -> None:
    """The disk is full: requests are answered all the same, on the same connection."""
    with served(store, "--no-explorer", "--workers", "1", "--access-log", "/dev/full") as server:
        assert [server.ask("ASK {}").status_code for _ in range(3)] == [200] * 3


def failed(*arguments: str) -> str:
    """The line that `serve` ends with when it cannot start."""
    result = CliRunner().invoke(cli, ["serve", "--no-browser", *arguments])
    assert result.exit_code in (1, 2), result.output
    assert "Traceback" not in result.output
    return result.output.strip().splitlines()[-1]


def test_a_server_that_cannot_start_says_why(store: Path, tmp_path: Path, server: Server) -> None:
    """In one line: no store, a port that is taken, a setting that is none, a prefix that cannot be."""
    assert "aftalegraf build" in failed("--store", str(tmp_path / "none"))
    port = server.url.split(":")[2].split("/")[0]
    assert "--port" in failed("--store", str(store), "--port", port)
    config = tmp_path / "serve.toml"
    config.write_text("prot = 1\n", encoding="utf-8")
    assert "no setting 'prot'" in failed("--store", str(store), "--config", str(config))
    config.write_text("port = \n", encoding="utf-8")
    assert "TOML" in failed("--store", str(store), "--config", str(config))
    assert "--path-prefix" in failed("--store", str(store), "--path-prefix", "/a b")
    assert "--path-prefix" in failed("--store", str(store), "--path-prefix", "/../b")


def test_answers_do_not_wait_for_the_client_to_say_that_it_heard() -> None:
    """The socket is known to be TCP, so that asyncio sends small pieces at once: they once took 40 ms each."""
    made_socket = listen("127.0.0.1", 0)
    assert made_socket.proto == socket.IPPROTO_TCP
    made_socket.close()


def test_help_lists_every_setting() -> None:
    """With the name of its variable in the environment."""
    text = CliRunner().invoke(cli, ["serve", "--help"], terminal_width=200).output
    command = __import__("aftalegraf.commands.serve", fromlist=["command"]).command
    names = [one.name for one in command.params if one.name != "help"]
    assert len(names) >= 19
    for name in names:
        assert f"AFTALEGRAF_SERVE_{name.upper()}" in " ".join(text.split()), name


def test_hostile_texts_are_only_texts(tmp_path: Path) -> None:
    """What documents say is escaped in the pages that are made when asked for, as in those that are written."""
    record = {"document": "a-2024", "quote": "<script>alert(1)</script> KL vil </td>drøfte det.", "force": "undertake"}
    (tmp_path / "records.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    build([tmp_path / "records.jsonl"], tmp_path / "a.store")
    with served(tmp_path / "a.store") as server:
        (item,) = server.get("api/commitments").json()["items"]
        assert item["quote"] == record["quote"]
        number = parse(server.get(f"id/{item['iri'].removeprefix(BASE)}").content, format=RdfFormat.TURTLE)
        parts = {quad.subject.value for quad in number if quad.subject.value.count("/") > item["iri"].count("/")}
        pages = [server.get(f"id/{part.removeprefix(BASE)}", headers=HTML) for part in parts]
        texts = [server.get("").text, *(page.text for page in pages)]
        assert any("&lt;script&gt;" in text or "\\u003cscript" in text for text in texts)
        assert not any("<script>alert" in text for text in texts)
        assert all("script-src &#39;none&#39;" in page.text for page in pages)


def test_a_store_that_is_damaged_while_served_is_said_to_be(tmp_path: Path) -> None:
    """Requests get 503 and a line; when it is whole again they are answered."""
    store = made_store(tmp_path, 2022)
    with served(store) as server:
        current = store / "current"
        shutil.copy(current, tmp_path / "kept")
        current.write_text("nonsense", encoding="utf-8")
        until(lambda: server.ask("ASK {}").status_code == 503)
        (tmp_path / "kept").replace(current)
        until(lambda: server.ask("ASK {}").status_code == 200)


def test_a_store_that_is_taken_away_while_served_is_said_to_be_gone(tmp_path: Path) -> None:
    """Every request gets 503 and a line that names the file, and is answered when the file is there again."""
    store, paths = (
        made_store(tmp_path, 2022),
        ("sparql?query=ASK{}", "api/agreements", "id/actor/kl", ".well-known/void"),
    )
    current = store / "current"
    with served(store, "--no-explorer", "--workers", "1") as server:
        current.rename(tmp_path / "kept")
        until(lambda: server.get("health").status_code == 503)
        told = [server.get(path) for path in paths]
        assert [answer.status_code for answer in told] == [503] * len(paths)
        assert all(str(current) in answer.text for answer in told)
        (tmp_path / "kept").rename(current)
        until(lambda: [server.get(path).status_code for path in paths] == [200] * len(paths))
