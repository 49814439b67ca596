"""Records in, answers out: triples, the store, queries, and what was taken up again."""
