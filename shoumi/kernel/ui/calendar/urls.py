"""Addresses of the working calendar."""

from django.urls import path

from shoumi.kernel.ui.calendar import views

urlpatterns = [
    path("calendar", views.calendar, name="calendar.calendar"),
    path("calendar/enter", views.enter, name="calendar.enter"),
]
