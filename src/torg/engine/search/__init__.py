"""The search: an index of what lies on the shelf, kept by whoever searches. Another kind of copy, never the truth."""

from .finding import Finder
from .records import FACETS, LONGEST_QUESTION, Answer, Facet, Found, Question

__all__ = ["FACETS", "LONGEST_QUESTION", "Answer", "Facet", "Finder", "Found", "Question"]
