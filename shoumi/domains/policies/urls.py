"""Addresses of the policies."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
