"""The WSGI application that the production server runs."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from shoumi.config.gate import await_opening

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.config.settings")
application = get_wsgi_application()
# Every screen's module is loaded now, so that the first visitor does not wait for it.
get_resolver().url_patterns  # noqa: B018 - asking loads them
await_opening()
