"""Addresses of the vault. Titles never stand in them."""

from django.urls import path

from shoumi.domains.vault import views
from shoumi.kernel.ui.records.views import show

urlpatterns = [
    path("carriers", views.carriers, name="vault.carriers"),
    path("carriers/<int:pk>", show, name="vault.carrier"),
    path("quarantine", views.quarantine, name="vault.quarantine"),
    path("grants", views.grants, name="vault.grants"),
    path("grants/<int:pk>", show, name="vault.grant"),
    path("grants/confirm", views.confirm, name="vault.confirm"),
    path("grants/teams", views.teams, name="vault.teams"),
    path("grants/teams/<int:pk>", show, name="vault.team"),
    path("grants/limits", views.limits, name="vault.limits"),
    path("grants/limits/<int:pk>", views.set_limit, name="vault.set_limit"),
    path("emergency", views.emergency, name="vault.emergency"),
    path("emergency/open", views.open_emergency, name="vault.open_emergency"),
    path("emergency/units/<int:pk>", views.name_delegate, name="vault.name_delegate"),
    path("emergency/delegates/<int:pk>/end", views.end, name="vault.end_delegation"),
    path("secrets/<int:pk>/carriers/new", views.register, name="vault.register"),
    path("secrets/<int:pk>/grants/new", views.request_grant, name="vault.request"),
    path("secrets/<int:pk>/grants/team", views.request_team_grant, name="vault.request_team"),
    path("secrets/<int:pk>/knew", views.knew, name="vault.knew"),
    path("secrets/<int:pk>/knew/export", views.export_knew, name="vault.export_knew"),
    path("people/<int:pk>/knew", views.person_knew, name="vault.person_knew"),
    path("secrets/<int:pk>/disclosures/new", views.disclose, name="vault.disclose"),
    path("disclosures", views.disclosures, name="vault.disclosures"),
    path("disclosures/<int:pk>", show, name="vault.disclosure"),
    path("disclosures/<int:pk>/hand-out", views.hand_out, name="vault.hand_out"),
    path("disclosures/<int:pk>/file", views.sealed_file, name="vault.sealed_file"),
    path("outside/<slug:link>", views.door, name="vault.door"),
    path("outside/<slug:link>/pages", views.visit, name="vault.visit"),
    path("outside/<slug:link>/pages/<int:page>", views.visited_page, name="vault.visited_page"),
    path("versions/<int:pk>/look", views.begin, name="vault.begin"),
    path("versions/<int:pk>/take-out", views.take_out, name="vault.take_out"),
    path("versions/<int:pk>/print", views.print_out, name="vault.print_out"),
    path("versions/<int:pk>/copy-out", views.copy_out, name="vault.copy_out"),
    path("looks/<str:number>", views.look, name="vault.look"),
    path("looks/<str:number>/pages/<int:page>", views.page, name="vault.page"),
]
