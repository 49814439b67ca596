"""The explorer in one file, and what an explorer leaves behind in a folder, without a browser."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_site import MADE

from graph.store import reading
from viz.inventory import LIST, earlier, renew
from viz.single import Pieces, single_page


@pytest.fixture(scope="module")
def single(built: Path) -> str:
    """The one file of the five agreements."""
    with reading(built) as store:
        return single_page(store, MADE)


def unpacked(text: str) -> bytes:
    """What is packed in a text."""
    return zlib.decompress(base64.b64decode(text))


def joined(packed: dict[str, str], at: Sequence[int]) -> str:
    """A text from the pieces and its list of them, read as the page's script reads it."""
    known = unpacked(packed["pieces"]).decode().split("\0")
    found, place, rest, bits = [], -1, 0, 0
    for byte in unpacked(packed["lists"])[at[0] : at[0] + at[1]]:
        rest |= (byte & 127) << bits
        bits += 7
        if byte < 128:
            place += (-(rest + 1) // 2 if rest % 2 else rest // 2) + 1
            found.append(known[place])
            rest = bits = 0
    return "".join(found)


@given(st.lists(st.text('a<>\n\0æ,]"', max_size=60), max_size=8))
def test_pieces_put_together_are_the_text(texts: list[str]) -> None:
    """Whatever the texts are, and however often they say the same; what parts the pieces cannot stand in one."""
    pieces = Pieces(re.compile(r"(?<=>)|(?=<)"))
    lists = [pieces.add(text) for text in texts]
    assert [joined(pieces.packed(), one) for one in lists] == [text.replace("\0", "\ufffd") for text in texts]


@pytest.mark.slow
def test_one_file_holds_every_page_and_its_data(single: str) -> None:
    """Each page in both languages and each table, packed; it asks for nothing and can be mailed."""
    packed = json.loads(re.search(r'id="packed">(.*?)</script>', single, re.DOTALL)[1])  # type: ignore[index]
    packed |= json.loads(unpacked(packed["index"]))
    assert {"index.html", "en/index.html", "opfoelgning.html", "network.html"} <= set(packed["pages"])
    assert "emne-botilbud.csv" in packed["files"]
    body = joined(packed["said"], packed["pages"]["emne-botilbud.html"]["body"])
    assert "botilbudskapacitet" in body
    links = re.findall(r'href="([^"]*)"', body)
    assert len(links) > 50
    assert all(link.startswith(("#", "?side=", "?fil=")) for link in links)
    assert "botilbudskapacitet" in joined(packed["data"], packed["files"]["emne-botilbud.csv"])
    assert len(single) < 2_600_000  # 3 MB is what the one file may have; here is the margin
    policy = single.partition("<title>")[0]
    assert "unsafe" not in policy
    assert "default-src &#39;none&#39;" in policy


def written(folder: Path, *names: str) -> list[Path]:
    """Files with those names."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return [folder / name for name in names]


def test_pages_of_things_that_are_gone_are_removed(tmp_path: Path) -> None:
    """What the earlier explorer wrote and this one did not is gone; what others put there stays."""
    renew(tmp_path, written(tmp_path, "index.html", "emne-a.html", "en/emne-a.html", "emne-a.csv"))
    written(tmp_path, "notes.html", "logo.png")
    renew(tmp_path, written(tmp_path, "index.html", "emne-b.html"))
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [
        LIST, "emne-b.html", "index.html", "logo.png", "notes.html",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "listed",
    [
        '{"files": ["../out.html", "/etc/x.html", "a/../../out.html", "..", "en/../../out.html", 7, null]}',
        '{"files": "out.html"}',
        "[]",
        "{",
        "",
        '{"files": {"out.html": 1}}',
    ],
)
def test_a_list_that_somebody_changed_removes_nothing_elsewhere(tmp_path: Path, listed: str) -> None:
    """Names that no explorer gives are left alone, wherever they lead, and a broken list is none."""
    folder = tmp_path / "site"
    written(tmp_path, "out.html")
    (page,) = written(folder, "index.html")
    (folder / LIST).write_text(listed, encoding="utf-8")
    assert earlier(folder) == ()
    renew(folder, [page])
    assert (tmp_path / "out.html").exists()


def test_a_link_that_leads_elsewhere_is_left_alone(tmp_path: Path) -> None:
    """A folder that was put in the place of ours by a link is not reached into."""
    written(tmp_path, "other/emne-a.html")
    folder = tmp_path / "site"
    renew(folder, written(folder, "index.html"))
    (folder / LIST).write_text('{"files": ["en/emne-a.html"]}', encoding="utf-8")
    (folder / "en").symlink_to(tmp_path / "other", target_is_directory=True)
    renew(folder, [folder / "index.html"])
    assert (tmp_path / "other" / "emne-a.html").exists()
