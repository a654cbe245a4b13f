"""What other rooms do with specifications: those of the hub live by them, and lists follow them."""

from .following import confirm, follow, leave, record, repeat
from .holding import hold
from .life import adopt, begin, change, drop, retire

__all__ = ["adopt", "begin", "change", "confirm", "drop", "follow", "hold", "leave", "record", "repeat", "retire"]
