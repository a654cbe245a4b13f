"""Telling sentences from a table: a text file is no list because it has lines."""

from .choosing import Choice

SENTENCE = 60
WORDS = 5
LINES = 5


def is_prose(choice: Choice) -> bool:
    """One column of text in which most lines are longer than any name, or nearly all are of many words."""
    if len(choice.chosen) != 1 or choice.source.staging.content.columns is not None:
        return False
    column = next(iter(choice.chosen.values()))
    sample = choice.samples[column.heading.index]
    if column.reading.type != "string" or sample.count < LINES:
        return False
    long = sample.share(value for value in sample.present if len(value.text) >= SENTENCE)
    wordy = sample.share(value for value in sample.present if len(value.text.split()) >= WORDS)
    return long >= 0.5 or wordy >= 0.8
