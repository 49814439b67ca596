"""What a store is after a full disk or a killed build: as it was, or as it should be, never between."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import made
import pytest
from builds import nquads

from graph.build import build

BUILD = """
    import signal, sys
    from pathlib import Path
    sys.path.insert(0, sys.argv[3])
    import made
    from graph.build import build
    from graph.errors import StoreError
    limit = int(sys.argv[4])
    if limit:
        import resource
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    print("begun", flush=True)
    try:
        build([Path(sys.argv[1])], Path(sys.argv[2]), read=made.read, extract=made.extract)
    except StoreError as error:
        print(error)
        sys.exit(1)
"""


def command(folder: Path, store: Path, limit: int = 0) -> list[str]:
    """Builds in another process, which may write files of so many bytes (0: any)."""
    tests = Path(__file__).parent
    return [sys.executable, "-c", textwrap.dedent(BUILD), str(folder), str(store), str(tests), str(limit)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One made agreement, and a store of it."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "oea-kommuner-2022.txt").write_text("2022 tekst", encoding="utf-8")
    build([folder], tmp_path / "a.store", read=made.read, extract=made.extract)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
@pytest.mark.parametrize("limit", [3_000, 30_000, 100_000])
def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path, folder: Path, checkout: Path, limit: int) -> None:
    """Wherever it is met, one line says so; when there is space again, the next build does it."""
    store, before = tmp_path / "a.store", nquads(tmp_path / "a.store")
    (folder / "oea-kommuner-2024.txt").write_text("2024 tekst", encoding="utf-8")
    done = subprocess.run(command(folder, store, limit), cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    (line,) = done.stdout.splitlines()[1:]
    assert "free some space" in line
    assert nquads(store) == before
    assert len(list(store.glob("generation-*"))) == 1
    assert build([folder], store, read=made.read, extract=made.extract).counts.agreements == 2


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_old_state_or_the_new(
    tmp_path: Path, folder: Path, checkout: Path
) -> None:
    """The store opens each time, and holds one of the two; the next build finishes the work."""
    store, chance = tmp_path / "a.store", random.Random(7)
    states = [nquads(store)]
    for turn in range(8):
        (folder / "oea-kommuner-2024.txt").write_text(f"{2010 + turn} tekst", encoding="utf-8")
        fresh = tmp_path / f"fresh-{turn}.store"
        build([folder], fresh, read=made.read, extract=made.extract)
        with subprocess.Popen(command(folder, store), cwd=checkout, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 2)
            process.kill()
        found = nquads(store)
        assert found in (states[-1], nquads(fresh))
        states.append(found)
    build([folder], store, read=made.read, extract=made.extract)
    assert nquads(store) == nquads(fresh)
