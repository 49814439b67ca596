"""Reading in several processes: the same outcomes in the same order, and a file that fails takes no other along."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import ReadError
from extract.parallel import Outcome, Task, extract_bytes, extract_file, extract_files, processes_for
from extract.records import to_record


def written(folder: Path, count: int) -> list[Task]:
    """Files with a commitment each, every third of them empty."""
    tasks = []
    for number in range(count):
        path = folder / f"a{number}.txt"
        text = "" if number % 3 == 2 else f"Regeringen og KL er enige om at afsætte {number + 1} mio. kr. i 2027.\n"
        path.write_text(text, encoding="utf-8")
        tasks.append(Task(path=path))
    return tasks


def told(outcome: Outcome) -> object:
    """What an outcome says, for comparing."""
    if outcome.document is None:
        return outcome.task.path.name, type(outcome.error).__name__, str(outcome.error)
    return outcome.task.path.name, [to_record(outcome.document, one) for one in outcome.commitments]


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    """One process and two give equal records and errors in the order of the files."""
    tasks = written(tmp_path, 7)
    alone = [told(outcome) for outcome in extract_files(tasks, 1)]
    together = [told(outcome) for outcome in extract_files(tasks, 2)]
    assert together == alone
    assert [one[0] for one in alone] == [task.path.name for task in tasks]  # type: ignore[index]
    assert sum("empty" in str(one) for one in alone) == 2


def test_an_agreement_comes_whole_through_a_process(agreements: Path, tmp_path: Path) -> None:
    """The document that another process read is equal to the one read here."""
    tasks = [Task(path=agreements / "oea-kommuner-2027.txt", folder=agreements), *written(tmp_path, 1)]
    outcome = next(iter(extract_files(tasks, 2)))
    here = extract_file(tasks[0])
    assert (outcome.document, outcome.commitments) == (here.document, here.commitments)


class _FatalPath(type(Path())):  # type: ignore[misc]
    """A path that ends the process it is handed to."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (3,))


@pytest.mark.slow
def test_a_file_that_ends_its_process_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    """The process goes, the file gets its line, every other file its commitments."""
    tasks = written(tmp_path, 2)
    tasks.insert(1, Task(path=_FatalPath(tmp_path / "fatal.txt")))
    outcomes = list(extract_files(tasks, 2))
    assert [len(outcome.commitments) for outcome in outcomes] == [1, 0, 1]
    assert isinstance(outcomes[1].error, ReadError)
    assert "fatal.txt: the process that read it was ended" in str(outcomes[1].error)


def test_few_files_start_no_process() -> None:
    """Processes are only started where there is enough to read, and never more than files."""
    assert [processes_for(files) for files in (0, 1, 5)] == [1, 1, 1]
    assert processes_for(6) >= 1
    assert processes_for(100, 3) == 3
    assert processes_for(2, 64) == 2


def test_what_is_in_no_file_is_read_here() -> None:
    """A pasted sentence gives its commitment; an empty one an error that says so."""
    assert len(extract_bytes("KL vil følge området.".encode()).commitments) == 1
    assert "standard input" in str(extract_bytes(b" ").error)


@pytest.mark.parametrize("count", [1, 2])
def test_nothing_to_read_gives_nothing(count: int) -> None:
    """No files, no outcomes."""
    assert list(extract_files((), count)) == []


UNGUARDED = """
from pathlib import Path
from extract.parallel import Task, extract_files
print(*(len(one.commitments) for one in extract_files([Task(path=p) for p in sorted(Path().glob("a*.txt"))], 2)))
"""


def test_a_program_that_would_run_again_in_each_process_gets_all_its_files(tmp_path: Path, checkout: Path) -> None:
    """Without a main guard nothing is lost: it is warned, and everything is read in its own process."""
    written(tmp_path, 2)
    (tmp_path / "program.py").write_text(UNGUARDED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "program.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "1 1"
    assert "no process could be started" in done.stderr
