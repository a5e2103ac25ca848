"""Addresses of papers, evidence and receipts."""

from django.urls import path

from shoumi.kernel.ui.papers import templating, views

urlpatterns = [
    path("papers/<int:pk>/open/<str:file>", views.open_paper, name="papers.open"),
    path("papers/<int:pk>/do/<str:action>", views.paper_act, name="papers.act"),
    path("papers/open", views.open_together, name="papers.open_together"),
    path("evidence/<int:pk>/open", views.open_evidence, name="papers.open_evidence"),
    path("receipts/<int:pk>", views.receipt, name="receipts.receipt"),
    path("receipts/<int:pk>/do/<str:action>", views.receipt_act, name="receipts.act"),
    path("word-templates", templating.templates, name="papers.templates"),
    path("word-templates/<str:code>/in/<str:language>/download", templating.download,
         name="papers.download_template"),
    path("word-templates/<str:code>/in/<str:language>/sample", templating.sample,
         name="papers.sample_template"),
    path("word-templates/<str:code>/in/<str:language>/replace", templating.put,
         name="papers.replace_template"),
    path("word-templates/<str:code>/in/<str:language>/restore", templating.restore,
         name="papers.restore_template"),
]  # fmt: skip
