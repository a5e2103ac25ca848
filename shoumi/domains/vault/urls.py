"""Addresses of the vault. Titles never stand in them."""

from django.urls import path

from shoumi.domains.vault import views
from shoumi.kernel.ui.records.views import show

urlpatterns = [
    path("carriers", views.carriers, name="vault.carriers"),
    path("carriers/<int:pk>", show, name="vault.carrier"),
    path("grants", views.grants, name="vault.grants"),
    path("grants/<int:pk>", show, name="vault.grant"),
    path("secrets/<int:pk>/carriers/new", views.register, name="vault.register"),
    path("secrets/<int:pk>/grants/new", views.request_grant, name="vault.request"),
    path("secrets/<int:pk>/knew", views.knew, name="vault.knew"),
    path("secrets/<int:pk>/knew/export", views.export_knew, name="vault.export_knew"),
    path("people/<int:pk>/knew", views.person_knew, name="vault.person_knew"),
    path("versions/<int:pk>/look", views.begin, name="vault.begin"),
    path("versions/<int:pk>/take-out", views.take_out, name="vault.take_out"),
    path("looks/<str:number>", views.look, name="vault.look"),
    path("looks/<str:number>/prepare", views.prepare, name="vault.prepare"),
    path("looks/<str:number>/pages/<int:page>", views.page, name="vault.page"),
]
