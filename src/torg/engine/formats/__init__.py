"""File formats: what a file is, which layers it has, its cells as they stand, and how to write one."""

from .content import (
    KIND_BOOLEAN,
    KIND_DATE,
    KIND_EMPTY,
    KIND_ERROR,
    KIND_NUMBER,
    KIND_TEXT,
    KIND_TIME,
    Content,
    Dialect,
    Format,
    Layer,
    Letters,
    ReadAgain,
)
from .detection import FORMATS, detect
from .letters import other_readings
from .writers import WRITERS, About, writer

__all__ = [
    "FORMATS",
    "KIND_BOOLEAN",
    "KIND_DATE",
    "KIND_EMPTY",
    "KIND_ERROR",
    "KIND_NUMBER",
    "KIND_TEXT",
    "KIND_TIME",
    "WRITERS",
    "About",
    "Content",
    "Dialect",
    "Format",
    "Layer",
    "Letters",
    "ReadAgain",
    "detect",
    "other_readings",
    "writer",
]
