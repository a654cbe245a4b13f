"""The checking process itself: limits and walls first, and only then whatever could be tricked by a file."""

import os
import sys

from torg.engine.confinement import bind

from .order import Order


def main() -> None:
    order = Order.read(sys.stdin.buffer.read())
    into = order.question.into
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
    readable = [order.question.path, *order.question.references.values()]
    bind(order.limits, readable, [order.folder, *filter(None, [into])])
    from .obeying import obey  # libraries begin threads as they are loaded: walls hold for those that begin inside

    obey(order)
    os._exit(0)  # skips the tidying of large tables: the process ends anyway


if __name__ == "__main__":
    main()
