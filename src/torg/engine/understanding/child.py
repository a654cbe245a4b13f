"""The reading process itself: limits and walls first, and only then whatever could be tricked by a file."""

import os
import sys

from torg.engine.confinement import bind as bind_to

from .order import Order


def main() -> None:
    order = Order.read(sys.stdin.buffer.read())
    bind(order)
    from .obeying import obey  # libraries begin threads as they are loaded: walls hold for those that begin inside

    obey(order)
    os._exit(0)  # skips the tidying of large tables: the process ends anyway


def bind(order: Order) -> None:
    if order.into is not None:
        order.into.mkdir(parents=True, exist_ok=True)
    bind_to(order.limits, [order.path], [order.folder, *filter(None, [order.into])])


if __name__ == "__main__":
    main()
