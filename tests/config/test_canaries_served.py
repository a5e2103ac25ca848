"""The canary sweep through the real server: nothing of what a file holds rests in the clear."""

import http.client
import json
import re
import signal
import subprocess
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.conftest import Shoumi
from tests.config.test_serving import read_until
from tests.installed import ROOT, command, surroundings
from tests.journeys.watched.markers import Markers
from tests.kernel.rendering.makers import letter

pytestmark = [pytest.mark.kill, pytest.mark.slow, pytest.mark.xdist_group("serving")]
EDGE = "sweep-edge-7c1e"
# Points and grounds of the demo's secrets, which rest sealed from the first day.
OF_THE_DEMO = (
    "第四组分在浆温降到 35 ℃ 后加入",
    "良品率高出同行八个百分点",
    "十七家客户的季度补货时间",
)


class Visit:
    """A browser over the wire."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()
        self.said = b""

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "", short_of: int = 0
    ) -> tuple[int, str, bytes]:
        """Status, Location and body; `short_of` is how many bytes more are announced than come."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        wire.putrequest(method, path)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": kind or "application/x-www-form-urlencoded",
                        "Content-Length": str(len(body) + short_of)}  # fmt: skip
        for name, value in headers.items():
            wire.putheader(name, value)
        wire.endheaders(body)
        if short_of:
            wire.close()
            return 0, "", b""
        answer = wire.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        self.said += str(answer.headers).encode()
        return answer.status, answer.headers.get("Location", ""), answer.read()

    def token(self, path: str) -> str:
        page = self.ask("GET", path)[2].decode()
        return str(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0])

    def post(self, path: str, fields: dict[str, str], token: str) -> tuple[int, str, bytes]:
        told = {"csrfmiddlewaretoken": token, **fields}
        return self.ask("POST", path, urllib.parse.urlencode(told).encode())

    def sign_in(self, name: str, password: str) -> None:
        done = self.post("/sign-in", {"name": name, "password": password}, self.token("/sign-in"))
        assert done[0] == 302, done


def upload(version: str, token: str, name: str, content: bytes) -> bytes:
    """The body of a form with a file in it."""
    fields = {"csrfmiddlewaretoken": token, "version": version, "note": ""}
    parts = [
        f'--{EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in fields.items()
    ]
    head = (f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n")  # fmt: skip
    return ("".join(parts) + head).encode() + content + f"\r\n--{EDGE}--\r\n".encode()


def swept(*places: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below, with its name as part of what is looked through."""
    for place in places:
        for path in sorted(place.rglob("*")):
            if path.is_file():
                yield str(path), str(path).encode() + b"\n" + path.read_bytes()


def hits(marks: Markers, *places: Path) -> list[str]:
    words = [text.encode(one) for text in OF_THE_DEMO for one in ("utf-8", "utf-16-le", "gbk")]
    return [
        name
        for name, content in swept(*places)
        if marks.within(content) or any(word in content for word in words)
    ]


def test_after_pages_and_downloads_nothing_rests_in_the_clear(
    demo_folder: Path, tmp_path: Path, port: int, shoumi: Shoumi
) -> None:
    marks, scratch, drills = Markers(), tmp_path / "scratch", tmp_path / "drills"
    scratch.mkdir()
    drills.mkdir()
    around = surroundings(demo_folder, PYTHONUNBUFFERED="1", TMPDIR=str(scratch))
    server = subprocess.Popen(
        command("serve", "--port", str(port)), cwd=ROOT, env=around, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        printed = read_until(server, "ready")
        said = _used(port, demo_folder, marks)
    finally:
        server.send_signal(signal.SIGTERM)
        printed += server.communicate(timeout=60)[0]
    told = [
        shoumi("log", "verify", TMPDIR=str(scratch)),
        shoumi("keys", "drill", "--out", str(drills), TMPDIR=str(scratch)),
    ]
    assert [one.returncode for one in told] == [0, 0], told
    printed += "".join(one.stdout + one.stderr for one in told)
    assert hits(marks, demo_folder, scratch, drills) == []
    assert marks.within(printed.encode() + said) == set()
    left = scratch / "left-behind.tmp"
    left.write_bytes(b"..." + marks["broken"].encode("utf-16-le"))
    assert hits(marks, demo_folder, scratch) == [str(left)], "the sweep would not have seen it"


def _used(port: int, folder: Path, marks: Markers) -> bytes:
    """Put a file in, look at a page, take it out, break off an upload, ask for what is not there;
    answers with all headers."""
    kept = json.loads((folder / "demo-sign-ins.json").read_text())
    (password,) = (one["password"] for one in kept if one["username"] == "engineer")
    browser = Visit(port)
    browser.sign_in("engineer", password)
    listed = browser.ask("GET", "/carriers")[2].decode()
    pages = sorted(set(re.findall(r'href="(/carriers/\d+)"', listed)))
    (page,) = [one for one in pages if b"vault.add_version" in browser.ask("GET", one)[2]][:1]
    put_in = f"/records/{page.rpartition('/')[2]}/do/vault.add_version"
    form = browser.ask("GET", put_in)[2].decode()
    version = re.findall(r'name="version" value="(\d+)"', form)[0]
    token = browser.token(put_in)
    kind = f"multipart/form-data; boundary={EDGE}"
    broken = upload(version, token, "b.pdf", marks["broken"].encode() * 20_000)
    browser.ask("POST", put_in, broken[:-5000], kind, short_of=5000)
    content = letter(2) + b"%" + marks["content"].encode()
    done = browser.ask("POST", put_in, upload(version, token, "a.pdf", content), kind)
    assert done[0] == 302, done
    shown = browser.ask("GET", page)[2].decode()
    look, take_out = (
        re.findall(rf'action="(/versions/\d+/{word})"', shown)[0] for word in ("look", "take-out")
    )
    begun = browser.post(look, {}, token)
    assert browser.ask("GET", begun[1])[0] == 200
    picture = browser.ask("GET", f"{begun[1]}/pages/1")
    assert (picture[0], picture[2][:4] in {b"RIFF", b"\xff\xd8\xff\xe0"}) == (200, True)
    taken = browser.post(take_out, {}, token)
    assert (taken[0], taken[2][:5]) == (200, b"%PDF-")
    assert browser.ask("GET", f"{begun[1]}/pages/77")[0] == 404
    assert browser.ask("GET", f"/nothing/{urllib.parse.quote('a')}")[0] == 404
    return browser.said
