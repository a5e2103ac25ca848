"""Addresses of the home page and of tasks."""

from django.urls import path

from shoumi.kernel.ui.work import board, views

urlpatterns = [
    path("", views.home, name="work.home"),
    path("follow-up", board.board, name="work.board"),
    path("tasks/<int:pk>", views.task, name="tasks.task"),
    path("tasks/<int:pk>/do/<str:action>", views.task_act, name="tasks.act"),
]
