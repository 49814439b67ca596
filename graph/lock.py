"""One writer at a time: a lock file that names the process that holds it."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import StoreHeldError

LOCK = "writer.lock"
_STILL_ACTIVE = 259  # GetExitCodeProcess of a process that runs
_QUERY_LIMITED = 0x1000


@contextmanager
def held(store: Path) -> Iterator[None]:
    """Holds the lock of the store folder for as long as the block runs.

    A lock left by a process of this machine that no longer runs is taken over. Raises StoreHeldError where another
    process holds it.
    """
    path = store / LOCK
    _take(path, store)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _take(path: Path, store: Path) -> None:
    if _create(path):
        return
    owner = _owner(path)
    if owner is None or not _left(*owner):
        raise _held(store, owner)
    claim = path.with_name(path.name + ".claim")  # of several that find a left lock, one takes it over
    if not _create(claim):
        raise _held(store, _owner(claim))
    try:
        if _owner(path) == owner:
            path.unlink(missing_ok=True)
        if not _create(path):
            raise _held(store, _owner(path))
    finally:
        claim.unlink(missing_ok=True)


def _create(path: Path) -> bool:
    """Makes the lock file in our name; False where there is one."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}) + "\n")
    return True


def _held(store: Path, owner: tuple[int, str] | None) -> StoreHeldError:
    who = f"process {owner[0]} on {owner[1]}" if owner else "another process"
    return StoreHeldError(
        f"{store}: {who} is writing this store: wait until it has finished"
        f" (if it no longer runs, delete {store / LOCK})"
    )


def _owner(path: Path) -> tuple[int, str] | None:
    """The process that the lock names; None where it cannot be told (a lock just being written, or no lock of ours)."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return (int(content["pid"]), str(content["host"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _left(pid: int, host: str) -> bool:
    """Whether the process is known not to run; of another machine's nothing is known."""
    return host == socket.gethostname() and pid != os.getpid() and not runs(pid)


def runs(pid: int) -> bool:
    """Whether a process of this machine runs."""
    if sys.platform == "win32":  # there, os.kill would end the process
        return _runs_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OverflowError:
        return False
    except PermissionError:
        return True
    return True


def _runs_on_windows(pid: int) -> bool:
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(_QUERY_LIMITED, False, pid)
    if not handle:
        return False
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return bool(known) and code.value == _STILL_ACTIVE
