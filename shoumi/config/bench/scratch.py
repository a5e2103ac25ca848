"""A database of its own for a measurement, made and removed again; the company's is not touched."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections


@contextmanager
def scratch() -> Iterator[None]:
    """The default connection leads to a fresh, migrated database: a real file, or one more on the
    server under a name that nobody else has."""
    connection = connections["default"]
    with tempfile.TemporaryDirectory(prefix="shoumi-bench-") as folder:
        original = connection.settings_dict["NAME"]
        own = f"shoumi_bench_{secrets.token_hex(4)}"
        name = str(Path(folder) / "bench.sqlite3") if connection.vendor == "sqlite" else own
        connection.settings_dict["TEST"]["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(original, verbosity=0)
