"""Addresses of the register. Titles never stand in them."""

from django.urls import path

from shoumi.domains.register import views
from shoumi.domains.register.views.importing import LEDGER_SCREEN
from shoumi.kernel.ui.imports import addresses
from shoumi.kernel.ui.records.views import show

urlpatterns = [
    path("secrets", views.listing, name="register.list"),
    path("secrets/figures", views.figures, name="register.figures"),
    *addresses("secrets/import", LEDGER_SCREEN),
    path("secrets/new", views.nominate, name="register.nominate"),
    path("secrets/new/hints", views.hints, name="register.hints"),
    path("campaigns", views.campaigns, name="register.campaigns"),
    path("campaigns/new", views.begin_campaign, name="register.begin_campaign"),
    path("campaigns/<int:pk>", show, name="register.campaign"),
    path("campaign-answers/<int:pk>", show, name="register.campaign_answer"),
    path("secrets/grades", views.grades, name="register.grades"),
    path("secrets/grades/adopt", views.adopt_grades, name="register.adopt_grades"),
    path("secrets/grades/<int:pk>", views.amend_grade, name="register.amend_grade"),
    path("secrets/<int:pk>", show, name="register.secret"),
    path("secrets/<int:pk>/describe", views.describe, name="register.describe"),
    path("secrets/<int:pk>/content", views.content, name="register.content"),
]
