"""File formats: what a file is, which layers it has, its cells as they stand, and how to write one."""

from .content import Content, Dialect, Format, Layer
from .detection import FORMATS, detect

__all__ = ["FORMATS", "Content", "Dialect", "Format", "Layer", "detect"]
