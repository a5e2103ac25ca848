"""Serve Shoumi: the web, the worker and the keeper, until stopped."""

import argparse
import http.client
import signal
import ssl
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from shoumi.config import folder, listening, tls
from shoumi.config.demo_sign_ins import show
from shoumi.config.env import data_folder
from shoumi.config.gate import FILE, VARIABLE
from shoumi.config.language import _
from shoumi.config.listening import Listening
from shoumi.config.supervising import Child, supervise

PRODUCT = [sys.executable, "-m", "shoumi.config.commands"]


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("serve", description=_("Serve until stopped with Ctrl-C."))
    parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on (127.0.0.1)"))
    parser.add_argument("--port", type=int, default=8000, help=_("port (8000)"))
    parser.add_argument("--workers", type=int, default=1, help=_("web processes (1)"))
    parser.add_argument("--tls-cert", type=Path, help=_("certificate, PEM"))
    parser.add_argument("--tls-key", type=Path, help=_("its key, PEM in PKCS#8 form"))
    parser.add_argument(
        "--demo", action="store_true", help=_("set up first; an empty folder gets the demo company")
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    where = data_folder()
    if not options.demo and not folder.is_set_up(where):
        raise folder.Unusable(
            _("Nothing is set up in {folder} yet. Run first: shoumi setup").format(folder=where)
        )
    folder.make(where)
    with folder.held(where):
        return _serve(where, options)


def _serve(where: Path, options: argparse.Namespace) -> int:
    place = listening.decide(
        where,
        host=options.host,
        port=options.port,
        certificate=options.tls_cert,
        key=options.tls_key,
        at=datetime.now(UTC),
    )
    check = [*PRODUCT, "ready", *(["--demo"] if options.demo else [])]
    if not folder.is_set_up(where) and (code := subprocess.call(check)):
        return code
    gate = where / FILE
    gate.unlink(missing_ok=True)
    children = _children(place, options.workers, gate)
    print(_("Starting …"), flush=True)
    try:
        children[0].start()
        if code := subprocess.call(check):
            return code
        gate.touch()
        return supervise(
            children,
            ready=lambda: _answers(place),
            announce=lambda: _announce(where, place),
        )
    finally:
        # What waits at the gate has served nobody and need not be asked.
        children[0].signal(signal.SIGKILL)
        gate.unlink(missing_ok=True)


def _children(place: Listening, workers: int, gate: Path) -> list[Child]:
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    web += ["--host", place.host, "--port", str(place.port), "--workers", str(workers)]
    # Six of them may be held by files that come in slowly (`vault.views.uploads`).
    web += ["--blocking-threads", "10", "--log-level", "warning"]
    web += ["--respawn-failed-workers", "--workers-kill-timeout", "10"]
    if place.certificate is not None and place.key is not None:
        web += ["--ssl-certificate", str(place.certificate), "--ssl-keyfile", str(place.key)]
        web += ["--ssl-protocol-min", "tls1.2"]
    return [
        Child(
            "web",
            [*web, "shoumi.config.wsgi:application"],
            {**place.environment, VARIABLE: str(gate)},
        ),
        Child("worker", [*PRODUCT, "tick", "--loop"]),
        Child("keeper", [*PRODUCT, "keeper"]),
    ]


def _answers(place: Listening) -> bool:
    """Whether the web process answers /healthz well, asked on this machine."""
    own = place.host if place.host not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 - compared
    asking: http.client.HTTPConnection
    if place.certificate is None:
        asking = http.client.HTTPConnection(own, place.port, timeout=5)
    else:
        unchecked = ssl._create_unverified_context()  # noqa: S323 - we ask ourselves, by any name
        asking = http.client.HTTPSConnection(own, place.port, timeout=5, context=unchecked)
    try:
        asking.request("GET", "/healthz", headers={"Host": f"localhost:{place.port}"})
        return asking.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def _announce(where: Path, place: Listening) -> None:
    show(where)
    print()
    print(_("Shoumi is ready: {url}").format(url=place.url))
    if place.certificate is not None and where in place.certificate.parents:
        digest = tls.fingerprint(place.certificate)
        print(
            _("Its certificate is self-made; the browser asks once. SHA-256: {digest}").format(
                digest=digest
            )
        )
    print(_("Data: {folder} · stop with Ctrl-C").format(folder=where), flush=True)
