"""What other rooms do with specifications: begin, adopt and retire those of the hub."""

from .life import adopt, begin, change, drop, retire

__all__ = ["adopt", "begin", "change", "drop", "retire"]
