"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from shoumi.config.api import api
from shoumi.config.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("shoumi.kernel.accounts.urls")),
    path("healthz", healthz, name="healthz"),
    path("", include("shoumi.kernel.ui.urls")),
    path("", include("shoumi.kernel.ui.feed.urls")),
    path("", include("shoumi.kernel.ui.work.urls")),
    path("", include("shoumi.kernel.ui.records.urls")),
    path("", include("shoumi.kernel.ui.papers.urls")),
    path("", include("shoumi.kernel.ui.sending.urls")),
    path("", include("shoumi.kernel.ui.calendar.urls")),
    path("", include("shoumi.kernel.ui.people.urls")),
    path("", include("shoumi.kernel.ui.log.urls")),
    path("", include("shoumi.domains.people.urls")),
    path("", include("shoumi.domains.register.urls")),
    path("", include("shoumi.domains.vault.urls")),
    path("", include("shoumi.domains.committee.urls")),
    path("", include("shoumi.domains.policies.urls")),
    path("", include("shoumi.domains.programme.urls")),
    path("", include("shoumi.domains.notices.urls")),
    path("", include("shoumi.regime.urls")),
    path("", include("shoumi.journeys.urls")),
    path("api/v1/", api.urls),
]

handler400 = "shoumi.kernel.ui.errors.bad_request"
handler403 = "shoumi.kernel.ui.errors.forbidden"
handler404 = "shoumi.kernel.ui.errors.not_found"
handler500 = "shoumi.kernel.ui.errors.broken"
