"""Components of pages: tokens, type, and one folder per component with its macro, its style and its examples."""

from .cells import Cell, Head
from .colours import SafeColour, safe_colour
from .environment import environment
from .words import language, plural, text

__all__ = ["Cell", "Head", "SafeColour", "environment", "language", "plural", "safe_colour", "text"]
