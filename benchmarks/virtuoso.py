"""A Virtuoso of one's own, on loopback: Debian's `virtuoso-opensource`, with an ini and a folder that go afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

SERVER, CLIENT = "virtuoso-t", "isql-vt"
USER, PASSWORD = "writer", "loopback"  # what tests and measurements log in with, on loopback, for minutes
_SECONDS = 120.0
_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10

[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 60
"""
_SETUP = """\
DB.DBA.USER_CREATE('{user}', '{password}');
GRANT SPARQL_UPDATE TO "{user}";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET('{user}', 7);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Virtuoso:
    """One that runs: where it answers queries, the port of its SQL, and its process."""

    url: str
    sql: int
    process: int


def installed() -> bool:
    """Whether this machine has Virtuoso."""
    return shutil.which(SERVER) is not None and shutil.which(CLIENT) is not None


@contextmanager
def virtuoso(folder: Path, *, rows: int = 10_000, megabytes: int = 80) -> Iterator[Virtuoso]:
    """Runs one in `folder`, as Debian sets it up but for the ports; `rows` is the most that an answer may have.

    Anybody may ask it; USER with PASSWORD may write, by Digest. Raises RuntimeError where it does not start.
    """
    sql, http = free_port(), free_port()
    buffers = megabytes * 1000 // 8
    ini = folder / "virtuoso.ini"
    values = {"folder": folder, "sql": sql, "http": http, "rows": rows, "buffers": buffers, "dirty": buffers * 3 // 4}
    ini.write_text(_INI.format(**values), encoding="utf-8")
    with (folder / "output").open("w", encoding="utf-8") as output:
        command = [SERVER, "+configfile", str(ini), "+foreground"]
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(process, http, folder)
        _set_up(sql)
        yield Virtuoso(url=f"http://127.0.0.1:{http}/sparql", sql=sql, process=process.pid)
    finally:
        process.terminate()
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def bulk_load(running: Virtuoso, quads: Path) -> float:
    """Loads N-Quads that lie in the folder of a Virtuoso by its bulk loader, to disk; gives the seconds.

    Raises RuntimeError where it does not go in.
    """
    begun = monotonic()
    _sql(running.sql, f"ld_dir('{quads.parent}', '{quads.name}', 'urn:x:default');\nrdf_loader_run();\ncheckpoint;\n")
    told = _sql(running.sql, "SELECT CONCAT('state=', ll_state, ' ', COALESCE(ll_error, '')) FROM DB.DBA.LOAD_LIST;\n")
    if "state=2 " not in told.replace("\n", " "):
        raise RuntimeError(f"Virtuoso did not load {quads.name}: {told[-300:]}")
    return monotonic() - begun


def _set_up(port: int) -> None:
    if USER not in _sql(port, "SELECT U_NAME FROM DB.DBA.SYS_USERS;\n").split():
        _sql(port, _SETUP.format(user=USER, password=PASSWORD))


def _sql(port: int, commands: str) -> str:
    """Runs commands and gives what is told. Raises RuntimeError."""
    done = subprocess.run(
        [CLIENT, f"127.0.0.1:{port}", "dba", "dba", "ERRORS=STDOUT"],
        input=commands,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    if done.returncode or "*** Error" in done.stdout:
        raise RuntimeError(f"Virtuoso refuses: {done.stdout[-300:]}{done.stderr[-300:]}")
    return done.stdout


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    end = monotonic() + _SECONDS
    while monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        sleep(0.2)
    raise RuntimeError(f"Virtuoso does not start: {(folder / 'output').read_text(encoding='utf-8')[-500:]}")


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
