"""One module a format; each turns a file's bytes into decoded text and its layout."""
