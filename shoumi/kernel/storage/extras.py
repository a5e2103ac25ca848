"""Parts that need a library which only some installations have."""

from importlib import import_module
from typing import Any

from django.core.exceptions import ImproperlyConfigured


def extra(module: str, name: str) -> Any:
    """The module; raises ImproperlyConfigured, saying what to install, where its library is not."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            f"This needs {error.name}, which is not installed: pip install 'shoumi[{name}]'"
        ) from error
