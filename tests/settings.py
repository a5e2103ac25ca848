"""The house's settings, in a data folder of the test run's own."""

import os
import tempfile

os.environ["SHOUMI_DATA"] = tempfile.mkdtemp(prefix="shoumi-tests-")
os.environ.setdefault("SHOUMI_SECRET_KEY", "only-for-tests-" + "k" * 50)

from shoumi.config.settings import *  # noqa: F403

# argon2 at its weakest: what a password costs is the library's own test.
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2PasswordHasher"]
