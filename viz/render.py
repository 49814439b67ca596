"""Pages that are one file and safe with hostile text: data escaped, scripts and styles inside, a strict policy.

The policy allows exactly the scripts and styles of the page, by their hashes, and nothing else: no request, no frame,
no form, no other script, also where the page is opened from disk.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from graph.tables import legal_text

_UNSAFE = re.compile("[<>&\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def page_json(value: object) -> Markup:
    """JSON that may stand in a script tag: no character in it can end the tag or open a comment.

    >>> print(page_json({"title": "</script><!--"}))
    {"title":"\\u003c/script\\u003e\\u003c!--"}

    Halves of surrogate pairs, which no UTF-8 file can hold, become U+FFFD.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    safe = _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return Markup(_SURROGATES.sub("\ufffd", safe))  # noqa: S704 - escaped in the line before


def packed(text: str) -> str:
    """Text as the page unpacks it: UTF-8, zlib, base64.

    >>> zlib.decompress(base64.b64decode(packed("æ"))).decode()
    'æ'
    """
    return packed_bytes(text.encode("utf-8", "replace"))


def packed_bytes(data: bytes) -> str:
    """Bytes as the page unpacks them: zlib, base64."""
    return base64.b64encode(zlib.compress(data, 9)).decode("ascii")


def unpacked(text: str) -> str:
    """What `packed` packed."""
    return zlib.decompress(base64.b64decode(text)).decode("utf-8")


@cache
def static_text(name: str) -> str:
    """A script or style that ships in `viz/static`, without its pointer to a source map (which would point outside)."""
    return _SOURCE_MAP.sub("", (files("viz") / "static" / name).read_text(encoding="utf-8"))


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The Content-Security-Policy of a page with just these scripts and styles (their texts), CSP level 3, 6.6.2."""
    script = " ".join(map(_source, scripts)) or "'none'"
    style = " ".join(map(_source, styles)) or "'none'"
    rest = "img-src data:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {script}; style-src {style}; {rest}"


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page before it is written: its file's name, its template with the values for it, its scripts and styles."""

    name: str
    language: str
    title: str
    template: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    values: Mapping[str, Any]
    allowed: tuple[str, ...] = ()
    """Style sheets that a script of others puts into the page, letter by letter."""

    def text(self) -> str:
        """The page as one HTML text."""
        return render_page(
            self.template,
            scripts=self.scripts,
            styles=self.styles,
            allowed=self.allowed,
            language=self.language,
            title=self.title,
            **self.values,
        )

    def body(self) -> str:
        """What stands in the page's body, without its scripts."""
        whole = render_page(
            self.template, scripts=(), styles=(), language=self.language, title=self.title, **self.values
        )
        return whole.partition("<body>")[2].rpartition("</body>")[0]


def render_page(
    template: str, *, scripts: Sequence[str], styles: Sequence[str], allowed: Sequence[str] = (), **values: object
) -> str:
    """One whole page from `viz/templates`; `scripts` and `styles` name files of `viz/static`, set in in their order.

    `allowed` are the texts of style sheets that the scripts may put in besides.
    """
    script_texts = [static_text(name) for name in scripts]
    style_texts = [static_text(name) for name in styles]
    return (
        _templates()
        .get_template(template)
        .render(
            policy=policy(script_texts, [*style_texts, *allowed]),
            scripts=[Markup(text) for text in script_texts],  # noqa: S704 - our own files
            styles=[Markup(text) for text in style_texts],  # noqa: S704 - our own files
            **values,
        )
    )


def render_shell(*, boot: str, allowed: Sequence[str], **values: object) -> str:
    """The page that holds others: `boot` opens them; `allowed` are the texts of the scripts and styles they bring."""
    script = static_text(boot)
    return (
        _templates()
        .get_template("single.html")
        .render(
            policy=policy([script, *allowed], allowed),
            scripts=[Markup(script)],  # noqa: S704 - our own file
            styles=[],
            language="da",
            **values,
        )
    )


@cache
def _templates() -> Environment:
    """The templates of `viz/templates`: all values are escaped, and one that is not given is an error."""
    return Environment(
        loader=FunctionLoader(lambda name: (files("viz") / "templates" / name).read_text(encoding="utf-8")),
        autoescape=True,
        finalize=_legal,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _legal(value: object) -> object:
    """A value as a page can hold it: signs that HTML and UTF-8 cannot hold become U+FFFD."""
    return legal_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def write_page(text: str, path: Path) -> None:
    """Writes a page as UTF-8 with plain line ends, which the policy's hashes are of; raises OSError where it cannot."""
    path.write_text(text, encoding="utf-8", newline="\n")
