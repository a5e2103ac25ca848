"""Addresses of people and organisation."""

from django.urls import path

from shoumi.kernel.ui.imports import addresses
from shoumi.kernel.ui.people import views
from shoumi.kernel.ui.people.importing import PEOPLE_SCREEN, UNITS_SCREEN

urlpatterns = [
    *addresses("people/import", PEOPLE_SCREEN),
    *addresses("organisation/import", UNITS_SCREEN),
    path("people", views.persons, name="people.persons"),
    path("people/me", views.me, name="people.me"),
    path("people/<int:pk>", views.person, name="people.person"),
    path("people/<int:pk>/do/<str:action>", views.person_act, name="people.person_act"),
    path("people/<int:pk>/sessions/end", views.end_session, name="people.end_session"),
    path("people/new/<str:action>", views.new, name="people.new"),
    path("organisation", views.organisation, name="people.organisation"),
    path("organisation/<int:pk>", views.unit, name="people.unit"),
    path("organisation/<int:pk>/do/<str:action>", views.unit_act, name="people.unit_act"),
    path("appointments/<int:pk>/end", views.appointment_act, name="people.end_appointment"),
    path("absences/<int:pk>/withdraw", views.absence_act, name="people.withdraw_absence"),
]
