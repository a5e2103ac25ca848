"""Addresses of calendar feeds."""

from django.urls import path

from shoumi.kernel.ui.feed import views

urlpatterns = [
    path("account/calendar", views.my_feed, name="feed.mine"),
    path("feed/<str:secret>.ics", views.dates, name="feed.dates"),
]
