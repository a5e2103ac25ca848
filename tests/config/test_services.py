"""Settings of the bucket, of the keeper of root keys and of the suite: what can't be used, or would
leave this machine in the clear, stops the start with a sentence."""

import json
from pathlib import Path

import pytest

from shoumi.config import env, listening, services
from shoumi.config.env import Misconfigured
from shoumi.foundation.addresses import NotUnderTls, is_loopback, service
from shoumi.foundation.sealing import Suite
from shoumi.foundation.sealing.providers.places import Keyfiles, Token, Transit
from tests.config.conftest import Shoumi
from tests.foundation.sealing import transit_double
from tests.foundation.sealing.transit_double import Engine
from tests.kernel.storage import servers

ELSEWHERE = ["10.1.2.3", "store.example", "192.0.2.1", "localhost.example", "127.0.0.1.example"]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with credentials, a token or a PIN."""
    file = tmp_path / "secret"
    file.touch(0o600)
    file.write_text("[default]\naws_access_key_id = AKID\naws_secret_access_key = k+/=%x\n")
    return file


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, secret: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SHOUMI_STORE", "s3://sealed/one/two/")
    monkeypatch.setenv("SHOUMI_STORE_ENDPOINT", "https://store.example:9000/")
    monkeypatch.setenv("SHOUMI_STORE_CREDENTIALS", str(secret))
    return monkeypatch


@pytest.fixture
def transit(monkeypatch: pytest.MonkeyPatch, secret: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SHOUMI_KEY_PROVIDER", "transit")
    monkeypatch.setenv("SHOUMI_TRANSIT_ADDRESS", "https://bao.example:8200")
    monkeypatch.setenv("SHOUMI_TRANSIT_TOKEN_FILE", str(secret))
    return monkeypatch


def test_without_a_word_everything_is_in_the_data_folder() -> None:
    assert services.bucket() is None
    assert services.key_keeper() == Keyfiles()
    assert services.suite() is Suite.COBBLESTONE_256


def test_a_bucket_is_what_was_said(bucket: pytest.MonkeyPatch) -> None:
    place = services.bucket()
    assert place is not None
    assert (place.bucket, place.prefix) == ("sealed", "one/two/")
    assert place.endpoint == "https://store.example:9000"
    assert (place.key_id, place.secret) == ("AKID", "k+/=%x")
    assert "k+/=%x" not in repr(place)


def test_credentials_may_stand_in_the_environment(bucket: pytest.MonkeyPatch) -> None:
    bucket.delenv("SHOUMI_STORE_CREDENTIALS")
    with pytest.raises(Misconfigured, match="credentials"):
        services.bucket()
    bucket.setenv("AWS_ACCESS_KEY_ID", "AKID")
    bucket.setenv("AWS_SECRET_ACCESS_KEY", "k")
    bucket.setenv("AWS_SESSION_TOKEN", "t")
    place = services.bucket()
    assert place is not None
    assert (place.key_id, place.secret, place.token) == ("AKID", "k", "t")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SHOUMI_STORE", "sealed"),
        ("SHOUMI_STORE", "http://store.example/sealed"),
        ("SHOUMI_STORE", "s3://"),
        ("SHOUMI_STORE", "s3://key:secret@sealed/"),
        ("SHOUMI_STORE_ENDPOINT", "store.example"),
        ("SHOUMI_STORE_ENDPOINT", "https://key:secret@store.example"),
        ("SHOUMI_STORE_STYLE", "other"),
        ("SHOUMI_STORE_LOCK_DAYS", "-1"),
        ("SHOUMI_STORE_LOCK_DAYS", "many"),
        ("SHOUMI_STORE_CA", "/nowhere"),
        ("SHOUMI_STORE_CREDENTIALS", "/nowhere"),
    ],
)
def test_what_can_not_be_a_bucket_is_said(
    bucket: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    bucket.setenv(variable, value)
    with pytest.raises(Misconfigured, match=variable) as refused:
        services.bucket()
    assert "key:secret" not in str(refused.value)


@pytest.mark.parametrize("content", ["", "secret-of-ours", "[default]\naws_access_key_id = A\n"])
def test_a_file_without_credentials_is_refused_and_not_shown(
    bucket: pytest.MonkeyPatch, secret: Path, content: str
) -> None:
    secret.write_text(content)
    with pytest.raises(Misconfigured) as refused:
        services.bucket()
    assert "secret-of-ours" not in f"{refused.value} {refused.value.__cause__}"


def test_a_secret_that_others_may_read_is_refused(
    bucket: pytest.MonkeyPatch, transit: pytest.MonkeyPatch, secret: Path
) -> None:
    secret.chmod(0o640)
    for read in (services.bucket, services.key_keeper):
        with pytest.raises(Misconfigured, match="chmod 600"):
            read()


def test_a_keeper_of_keys_is_what_was_said(transit: pytest.MonkeyPatch, secret: Path) -> None:
    assert services.key_keeper() == Transit("https://bao.example:8200", str(secret))
    transit.setenv("SHOUMI_KEY_PROVIDER", "pkcs11")
    with pytest.raises(Misconfigured, match="SHOUMI_PKCS11_LIBRARY"):
        services.key_keeper()
    transit.setenv("SHOUMI_PKCS11_LIBRARY", "/usr/lib/device.so")
    transit.setenv("SHOUMI_PKCS11_TOKEN", "vault")
    with pytest.raises(Misconfigured, match="SHOUMI_PKCS11_PIN_FILE"):
        services.key_keeper()
    transit.setenv("SHOUMI_PKCS11_PIN_FILE", str(secret))
    assert services.key_keeper() == Token("/usr/lib/device.so", "vault", str(secret))
    transit.setenv("SHOUMI_KEY_PROVIDER", "sdf")
    with pytest.raises(Misconfigured, match="keyfile, transit or pkcs11"):
        services.key_keeper()


def test_a_suite_is_one_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUMI_SUITE", "sm4")
    assert services.suite() is Suite.SM4_GCM_SM3
    monkeypatch.setenv("SHOUMI_SUITE", "des")
    with pytest.raises(Misconfigured, match="aes or sm4"):
        services.suite()


@pytest.mark.parametrize("host", ELSEWHERE)
def test_nothing_beyond_this_machine_is_spoken_to_in_the_clear(
    host: str,
    tmp_path: Path,
    bucket: pytest.MonkeyPatch,
    transit: pytest.MonkeyPatch,
    port: int,
) -> None:
    """Buckets, the key service and PostgreSQL by their settings, our own pages by `serve`."""
    bucket.setenv("SHOUMI_STORE_ENDPOINT", f"http://{host}:9000")
    transit.setenv("SHOUMI_TRANSIT_ADDRESS", f"http://{host}:8200")
    for read in (services.bucket, services.key_keeper):
        with pytest.raises(Misconfigured, match="https://"):
            read()
    with pytest.raises(NotUnderTls, match=host):
        service(f"http://{host}/")
    for mode in ("disable", "allow", "prefer"):
        bucket.setenv("SHOUMI_DATABASE", f"postgresql://u:p@{host}/shoumi?sslmode={mode}")
        with pytest.raises(Misconfigured, match="sslmode=verify-full"):
            env.database("SHOUMI_DATABASE", tmp_path)
    bucket.setenv("SHOUMI_DATABASE", f"postgresql://u:p@{host}/shoumi?sslrootcert=/etc/ca.crt")
    found = env.database("SHOUMI_DATABASE", tmp_path)
    assert found["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.crt"}
    assert not listening.is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "[::1]", "localhost"])
def test_this_machine_may_be_spoken_to_in_the_clear(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service(f"http://{host}:9000").hostname == host.strip("[]")
    monkeypatch.setenv("SHOUMI_DATABASE", f"postgresql://u:p@{host}/shoumi")
    assert env.database("SHOUMI_DATABASE", tmp_path)["OPTIONS"] == {}
    monkeypatch.setenv("SHOUMI_DATABASE", "postgresql:///shoumi")
    assert env.database("SHOUMI_DATABASE", tmp_path)["OPTIONS"] == {}
    monkeypatch.setenv("SHOUMI_DATABASE", f"postgresql://u:p@{host}/shoumi?options=-c")
    with pytest.raises(Misconfigured, match="unknown part: options"):
        env.database("SHOUMI_DATABASE", tmp_path)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", *ELSEWHERE])
def test_every_other_address_is_none_of_this_machine_alone(host: str) -> None:
    assert not is_loopback(host)


def test_a_name_of_this_machine_that_leads_elsewhere_gets_a_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/etc/hosts may say anything; what is bound is what counts."""
    told = [(2, 1, 6, "", ("10.1.2.3", 0))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: told)
    assert not listening.is_loopback("localhost")


