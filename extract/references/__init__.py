"""What other text a sentence points to: agreements, finance acts, laws, strategies, directives, its own chapters.

Recognisers, each a module, yield mentions; `memory` knows what the document named before, `find` puts them together.
"""

from __future__ import annotations

from extract.references.document import add_references, build_memory
from extract.references.find import find_references, mentions_in
from extract.references.memory import Memory, empty_memory
from extract.references.mention import Mention

__all__ = ["Memory", "Mention", "add_references", "build_memory", "empty_memory", "find_references", "mentions_in"]
