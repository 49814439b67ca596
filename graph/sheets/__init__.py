"""The tables of a store: commitments, sums, references, agreements ... one module a group of them."""
