"""The errors of the graph layer: one line each that names the thing and says what to do."""

from __future__ import annotations


class GraphError(Exception):
    """The root of what the graph layer raises."""


class StoreError(GraphError):
    """A store that cannot be used."""


class StoreMissingError(StoreError):
    """There is no store in the folder."""


class StoreHeldError(StoreError):
    """Another process is writing the store."""


class StoreVersionError(StoreError):
    """The store was written in a format that this program does not read."""


class StoreAddressError(StoreError):
    """The address of a store on a server, or a setting for it, cannot be meant."""


class RemoteError(StoreError):
    """A server that is away, slow, refuses, asks for a login, or answers what is no SPARQL."""


class QueryError(GraphError):
    """A query that cannot be run: broken, refused, or its parameters do not fit."""


class UnknownQueryError(QueryError):
    """There is no named query of that name."""


class QueryTimeoutError(QueryError):
    """A query that took longer than it was given."""


class AnswerCutError(QueryError):
    """A server gave only the beginning of an answer."""


class RecordError(GraphError):
    """A record in a .jsonl file that breaks the contract; the message names file, line and field."""


class ShapeError(GraphError):
    """What was to be written is not as the shapes say (`graph.validation`)."""


class ExportError(GraphError):
    """An export that cannot be made."""
