"""Addresses of organisations, of the ways in, and of the rooms of signed-in people."""

from django.urls import path
from django.views.generic import RedirectView

from . import administration, coming_in, joining, studio, views

urlpatterns = [
    path("organisations", RedirectView.as_view(url="/#publishers", permanent=True)),
    path("organisations/<slug:slug>", views.organisation),
    path("organisations/<slug:slug>/arms", views.arms),
    path("sign-in", coming_in.sign_in),
    path("sign-in/code", coming_in.code),
    path("sign-in/link/<str:signed>", coming_in.link),
    path("sign-in/password", coming_in.password),
    path("sign-out", coming_in.sign_out),
    path("studio", studio.start),
    path("account", studio.account),
    path("invitations/<str:signed>", joining.invitation),
    path("studio/hub", joining.hub),
    path("studio/<slug:slug>", administration.settings),
    path("studio/<slug:slug>/people", administration.people),
    path("studio/<slug:slug>/tokens", administration.tokens),
    path("studio/<slug:slug>/events", administration.happened),
]
