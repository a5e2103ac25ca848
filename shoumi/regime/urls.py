"""Addresses of the regime. Titles never stand in them."""

from django.urls import path

from shoumi.kernel.ui.records.views import show
from shoumi.regime.views import beginning, editions, home

urlpatterns = [
    path("regime", home.home, name="regime.home"),
    path("regime/wall", home.wall_of_clauses, name="regime.wall"),
    path("regime/import", beginning.import_text, name="regime.import_text"),
    path("regime/begin", beginning.take_default, name="regime.take_default"),
    path("regime/revise", beginning.draft_revision, name="regime.draft_revision"),
    path("regime/editions", editions.editions, name="regime.editions"),
    path("regime/editions/<int:pk>", show, name="regime.edition"),
    path("regime/editions/<int:pk>/clauses/<str:ident>", editions.bind, name="regime.bind"),
    path("regime/editions/<int:pk>/clauses/<str:ident>/words", editions.write,
         name="regime.write_clause"),
    path("regime/editions/<int:pk>/clauses/<str:ident>/strike", editions.strike,
         name="regime.strike_clause"),
]  # fmt: skip
