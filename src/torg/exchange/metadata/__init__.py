"""Metadata: the catalogue as other portals read it, by profiles that are tables."""

from .records import AgentRecord, CatalogueRecord, DatasetRecord, DistributionRecord, ServiceRecord
from .serialising import FORMS, Form, serialise

__all__ = [
    "FORMS",
    "AgentRecord",
    "CatalogueRecord",
    "DatasetRecord",
    "DistributionRecord",
    "Form",
    "ServiceRecord",
    "serialise",
]
