"""The copy of a store on a server, kept in the user's cache for as long as nothing is built there.

The server is always asked first, by its stamp and by how many triples each graph has; so who may no longer read there
reads nothing here either. The stamp is that of a build that was finished (`graph.remote.state`): a store that something
else has filled has none, and is copied each time. The file holds what the server gave, no login; the user alone can
read it. AFTALEGRAF_STORE_CACHE names another folder, or is "off".
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from graph.iris import Iris
from graph.remote.address import Address, Settings

CACHE = "AFTALEGRAF_STORE_CACHE"
_LARGEST = 5_000_000  # triples
_MOST = 4  # copies that are kept
_LOG = logging.getLogger(__name__)


class KeptCopy:
    """Where the copy of one store on one server, as one user may read it, is kept."""

    def __init__(self, address: Address, iris: Iris, known: Settings) -> None:
        self._folder = _folder()
        who = sha256(f"{known.user}\n{known.token}".encode()).hexdigest() if known.user or known.token else ""
        of = json.dumps([address.url, iris.base, who])
        self._title = f"{sha256(of.encode()).hexdigest()[:32]}.nq"

    @property
    def on(self) -> bool:
        """Whether anything is kept at all."""
        return self._folder is not None

    def fill(self, target: pyoxigraph.Store, stamp: str, sizes: Mapping[NamedNode, int]) -> bool:
        """Fills an empty store from the copy of that stamp; tells whether there is one, whole and of these sizes."""
        if self._folder is None:
            return False
        try:
            with (self._folder / self._title).open("rb") as file:
                if file.readline() != _head(stamp, sizes):
                    return False
                target.bulk_load(BytesIO(file.read()), RdfFormat.N_QUADS)
        except (OSError, SyntaxError, ValueError):
            target.clear()
            return False
        if len(target) != sum(sizes.values()):
            target.clear()
            return False
        return True

    def keep(self, source: pyoxigraph.Store, stamp: str, sizes: Mapping[NamedNode, int]) -> None:
        """Keeps a copy, in place of an older one; where that cannot be written nothing is kept."""
        if self._folder is None or sum(sizes.values()) > _LARGEST:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:  # for its owner alone
                try:
                    file.write(_head(stamp, sizes))
                    source.dump(file, RdfFormat.N_QUADS)
                    file.close()
                    Path(file.name).replace(self._folder / self._title)
                finally:
                    Path(file.name).unlink(missing_ok=True)
            self._tidy()
        except OSError as error:
            _LOG.info("no copy of the store is kept: %s", error)

    def _tidy(self) -> None:
        """Removes the oldest copies where there are too many."""
        assert self._folder is not None
        with suppress(OSError):
            kept = sorted(self._folder.glob("*.nq"), key=lambda file: file.stat().st_mtime)
            for file in kept[:-_MOST]:
                file.unlink(missing_ok=True)


def _head(stamp: str, sizes: Mapping[NamedNode, int]) -> bytes:
    """The first line of a copy, a comment in N-Quads: of which state of the store it is."""
    graphs = {graph.value: size for graph, size in sizes.items()}
    return f"# {json.dumps([stamp, graphs], sort_keys=True)}\n".encode()


def _folder() -> Path | None:
    """The folder of copies; None where none are to be kept."""
    said = os.environ.get(CACHE, "").strip()
    if said.lower() in ("off", "0", "no", "fra", "nej"):
        return None
    if said:
        return Path(said).expanduser()
    from platformdirs import user_cache_path  # late: only what speaks to a server asks

    return user_cache_path("aftalegraf", appauthor=False, opinion=False) / "stores"
