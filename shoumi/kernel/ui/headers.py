"""Headers of every answer: only our own files run or load, and nothing signed-in is cached.

Content Security Policy Level 3; no inline script or style anywhere, no third-party address.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    ]
)
DENIED_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

Answer = Callable[[HttpRequest], HttpResponseBase]


def strict_headers(get_response: Answer) -> Answer:
    """Middleware: set the policy; an answer that carries its own `Cache-Control` keeps it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", DENIED_FEATURES)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer
