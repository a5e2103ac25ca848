"""Shoumi's command line. A module here is a command: its docstring's first line is its help, its
`register(subparsers)` adds the parser, which sets `run`, a function of the options that gives the
exit code."""

import argparse
import ast
import gc
import importlib
import os
import pkgutil
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import translation

from shoumi.config.env import Misconfigured, data_folder
from shoumi.config.folder import Unusable, disk_full, out_of_room
from shoumi.config.language import _, terminal_language

FOLDER = Path(__file__).parent
CANNOT = 2
# These only start others, and are quick for loading neither settings nor models.
WITHOUT_THE_HOUSE = {"serve"}


def commands() -> dict[str, str]:
    """Every command by name with its one line of help, read without importing it."""
    names = [module.name for module in pkgutil.iter_modules([str(FOLDER)])]
    return {name: _(_first_line(FOLDER / name)) for name in names if not name.startswith("_")}


def _first_line(path: Path) -> str:
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.split("\n", 1)[0]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; every refusal is a sentence on standard error, and exit code 2."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.config.settings")
    # What is written here is the company's alone.
    os.umask(0o077)
    try:
        return _dispatch(arguments)
    except KeyboardInterrupt:
        return 130
    except (Unusable, Misconfigured, ImproperlyConfigured) as refusal:
        return _say_why(refusal)
    except (OSError, DatabaseError, sqlite3.Error) as error:
        if out_of_room(error):
            return _say_why(disk_full(data_folder()))
        raise


def _say_why(refusal: Exception) -> int:
    print(f"shoumi: {refusal}", file=sys.stderr)
    return CANNOT


def _load_the_house() -> None:
    """What is loaded stays for as long as the process does, so it is not searched for garbage:
    neither meanwhile, which takes a sixth of the start, nor later."""
    gc.disable()
    try:
        django.setup()
    finally:
        gc.freeze()
        gc.enable()


def _dispatch(arguments: list[str]) -> int:
    known = commands()
    parser = argparse.ArgumentParser(
        prog="shoumi", description=_("Runs a company's trade-secret regime and proves it is kept.")
    )
    subparsers = parser.add_subparsers(metavar=_("COMMAND"), title=_("what one can do"))
    named = arguments[0] if arguments and arguments[0] in known else None
    for name, line in known.items():
        if name != named:
            subparsers.add_parser(name, help=line)
    if named is not None:
        if named not in WITHOUT_THE_HOUSE:
            _load_the_house()
            translation.activate(terminal_language())
        importlib.import_module(f"{__name__}.{named}").register(subparsers)
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return 0
    if named in WITHOUT_THE_HOUSE:
        return int(options.run(options))
    refusals = importlib.import_module("shoumi.config.refusals").REFUSALS
    try:
        return int(options.run(options))
    except refusals as refusal:
        return _say_why(refusal)
