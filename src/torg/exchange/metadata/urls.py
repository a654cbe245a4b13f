"""Addresses of this room; those of datasets end in an extension and so never meet the pages."""

from django.urls import re_path

from . import views

_FORM = r"(?P<extension>ttl|rdf|jsonld)"

urlpatterns = [
    re_path(rf"^catalog\.{_FORM}$", views.catalogue, name="catalogue-metadata"),
    re_path(rf"^datasets/(?P<slug>[a-z0-9-]+)\.{_FORM}$", views.dataset, name="dataset-metadata"),
    re_path(r"^id/(?P<identifier>d_[a-z0-9]+)$", views.identified, name="identified"),
    re_path(r"^sitemap\.xml$", views.sitemap, name="sitemap"),
    re_path(r"^robots\.txt$", views.robots, name="robots"),
]
