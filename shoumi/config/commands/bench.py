"""Measure how quick the house is, as ratios within one run, in a database of its own."""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from shoumi.config import bench
from shoumi.config.bench.aims import AIMS
from shoumi.config.language import _


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    about = _("Measure the house in a data folder of the run's own; no company's data is touched.")
    parser = subparsers.add_parser("bench", description=about)
    parser.add_argument(
        "name", nargs="?", metavar="NAME", choices=bench.NAMES,
        help=_("only this part: {names}").format(names=", ".join(bench.NAMES)),
    )  # fmt: skip
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument(
        "--size", choices=sorted(bench.SIZES), default="full",
        help=_("full takes half an hour, small some two minutes"),
    )  # fmt: skip
    parser.add_argument(
        "--database", metavar="URL", help=_("a PostgreSQL server that lets us make a database")
    )
    parser.add_argument("--in-place", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if not options.in_place:
        return _run_apart(options)
    names = [options.name] if options.name else list(bench.NAMES)
    told = bench.measure(names, bench.SIZES[options.size], _tell)
    if options.format == "json":
        print(json.dumps(told, indent=2))
    else:
        print("\n".join(_line(name, value) for name, value in _flat(told)))
    return 0


def _run_apart(options: argparse.Namespace) -> int:
    """The same command as a process of its own, whose data folder and key live no longer than it.

    A folder is part of the settings, so it can't be changed once they are read.
    """
    line = [sys.executable, "-m", "shoumi.config.commands", "bench", "--in-place"]
    line += [options.name] if options.name else []
    line += ["--format", options.format, "--size", options.size]
    with tempfile.TemporaryDirectory(prefix="shoumi-bench-") as folder:
        place = {**os.environ, "SHOUMI_DATA": folder, "SHOUMI_SECRET_KEY": secrets.token_hex(32)}
        for name in ("SHOUMI_DATABASE", "SHOUMI_KEYSTORE", "SHOUMI_SECRET_KEY_FILE"):
            place.pop(name, None)
        if options.database:
            place["SHOUMI_DATABASE"] = options.database
        return subprocess.run(line, env=place, check=False).returncode


def _line(name: str, value: float | str) -> str:
    """A figure with what it should be, where that was laid down."""
    shown = value if isinstance(value, str) else f"{value:>14.4g}"
    return f"{name:58} {shown:>14}   {AIMS.get(name, '')}".rstrip()


def _flat(told: dict[str, Any], above: str = "") -> Iterator[tuple[str, float | str]]:
    """`register.list_queries` and its like, with their figures."""
    for name, value in told.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _tell(step: str) -> None:
    print(f"{step} …", file=sys.stderr, flush=True)
