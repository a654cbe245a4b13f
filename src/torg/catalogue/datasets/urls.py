"""Addresses of datasets."""

from django.urls import path

from . import chart_views, feeds, following, map_views, views

urlpatterns = [
    path("", views.home),
    path("datasets/<slug:slug>", views.dataset),
    path("datasets.atom", feeds.of_hub),
    path("datasets/<slug:slug>/versions.atom", feeds.of_dataset),
    path("datasets/<slug:slug>/follow", following.follow),
    path("follow/<str:signed>", following.confirm),
    path("follow/stop/<str:signed>", following.stop),
    path("datasets/<slug:slug>/map", map_views.page),
    path("datasets/<slug:slug>/map/sample.geojson", map_views.sample),
    path("datasets/<slug:slug>/map/ground.geojson", map_views.ground),
    path("datasets/<slug:slug>/<slug:part>/map", map_views.page),
    path("datasets/<slug:slug>/<slug:part>/map/sample.geojson", map_views.sample),
    path("datasets/<slug:slug>/<slug:part>", views.one_table),
    path("datasets/<slug:slug>/charts/<int:number>", chart_views.chart),
    path("datasets/<slug:slug>/charts/<int:number>/embed", chart_views.embedded),
    path("datasets/<slug:slug>/<slug:part>/charts/<int:number>", chart_views.chart),
    path("datasets/<slug:slug>/<slug:part>/charts/<int:number>/embed", chart_views.embedded),
]
