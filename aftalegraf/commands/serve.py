"""`aftalegraf serve`: explorer, JSON API and SPARQL endpoint over HTTP."""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from aftalegraf import options
from aftalegraf.errors import MisuseError
from aftalegraf.output import note

PREFIX = "AFTALEGRAF_SERVE_"
_MIB = 1 << 20
_POSITIVE = click.IntRange(min=1)


def _setting(*names: str, **more: Any) -> Callable[[Any], Any]:
    """An option that the environment can set too, under the option's name in capitals."""
    key = names[0].partition("/")[0].lstrip("-").replace("-", "_").upper()
    return click.option(
        *names, envvar=PREFIX + key, show_envvar=True, show_default=more.pop("show_default", True), **more
    )


def _from_file(ctx: click.Context, parameter: click.Parameter, path: Path | None) -> Path | None:
    """Reads the settings of a file as defaults. Raises MisuseError where something in it is no setting."""
    del parameter
    if path is None:
        return None
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Notepad puts a mark first
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MisuseError(
            f"{path}: cannot be read ({reason}): write settings as TOML, for example `port = 8080`"
        ) from None
    known = {one.name for one in ctx.command.params} - {"config", "help"}
    values = {key.replace("-", "_"): value for key, value in given.items()}
    unknown = sorted(set(values) - known)
    if unknown:
        raise MisuseError(f"{path}: there is no setting {unknown[0]!r}; see `aftalegraf serve --help`")
    ctx.default_map = {**(ctx.default_map or {}), **values}
    return path


@click.command(short_help="Serve the explorer, a JSON API and SPARQL over HTTP.")
@click.option(
    "--config", type=options.PATH, metavar="FILE", is_eager=True, callback=_from_file, expose_value=False,
    envvar=PREFIX + "CONFIG", show_envvar=True, help="Settings in TOML, by the names of the options (`port = 8080`).",
)  # fmt: skip
@_setting(
    "--store",
    type=options.store_folder,
    default=options.DEFAULT_STORE,
    metavar="FOLDER",
    help="The store that `aftalegraf build` made.",
)
@_setting("--host", default="127.0.0.1", help="The address to listen at; 0.0.0.0 is every one of this machine.")
@_setting("--port", type=click.IntRange(0, 65535), default=8765, help="The port; 0 takes any that is free.")
@_setting("--browser/--no-browser", default=True, help="Open the explorer in a browser.")
@_setting(
    "--explorer/--no-explorer",
    default=True,
    help="Make the explorer's pages; a store of thousands of agreements is there sooner without.",
)
@_setting(
    "--path-prefix",
    default="",
    metavar="PATH",
    show_default=False,
    help="The path before all others, where a reverse proxy has one (/aftaler).",
)
@_setting(
    "--workers",
    type=_POSITIVE,
    default=None,
    show_default="as many as processors, 2 at least",
    help="Processes that answer.",
)
@_setting("--seconds", type=click.FloatRange(min=0.1), default=10.0, help="How long a query may run.")
@_setting("--memory", type=_POSITIVE, default=1024, metavar="MIB", help="What a query may take (Linux).")
@_setting("--rows", type=_POSITIVE, default=100_000, help="Rows or triples of an answer; more are cut, and it says so.")
@_setting("--size", type=_POSITIVE, default=32, metavar="MIB", help="Size of an answer; more is cut, and it says so.")
@_setting("--query-size", type=_POSITIVE, default=1024, metavar="KIB", help="Size of a request.")
@_setting(
    "--waiting",
    type=click.IntRange(min=0),
    default=64,
    help="Requests that may wait for a worker; more are told to come again.",
)
@_setting("--wait", type=click.FloatRange(min=0.1), default=10.0, metavar="SECONDS", help="How long a request waits.")
@_setting("--connections", type=_POSITIVE, default=1000, help="Connections in all.")
@_setting("--connections-each", type=_POSITIVE, default=250, help="Connections of one address.")
@_setting(
    "--cors", default="*", metavar="ORIGINS", help="Web sites whose pages may ask, with commas between; empty for none."
)
@_setting(
    "--proxies", default="127.0.0.1", metavar="ADDRESSES", help="Reverse proxies whose X-Forwarded-For is believed."
)
@_setting(
    "--access-log",
    default="-",
    metavar="FILE",
    help="A line of JSON for each request; - is standard error, empty is none.",
)
@_setting(
    "--cache",
    type=options.PATH,
    default=None,
    metavar="FOLDER",
    show_default=False,
    help="Keep the pages that were made there, for the next start.",
)
def command(
    store: Path,
    host: str,
    port: int,
    browser: bool,
    explorer: bool,
    path_prefix: str,
    workers: int | None,
    seconds: float,
    memory: int,
    rows: int,
    size: int,
    query_size: int,
    waiting: int,
    wait: float,
    connections: int,
    connections_each: int,
    cors: str,
    proxies: str,
    access_log: str,
    cache: Path | None,
) -> None:
    """Serves a store: the explorer, every thing at its address, a JSON API (/api) and a SPARQL endpoint (/sparql).

    Read-only, and for this machine alone unless --host says otherwise. A store that is built anew is picked up. Ctrl-C
    stops it. Every setting can stand in a file (--config) or in the environment; the command line goes before both.
    """
    from aftalegraf.serving.run import address, listen, run
    from aftalegraf.serving.settings import Settings
    from graph.serving.limits import Limits
    from graph.serving.worker import generation_of
    from graph.store import store_iris

    store_iris(store)
    generation_of(store)
    settings = Settings(
        store=store.resolve(),
        workers=workers or max(2, os.cpu_count() or 1),
        limits=Limits(
            seconds=seconds,
            memory=memory * _MIB,
            rows=rows,
            size=size * _MIB,
            query=query_size * 1024,
            waiting=waiting,
            waiting_each=max(1, waiting // 2) if waiting else 0,
            wait=wait,
        ),
        prefix=_prefix(path_prefix),
        origins=tuple(one.strip() for one in cors.split(",") if one.strip()),
        logged=bool(access_log),
        log=None if access_log in ("", "-") else Path(access_log),
        cache=cache.resolve() if cache else None,
        explorer=explorer,
        proxies=proxies,
        connections=connections,
        connections_each=connections_each,
    )
    logging.basicConfig(level=logging.WARNING, format="aftalegraf: %(message)s")
    made = listen(host, port)
    where = address(made, settings.prefix)

    def ready() -> None:
        note(
            (f"The explorer  {where}\n" if explorer else "")
            + f"SPARQL        {where}sparql\nJSON API      {where}api/openapi.json\n"
            "Ctrl-C stops it."
        )
        if browser:
            click.launch(where)

    with made:
        run(settings, made, ready)
    note("Stopped.")


def _prefix(text: str) -> str:
    """The path prefix with a slash before it and none after. Raises MisuseError where it cannot stand in an address."""
    parts = [part for part in text.split("/") if part]
    if any(not all(letter.isalnum() or letter in "-._~" for letter in part) or part in (".", "..") for part in parts):
        raise MisuseError(f"--path-prefix {text}: write a path of letters, digits and hyphens, for example /aftaler")
    return "".join(f"/{part}" for part in parts)
