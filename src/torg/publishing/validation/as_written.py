"""YAML whose scalars stay as they stand there: a code ``no`` is no truth, version 1.10 no number, 0170 not octal."""

from typing import Any

import yaml

from torg.foundation.problems import refuse

_WIDTH = 120
_NOTHING = ("", "~", "null", "Null", "NULL")


class Plain(str):
    """A text that stands without quotation marks."""


class _Loader(yaml.SafeLoader):
    pass


class _Dumper(yaml.SafeDumper):
    pass


def _scalar(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str | None:
    if node.style is not None:
        return node.value
    return None if node.value in _NOTHING else Plain(node.value)


def _plain(dumper: yaml.SafeDumper, text: Plain) -> yaml.ScalarNode:
    """With the tag that a reader would find for it, so that no quotation marks are put around it."""
    return dumper.represent_scalar(dumper.resolve(yaml.ScalarNode, str(text), (True, False)), str(text))


for _tag in ("str", "int", "float", "bool", "null", "timestamp"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _scalar)
_Dumper.add_representer(Plain, _plain)


def read(text: str) -> dict[str, Any]:
    """Raises Refusal where it is no YAML: a text that is kept once was, but may have been changed behind our back."""
    try:
        plain = yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise refuse("spec.unreadable", file="specification.yaml", line=mark.line + 1 if mark else 1) from None
    return plain if isinstance(plain, dict) else {}


def written(plain: dict[str, Any]) -> str:
    return yaml.dump(plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
