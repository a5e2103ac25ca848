"""Addresses of the committee. Titles never stand in them."""

from django.urls import URLPattern, path

from shoumi.domains.committee import views
from shoumi.kernel.ui.records.views import show

urlpatterns: list[URLPattern] = [
    path("meetings", views.meetings, name="committee.meetings"),
    path("meetings/call", views.call, name="committee.call"),
    path("meetings/<int:pk>", show, name="committee.meeting"),
    path("meetings/<int:pk>/room", views.room, name="committee.room"),
    path("meetings/<int:pk>/here", views.here, name="committee.here"),
    path("agenda/<int:pk>/do/<str:action>", views.item_act, name="committee.item_act"),
    path("votes/<int:pk>/do/<str:action>", views.vote_act, name="committee.vote_act"),
    path(
        "attendances/<int:pk>/do/<str:action>", views.attendance_act,
        name="committee.attendance_act",
    ),
    path("resolutions", views.board, name="committee.board"),
    path("resolutions/<int:pk>", show, name="committee.resolution"),
    path("department-checks", views.department_checks, name="committee.checks"),
    path("department-checks/<int:pk>", show, name="committee.check"),
    path("committee/waiting", views.waiting, name="committee.waiting"),
    path("committee/urgent", views.lay_before_director, name="committee.lay_before_director"),
    path("committee/meanwhile", views.decide_meanwhile, name="committee.decide_meanwhile"),
]  # fmt: skip
