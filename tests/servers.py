"""SPARQL servers for tests: Oxigraph's own, and small ones on loopback that do wrong what servers do wrong."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from benchmarks.virtuoso import free_port

JSON, NTRIPLES = "application/sparql-results+json", "application/n-triples"
_STARTED = 20.0


@contextmanager
def oxigraph() -> Iterator[str]:
    """Runs Oxigraph's server, in memory; gives where it answers queries. Its default graph is no union."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    assert found is not None
    port = free_port()
    command = [found, "serve", "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        end = monotonic() + _STARTED
        while monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            sleep(0.05)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait()


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a made server was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def query(self) -> str:
        """The SPARQL query in the form."""
        return parse_qs(self.body.decode()).get("query", [""])[0]


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a made server answers. `length` is what it says of the body's length; `late` how long it waits, in seconds;
    `slow` how long between one byte and the next. Each line of a header's value is a header of its own.
    """

    status: int = 200
    media: str = JSON
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    late: float = 0.0
    slow: float = 0.0


@dataclass(kw_only=True)
class Made:
    """A made server that runs: where, and what it was asked."""

    url: str
    asked: list[Request] = field(default_factory=list)


@contextmanager
def made_server(answer: Callable[[Request], Reply], tls: ssl.SSLContext | None = None) -> Iterator[Made]:
    """Runs a server on loopback that answers as told, over TLS where it has what that takes."""
    made = Made(url="")

    class Handler(BaseHTTPRequestHandler):
        """Reads, notes and answers."""

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {key.lower(): value for key, value in self.headers.items()}
            request = Request(method=self.command, path=self.path, headers=headers, body=body)
            made.asked.append(request)
            with suppress(BrokenPipeError, ConnectionResetError):
                self._reply(answer(request))

        def _reply(self, reply: Reply) -> None:
            sleep(reply.late)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.media)
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            for key, value in reply.headers.items():
                for line in value.splitlines():
                    self.send_header(key, line)
            self.end_headers()
            for part in [reply.body[i : i + 1] for i in range(len(reply.body))] if reply.slow else [reply.body]:
                self.wfile.write(part)
                self.wfile.flush()
                sleep(reply.slow)

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815

        def log_message(self, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    made.url = f"{'http' if tls is None else 'https'}://localhost:{server.server_address[1]}/sparql"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def own_certificate(folder: Path) -> Path:
    """Makes a certificate for localhost that nobody has signed, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    own = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "localhost.pem"
    path.write_bytes(certificate.public_bytes(Encoding.PEM) + own)
    return path


def rows(*values: str, column: str = "g") -> Reply:
    """A SELECT's answer: IRIs in one column."""
    found = ",".join(f'{{"{column}": {{"type": "uri", "value": "{value}"}}}}' for value in values)
    return Reply(body=f'{{"head": {{"vars": ["{column}"]}}, "results": {{"bindings": [{found}]}}}}'.encode())


def yes(answer: bool = True) -> Reply:
    """An ASK's answer."""
    return Reply(body=f'{{"head": {{}}, "boolean": {str(answer).lower()}}}'.encode())