@pytest.mark.slow
def test_an_installation_with_a_bucket_and_a_key_service(
    folder: Path, shoumi: Shoumi, tmp_path: Path
) -> None:
    engine, token = Engine(), tmp_path / "token"
    credentials = tmp_path / "credentials"
    for file, content in (
        (token, transit_double.TOKEN),
        (
            credentials,
            f"[default]\naws_access_key_id={servers.KEY_ID}\n"
            f"aws_secret_access_key={servers.SECRET}\n",
        ),
    ):
        file.touch(0o600)
        file.write_text(content)
    with transit_double.serving(engine) as bao, servers.rclone(tmp_path / "served") as store:
        around = {
            "SHOUMI_STORE": f"s3://{servers.BUCKET}/house",
            "SHOUMI_STORE_ENDPOINT": store,
            "SHOUMI_STORE_CREDENTIALS": str(credentials),
            "SHOUMI_KEY_PROVIDER": "transit",
            "SHOUMI_TRANSIT_ADDRESS": bao,
            "SHOUMI_TRANSIT_TOKEN_FILE": str(token),
            "SHOUMI_SUITE": "sm4",
        }
        made = shoumi("setup", **around)
        assert made.returncode == 0, made.stderr
        assert not (folder / "keys").exists()
        assert not (folder / "objects").exists()
        said = [shoumi("ready", **around)]
        said.append(shoumi("keys", "rotate", "--vault", **around))
        said.append(shoumi("keys", "epoch", **around))
        said.append(shoumi("keys", "drill", **around))
        said.append(status := shoumi("keys", "status", "--format", "json", **around))
        assert [done.returncode for done in said] == [0] * 5, [done.stderr for done in said]
        now = json.loads(status.stdout)
        assert (now["provider"], now["root_version"], now["drill_proved"]) == ("transit", 3, True)
        assert {one["suite"] for one in now["vault_keys"]} == {"0x0101"}, "the drill's test file"
        refused = shoumi("keys", "escrow", **around)
        assert refused.returncode == 2
        assert "own backup" in refused.stderr
        engine.sealed = True
        sealed = shoumi("keys", "status", **around)
        assert sealed.returncode == 1
        assert "can't be reached" in sealed.stdout
        assert shoumi("ready", **around).returncode == 2
        engine.sealed = False
        said += [refused, sealed]
    gone = shoumi("ready", **around)
    assert gone.returncode == 2
    told = "".join(done.stdout + done.stderr for done in [*said, gone])
    assert servers.SECRET not in told
    assert transit_double.TOKEN not in told
