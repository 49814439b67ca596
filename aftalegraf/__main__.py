"""`python -m aftalegraf` is the command `aftalegraf`."""

from aftalegraf.cli import main

if __name__ == "__main__":  # processes that help reading import this module again
    main()
