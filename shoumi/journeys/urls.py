"""Addresses of pages that need more than one domain."""

from django.urls import path

from shoumi.journeys import views

urlpatterns = [
    path("regime/editions/<int:pk>/difference", views.difference, name="journeys.difference"),
]
