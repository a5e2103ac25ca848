"""Addresses of the programme. Titles never stand in them."""

from django.urls import path

from shoumi.domains.programme import views
from shoumi.kernel.ui.records.views import show

urlpatterns = [
    path("plans", views.plans, name="programme.plans"),
    path("plans/new", views.begin, name="programme.begin"),
    path("plans/<int:pk>", show, name="programme.plan"),
    path("plans/<int:pk>/write", views.write_item, name="programme.write_item"),
    path("plans/<int:pk>/say", views.remark, name="programme.remark"),
    path("plans/<int:pk>/consultation", views.consultation, name="programme.consultation"),
    path("plans/<int:pk>/difference", views.difference, name="programme.difference"),
    path("plans/<int:pk>/year", views.year, name="programme.year"),
    path("plan-items/<int:pk>", show, name="programme.item"),
    path("plan-remarks/<int:pk>/answer", views.answer_remark, name="programme.answer_remark"),
]
