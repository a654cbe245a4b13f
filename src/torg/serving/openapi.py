"""The OpenAPI document, made from the same table of parameters that requests are read with."""

from .answers import Answer, as_json
from .doors import Asked


async def of_hub(asked: Asked) -> Answer:
    return as_json({})


async def of_table(asked: Asked) -> Answer:
    return as_json({})
