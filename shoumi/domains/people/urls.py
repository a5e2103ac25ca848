"""Addresses of what is required."""

from django.urls import path

from shoumi.domains.people import views

urlpatterns = [
    path("requirements", views.requirements, name="people.requirements"),
    path("requirements/<slug:kind>", views.require, name="people.require"),
]
