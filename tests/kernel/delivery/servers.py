"""Doubles of a mail server and of WeCom, on this machine. Tests tell them how to answer.

The mail server knows what SMTP (RFC 5321) asks of a submission server: EHLO, STARTTLS, AUTH PLAIN
and LOGIN refused or taken, MAIL, RCPT, DATA. WeCom's double answers as its developer documentation
says: `gettoken` and `message/send`, each with `errcode`.
"""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from shoumi.kernel.delivery.outbox.places import MailPlace, WecomPlace

SECRET = "only-for-tests"


@dataclass
class Post:
    """What the mail server received, and how it is to answer."""

    letters: list[tuple[str, Message]] = field(default_factory=list)
    sessions: int = 0
    recipient: Callable[[str], str] = lambda address: "250 ok"
    data: str = "250 taken"
    sign_in: str = "235 welcome"
    breaks: str = ""
    """`before` or `after` the letter was taken, the connection breaks."""


class _Smtp(StreamRequestHandler):
    server: "Any"

    def handle(self) -> None:
        post: Post = self.server.post
        post.sessions += 1
        if self.server.context is not None and not self.server.later:
            try:
                self._secure()
            except (ssl.SSLError, OSError):
                return
        self._say("220 here")
        to = ""
        while line := self.rfile.readline():
            text = line.decode().strip()
            verb = text.split(" ")[0].upper()
            if verb == "EHLO":
                self._say("250-here", "250-AUTH PLAIN LOGIN", *self._offers(), "250 8BITMIME")
            elif verb == "STARTTLS":
                self._say("220 go on")
                try:
                    self._secure()
                except (ssl.SSLError, OSError):
                    return
            elif verb == "AUTH":
                self._say(post.sign_in)
            elif verb == "RCPT":
                to = text.split("<")[1].split(">")[0]
                self._say(post.recipient(to))
            elif verb == "DATA":
                if not self._data(post, to):
                    return
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _offers(self) -> list[str]:
        return ["250-STARTTLS"] if self.server.context is not None and self.server.later else []

    def _data(self, post: Post, to: str) -> bool:
        """Take the letter; False where the connection breaks."""
        self._say("354 go on")
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            if not line:
                return False
            lines.append(line)
        if post.breaks == "before":
            return False
        if post.data.startswith("2"):
            post.letters.append((to, message_from_bytes(b"".join(lines))))
        if post.breaks == "after":
            return False
        self._say(post.data)
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
        self.wfile.flush()

    def _secure(self) -> None:
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb")


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    context: ssl.SSLContext | None = None
    later = False
    post: Post

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is part of the tests."""


@contextmanager
def mail_server(
    security: str = "none", certificate: tuple[Path, Path] | None = None, **place: Any
) -> Iterator[tuple[Post, MailPlace]]:
    with _Server(("127.0.0.1", 0), _Smtp) as server:
        server.post = Post()
        server.later = security == "starttls"
        server.context = _context(certificate) if certificate else None
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        given = {"host": "127.0.0.1", "sender": "shoumi@example.cn", "timeout": 2.0, **place}
        try:
            port = server.server_address[1]
            yield server.post, MailPlace(port=port, security=security, **given)
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Tencent:
    """What WeCom received, and how it is to answer."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    tokens: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)
    """Answers to the next messages; afterwards each is taken."""
    status: int = 200
    token_answer: dict[str, Any] | None = None
    silent: bool = False
    raw: bytes | None = None
    redirect: str = ""


class _Wecom(BaseHTTPRequestHandler):
    server: "Any"

    def do_GET(self) -> None:
        known: Tencent = self.server.known
        query = parse_qs(urlsplit(self.path).query)
        if query.get("corpsecret") != [SECRET]:
            self._answer({"errcode": 40001, "errmsg": "invalid credential"})
            return
        known.tokens += 1
        token = {"errcode": 0, "errmsg": "ok", "access_token": f"t{known.tokens}"}
        self._answer(known.token_answer or {**token, "expires_in": 7200})

    def do_POST(self) -> None:
        known: Tencent = self.server.known
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = known.answers.pop(0) if known.answers else {"errcode": 0, "errmsg": "ok"}
        if answer["errcode"] == 0 and not answer.get("invaliduser"):
            known.messages.append(body)
        if known.silent:
            self.close_connection = True
            return
        self._answer(answer)

    def _answer(self, content: dict[str, Any]) -> None:
        known: Tencent = self.server.known
        body = json.dumps(content).encode() if known.raw is None else known.raw
        self.send_response(302 if known.redirect else known.status)
        if known.redirect:
            self.send_header("Location", known.redirect)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nothing is written."""


@contextmanager
def wecom_server(
    certificate: tuple[Path, Path] | None = None, **place: Any
) -> Iterator[tuple[Tencent, WecomPlace]]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Wecom)
    server.known, server.daemon_threads = Tencent(), True
    server.handle_error = lambda *_ignored: None
    if certificate:
        server.socket = _context(certificate).wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    scheme = "https" if certificate else "http"
    given = {"corporation": "ww1", "agent": 7, "secret": SECRET, "timeout": 2.0, **place}
    try:
        address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
        yield server.known, WecomPlace(address=address, **given)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*map(str, certificate))
    return context
