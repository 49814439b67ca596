"""Answering strangers: confined workers that can be ended, a fair queue, limits, the SPARQL protocol."""
