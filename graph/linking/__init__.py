"""Links between agreements: what a passage is about, how like two are, and which of them belong together."""
