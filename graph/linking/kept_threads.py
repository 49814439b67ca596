"""The matters that links and names make, kept up to date: what hangs together with a change is gathered anew, no more.

A matter follows from the links (or the uses of a name) that hang together, and from nothing else
(`graph.threads.threads_by_links`). So links are kept by their ends, names by their form, and of each matter which of
these groups makes it: two groups may make one matter, by the same words in the same agreement.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, cast

from graph.linked import Linked
from graph.linking.kept_links import forget_links, prepare_links, write_links
from graph.linking.passages import Passage
from graph.threads import Basis, Join, Member, Named, Thread, thread_of, threads_by_links, threads_by_name

_SCHEMA = """
CREATE TABLE linked (document TEXT PRIMARY KEY, print TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE joined (document TEXT NOT NULL, earlier TEXT NOT NULL, later TEXT NOT NULL, said TEXT);
CREATE INDEX joined_document ON joined (document);
CREATE INDEX joined_earlier ON joined (earlier);
CREATE INDEX joined_later ON joined (later);
CREATE TABLE named (document TEXT NOT NULL, form TEXT NOT NULL, said TEXT);
CREATE INDEX named_document ON named (document);
CREATE INDEX named_form ON named (form);
CREATE TABLE thread (root TEXT NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, said TEXT NOT NULL,
    PRIMARY KEY (root, number)) WITHOUT ROWID;
CREATE INDEX thread_id ON thread (id);
"""
_FORM = "="  # begins the key of a name; that of a passage begins with its place, a number
Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regathered:
    """The matters that a change may have altered, as they were and as they are; all others are as they were."""

    before: tuple[Thread, ...]
    after: tuple[Thread, ...]


def prepare(database: Connection) -> None:
    """Makes the tables in a new file."""
    database.executescript(_SCHEMA)
    prepare_links(database)


def forget(database: Connection) -> None:
    """Empties the tables."""
    for table in ("linked", "joined", "named", "thread"):
        database.execute(f"DELETE FROM {table}")  # noqa: S608  (a table's name)
    forget_links(database)


def prints(database: Connection) -> dict[str, str]:
    """The agreements whose links were made, each with the hash of what they say."""
    return dict(database.execute("SELECT document, print FROM linked"))


def regather(database: Connection, changes: Mapping[str, Linked | None]) -> Regathered:
    """Puts what was found in agreements in the place of what they had; None is one that is gone.

    Both ends of a link that is kept must be as they were when it was made: whose links a change reaches, is linked anew
    (`graph.relink`). The caller commits.
    """
    kept = _Kept(database)
    touched = {key for document, now in changes.items() for key in kept.differing(document, now)}
    reached = kept.with_namesakes(touched)
    before = tuple(one.thread for one in kept.gathered(reached))
    database.executemany("DELETE FROM thread WHERE root = ?", [(key,) for key in sorted(reached)])
    for document, now in changes.items():
        kept.replace(document, now)
        write_links(database, document, now)
    after = tuple(kept.gathered(reached))
    database.executemany("INSERT INTO thread VALUES (?, ?, ?, ?)", map(_thread_row, after))
    return Regathered(before=before, after=tuple(one.thread for one in after))


def kept_matters(database: Connection, passages: Callable[[str], Sequence[Passage]]) -> Iterator[Thread]:
    """Yields the matters that are kept: those by links in the order of their first passages, then those by names."""
    rows = [(json.loads(said), identifier) for said, identifier in database.execute("SELECT said, id FROM thread")]
    for (_, label, basis, members), identifier in sorted(rows):
        at = ((passages(document)[place], place) for document, place in members)
        yield thread_of(identifier.partition("/")[2], label, cast("Basis", basis), at)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """A matter, the key that stands for its group, its number in that, and what tells its place among all."""

    root: str
    number: int
    order: tuple[int | str, ...]
    thread: Thread


def _thread_row(one: _Gathered) -> tuple[str, int, str, str]:
    members = [[item.document, item.place] for item in one.thread.items]
    said = json.dumps([one.order, one.thread.label, one.thread.basis, members], ensure_ascii=False)
    return (one.root, one.number, f"{one.thread.basis}/{one.thread.id}", said)


class _Kept:
    """The tables; a key names a passage ("7 oea-2022") or the form of a name ("=mit+overblik")."""

    def __init__(self, database: Connection) -> None:
        self._database = database

    def differing(self, document: str, now: Linked | None) -> Iterator[str]:
        """Yields the ends of links, and the names, that an agreement has otherwise than before."""
        joined, named = _rows(now or Linked())
        was = self._database.execute("SELECT earlier, later, said FROM joined WHERE document = ?", (document,))
        for earlier, later, _ in set(was) ^ set(joined):
            yield from (earlier, later)
        was = self._database.execute("SELECT form, said FROM named WHERE document = ?", (document,))
        for form, _ in set(was) ^ set(named):
            yield _FORM + form

    def replace(self, document: str, now: Linked | None) -> None:
        """Writes what an agreement has."""
        run, many = self._database.execute, self._database.executemany
        for table in ("joined", "named", "linked"):
            run(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608  (a table's name)
        if now is None:
            return
        joined, named = _rows(now)
        run("INSERT INTO linked VALUES (?, ?)", (document, now.print))
        many("INSERT INTO joined VALUES (?, ?, ?, ?)", [(document, *row) for row in joined])
        many("INSERT INTO named VALUES (?, ?, ?)", [(document, *row) for row in named])

    def with_namesakes(self, keys: AbstractSet[str]) -> set[str]:
        """Some keys, all that hangs together with them, and all that makes a matter which one of those makes too."""
        found: set[str] = set()
        todo = set(keys)
        same = "SELECT other.root FROM thread AS one JOIN thread AS other USING (id) WHERE one.root = ?"
        while todo:
            new = set(todo)
            for members, _ in self._groups(todo):
                new |= members
            found |= new
            todo = {root for key in new for (root,) in self._database.execute(same, (key,))} - found
        return found

    def gathered(self, keys: Iterable[str]) -> Iterator[_Gathered]:
        """Yields the matters that some keys are in."""
        for members, joins in self._groups(keys):
            first = min(end for join in joins for end in (join.earlier, join.later))
            for number, thread in enumerate(threads_by_links(joins)):
                order = (0, first.year, first.document, first.place, number)
                yield _Gathered(min(members), number, order, thread)
        for key in sorted(keys):
            if key.startswith(_FORM):
                form = key.removeprefix(_FORM)
                for number, thread in enumerate(threads_by_name(self._names(form))):
                    yield _Gathered(key, number, (1, form), thread)

    def _groups(self, keys: Iterable[str]) -> Iterator[tuple[set[str], list[Join]]]:
        """Yields what hangs together with some passages: the passages, and the links in the order they were kept."""
        seen: set[str] = set()
        ends = "SELECT rowid, earlier, later, said FROM joined WHERE earlier = ?1 OR later = ?1"
        for start in sorted(key for key in keys if not key.startswith(_FORM)):
            members, todo, said = {start}, [start], dict[int, Row]()
            while todo and start not in seen:
                for number, *row in self._database.execute(ends, (todo.pop(),)):
                    said[number] = (row[0], row[1], row[2])
                    todo += {row[0], row[1]} - members
                    members.update(row[:2])
            seen |= members
            if said:
                yield members, [_join(said[number]) for number in sorted(said)]

    def _names(self, form: str) -> Iterator[Named]:
        rows = "SELECT said FROM named WHERE form = ? ORDER BY document, rowid"
        for (said,) in self._database.execute(rows, (form,)):
            label, year, document, place, commitment, heading = json.loads(said)
            yield Named(form, label, Member(year, document, place, "", commitment, heading))


def _rows(now: Linked) -> tuple[list[Row], list[tuple[str, str]]]:
    """What is written of an agreement: its links, of two between the same passages the last, and its names."""
    joined: dict[tuple[str, str], str] = {}
    for join in now.joins:
        joined[_key(join.earlier), _key(join.later)] = json.dumps(
            [_end(join.earlier), _end(join.later), join.explicit, join.weight], ensure_ascii=False
        )
    named = [(one.form, json.dumps(_use(one), ensure_ascii=False)) for one in now.named]
    return [(earlier, later, said) for (earlier, later), said in joined.items()], named


def _key(member: Member) -> str:
    return f"{member.place} {member.document}"


def _end(member: Member) -> list[Any]:
    return [member.year, member.text, member.commitment, member.heading]


def _use(named: Named) -> list[Any]:
    member = named.member
    return [named.label, member.year, member.document, member.place, member.commitment, member.heading]


def _join(row: Row) -> Join:
    earlier, later, explicit, weight = json.loads(row[2])
    return Join(_member(row[0], *earlier), _member(row[1], *later), explicit, weight)


def _member(key: str, year: int, text: str, commitment: str | None, heading: str) -> Member:
    place, _, document = key.partition(" ")
    return Member(year, document, int(place), text, commitment, heading)
