"""Addresses of the rules. Titles never stand in them."""

from django.urls import path

from shoumi.domains.policies import views
from shoumi.kernel.ui.records.views import show

urlpatterns = [
    path("rules", views.rules, name="policies.rules"),
    path("rules/new", views.begin, name="policies.begin"),
    path("rules/from-text", views.from_text, name="policies.from_text"),
    path("rules/<int:pk>", show, name="policies.rule"),
    path("rule-editions/<int:pk>", show, name="policies.edition"),
    path("rule-editions/<int:pk>/difference", views.difference, name="policies.difference"),
    path("rule-editions/<int:pk>/consultation", views.consultation, name="policies.consultation"),
    path("rule-editions/<int:pk>/confirmations", views.confirmations,
         name="policies.confirmations"),
    path("rule-editions/<int:pk>/write", views.write_clause, name="policies.write_clause"),
    path("rule-editions/<int:pk>/take-text", views.take_text, name="policies.take_text"),
    path("rule-editions/<int:pk>/say", views.remark, name="policies.remark"),
    path("rule-editions/<int:pk>/ask", views.ask_question, name="policies.ask_question"),
    path("remarks/<int:pk>/answer", views.answer_remark, name="policies.answer_remark"),
    path("suspensions/<int:pk>/lift", views.lift_suspension, name="policies.lift_suspension"),
    path("rule-questions", views.questions, name="policies.questions"),
    path("rule-questions/<int:pk>", show, name="policies.question"),
]  # fmt: skip
