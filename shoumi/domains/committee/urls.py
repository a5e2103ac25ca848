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
    path("committee/seats", views.seats, name="committee.seats"),
    path("committee/seats/<int:pk>/do/<str:action>", views.seat_act, name="committee.seat_act"),
    path("nominations", views.nominations, name="committee.nominations"),
    path("nominations/new", views.nominate, name="committee.nominate"),
    path("nominations/<int:pk>", show, name="committee.nomination"),
    path("vacancies/<int:pk>", show, name="committee.vacancy"),
    path("undertakings", views.undertakings, name="committee.undertakings"),
    path("undertakings/new", views.open_undertaking, name="committee.open_undertaking"),
    path("undertakings/<int:pk>", show, name="committee.undertaking"),
    path("interests", views.interests, name="committee.interests"),
    path("interests/new", views.declare_interest, name="committee.declare_interest"),
    path("interests/<int:pk>", show, name="committee.interest"),
    path("opinions", views.opinions, name="committee.opinions"),
    path("opinions/about/<int:pk>", views.ask_opinion, name="committee.ask_opinion"),
    path("opinions/<int:pk>", show, name="committee.opinion"),
    path("committee/service", views.service, name="committee.service"),
    path("committee/service/<int:pk>", views.service_of, name="committee.service_of"),
    path("committee/service/<int:pk>/issue", views.issue_service, name="committee.issue_service"),
    path("committee/seats/issue", views.issue_seats, name="committee.issue_seats"),
    path("committee/extracts", views.extracts, name="committee.extracts"),
    path("committee/extracts/<int:pk>", show, name="committee.extract"),
    path("committee/meanwhile", views.decide_meanwhile, name="committee.decide_meanwhile"),
]  # fmt: skip
