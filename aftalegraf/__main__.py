"""`python -m aftalegraf` is the command `aftalegraf`."""

from aftalegraf.cli import main

main()
