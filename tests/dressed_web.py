"""Agreements as saved web pages of the kinds that ministries and organisations have."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.models import Document
from tests.rendering_formats import Part, parts

_COOKIES = "Vi bruger cookies på vores hjemmeside. Du kan vælge, hvilke cookies du vil acceptere. Læs mere om cookies."
_MENU = "".join(f'<li><a href="/{n}">{n}</a></li>' for n in ("Forside", "Nyheder", "Temaer", "Regeringen", "Kontakt"))
_FOOT = "Finansministeriet, Christiansborg Slotsplads 1, 1218 København K. Regeringen vil gerne høre fra dig."
_SHARE = "<ul class='share'><li><a href='#'>Del på Facebook</a></li><li><a href='#'>Del på LinkedIn</a></li></ul>"


@dataclass(frozen=True, kw_only=True)
class Dress:
    """How a page is made: `page` puts the article between what else stands there, `marked` writes a part."""

    name: str
    page: Callable[[str, str], str]
    marked: Callable[[Part], str]
    encoding: str = "utf-8"


def dressed_page(document: Document, dress: Dress) -> bytes:
    """`document` as a saved web page in that dress."""
    article = "\n".join(_grouped(document, dress))
    return dress.page(document.identity.title, article).encode(dress.encoding, errors="xmlcharrefreplace")


def _grouped(document: Document, dress: Dress) -> Iterator[str]:
    """Lists and tables as one, everything else part by part."""
    before = ""
    for part in parts(document):
        now = {"item": "ul", "row": "table"}.get(part.kind, "")
        if dress is not WORD and now != before:
            yield f"</{before}>" if before else ""
            yield f"<{now}>" if now else ""
        before = now
        yield dress.marked(part)
    if before and dress is not WORD:
        yield f"</{before}>"


def _marked(part: Part) -> str:
    """Tags of a content system: links, soft hyphens, notes, hard spaces."""
    words = html.escape(part.text)
    if part.kind == "heading":
        return f'<h{part.level + 1} id="a"><span>{words}</span></h{part.level + 1}>'
    if part.kind == "row":
        label, value = cells(words)
        return f"<tr><td><p>{label}</p></td>\n<td style='text-align:right'><p>{value}</p></td></tr>"
    words = re.sub(r"\b(\w{6})(\w{6,})", r"\1&shy;\2", words, count=3)
    words = words.replace(" mia. kr.", "&nbsp;mia.&nbsp;kr.").replace("æ", "&aelig;", 1)
    words = re.sub(r"\b(KL|Danske Regioner)\b", r'<a href="https://www.kl.dk">\1</a>', words, count=1)
    note = '<sup><a href="#_ftn1">[1]</a></sup>' if words.endswith(".") and len(words) % 5 == 0 else ""
    tag = "li" if part.kind == "item" else "p"
    return f"<{tag}>{words}{note}</{tag}>"


def _plain(part: Part) -> str:
    """Headings as bold paragraphs, lines broken by tags, words in spans."""
    words = html.escape(part.text)
    if part.kind == "heading":
        return f"<p><strong>{words}</strong></p>"
    if part.kind == "row":
        return "<tr><td>{}</td><td>{}</td></tr>".format(*cells(words))
    broken = "<br>\n".join(textwrap.wrap(words, 90, break_on_hyphens=False, break_long_words=False))
    tag = "li" if part.kind == "item" else "p"
    return f"<{tag}><span style='color:black'>{broken}</span></{tag}>"


def _word(part: Part) -> str:
    """What Word saves as a filtered page, its source broken at 80 signs."""
    words = html.escape(part.text)
    if part.kind == "heading":
        body = f"<h{part.level + 1}><a name='_Toc1'>{words}</a><o:p></o:p></h{part.level + 1}>"
    elif part.kind == "item":
        space = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp; </span>"
        sign = f"<span style='font-family:Symbol'>·{space}</span>"
        body = f"<p class=MsoListParagraph style='text-indent:-18.0pt'>{sign}{words}<o:p></o:p></p>"
    elif part.kind == "row":
        said = "".join(f"<td width=200><p class=MsoNormal>{cell}<o:p></o:p></p></td>" for cell in cells(words))
        body = f"<table class=MsoNormalTable><tr>{said}</tr></table>"
    else:
        body = f"<p class=MsoNormal>{words}<o:p></o:p></p>"
    return "\n".join(textwrap.wrap(body, 80, break_on_hyphens=False, break_long_words=False))


def cells(row: str) -> tuple[str, str]:
    """A row's label and its figure."""
    match = re.fullmatch(r"(.*?)\s+(\S+)", row)
    return (match[1], match[2]) if match else (row, "")


def _ministry(title: str, article: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="da"><head><meta charset="utf-8"><title>{title} | Finansministeriet</title><style>p {{}}</style></head><body>
<div id="CybotCookiebotDialog" role="dialog"><p>{_COOKIES}</p><button>Tillad alle</button></div>
<a class="skip" href="#main">Gå til indhold</a>
<div class="header"><div class="logo">Finansministeriet</div><div class="main-menu"><ul>{_MENU}</ul></div></div>
<div class="breadcrumb"><a href="/">Forside</a> / <a href="/a">Aftaler</a> / {title}</div>
<div role="main"><div class="content">{article}</div>{_SHARE}</div>
<div class="related"><h2>Læs også</h2><ul><li><a href="#">Regeringen og KL er enige om en ny aftale</a></li></ul></div>
<div class="footer"><p>{_FOOT}</p></div><script>var x = "<p>Regeringen vil</p>";</script></body></html>"""


def _organisation(title: str, article: str) -> str:
    return f"""<!doctype html>
<html><head><title>{title}</title></head><body><header><nav><ul>{_MENU}</ul></nav></header>
<section class="cookie-banner" aria-label="cookies"><p>{_COOKIES}</p></section>
<main><article><p hidden>Regeringen vil slette dette.</p>{article}
<div style="display:none"><p>Regeringen og KL er enige om at skjule dette.</p></div></article></main>
<aside><h2>Kontakt</h2><p>Ring til KL på tlf. 33 70 33 70.</p></aside><footer><p>{_FOOT}</p></footer></body></html>"""


def _filtered(title: str, article: str) -> str:
    head = f'<meta http-equiv=Content-Type content="text/html; charset=windows-1252"><title>{title}</title>'
    style = "<style><!-- p.MsoNormal {margin:0cm;} --></style>"
    body = f"<body lang=DA><div class=WordSection1>{article}</div></body>"
    return f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>{head}{style}</head>{body}</html>'


WORD = Dress(name="saved by Word", page=_filtered, marked=_word, encoding="cp1252")
DRESSES = (
    Dress(name="of a ministry", page=_ministry, marked=_marked),
    Dress(name="of an organisation", page=_organisation, marked=_marked),
    Dress(name="bold paragraphs", page=_organisation, marked=_plain),
    WORD,
)
