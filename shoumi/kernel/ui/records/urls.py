"""Addresses of records. Titles never stand in them."""

from django.urls import path

from shoumi.kernel.ui.records import many, views

urlpatterns = [
    path("records/<int:pk>", views.show, name="records.record"),
    path("records/<int:pk>/do/<str:action>", views.act, name="records.act"),
    path("records/many/<str:action>", many.do, name="records.many"),
    path("approvals/<int:pk>/do/<str:action>", views.approval_act, name="approvals.act"),
]
