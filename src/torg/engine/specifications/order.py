"""The order to a checking process. It goes through a pipe from us to a child of ours, and never the other way."""

import pickle
from dataclasses import dataclass, replace
from pathlib import Path

from torg.engine.confinement import Limits

from .checking.question import Question


@dataclass(frozen=True)
class Order:
    """Paths are whole, because the child works in ``folder``, where it also puts its answer."""

    question: Question
    folder: Path
    limits: Limits

    def written(self) -> bytes:
        return pickle.dumps(self)

    @classmethod
    def read(cls, text: bytes) -> "Order":
        order = pickle.loads(text)  # noqa: S301 - from the process that started this one
        assert isinstance(order, Order)  # noqa: S101
        return order


def absolute(question: Question) -> Question:
    references = {name: path.absolute() for name, path in question.references.items()}
    into = question.into and question.into.absolute()
    return replace(question, path=question.path.absolute(), into=into, references=references)
