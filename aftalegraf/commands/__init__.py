"""The commands, a module each, imported only when they are called; `aftalegraf.cli` lists them."""
