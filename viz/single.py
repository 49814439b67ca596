"""The explorer in one self-contained file that can be mailed: every page packed in it, unpacked when it is asked for.

A link is the file itself with `?side=PAGE`: each page is opened anew, so that back, forward, reload and printing are
the browser's own. The policy allows just the scripts and styles of the pages, which are set in when a page needs them.
"""

from __future__ import annotations

from graph.store import Snapshot
from viz import urls
from viz.explorer import Made
from viz.network import network_page
from viz.render import Page, packed, page_json, render_shell, static_text
from viz.site import Site
from viz.words import LANGUAGES, load_words

_BOOT = "single-page.js"


def single_page(store: Snapshot, made: Made) -> str:
    """The explorer of an open store as one HTML text. Raises QueryError where the store cannot be asked."""
    site = Site(store, made, urls.InOneFile)
    homes = {language: urls.InOneFile(language=language).page(urls.FRONT) for language in LANGUAGES}
    files: dict[str, str] = {}
    pages: dict[str, object] = {}
    used: dict[str, str] = {}
    allowed: dict[str, None] = {}
    _keep((network_page(site.data, homes=homes),), pages, used, allowed)
    for entry in site.entries():
        _keep(entry.pages, pages, used, allowed)
        name = entry.pages[0].name
        files[urls.beside(name, "csv")] = packed(entry.data.csv())
        files[urls.beside(name, "json")] = packed(entry.data.json())
    return render_shell(
        boot=_BOOT,
        allowed=(*used.values(), *allowed),
        title=site.data.title,
        words=load_words("da"),
        payload=page_json(
            {"pages": pages, "files": files, "parts": {name: packed(text) for name, text in used.items()}}
        ),
    )


def _keep(found: tuple[Page, ...], pages: dict[str, object], used: dict[str, str], allowed: dict[str, None]) -> None:
    """Puts pages among the others, and what they are made of once."""
    for page in found:
        name = urls.Links(language=page.language).place(page.name)
        pages[name] = {
            "language": page.language,
            "title": page.title,
            "scripts": page.scripts,
            "styles": page.styles,
            "body": packed(page.body()),
        }
        used.update({part: static_text(part) for part in (*page.scripts, *page.styles)})
        allowed.update(dict.fromkeys(page.allowed))
