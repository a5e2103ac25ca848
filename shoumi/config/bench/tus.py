"""A client of the server that is measured: signs in as a person does and brings files by tus."""

import base64
import http.client
import re
from http.cookies import SimpleCookie
from typing import Any, Protocol
from urllib.parse import urlencode

UPLOADS = "/api/v1/uploads"
VERSION = {"Tus-Resumable": "1.0.0"}
PIECE = 256 * 1024


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Visitor:
    """One person's session with the server at this port of the loopback."""

    def __init__(self, port: int, name: str, password: str) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        token = self._token()
        form = urlencode({"csrfmiddlewaretoken": token, "name": name, "password": password})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self._ask("POST", "/sign-in", 302, form.encode(), kind)
        self._guard = {"X-CSRFToken": self._token("/account/password")}

    def begin(self, carrier: int, size: int) -> str:
        """Begin the upload of so many bytes as the carrier's next version; its address."""
        told = {"carrier": str(carrier), "filename": "bench.bin"}
        spelt = ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in told.items())
        headers = {**VERSION, "Upload-Length": str(size), "Upload-Metadata": spelt}
        answer, _page = self._ask("POST", UPLOADS, 201, b"", headers | self._guard)
        return answer["Location"]

    def send(self, url: str, body: Source, size: int) -> None:
        """All of the file in one request; it is in the vault when this returns."""
        headers = {
            **VERSION, "Upload-Offset": "0", "Content-Length": str(size),
            "Content-Type": "application/offset+octet-stream",
        }  # fmt: skip
        self._ask("PATCH", url, 204, body, headers | self._guard)

    def _token(self, page: str = "/sign-in") -> str:
        _answer, text = self._ask("GET", page, 200)
        found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        if found is None:
            raise RuntimeError(f"{page} has no form")
        return found.group(1).decode()

    def _ask(
        self, method: str, path: str, expected: int, body: Any = None, headers: Any = ()
    ) -> tuple[http.client.HTTPMessage, bytes]:
        """Raises RuntimeError unless the answer is the expected one."""
        asking = http.client.HTTPConnection("127.0.0.1", self._port, blocksize=PIECE)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        try:
            asking.request(method, path, body, {**dict(headers), "Cookie": cookies})
            answer = asking.getresponse()
            text = answer.read()
        finally:
            asking.close()
        if answer.status != expected:
            raise RuntimeError(f"{method} {path} answered {answer.status}, not {expected}")
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer.headers, text
