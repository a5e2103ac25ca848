"""An address with a place that nobody told the matrix how to fill."""

from django.urls import include, path

from shoumi.config.health import healthz

urlpatterns = [path("", include("shoumi.config.urls")), path("gadgets/<int:pk>", healthz)]
