"""Root keys in the transit engine of OpenBao or Vault, spoken to by its HTTP API.

A version of the root key is that version of the engine's key. Its fingerprint is made of the
engine's own HMAC under that version, which another key of the same name would not give.
"""

from __future__ import annotations

import json
import re
import ssl
from base64 import b64decode, b64encode
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from shoumi.foundation.addresses import service
from shoumi.foundation.sealing.providers.places import Transit
from shoumi.foundation.sealing.refusals import (
    Altered,
    KeyMissing,
    KeyUnreachable,
    KeyUnreadable,
    WrongKey,
)

_FORMAT = b"\x02"
_CIPHERTEXT = re.compile(rb"vault:v([1-9][0-9]*):[A-Za-z0-9+/=]+")
_NO_KEY = "encryption key not found"
_KIND = "aes256-gcm96"
_MOST = 1 << 20


class _Answered(Exception):
    """The server answered 400 or 404, which means something else for each request."""

    def __init__(self, status: int, errors: list[str]) -> None:
        super().__init__(status, errors)
        self.status = status
        self.errors = errors


class TransitProvider:
    """See ``RootProvider``. Raises ``KeyUnreachable`` when nobody answers, or a server that is
    sealed or in trouble; ``KeyUnreadable`` when its policy or token forbids what is asked."""

    name = "transit"

    def __init__(self, place: Transit) -> None:
        self._place = place

    def versions(self) -> list[int]:
        key = self._key()
        if key is None:
            return []
        first = max(int(key.get("min_available_version") or 0), 1)
        return list(range(first, int(key["latest_version"]) + 1))

    def open(self, version: int, *, expected: str | None = None) -> TransitRoot:
        root = TransitRoot(self, version, self._fingerprint(version))
        if expected is not None and root.fingerprint != expected:
            raise WrongKey(
                f"the root key has fingerprint {root.fingerprint}, but {expected} was used here"
            )
        return root

    def rotate(self, version: int) -> TransitRoot:
        key = self._key()
        if key is None:
            if version != 1:
                raise KeyMissing(f"the key {self._place.key} is not there")
            self._do("", {"type": _KIND})
        elif key.get("type") != _KIND:
            raise KeyUnreadable(f"the key {self._place.key} must be of type {_KIND}")
        elif int(key["latest_version"]) == version - 1:
            self._do("/rotate", {})
        return self.open(version)

    def destroy(self, version: int) -> None:
        """Trims the engine's key, which destroys this version and every lower one for good.

        Raising the least version that may decrypt is not enough: that can be lowered again.
        """
        key = self._key()
        if key is None or int(key.get("min_available_version") or 0) > version:
            return
        least = {
            name: max(int(key.get(name) or 0), version + 1)
            for name in ("min_decryption_version", "min_encryption_version")
        }
        self._do("/config", least)
        self._do("/trim", {"min_available_version": version + 1})

    def _do(self, what: str, body: dict[str, Any]) -> None:
        try:
            self.ask("POST", f"keys/{self._name}{what}", body)
        except _Answered as answer:
            why = ", ".join(answer.errors)
            raise KeyUnreadable(f"the key service does not do what it is asked: {why}") from None

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """One request to the engine; what it answers. Raises ``_Answered`` as well."""
        status, raw = self._sent(method, path, None if body is None else json.dumps(body).encode())
        try:
            told = json.loads(raw) if raw else {}
            if status in {200, 204}:
                return dict(told.get("data") or {})
            errors = [str(one) for one in told.get("errors") or []]
        except (ValueError, AttributeError):
            raise KeyUnreachable(f"the key service answered {status}, and no JSON") from None
        if status == 403:
            raise KeyUnreadable("the key service does not allow it: look at its token and policy")
        if status in {400, 404}:
            raise _Answered(status, errors)
        raise KeyUnreachable(f"the key service answered {status}: it is sealed or in trouble")

    def _key(self) -> dict[str, Any] | None:
        try:
            return self.ask("GET", f"keys/{self._name}")
        except _Answered as answer:
            if answer.status == 404:
                return None
            raise KeyUnreadable("the key service does not understand what it is asked") from None

    def _fingerprint(self, version: int) -> str:
        asked = {"input": b64encode(b"shoumi root key 1").decode(), "key_version": version}
        try:
            made = self.ask("POST", f"hmac/{self._name}/sha2-256", asked)["hmac"]
        except _Answered:
            raise KeyMissing(f"version {version} of {self._place.key} is not there") from None
        return sha256(b"shoumi key fingerprint 2\0" + str(made).encode()).hexdigest()[:32]

    @property
    def _name(self) -> str:
        return quote(self._place.key, safe="")

    def _sent(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        place = service(self._place.address)
        where = f"{place.path}/v1/{quote(self._place.mount)}/{path}"
        connection = self._connection(place.hostname or "", place.port, place.scheme == "https")
        try:
            connection.request(method, where, body, self._headers())
            answer = connection.getresponse()
            return answer.status, answer.read(_MOST)
        except (OSError, HTTPException) as error:
            raise KeyUnreachable(f"the key service can't be reached: {error}") from None
        finally:
            connection.close()

    def _connection(self, host: str, port: int | None, secure: bool) -> HTTPConnection:
        if not secure:
            return HTTPConnection(host, port, timeout=self._place.timeout)
        try:
            context = ssl.create_default_context(cafile=self._place.ca_file or None)
        except OSError as error:
            raise KeyUnreachable(f"the authority's certificate can't be read: {error}") from None
        return HTTPSConnection(host, port, timeout=self._place.timeout, context=context)

    def _headers(self) -> dict[str, str]:
        try:
            token = Path(self._place.token_file).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            raise KeyUnreadable("the file with the key service's token can't be read") from None
        headers = {"X-Vault-Token": token, "X-Vault-Request": "true"}
        if self._place.namespace:
            headers["X-Vault-Namespace"] = self._place.namespace
        return headers


class TransitRoot:
    """One version of the engine's key; see ``RootKey``."""

    def __init__(self, provider: TransitProvider, version: int, fingerprint: str) -> None:
        self._provider, self._version = provider, version
        self.fingerprint = fingerprint

    def wrap(self, key: bytes, binding: bytes) -> bytes:
        body = {"plaintext": b64encode(key).decode(), "key_version": self._version}
        try:
            sealed = str(self._asked("encrypt", body, binding)["ciphertext"]).encode()
        except _Answered:
            raise KeyMissing(f"version {self._version} of the root key wraps no more") from None
        if self._version_of(sealed) != self._version:
            raise KeyUnreadable("the key service wrapped under another version than it was asked")
        return _FORMAT + sealed

    def unwrap(self, wrapped: bytes, binding: bytes) -> bytes:
        sealed = wrapped[1:]
        if wrapped[:1] != _FORMAT or self._version_of(sealed) != self._version:
            raise Altered("this was not wrapped by this version of the key service's key")
        try:
            opened = self._asked("decrypt", {"ciphertext": sealed.decode()}, binding)
        except _Answered as answer:
            if _NO_KEY in answer.errors or answer.status == 404:
                raise KeyMissing("the key service has no such key") from None
            raise Altered("the wrapped key was changed, or belongs elsewhere") from None
        return b64decode(opened["plaintext"])

    def _asked(self, verb: str, body: dict[str, Any], binding: bytes) -> dict[str, Any]:
        bound = body | {"associated_data": b64encode(binding).decode()}
        return self._provider.ask("POST", f"{verb}/{self._provider._name}", bound)

    @staticmethod
    def _version_of(sealed: bytes) -> int:
        match = _CIPHERTEXT.fullmatch(sealed)
        return int(match[1]) if match else 0
