"""The certificate of an office network: given by the company, or made here and kept."""

import ipaddress
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from shoumi.config.folder import Unusable, write_secret
from shoumi.config.language import _

LASTS = timedelta(days=397)
RENEW_BEFORE = timedelta(days=30)


def check_given(certificate: Path, key: Path) -> None:
    """Refuse files that are no certificate and its PKCS#8 key. Raises Unusable."""
    try:
        cert = x509.load_pem_x509_certificate(certificate.read_bytes())
        key_bytes = key.read_bytes()
        private = serialization.load_pem_private_key(key_bytes, None)
    except (OSError, ValueError, TypeError) as error:
        raise Unusable(
            _("The certificate or its key can't be read ({error}).").format(error=error)
        ) from error
    if b"BEGIN PRIVATE KEY" not in key_bytes:
        raise Unusable(
            _(
                "The key must be in PKCS#8 form. Convert it: "
                "openssl pkcs8 -topk8 -nocrypt -in {key}"
            ).format(key=key)
        )
    if cert.public_key() != private.public_key():
        raise Unusable(_("This key does not belong to the certificate."))


def self_made(folder: Path, names: list[str], at: datetime) -> tuple[Path, Path]:
    """Certificate and key for these names; made anew when a name is missing or it runs out."""
    certificate, key = folder / "tls" / "shoumi.crt", folder / "tls" / "shoumi.key"
    if not (key.exists() and certificate.exists() and _serves(certificate, names, at)):
        made = ec.generate_private_key(ec.SECP256R1())
        pem = serialization.Encoding.PEM
        plain = serialization.NoEncryption()
        write_secret(key, made.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
        write_secret(certificate, _certificate(made, names, at).public_bytes(pem))
    return certificate, key


def fingerprint(certificate: Path) -> str:
    """SHA-256 of the certificate, as browsers show it."""
    digest = x509.load_pem_x509_certificate(certificate.read_bytes()).fingerprint(hashes.SHA256())
    return digest.hex(":").upper()


def _serves(certificate: Path, names: list[str], at: datetime) -> bool:
    cert = x509.load_pem_x509_certificate(certificate.read_bytes())
    held = cert.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    runs = cert.not_valid_before_utc <= at < cert.not_valid_after_utc - RENEW_BEFORE
    return runs and set(_general(names)) <= set(held)


def _general(names: list[str]) -> list[x509.GeneralName]:
    general: list[x509.GeneralName] = []
    for name in names:
        try:
            general.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            general.append(x509.DNSName(name))
    return general


def _certificate(
    key: ec.EllipticCurvePrivateKey, names: list[str], at: datetime
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Shoumi")])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(minutes=5))
        .not_valid_after(at + LASTS)
        .add_extension(x509.SubjectAlternativeName(_general(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
