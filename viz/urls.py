"""The one home of the pages' addresses: names of files beside each other, which work from disk and on any server."""

from __future__ import annotations

from extract.slugs import slug

NETWORK = "network.html"


def agreement_page(identifier: str) -> str:
    """The file of an agreement's page.

    >>> agreement_page("oea-kommuner-2024")
    'aftale-oea-kommuner-2024.html'
    """
    return f"aftale-{slug(identifier) or 'uden-navn'}.html"
