"""Make the demo company in an empty data folder, and end."""

import argparse
import json
import sys

from django.db import transaction
from django.utils import timezone

from shoumi.config import first_start, folder
from shoumi.config.demo_sign_ins import FILE, read, show
from shoumi.config.env import data_folder
from shoumi.config.language import _
from shoumi.demo.cast import PERSONS
from shoumi.demo.company import SIGN_INS
from shoumi.demo.company import build as build_company
from shoumi.kernel.storage import keyring


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("demo", description=_("Make the demo company."))
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--in-place", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    where = data_folder()
    if options.in_place:
        first_start.make_ready(where, {})
        build()
        return 0
    folder.make(where)
    with folder.held(where):
        if not first_start.build_apart(where, ["demo"]):
            raise folder.Unusable(
                _(
                    "The data folder {folder} is not empty, and the demo company would mix with "
                    "what is there. Choose another: SHOUMI_DATA=… shoumi demo"
                ).format(folder=where)
            )
    if options.format == "json":
        print(json.dumps(read(where), ensure_ascii=False, indent=2))
    else:
        show(where)
    return 0


def build() -> None:
    """The demo company, all of it or none, and its people's passwords beside it."""
    print(_("Making the demo company …"), end=" ", file=sys.stderr, flush=True)
    with transaction.atomic(), keyring.together():
        passwords = build_company(at=timezone.now(), progress=_tell)
    print(file=sys.stderr)
    folder.write_secret(data_folder() / FILE, _sign_ins(passwords))


def _sign_ins(passwords: dict[str, str]) -> bytes:
    """Who signs in, what for and how, by the people's keys in the cast."""
    names = {key: (name, name_en) for key, _number, _unit, name, name_en in PERSONS}
    lines = [
        {
            "name": names[key][0],
            "name_en": names[key][1],
            "purpose": purpose,
            "username": key,
            "password": passwords[key],
        }
        for key, purpose in SIGN_INS
    ]
    return json.dumps(lines, ensure_ascii=False, indent=1).encode()


def _tell(step: str) -> None:
    print(step, end=" ", file=sys.stderr, flush=True)
