"""Begins a worker: `python -I start.py serving`, or another module of this folder.

`shoumi.kernel.rendering` itself speaks with people and so imports Django, which a worker has no use
for and no time to load. A bare package of that name stands in for it here.
"""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parents[1]
NAME = "shoumi.kernel.rendering"


def begin(module: str) -> None:
    sys.path.insert(0, str(FOLDER.parents[2]))
    face = ModuleType(NAME)
    face.__path__ = [str(FOLDER)]
    sys.modules[NAME] = face
    import_module(f"{NAME}.worker.{module}").main()


if __name__ == "__main__":
    begin(sys.argv[1])
