"""Servers that are away, slow, refuse, want a login, or answer no SPARQL: one clear line, and no secret is told."""

from __future__ import annotations

import gzip
import re
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from servers import NTRIPLES, Made, Reply, Request, made_server, own_certificate, rows, yes

from aftalegraf.cli import cli
from benchmarks.virtuoso import free_port
from graph.ask import ask
from graph.ask import rows as plain
from graph.errors import AnswerCutError, GraphError, QueryError, QueryTimeoutError, RemoteError, StoreMissingError
from graph.remote.address import PASSWORD, TOKEN, USER, Address, store_at
from graph.remote.snapshot import reading_remote

GRAPH = "https://w3id.org/aftalegraf/id/graph/agreement/a-2024"
SELECT = "SELECT ?q WHERE { ?c ag:quote ?q }"
SECRET = "sesam-luk-dig-op"


@pytest.fixture(autouse=True)
def _no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (USER, PASSWORD, TOKEN):
        monkeypatch.delenv(variable, raising=False)


def store_that(answers: Callable[[Request], Reply]) -> Callable[[Request], Reply]:
    """A server that holds a store, and answers other queries than our first ones as told."""

    def answer(request: Request) -> Reply:
        if "SELECT DISTINCT ?g" in request.query:
            return rows(GRAPH)
        return yes() if request.query.startswith("ASK { ?a") else answers(request)

    return answer


def run(*arguments: str) -> tuple[int, str]:
    """The exit status of a command that fails, and its one line."""
    result = CliRunner().invoke(cli, list(arguments))
    (line,) = result.stderr.strip().splitlines()
    assert result.stdout == ""
    assert "Traceback" not in line
    return result.exit_code, line


