"""Addresses of the notices."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
