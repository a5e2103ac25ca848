"""Beyond this machine only under TLS; a taken port is a sentence."""

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from shoumi.config import listening, tls
from shoumi.config.folder import Unusable

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def decide(folder: Path, host: str, port: int, **more: Path | None) -> listening.Listening:
    given = {"certificate": None, "key": None, **more}
    return listening.decide(folder, host=host, port=port, at=AT, **given)


def test_this_machine_alone_needs_no_certificate(tmp_path: Path, port: int) -> None:
    place = decide(tmp_path, "127.0.0.1", port)
    assert place.url == f"http://127.0.0.1:{port}/"
    assert "SHOUMI_TLS" not in place.environment


def test_an_office_network_is_served_under_tls_only(tmp_path: Path, port: int) -> None:
    place = decide(tmp_path, "0.0.0.0", port)
    assert place.url.startswith("https://")
    assert place.environment["SHOUMI_TLS"] == "1"
    assert "*" not in place.environment["SHOUMI_HOSTS"]
    assert place.key is not None
    assert place.key.stat().st_mode & 0o077 == 0


def test_a_certificate_is_kept_until_it_runs_out_or_a_name_is_missing(tmp_path: Path) -> None:
    first = tls.self_made(tmp_path, ["10.0.0.5"], AT)[0].read_bytes()
    assert tls.self_made(tmp_path, ["10.0.0.5"], AT + timedelta(days=30))[0].read_bytes() == first
    renamed = tls.self_made(tmp_path, ["10.0.0.6", "shoumi.lan"], AT)[0].read_bytes()
    assert renamed != first
    late = AT + timedelta(days=380)
    renewed = tls.self_made(tmp_path, ["10.0.0.6"], late)[0].read_bytes()
    assert x509.load_pem_x509_certificate(renewed).not_valid_after_utc > late


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    certificate, _key = tls.self_made(tmp_path / "one", ["a.lan"], AT)
    _certificate, other = tls.self_made(tmp_path / "two", ["a.lan"], AT)
    with pytest.raises(Unusable, match="does not belong"):
        tls.check_given(certificate, other)


def test_a_key_in_an_old_form_is_refused_with_the_mend(tmp_path: Path) -> None:
    certificate, _key = tls.self_made(tmp_path, ["a.lan"], AT)
    old = tmp_path / "old.pem"
    old.write_bytes(
        rsa.generate_private_key(65537, 2048).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
    )
    with pytest.raises(Unusable, match="openssl pkcs8"):
        tls.check_given(certificate, old)


def test_a_file_that_is_no_certificate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cert").write_text("hello")
    with pytest.raises(Unusable):
        tls.check_given(tmp_path / "cert", tmp_path / "nowhere")


def test_half_a_certificate_is_refused(tmp_path: Path, port: int) -> None:
    with pytest.raises(Unusable, match="--tls-key"):
        decide(tmp_path, "127.0.0.1", port, certificate=tmp_path / "cert")


def test_a_taken_port_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(Unusable, match="taken"):
            decide(tmp_path, "127.0.0.1", other.getsockname()[1])


@pytest.mark.parametrize("host", ["203.0.113.77", "no such host.invalid"])
def test_an_address_of_another_machine_is_said(tmp_path: Path, port: int, host: str) -> None:
    with pytest.raises(Unusable):
        decide(tmp_path, host, port)


def test_a_port_beyond_all_ports_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        decide(tmp_path, "127.0.0.1", 70_000)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.1.1.1", False),
    ],
)
def test_what_counts_as_this_machine(host: str, own: bool) -> None:
    assert listening.is_loopback(host) is own
