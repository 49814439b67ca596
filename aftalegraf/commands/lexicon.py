"""`aftalegraf lexicon`: proves the phrase files against their own examples."""

from __future__ import annotations
