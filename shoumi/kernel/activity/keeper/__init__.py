"""The keeper: a process of its own that alone signs the tree's head, and remembers what it signed.

Its key and its last head rest in a folder of their own, outside the database, so that nobody who
can change the database can make the keeper sign a changed past.
"""

from shoumi.kernel.activity.keeper.folder import KeeperFolder, KeeperRefused, default_folder
from shoumi.kernel.activity.keeper.signing import adopt_fork, publish, run, sign, why_refused

__all__ = [
    "KeeperFolder",
    "KeeperRefused",
    "adopt_fork",
    "default_folder",
    "publish",
    "run",
    "sign",
    "why_refused",
]
