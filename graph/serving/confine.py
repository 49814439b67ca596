"""Locks the process of a worker in: so much memory, no network, and it ends when the server ends.

The network is closed by a seccomp filter (Linux, x86-64 and ARM 64-bit): the kernel refuses every new socket to this
process and whatever it starts. It is the second wall; the first is that no query with SERVICE is run. Memory is bounded
by `RLIMIT_DATA` (Linux), which counts what can be written to, not the address space that threads only reserve. What a
system does not offer is left out.
"""

from __future__ import annotations

import ctypes
import platform
import signal
import struct
import sys
from contextlib import suppress
from pathlib import Path

_SOCKETS = {"x86_64": (0xC000003E, (41, 42, 425)), "aarch64": (0xC00000B7, (198, 203, 425))}
"""By machine: its name for the kernel's audit, and the numbers of socket, connect and io_uring_setup."""

_DATA = 5  # the place of data and stack in /proc/self/statm, in pages
_OTHER_NUMBERS = 0x40000000  # system calls of the x32 kind have numbers of their own
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # BPF: load a word, jump if equal, if not less, return
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EACCES
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER, _PARENT_DEATH = 38, 22, 2, 1  # of prctl(2)


def limit_memory(beyond: int) -> bool:
    """Lets this process take `beyond` bytes more than it has now; False where the system has no such limit."""
    if sys.platform == "win32":
        return False
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a worker that runs out of memory leaves no dump of it
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[_DATA])
        limit = pages * resource.getpagesize() + beyond
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    except (ValueError, OSError):
        return False
    return True


def close_network() -> bool:
    """Takes from this process, for good, the right to open sockets; False where the system does not offer that."""
    known = _SOCKETS.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return False
    audit, numbers = known
    refused = len(numbers) + 1
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 0, refused + 2, audit), (_LOAD, 0, 0, 0)]
    program += [(_EQUAL, refused - place, 0, number) for place, number in enumerate(numbers)]
    program += [(_AT_LEAST, 1, 0, _OTHER_NUMBERS), (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    filters = struct.pack("@HP", len(program), ctypes.addressof(code))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = (ctypes.c_int, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong)
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    pointer = ctypes.create_string_buffer(filters)
    return bool(prctl(_SECCOMP, _FILTER, ctypes.addressof(pointer), 0, 0) == 0)


def end_with_parent() -> None:
    """Lets this process be killed when the server that started it is (Linux); elsewhere it ends when its pipe does."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH, int(signal.SIGKILL), 0, 0, 0)
