"""File formats: what a file is, which layers it has, its cells as they stand, and how to write one."""

from .content import Content, Dialect, Format, Layer
from .detection import FORMATS, detect
from .writers import WRITERS, About, writer

__all__ = ["FORMATS", "WRITERS", "About", "Content", "Dialect", "Format", "Layer", "detect", "writer"]
