"""Addresses of the choices that belong to no domain: language and theme."""

from django.urls import path

from shoumi.kernel.ui.languages import set_language
from shoumi.kernel.ui.preferences import set_theme

urlpatterns = [
    path("preferences/language", set_language, name="ui.set_language"),
    path("preferences/theme", set_theme, name="ui.set_theme"),
]
