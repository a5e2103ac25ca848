"""Addresses of sending, of dispatches, and of one's own channels."""

from django.urls import path

from shoumi.kernel.ui.sending import mine, undelivered, views

urlpatterns = [
    path("records/<int:pk>/send", views.send, name="sending.send"),
    path("dispatches/<int:pk>", views.dispatch, name="sending.dispatch"),
    path("dispatches/<int:pk>/do/<str:action>", views.dispatch_act, name="sending.dispatch_act"),
    path("account/channels", mine.my_channels, name="sending.my_channels"),
    path("account/channels/try", mine.try_mine, name="sending.try_mine"),
    path("undelivered", undelivered.undelivered, name="sending.undelivered"),
    path("undelivered/again", undelivered.try_again, name="sending.try_again"),
    path("undelivered/seen-to", undelivered.told_otherwise, name="sending.told_otherwise"),
]
