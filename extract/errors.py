"""What reading can fail with."""

from __future__ import annotations


class ReadError(Exception):
    """A document that cannot be read; the message is one line naming the file, what is wrong, and what to do."""
