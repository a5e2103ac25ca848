"""The first start: everything is built apart and moved into place when it is whole."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from shoumi.config import env, folder, readiness
from shoumi.config.language import _
from shoumi.kernel.accounts.actions import (
    add_person,
    add_post,
    appoint,
    found_company,
    open_account,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit, Post, Role
from shoumi.kernel.actions import Invalid
from shoumi.kernel.storage import keyring
from shoumi.kernel.tasks.published import enter_published

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
ADMINISTRATORS = {
    "admin": Role.SYSTEM_ADMIN,
    "secrecy-admin": Role.SECRECY_ADMIN,
    "audit-admin": Role.AUDIT_ADMIN,
}


def build_apart(where: Path, command: list[str]) -> bool:
    """Let a process of its own build in a scratch folder, then move all of it into place.

    False when the folder is set up already. Raises Unusable; then nothing half-made is left.
    """
    folder.finish(where)
    if folder.is_set_up(where):
        return False
    if not folder.is_empty(where):
        raise folder.Unusable(
            _(
                "The folder {folder} holds other things and no database of Shoumi's. Set "
                "SHOUMI_DATA to an empty folder."
            ).format(folder=where)
        )
    scratch = folder.scratch(where)
    try:
        line = [sys.executable, "-m", "shoumi.config.commands", *command, "--in-place"]
        place = {**os.environ, "SHOUMI_DATA": str(scratch)}
        done = subprocess.run(line, env=place, check=False)
        if done.returncode:
            raise folder.Unusable(
                _("Nothing was set up; {folder} is as it was before.").format(folder=where)
            )
        (scratch / folder.COMPLETE).touch()
    except BaseException:
        folder.abandon(where)
        raise
    folder.finish(where)
    # This process may have read its settings when there was no key yet.
    settings.SECRET_KEY = env.secret_key(where)
    return True


def make_ready(where: Path, named: dict[str, str]) -> None:
    """Key, databases of this edition, and whoever of the company was named. Doing it twice
    changes nothing. Raises Invalid."""
    folder.make(where)
    folder.ensure_secret_key(where)
    folder.require_private(where)
    settings.SECRET_KEY = env.secret_key(where)
    if readiness.pending(readiness.known_migrations()):
        print(_("Preparing the databases …"), file=sys.stderr, flush=True)
        readiness.migrate()
    keyring.establish(at=timezone.now())
    if named:
        with transaction.atomic():
            printed = _name_the_company(named)
        print("\n".join(printed), flush=True)
    for connection in connections.all():
        connection.close()


def _name_the_company(named: dict[str, str]) -> list[str]:
    """Found the company, appoint administrators who are not there yet; the lines to be printed."""
    at = timezone.now()
    enter_published(by=HOUSE, at=at)
    root = OrgUnit.objects.filter(parent=None).first()
    if "company" in named:
        root = found_company(code="HQ", name=named["company"], by=HOUSE, at=at)
    if root is None:
        raise Invalid("", _("Name the company as well: --company NAME"))
    lines = []
    for option, role in ADMINISTRATORS.items():
        if option in named:
            username, password = _appoint(root, option, role, named[option])
            lines.append(f"{role.label}: {username}  {password}")
    if lines:
        lines.append(_("Each password is shown only this once and changed at the first sign-in."))
    if not Post.objects.filter(role=Role.SECRECY_ADMIN).exists():
        lines.append(
            _("Nobody may enter people and posts yet; name one: shoumi setup --secrecy-admin NAME")
        )
    return lines


def _appoint(root: OrgUnit, option: str, role: Role, name: str) -> tuple[str, str]:
    if Post.objects.filter(org_unit=root, role=role).exists():
        raise Invalid("", _("There is one already, who can open further accounts: --") + option)
    at = timezone.now()
    today = timezone.localdate(at)
    person = add_person(
        staff_number=option, name=name, org_unit=root, from_on=today, by=HOUSE, at=at
    )
    post = add_post(org_unit=root, role=role, by=HOUSE, at=at)
    appoint(person=person, post=post, from_on=today, by=HOUSE, at=at)
    password = new_password()
    open_account(person, username=option, password=password, by=HOUSE, at=at)
    return option, password


def new_password() -> str:
    """Twelve letters and digits in three groups, easy to type and none to be confused; 60 bits."""
    drawn = "".join(secrets.choice(LETTERS) for _one in range(12))
    return "-".join(drawn[start : start + 4] for start in (0, 4, 8))
