"""The language of help and messages: what is asked for, or the system's, or English; pages are Danish unasked.

`--lang` asks, or AFTALEGRAF_LANG.

gettext with the catalogue in `locale`: click's own words go the same way. What is compiled (`.mo`) lies beside what
people write (`.po`); `make catalogues` compiles it anew.
"""

from __future__ import annotations

import copy
import gettext
import locale
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from viz.voice import Voice

LANGUAGES = ("en", "da")
DOMAIN = "aftalegraf"
LOCALE = Path(__file__).resolve().parent / "locale"
_PAGES, _ASKED = "da", "aftalegraf.language"


def of_environment() -> str:
    """The language that AFTALEGRAF_LANG names ("da", "da_DK.UTF-8"), or else the system; English for any other."""
    return _named() or _known(_of_system()) or LANGUAGES[0]


def _named() -> str:
    """The language that AFTALEGRAF_LANG names, "" for none that is there."""
    return _known(os.environ.get("AFTALEGRAF_LANG", ""))


def _of_system() -> str:
    """What the user's system speaks ("da_DK.UTF-8", "C"): as POSIX says it, and on Windows as its settings do."""
    said_by = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next(filter(None, said_by), "")
    if not first and sys.platform == "win32":
        import ctypes

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return first


def _known(name: str) -> str:
    language = name[:2].lower()
    return language if language in LANGUAGES else ""


def ask(context: click.Context, _option: click.Parameter, language: str | None) -> None:
    """What `--lang` does: this call, its messages and the pages it writes are in that language."""
    if language:
        context.meta[_ASKED] = language
        speak(language)


def of_pages() -> str:
    """The language of pages and documents: what `--lang` or AFTALEGRAF_LANG names; Danish where neither does."""
    context = click.get_current_context(silent=True)
    asked = context.meta.get(_ASKED) if context else None
    return str(asked) if asked else _named() or _PAGES


def pages_voice() -> Voice:
    """What words text for people in the language of pages; what agreements say is Danish in each."""
    from viz.voice import Voice  # late: it reads the vocabularies

    return Voice(language=of_pages())


def speak(language: str) -> None:
    """Lets this process, and click in it, speak one of LANGUAGES."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)


def spoken() -> str:
    """The language that this process speaks."""
    named = os.environ.get("LANGUAGE", LANGUAGES[0])
    return named if named in LANGUAGES else LANGUAGES[0]


def said(text: str) -> str:
    """A text paragraph by paragraph in the language that is spoken; what has no translation stays English."""
    parts = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return "\n\n".join(gettext.gettext(part) if part else "" for part in parts)


def translate(command: click.Command) -> click.Command:
    """A command with its help, and that of its options, in the language that is spoken; none is changed for English."""
    if spoken() == LANGUAGES[0]:
        return command
    told = copy.copy(command)  # the command itself stays English for whoever calls it next
    told._help_option = None  # click words --help when it is first asked for, and keeps it
    told.help = said(command.help) if command.help else command.help
    told.short_help = said(command.short_help) if command.short_help else command.short_help
    told.params = [copy.copy(parameter) for parameter in command.params]
    for parameter in told.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = said(parameter.help)
    if isinstance(told, click.Group):
        told.commands = {name: translate(inner) for name, inner in told.commands.items()}
    return told
