"""``python -m torg.engine.search FOLDER``: catch an index up with the shelf whose address comes by standard input."""

import sys
from contextlib import closing
from pathlib import Path

from torg.engine.shelf import open_shelf

from .keeping import Keeper


def main() -> None:
    with closing(open_shelf(sys.stdin.read().strip())) as shelf:
        Keeper(shelf, Path(sys.argv[1])).build()


if __name__ == "__main__":
    main()
