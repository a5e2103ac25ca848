"""Addresses of the vault. Titles never stand in them."""

from django.urls import path

from shoumi.domains.vault import views
from shoumi.kernel.ui.records.views import show

urlpatterns = [
    path("carriers", views.carriers, name="vault.carriers"),
    path("carriers/<int:pk>", show, name="vault.carrier"),
    path("carriers/<int:pk>/label", views.label, name="vault.label"),
    path("destructions", views.destructions, name="vault.destructions"),
    path("destructions/<int:pk>", show, name="vault.destruction"),
    path("secrets/<int:pk>/destructions/new", views.ask_destruction, name="vault.destroy"),
    path("stocktakings", views.stocktakings, name="vault.stocktakings"),
    path("stocktakings/new", views.open_stocktaking, name="vault.open_stocktaking"),
    path("stocktakings/<int:pk>", show, name="vault.stocktaking"),
    path("stocktakings/<int:pk>/count", views.count_line, name="vault.count_line"),
    path("vault/count", views.count_by_number, name="vault.count"),
    path("vault/count/<str:code>", views.count_carrier, name="vault.count_carrier"),
    path("handovers/<int:pk>", views.handover, name="vault.handover"),
    path("handovers/<int:pk>/confirm", views.confirm, name="vault.confirm"),
    path("handovers/<int:pk>/slip", views.slip, name="vault.slip"),
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
    path("looks/<str:number>/pages/<int:page>", views.page, name="vault.page"),
]
