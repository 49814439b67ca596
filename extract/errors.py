"""What reading can fail with."""

from __future__ import annotations


class ReadError(Exception):
    """A document that cannot be read; the message is one line naming the file, what is wrong, and what to do."""


class ModelError(Exception):
    """A spaCy pipeline that was asked for and cannot be used; the message is one line saying how to install it."""
