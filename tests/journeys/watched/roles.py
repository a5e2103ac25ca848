"""Who knocks at the addresses, and what each answered."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from shoumi.kernel.accounts.models import Account
from tests.domains.register.browsing import Browser
from tests.journeys.watched.house import House
from tests.journeys.watched.places import Address

ADMINISTRATORS = frozenset({"system_admin", "secrecy_admin", "audit_admin"})
APART = ADMINISTRATORS | {"marketer", "sister_custodian"}
OUTSIDE = frozenset({"leaver", "stranger", "partner"})
INSIDE = frozenset(
    {"engineer", "chemist", "custodian", "head", "leader", "chair", "office", "counsel"}
)
ROLES = sorted(INSIDE | APART | OUTSIDE)
METHODS = ("GET", "POST")
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')


def open_accounts(house: House) -> None:
    for key in INSIDE | APART:
        Browser(house.cast, key, house.at)


def client_of(role: str, house: House) -> Client:
    """A browser in which that role is signed in; 500 is answered, not raised."""
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    if role == "partner":
        client.post(f"/outside/{house.disclosures['link'].link}", {"code": house.code})
    elif role != "stranger":
        client.force_login(Account.objects.get(person=house.cast[role]))
    return client


@dataclass(frozen=True)
class Cell:
    """One role at one address by one method."""

    role: str
    address: Address
    method: str
    status: int
    location: str
    seen: frozenset[str] = field(compare=False)
    in_headers: frozenset[str] = field(compare=False)
    body: bytes = field(compare=False, repr=False, default=b"")

    def __str__(self) -> str:
        return f"{self.role} {self.method} {self.address.path} → {self.status}"


class Knocking:
    """One role's browser, which forgets after each answer what that answer did."""

    def __init__(self, role: str, house: House) -> None:
        self.role, self.house = role, house
        self.client = client_of(role, house)
        self.cookies = self.client.cookies.output(header="", sep=";")
        self.objects = set(self._objects())
        self.known: dict[tuple[str, str], Cell] = {}

    def at(self, address: Address, method: str, path: str = "") -> Cell:
        """`path` asks there instead."""
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic(), transaction.atomic(using="keystore"):
            answer, body = _asked(self.client, path or address.path, method, address.data)
            transaction.set_rollback(True)
            transaction.set_rollback(True, using="keystore")
        if method == "POST":
            self._put_back_objects()
        return _cell(self, address, method, answer, body)

    def nowhere(self, address: Address, method: str) -> Cell:
        """What is answered where nothing is; asked once."""
        place = (address.nowhere, method)
        if place not in self.known:
            self.known[place] = self.at(address, method, address.nowhere)
        return self.known[place]

    def _objects(self) -> Iterator[Path]:
        for folder, _folders, names in os.walk(self.house.folder / "objects"):
            yield from (Path(folder, name) for name in names if "." in name)

    def _put_back_objects(self) -> None:
        """A file whose row was rolled back would stand in the way of the next one's."""
        for path in set(self._objects()) - self.objects:
            path.unlink()


def _cell(by: Knocking, address: Address, method: str, answer: Any, body: bytes) -> Cell:
    marks = by.house.marks
    headers = unquote(str([*answer.items(), str(answer.cookies)])).encode()
    return Cell(
        by.role, address, method, answer.status_code, answer.get("Location", ""),
        frozenset(marks.read_in(body)), frozenset(marks.within(headers)), body,
    )  # fmt: skip


def _asked(client: Client, path: str, method: str, data: dict[str, Any]) -> tuple[Any, bytes]:
    if method == "POST":
        file = SimpleUploadedFile("a.txt", b"words", content_type="text/plain")
        answer: Any = client.post(path, {**data, "file": file})
    else:
        answer = client.generic(method, path)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, body


def plain(one: Cell) -> bytes:
    """The answer's body without what differs between any two answers."""
    body = _TOKEN.sub(b"", one.body)
    return body.replace(one.address.nowhere.encode(), b"").replace(one.address.path.encode(), b"")
