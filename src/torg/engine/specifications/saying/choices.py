"""What a cell may say, in the words of the reader: a clerk does not choose “charging_type_2”, nor “true”."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torg.foundation.language import sentence

from ..model import Field, Specification
from ..writing.values import said


@dataclass(frozen=True)
class Spoken:
    """By field and code. Whoever writes such a word has it put right: the list says it too."""

    words: Mapping[str, Mapping[str, str]]

    def in_facts(self, facts: Mapping[str, Any], field: str | None) -> dict[str, Any]:
        known, choices = self.words.get(field or "", {}), facts.get("choices")
        if not known or not isinstance(choices, list | tuple):
            return dict(facts)
        return {**facts, "choices": [known.get(code, code) for code in choices]}


def choices_in(specification: Specification, language: str) -> Spoken:
    return Spoken({field.name: _of(field, language) for field in specification.fields})


def _of(field: Field, language: str) -> dict[str, str]:
    if field.type == "boolean":
        codes = (("template.yes", field.form.true_values), ("template.no", field.form.false_values))
        return {written[0]: sentence(code, {}, language) for code, written in codes if written}
    listed = field.choices or (field.item.choices if field.item else ())
    return {choice.code: said(choice.labels, language) or choice.code for choice in listed}
