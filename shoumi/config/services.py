"""Settings of what stands beside the house: the bucket, the keeper of root keys, the suite."""

import configparser
import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from shoumi.config.env import Misconfigured, number, text
from shoumi.foundation.addresses import NotUnderTls, service
from shoumi.foundation.sealing import Suite
from shoumi.foundation.sealing.providers.places import Keeper, Keyfiles, Token, Transit
from shoumi.kernel.storage.bucket.place import Place

SUITES = {"aes": Suite.COBBLESTONE_256, "sm4": Suite.SM4_GCM_SM3}


def suite() -> Suite:
    """What is sealed from now on, is sealed under this; what was, opens either way."""
    chosen = text("SHOUMI_SUITE", "aes")
    if chosen not in SUITES:
        raise Misconfigured(f"SHOUMI_SUITE must be aes or sm4, not {chosen!r}.")
    return SUITES[chosen]


def bucket() -> Place | None:
    """Where sealed files lie if not in the data folder."""
    chosen = text("SHOUMI_STORE", "folder")
    if chosen == "folder":
        return None
    parts = urlsplit(chosen)
    if parts.scheme != "s3" or not parts.hostname or parts.query or "@" in parts.netloc:
        raise Misconfigured("SHOUMI_STORE must be folder or s3://BUCKET/PREFIX.")
    style = text("SHOUMI_STORE_STYLE", "path")
    if style not in {"path", "virtual"}:
        raise Misconfigured(f"SHOUMI_STORE_STYLE must be path or virtual, not {style!r}.")
    days = number("SHOUMI_STORE_LOCK_DAYS", 0)
    if days < 0:
        raise Misconfigured("SHOUMI_STORE_LOCK_DAYS must be 0 or more.")
    prefix = unquote(parts.path).strip("/")
    key_id, secret, token = _credentials()
    return Place(
        bucket=parts.netloc,
        prefix=f"{prefix}/" if prefix else "",
        endpoint=address("SHOUMI_STORE_ENDPOINT"),
        region=text("SHOUMI_STORE_REGION", "us-east-1"),
        style=style,
        ca_file=existing("SHOUMI_STORE_CA"),
        key_id=key_id,
        secret=secret,
        token=token,
        lock_days=days,
    )


def address(name: str, *, needed: bool = False) -> str:
    """A service's http or https address; beyond this machine only https."""
    given = text(name)
    if not given and not needed:
        return ""
    try:
        service(given)
    except NotUnderTls as error:
        raise Misconfigured(
            f"{name} must begin with https://: {error} is not this machine, and nothing leaves it "
            "in the clear."
        ) from error
    except ValueError as error:
        raise Misconfigured(f"{name} must be an address such as https://host:port.") from error
    return given.rstrip("/")


def existing(name: str) -> str:
    """A file that is there, or "" where none is named."""
    given = text(name)
    if given and not Path(given).is_file():
        raise Misconfigured(f"{name} names {given}, which is no file.")
    return given


def private(name: str) -> Path:
    """A file with a secret, which only its owner may read."""
    file = Path(existing(name))
    if not text(name):
        raise Misconfigured(f"{name} must name a file.")
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Misconfigured(f"Others may read {file}, which {name} names: chmod 600 {file}")
    return file


def _credentials() -> tuple[str, str, str]:
    """Of a file as Amazon's tools have it, else of the environment."""
    if not text("SHOUMI_STORE_CREDENTIALS"):
        found = {
            name: text(name.upper())
            for name in ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
        }
    else:
        file = configparser.RawConfigParser()
        try:
            file.read_string(private("SHOUMI_STORE_CREDENTIALS").read_text())
            found = dict(file["default"])
        except (configparser.Error, KeyError, UnicodeDecodeError):
            # What the parser says may hold a line of the file, so it goes no further.
            found = {}
    key_id, secret = found.get("aws_access_key_id", ""), found.get("aws_secret_access_key", "")
    if not key_id or not secret:
        raise Misconfigured(
            "SHOUMI_STORE needs credentials: SHOUMI_STORE_CREDENTIALS names a file with [default], "
            "aws_access_key_id and aws_secret_access_key, else both stand in the environment."
        )
    return key_id, secret, found.get("aws_session_token", "")


def key_keeper() -> Keeper:
    """Where root keys are kept."""
    chosen = text("SHOUMI_KEY_PROVIDER", "keyfile")
    if chosen == "keyfile":
        return Keyfiles()
    if chosen == "transit":
        return Transit(
            address=address("SHOUMI_TRANSIT_ADDRESS", needed=True),
            token_file=str(private("SHOUMI_TRANSIT_TOKEN_FILE")),
            key=text("SHOUMI_TRANSIT_KEY", "shoumi-root"),
            mount=text("SHOUMI_TRANSIT_MOUNT", "transit"),
            namespace=text("SHOUMI_TRANSIT_NAMESPACE"),
            ca_file=existing("SHOUMI_TRANSIT_CA"),
        )
    if chosen == "pkcs11":
        return Token(
            library=needed("SHOUMI_PKCS11_LIBRARY"),
            label=needed("SHOUMI_PKCS11_TOKEN"),
            pin_file=str(private("SHOUMI_PKCS11_PIN_FILE")),
            key=text("SHOUMI_PKCS11_KEY", "shoumi-root"),
        )
    raise Misconfigured(f"SHOUMI_KEY_PROVIDER must be keyfile, transit or pkcs11, not {chosen!r}.")


def needed(name: str) -> str:
    given = text(name)
    if not given:
        raise Misconfigured(f"{name} must be set.")
    return given