PAGE = b"<!DOCTYPE html><html><body>Welcome <script>alert(1)</script></body></html>"
FAULTS: dict[str, tuple[Reply, int, str]] = {
    "a login": (Reply(status=401, media="text/plain"), 1, f"demands a login .*{USER}"),
    "refused": (Reply(status=403, media="text/html", body=PAGE), 1, "refuses this .403.: ask whoever keeps it"),
    "no such page": (Reply(status=404, media="text/html", body=PAGE), 1, "nothing answers at this address .404."),
    "another method": (Reply(status=405), 1, "does not take queries .405."),
    "a fault": (
        Reply(status=500, media="text/plain", body=b"Virtuoso 42000 Error\x1b[2J\nmore"),
        1,
        "failed .500.: Virtu",
    ),
    "a fault as a page": (Reply(status=500, media="text/html", body=PAGE), 1, "failed .500.: it does not say why"),
    "too busy": (Reply(status=503, media="text/html", body=PAGE), 1, "cannot answer now .503.: try again later"),
    "a web page": (Reply(media="text/html; charset=utf-8", body=PAGE), 1, "answers with a web page"),
    "a page as XHTML": (Reply(media="application/xhtml+xml", body=PAGE), 1, "answers with a web page"),
    "a picture": (Reply(media="image/png", body=b"\x89PNG"), 1, "answers with image/png"),
    "no type": (Reply(media="", body=b"?"), 1, "answers with nothing known"),
    "a page that says it is JSON": (Reply(body=PAGE), 1, "the answer is broken"),
    "half an answer": (Reply(body=rows(GRAPH).body[:-30]), 1, "the answer is broken"),
    "half a row": (Reply(body=b'{"head":{"vars":["g"]},"results":{"bindings":[{"g":{"type":"uri"'), 1, "is broken"),
    "nothing": (Reply(body=b""), 1, "the answer is broken"),
    "another question's answer": (yes(), 1, "is it a SPARQL 1.1 endpoint"),
    "fewer bytes than told": (Reply(body=rows(GRAPH).body, length=9999), 1, "the answer broke off"),
    "packed badly": (Reply(body=b"no gzip", headers={"Content-Encoding": "gzip"}), 1, "cannot be unpacked|no server"),
    "elsewhere": (
        Reply(status=302, headers={"Location": "https://evil.example/x?y"}),
        1,
        "on to https://evil.example/x:",
    ),
    "to no address": (Reply(status=302, headers={"Location": "http://[::x/"}), 1, "what is no address"),
    "in circles": (Reply(status=307, headers={"Location": "/sparql"}), 1, "sends on and on"),
    "nothing built": (rows(), 2, "nothing has been built here yet: run `aftalegraf build`"),
    "a query that it cannot run": (
        Reply(status=400, media="text/plain", body=b"SP031: no"),
        2,
        "run this query: SP031: no",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_server_is_one_line_that_says_what_to_do(fault: str) -> None:
    """Naming the address; nothing of a web page and nothing that steers a terminal is repeated."""
    reply, status, said = FAULTS[fault]
    with made_server(lambda _: reply) as server:
        code, line = run("query", "--store", server.url, "-e", SELECT)
    assert code == status, line
    assert server.url in line
    assert re.search(said, line), line
    assert "<" not in line
    assert line.isprintable()


def test_a_server_that_is_away_is_one_line() -> None:
    """The port is one that nobody listens on."""
    code, line = run("query", "--store", f"http://127.0.0.1:{free_port()}/sparql", "-e", SELECT)
    assert code == 1
    assert "no server can be reached (Connection refused)" in line


def test_a_name_that_nobody_has_is_one_line() -> None:
    """.invalid is never given out (RFC 2606)."""
    code, line = run("query", "--store", "https://sparql.invalid/sparql", "-e", SELECT)
    assert code == 1
    assert "https://sparql.invalid/sparql: no server can be reached" in line


@pytest.mark.parametrize(
    "reply", [Reply(body=rows(GRAPH).body, late=5), Reply(body=rows(GRAPH).body, slow=0.1)], ids=["silent", "dripping"]
)
def test_a_slow_server_is_given_up(reply: Reply) -> None:
    """Whether it says nothing, or a byte at a time for ever."""
    with (
        made_server(store_that(lambda _: reply)) as server,
        reading_remote(Address(url=server.url), seconds=0.5) as snapshot,
        pytest.raises(QueryTimeoutError, match=r"took longer than 0\.5 seconds"),
    ):
        ask(snapshot, SELECT)


def test_an_answer_that_the_server_cuts_is_not_taken_for_the_whole() -> None:
    """Virtuoso gives 10,000 rows of more, and says so in a header alone."""
    cut = Reply(body=rows("https://e.org/a", column="q").body, headers={"X-SPARQL-MaxRows": "10000"})
    with (
        made_server(store_that(lambda _: cut)) as server,
        reading_remote(Address(url=server.url)) as snapshot,
        pytest.raises(AnswerCutError, match="LIMIT and OFFSET"),
    ):
        ask(snapshot, SELECT)


def test_a_copy_that_lacks_triples_is_refused() -> None:
    """The server says how many there are, and gives fewer."""

    def answers(request: Request) -> Reply:
        if "COUNT(*)" in request.query:
            counted = f'{{"g": {{"type": "uri", "value": "{GRAPH}"}}, "n": {{"type": "literal", "value": "2"}}}}'
            return Reply(body=f'{{"head": {{"vars": ["g", "n"]}}, "results": {{"bindings": [{counted}]}}}}'.encode())
        return Reply(media=NTRIPLES, body=b"<https://e.org/a> <https://e.org/b> <https://e.org/c> .\n")

    with (
        made_server(store_that(answers)) as server,
        reading_remote(Address(url=server.url)) as snapshot,
        pytest.raises(RemoteError, match="gives 1 of the 2 triples"),
    ):
        len(snapshot.database)


def test_what_is_broken_or_writes_is_refused_before_anything_is_sent() -> None:
    """In the words of a store on disk."""
    with made_server(store_that(lambda _: rows())) as server, reading_remote(Address(url=server.url)) as snapshot:
        begun = len(server.asked)
        for sparql in ("SELECT ?x WHERE {", "DROP ALL", "SELECT * { SERVICE <https://e.org/> { ?s ?p ?o } }", ""):
            with pytest.raises(QueryError):
                ask(snapshot, sparql)
        assert len(server.asked) == begun


def test_a_packed_answer_is_unpacked() -> None:
    """Servers may answer in gzip."""
    packed = Reply(body=gzip.compress(rows("https://e.org/a", column="q").body), headers={"Content-Encoding": "gzip"})
    with made_server(store_that(lambda _: packed)) as server, reading_remote(Address(url=server.url)) as snapshot:
        assert plain(ask(snapshot, SELECT)).rows == (("https://e.org/a",),)


def test_true_and_false_are_spelled_out() -> None:
    """Virtuoso writes 1 and 0 in JSON; other numbers stay numbers."""
    boolean, whole = ("http://www.w3.org/2001/XMLSchema#" + kind for kind in ("boolean", "integer"))
    found = ",".join(
        f'{{"q": {{"type": "typed-literal", "datatype": "{kind}", "value": "{value}"}}}}'
        for kind, value in ((boolean, "1"), (boolean, "0"), (boolean, "true"), (whole, "1"))
    )
    reply = Reply(body=f'{{"head": {{"vars": ["q"]}}, "results": {{"bindings": [{found}]}}}}'.encode())
    with made_server(store_that(lambda _: reply)) as server, reading_remote(Address(url=server.url)) as snapshot:
        assert plain(ask(snapshot, SELECT)).rows == (("true",), ("false",), ("true",), ("1",))


# Logins


def demands(scheme: str) -> Callable[[Request], Reply]:
    """A server that wants a login of that scheme, and takes any."""
    challenge = {
        "basic": 'Basic realm="SPARQL"',
        "digest": 'Digest realm="SPARQL", nonce="9cb0", qop="auth", algorithm="MD5"',
        "both": 'Basic realm="SPARQL"\nDigest realm="SPARQL", nonce="9cb0", qop="auth", algorithm="MD5"',
    }[scheme]

    def answer(request: Request) -> Reply:
        if "authorization" not in request.headers:
            return Reply(status=401, headers={"WWW-Authenticate": challenge}, media="text/html", body=PAGE)
        return store_that(lambda _: rows("https://e.org/a", column="q"))(request)

    return answer


def sent(server: Made) -> set[str]:
    """The schemes of the logins that were sent."""
    return {request.headers.get("authorization", "none").split()[0] for request in server.asked}


@pytest.mark.parametrize(
    ("scheme", "used"), [("basic", {"none", "Basic"}), ("digest", {"none", "Digest"}), ("both", {"none", "Digest"})]
)
def test_the_login_of_the_environment_is_given_as_the_server_asks(
    monkeypatch: pytest.MonkeyPatch, scheme: str, used: set[str]
) -> None:
    """Only once it asks; Digest, which gives no password away, where it takes both."""
    monkeypatch.setenv(USER, "anna")
    monkeypatch.setenv(PASSWORD, SECRET)
    with made_server(demands(scheme)) as server, reading_remote(Address(url=server.url)) as snapshot:
        assert plain(ask(snapshot, SELECT)).rows == (("https://e.org/a",),)
    assert sent(server) == used


def test_a_token_is_sent_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a bearer (RFC 6750 2.1)."""
    monkeypatch.setenv(TOKEN, SECRET)
    with made_server(demands("basic")) as server, reading_remote(Address(url=server.url)) as snapshot:
        ask(snapshot, SELECT)
    assert {request.headers["authorization"] for request in server.asked} == {f"Bearer {SECRET}"}


def test_a_login_that_is_not_accepted_is_named_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable's name, neither user nor password."""
    monkeypatch.setenv(USER, "anna-hemmelig")
    monkeypatch.setenv(PASSWORD, SECRET)
    refuses = Reply(status=401, headers={"WWW-Authenticate": 'Basic realm="SPARQL"'})
    with made_server(lambda _: refuses) as server:
        code, line = run("query", "--store", server.url, "-e", SELECT)
    assert code == 1
    assert f"does not accept the login in {USER} (401)" in line
    assert SECRET not in line
    assert "anna-hemmelig" not in line


@pytest.mark.parametrize("variable", [PASSWORD, TOKEN])
def test_no_secret_goes_out_where_others_can_read_along(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """Plain HTTP to another machine: neither a password by Basic nor a token is sent there."""
    monkeypatch.setenv(USER, "anna" if variable == PASSWORD else "")
    monkeypatch.setenv("AFTALEGRAF_STORE_LOGIN", "basic")
    monkeypatch.setenv(variable, SECRET)
    code, line = run("query", "--store", "http://sparql.invalid/sparql", "-e", SELECT)
    assert code == 1
    assert f"{variable} would go over the net for all to read: use an https address" in line


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        (TOKEN, f"{SECRET}\n{SECRET}"),
        (TOKEN, f"{SECRET}ø"),
        ("AFTALEGRAF_STORE_LOGIN", "kerberos"),
        ("AFTALEGRAF_STORE_UPDATE", f"https://anna:{SECRET}@e.org/update"),
        ("SSL_CERT_FILE", "/nowhere/authority.pem"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    """Bad use, in one line that does not repeat it, before anything is sent."""
    monkeypatch.setenv(variable, value)
    with made_server(lambda _: yes()) as server:
        code, line = run("query", "--store", server.url, "-e", SELECT)
        assert server.asked == []
    assert code == 2
    assert variable in line
    assert SECRET not in line


def test_a_server_that_sends_on_gets_no_login_sent_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another server is not asked at all."""
    monkeypatch.setenv(TOKEN, SECRET)
    with made_server(lambda _: yes()) as other:
        moved = Reply(status=307, headers={"Location": other.url})
        with made_server(lambda _: moved) as server:
            code, line = run("query", "--store", server.url, "-e", SELECT)
        assert other.asked == []
    assert code == 1
    assert f"sends on to {other.url}: give that address" in line


def test_a_server_may_send_on_within_itself() -> None:
    """As with a slash too few."""

    def answer(request: Request) -> Reply:
        if request.path == "/sparql":
            return Reply(status=308, headers={"Location": "/sparql/"})
        return store_that(lambda _: rows("https://e.org/a", column="q"))(request)

    with made_server(answer) as server, reading_remote(Address(url=server.url)) as snapshot:
        assert plain(ask(snapshot, SELECT)).rows == (("https://e.org/a",),)


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is asked; whoever trusts it names it, and may then send a password."""
    monkeypatch.setenv(USER, "anna")
    monkeypatch.setenv(PASSWORD, SECRET)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    own = own_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(own)
    with made_server(demands("basic"), tls) as server:
        code, line = run("query", "--store", server.url, "-e", SELECT)
        assert server.asked == []
        assert code == 1
        assert "certificate is not trusted (self-signed certificate): name the file with its authority" in line
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        with reading_remote(Address(url=server.url)) as snapshot:
            assert plain(ask(snapshot, SELECT)).rows == (("https://e.org/a",),)
        assert sent(server) == {"none", "Basic"}


# What is said of the default graph


def asked_of(server: Made) -> dict[str, str]:
    """The form of the last request."""
    return dict(pair.split("=", 1) for pair in server.asked[-1].body.decode().split("&"))


def test_a_server_whose_default_graph_is_the_union_is_asked_plainly() -> None:
    """Virtuoso, for one."""
    with made_server(store_that(lambda _: rows())) as server, reading_remote(Address(url=server.url)) as snapshot:
        ask(snapshot, SELECT)
        assert set(asked_of(server)) == {"query"}


def test_elsewhere_every_query_names_the_graphs() -> None:
    """Those of agreements, links, vocabularies, the data set and runs."""

    def answer(request: Request) -> Reply:
        return yes(answer=False) if request.query.startswith("ASK { ?a") else store_that(lambda _: rows())(request)

    with made_server(answer) as server, reading_remote(Address(url=server.url)) as snapshot:
        ask(snapshot, SELECT)
        assert server.asked[-1].body.count(b"default-graph-uri=") == 5
        assert server.asked[-1].body.count(b"named-graph-uri=") == 5


def test_the_environment_can_name_the_union(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fuseki calls it urn:x-arq:UnionGraph."""
    monkeypatch.setenv("AFTALEGRAF_STORE_DEFAULT_GRAPH", "urn:x-arq:UnionGraph")
    with made_server(store_that(lambda _: rows())) as server, reading_remote(Address(url=server.url)) as snapshot:
        ask(snapshot, SELECT)
        assert asked_of(server)["default-graph-uri"] == "urn%3Ax-arq%3AUnionGraph"


def test_of_several_stores_on_a_server_one_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its base, in the environment."""
    other = "https://e.org/id/graph/agreement/a-2024"
    with made_server(lambda request: yes() if request.query.startswith("ASK") else rows(GRAPH, other)) as server:
        address = Address(url=server.url)
        with pytest.raises(GraphError, match="2 stores are on this server"), reading_remote(address):
            pass
        monkeypatch.setenv("AFTALEGRAF_STORE_BASE", "https://e.org/id/")
        with reading_remote(address) as snapshot:
            assert snapshot.iris.base == "https://e.org/id/"
        monkeypatch.setenv("AFTALEGRAF_STORE_BASE", "https://e.org/none/")
        with pytest.raises(StoreMissingError), reading_remote(address):
            pass


# Addresses


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"https://anna:{SECRET}@e.org/sparql", f"leave it out of the address, and set {USER}"),
        ("http:///sparql", "no address of a server"),
        ("https://e.org:99999/sparql", "the address cannot be read"),
        ("https://e.org/sparql#x", "cannot stand in one"),
        ("https://e.org/a b", "cannot stand in one"),
    ],
)
def test_an_address_that_cannot_be_meant_is_bad_use(text: str, said: str) -> None:
    """One line, without the password that it may hold."""
    code, line = run("query", "--store", text, "-e", SELECT)
    assert code == 2
    assert said in line
    assert SECRET not in line


def test_what_is_served_is_a_folder() -> None:
    """A server needs no serving."""
    code, line = run("serve", "--store", "https://e.org/sparql")
    assert code == 2
    assert "name a folder" in line


@pytest.mark.parametrize("text", ["aftalegraf.store", "C:\\data\\a.store", "/tmp/http/x", "http.store"])
def test_other_stores_are_folders(text: str) -> None:
    """Also on Windows, where a path begins with a letter and a colon."""
    assert store_at(text) == Path(text)


def test_what_stands_after_a_question_mark_is_sent_and_not_shown() -> None:
    """It may be a key."""
    with made_server(lambda _: Reply(status=404)) as server:
        code, line = run("query", "--store", f"{server.url}?key={SECRET}", "-e", SELECT)
        assert server.asked[0].path == f"/sparql?key={SECRET}"
    assert code == 1
    assert SECRET not in line
