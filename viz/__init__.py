"""Answers in, pictures out: the network, the timeline and the pages."""
