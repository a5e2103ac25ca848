"""Addresses of the log."""

from django.urls import path

from shoumi.kernel.ui.log import views

urlpatterns = [
    path("log", views.log, name="log.log"),
    path("log/anchors/new", views.anchor, name="log.anchor"),
]
