"""A tus client over the test client's wire, and a program with an access key."""

import base64
import io
import json
from typing import Any

from django.test import Client

from shoumi.demo.cast import Cast, open_accounts
from shoumi.domains.vault.models import CarrierVersion
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.actions import make_key
from shoumi.kernel.accounts.models import Account, Person
from shoumi.kernel.storage.objects import open_object
from tests.conftest import Ticker
from tests.domains.register.browsing import PASSWORD

API = "/api/v1"
BODY = "application/offset+octet-stream"
TUS = {"Tus-Resumable": "1.0.0"}
CONTENT = "升温曲线 80 ℃ ".encode() * 9000
HALF = len(CONTENT) // 2


class Program:
    """Asks in somebody's name, with an access key of that person's."""

    def __init__(self, cast: Cast, who: str, at: Ticker) -> None:
        if not Account.objects.filter(person=cast[who]).exists():
            open_accounts(cast, {who: PASSWORD}, at=at())
        person = Person.objects.get(pk=cast[who].pk)
        self.key = make_key(person, name="夜间导出", days=30, by=person, at=at())
        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
        self.door = {"Authorization": f"Bearer {self.key.secret}"}

    def get(self, path: str) -> Any:
        return self.client.get(API + path, headers=self.door)

    def post(self, path: str, told: dict[str, Any]) -> Any:
        return self.client.post(
            API + path, json.dumps(told), content_type="application/json", headers=self.door
        )

    def begin(self, size: int, name: str = "a.txt", note: str = "", **target: int) -> Any:
        told = {"filename": name, "note": note, **{key: str(pk) for key, pk in target.items()}}
        headers = {**self.door, **TUS, "Upload-Length": str(size), "Upload-Metadata": spelt(told)}
        return self.client.post(f"{API}/uploads", headers=headers)

    def send(
        self, url: str, content: bytes, offset: int = 0, *, comes: io.BytesIO | None = None,
        **headers: str,
    ) -> Any:  # fmt: skip
        """The bytes from the offset on; `comes` is what really comes of them."""
        wire: dict[str, Any] = {
            "wsgi.input": io.BytesIO(content) if comes is None else comes,
            "CONTENT_LENGTH": str(len(content)),
        }
        kind = headers.pop("kind", BODY)
        told = {**self.door, **TUS, "Upload-Offset": str(offset), **headers}
        return self.client.generic("PATCH", url, b"-", content_type=kind, headers=told, **wire)

    def head(self, url: str) -> Any:
        return self.client.head(url, headers={**self.door, **TUS})

    def delete(self, url: str) -> Any:
        return self.client.delete(url, headers={**self.door, **TUS})

    def bring(self, content: bytes, name: str = "a.txt", **target: Any) -> dict[str, Any]:
        """All of it in one request; answers how the upload stands then."""
        url = self.begin(len(content), name, **target)["Location"]
        assert self.send(url, content).status_code == 204
        told: dict[str, Any] = self.client.get(url, headers=self.door).json()
        return told


def spelt(told: dict[str, str]) -> str:
    return ",".join(
        f"{key} {base64.b64encode(value.encode('utf-8', 'surrogatepass')).decode()}"
        for key, value in told.items()
    )


def content_of(version: CarrierVersion, at: Ticker) -> bytes:
    carrier = version.carrier
    owner = carrier.secret.owner
    assert owner is not None
    decision = decide(owner, "vault.view", carrier, at())
    with open_object(version.file, decision, at=at.now) as source:
        return source.read()
