"""Records that some other tool, or a person, wrote (one JSON object a line) -> documents and commitments."""

from __future__ import annotations

from pathlib import Path

from extract.models import Commitment, Document
from graph.errors import RecordError


def read_records(path: Path) -> tuple[tuple[Document, tuple[Commitment, ...]], ...]:
    """Reads a .jsonl file, one pair for each agreement in it, in alphabetical order of their ids.

    Raises RecordError naming file, line and field where a record breaks the contract.
    """
    raise RecordError(f"{path}: records are not read yet")
