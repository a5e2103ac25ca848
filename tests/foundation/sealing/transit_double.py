"""A double of the transit engine of OpenBao and Vault: no server of either can be had for tests.

It answers as their API documentation and OpenBao's source say: the envelope of an answer, status
400 with the engine's words, 403, 404 without words, 503 when sealed; versions in ciphertexts; least
versions that may encrypt and decrypt; trimming. It knows only what this house asks.
"""

import json
import secrets
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shoumi.foundation.sealing.providers.places import Transit

TOKEN = "s.only-for-tests"
TOO_OLD = "ciphertext or signature version is disallowed by policy (too old)"


class Refusal(Exception):
    def __init__(self, status: int, *errors: str) -> None:
        super().__init__(status, *errors)
        self.status, self.errors = status, errors


@dataclass
class Key:
    """A key with its versions, each a cipher's and an HMAC's secret."""

    versions: dict[int, tuple[bytes, bytes]] = field(default_factory=dict)
    latest: int = 0
    min_decryption: int = 1
    min_encryption: int = 0
    min_available: int = 0

    def rotate(self) -> None:
        self.latest += 1
        self.versions[self.latest] = secrets.token_bytes(32), secrets.token_bytes(32)


class Engine:
    """What the server knows; ``sealed``, ``token`` and ``keys`` are the tests' to change."""

    def __init__(self) -> None:
        self.sealed = False
        self.token = TOKEN
        self.keys: dict[str, Key] = {}
        self.asked: list[str] = []

    def snapshot(self) -> dict[str, Key]:
        return deepcopy(self.keys)

    def answer(self, method: str, path: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(path)
        if self.sealed:
            raise Refusal(503, "Vault is sealed")
        if token != self.token:
            raise Refusal(403, "permission denied")
        if not path.startswith("/v1/transit/"):
            raise Refusal(404, f"no handler for route {path!r}")
        verb, name, *rest = path.removeprefix("/v1/transit/").split("/")
        if verb == "keys":
            return self._of_keys(method, name, rest, body)
        act = {"encrypt": self._encrypt, "decrypt": self._decrypt, "hmac": self._hmac}[verb]
        if name not in self.keys and verb != "encrypt":
            raise Refusal(400, "encryption key not found")
        return act(self.keys.setdefault(name, _new()), body)

    def _of_keys(
        self, method: str, name: str, rest: list[str], body: dict[str, Any]
    ) -> dict[str, Any]:
        if method == "GET":
            if name not in self.keys:
                raise Refusal(404)
            return _told(self.keys[name])
        if not rest:
            return _told(self.keys.setdefault(name, _new()))
        if name not in self.keys:
            raise Refusal(400, f"no existing key named {name} could be found")
        {"rotate": _rotate, "config": _configure, "trim": _trim}[rest[0]](self.keys[name], body)
        return _told(self.keys[name])

    def _encrypt(self, key: Key, body: dict[str, Any]) -> dict[str, Any]:
        version = body.get("key_version") or key.latest
        if version > key.latest:
            raise Refusal(400, "requested version for encryption is higher than the latest one")
        if version < key.min_encryption or version not in key.versions:
            raise Refusal(400, "requested version for encryption is less than the minimum one")
        nonce, bound = secrets.token_bytes(12), b64decode(body.get("associated_data", ""))
        cipher = AESGCM(key.versions[version][0])
        sealed = nonce + cipher.encrypt(nonce, b64decode(body["plaintext"]), bound)
        return {"ciphertext": f"vault:v{version}:{b64encode(sealed).decode()}"}

    def _decrypt(self, key: Key, body: dict[str, Any]) -> dict[str, Any]:
        mark, version, text = body["ciphertext"].split(":")
        number = int(version.removeprefix("v"))
        if mark != "vault":
            raise Refusal(400, "invalid ciphertext: no prefix")
        if number > key.latest:
            raise Refusal(400, "invalid ciphertext: version is too new")
        if number < key.min_decryption or number not in key.versions:
            raise Refusal(400, TOO_OLD)
        bound = b64decode(body.get("associated_data", ""))
        try:
            sealed = b64decode(text)
        except ValueError:
            raise Refusal(400, "invalid ciphertext: could not decode base64") from None
        try:
            plain = AESGCM(key.versions[number][0]).decrypt(sealed[:12], sealed[12:], bound)
        except (InvalidTag, ValueError):
            raise Refusal(400, "cipher: message authentication failed") from None
        return {"plaintext": b64encode(plain).decode()}

    def _hmac(self, key: Key, body: dict[str, Any]) -> dict[str, Any]:
        version = body.get("key_version") or key.latest
        if version != key.latest and version < key.min_encryption:
            raise Refusal(400, "cannot generate HMAC: version is too old (disallowed by policy)")
        if version not in key.versions:
            raise Refusal(400, "could not find the version of the key")
        made = digest(key.versions[version][1], b64decode(body["input"]), sha256)
        return {"hmac": f"vault:v{version}:{b64encode(made).decode()}"}


def _new() -> Key:
    key = Key()
    key.rotate()
    return key


def _rotate(key: Key, _body: dict[str, Any]) -> None:
    key.rotate()


def _configure(key: Key, body: dict[str, Any]) -> None:
    least = body.get("min_decryption_version", key.min_decryption)
    use = body.get("min_encryption_version", key.min_encryption)
    if least > key.latest or use > key.latest:
        raise Refusal(400, "cannot set a least version beyond the latest one")
    if use and use < least:
        raise Refusal(400, "cannot set the least version to encrypt below that to decrypt")
    key.min_decryption, key.min_encryption = least, use


def _trim(key: Key, body: dict[str, Any]) -> None:
    least = body["min_available_version"]
    if least < key.min_available:
        raise Refusal(400, "minimum available version cannot be decremented")
    if not key.min_encryption:
        raise Refusal(400, "minimum encryption version is not set")
    if least > min(key.min_encryption, key.min_decryption):
        raise Refusal(400, "minimum available version cannot be greater than those in use")
    key.min_available = least
    key.versions = {number: one for number, one in key.versions.items() if number >= least}


def _told(key: Key) -> dict[str, Any]:
    return {
        "type": "aes256-gcm96",
        "latest_version": key.latest,
        "min_available_version": key.min_available,
        "min_decryption_version": key.min_decryption,
        "min_encryption_version": key.min_encryption,
        "keys": {str(number): 0 for number in key.versions if number >= key.min_decryption},
    }


@contextmanager
def serving(
    engine: Engine, *, certificate: Path | None = None, key: Path | None = None
) -> Iterator[str]:
    """Its address on this machine; under TLS with a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            self._answer(json.loads(self.rfile.read(size) or b"{}"))

        def _answer(self, body: dict[str, Any]) -> None:
            token = self.headers.get("X-Vault-Token", "")
            try:
                data = engine.answer(self.command, self.path, token, body)
                self._send(200, {"request_id": secrets.token_hex(8), "data": data, "auth": None})
            except Refusal as refusal:
                self._send(refusal.status, {"errors": list(refusal.errors)})

        def _send(self, status: int, told: dict[str, Any]) -> None:
            raw = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if certificate is not None:
            context = SSLContext(PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def place(address: str, folder: Path, **more: Any) -> Transit:
    """How to get there; the token's file is made in the folder."""
    file = folder / "transit-token"
    file.touch(0o600)
    file.write_text(f"{TOKEN}\n")
    return Transit(address, str(file), **more)
