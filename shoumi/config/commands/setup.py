"""Prepare the data folder and the databases; name the company and its first administrators.

Run it again after every update: it brings the databases to this edition and changes nothing else.
"""

import argparse

from shoumi.config import first_start, folder
from shoumi.config.env import data_folder
from shoumi.config.language import _


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("setup", description=_("Prepare the data folder and databases."))
    parser.add_argument("--company", metavar="NAME", help=_("full name of the company"))
    for option, help_line in (
        ("--admin", _("name of the first system administrator: accounts, no content")),
        ("--secrecy-admin", _("name of the first secrecy administrator: people, posts, rights")),
        ("--audit-admin", _("name of the first audit administrator: reads the log")),
    ):
        parser.add_argument(option, metavar="NAME", help=help_line)
    parser.add_argument("--in-place", action="store_true", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    where = data_folder()
    names = {
        "company": options.company,
        "admin": options.admin,
        "secrecy-admin": options.secrecy_admin,
        "audit-admin": options.audit_admin,
    }
    named = {option: name for option, name in names.items() if name}
    if options.in_place:
        first_start.make_ready(where, named)
        return 0
    repeated = [part for option, name in named.items() for part in (f"--{option}", name)]
    folder.make(where)
    with folder.held(where):
        if not first_start.build_apart(where, ["setup", *repeated]):
            first_start.make_ready(where, named)
    print(_("The data folder {folder} is ready.").format(folder=where))
    return 0
