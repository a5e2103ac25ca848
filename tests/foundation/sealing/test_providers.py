"""Keepers of root keys other than files: what they wrap opens only there, and they never make a
key that nobody asked for."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pkcs11 import Attribute, AttributeSensitive

from shoumi.config import tls
from shoumi.foundation.sealing import (
    Altered,
    KeyfileProvider,
    KeyMissing,
    KeyUnreachable,
    KeyUnreadable,
    RootProvider,
    WrongKey,
)
from shoumi.foundation.sealing.providers.hsm import TokenProvider
from shoumi.foundation.sealing.providers.places import Token
from shoumi.foundation.sealing.providers.transit import TransitProvider
from tests.foundation.sealing import devices, transit_double
from tests.foundation.sealing.transit_double import Engine

KEY, BINDING = bytes(range(32)), b"shoumi vault key 1\0 and where it stands"


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def address(engine: Engine) -> Iterator[str]:
    with transit_double.serving(engine) as address:
        yield address


@pytest.fixture
def transit(address: str, tmp_path: Path) -> TransitProvider:
    return TransitProvider(transit_double.place(address, tmp_path))


@pytest.fixture
def device(tmp_path: Path) -> TokenProvider:
    return TokenProvider(devices.place(tmp_path))


@pytest.fixture(params=["keyfile", "transit", "device"])
def provider(request: pytest.FixtureRequest, tmp_path: Path) -> RootProvider:
    if request.param == "keyfile":
        return KeyfileProvider(tmp_path / "keys")
    made: RootProvider = request.getfixturevalue(request.param)
    return made


def test_versions_are_made_one_after_the_other_and_open_again(provider: RootProvider) -> None:
    assert provider.versions() == []
    marks = [provider.rotate(version).fingerprint for version in (1, 2)]
    assert provider.versions() == [1, 2]
    assert len(set(marks)) == 2
    for version, mark in enumerate(marks, 1):
        assert provider.rotate(version).fingerprint == mark, "one that is there is taken over"
        assert provider.open(version, expected=mark).fingerprint == mark
    with pytest.raises(WrongKey):
        provider.open(2, expected=marks[0])


def test_a_key_that_is_not_there_is_missed_and_not_made(provider: RootProvider) -> None:
    for version in (1, 7):
        with pytest.raises(KeyMissing):
            provider.open(version, expected="00" * 16)
    assert provider.versions() == []


def test_what_is_wrapped_opens_with_its_version_and_binding_only(provider: RootProvider) -> None:
    first, second = provider.rotate(1), provider.rotate(2)
    wrapped = first.wrap(KEY, BINDING)
    assert KEY not in wrapped
    assert first.unwrap(wrapped, BINDING) == KEY
    assert provider.open(1).unwrap(wrapped, BINDING) == KEY
    assert first.wrap(KEY, BINDING) != wrapped
    for root, binding in ((first, BINDING + b"x"), (first, b""), (second, BINDING)):
        with pytest.raises(Altered):
            root.unwrap(wrapped, binding)
    for changed in (
        b"",
        wrapped[:1],
        wrapped[:-1],
        wrapped + b"A",
        b"\x01" + wrapped[1:5],
        b"\0" * 61,
    ):
        with pytest.raises(Altered):
            first.unwrap(changed, BINDING)
    assert first.unwrap(wrapped, BINDING) == KEY


def test_every_changed_byte_is_refused(provider: RootProvider) -> None:
    root = provider.rotate(1)
    wrapped = root.wrap(KEY, BINDING)
    for number in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[number] ^= 1
        with pytest.raises(Altered):
            root.unwrap(bytes(changed), BINDING)


def test_what_is_destroyed_never_opens_again_and_the_rest_does(provider: RootProvider) -> None:
    roots = [provider.rotate(version) for version in (1, 2, 3)]
    wrapped = [root.wrap(KEY, BINDING) for root in roots]
    for version in (1, 2, 1):
        provider.destroy(version)
    assert provider.versions() == [3]
    assert provider.open(3, expected=roots[2].fingerprint).unwrap(wrapped[2], BINDING) == KEY
    for version in (1, 2):
        with pytest.raises(KeyMissing):
            provider.open(version)
    assert provider.rotate(4).fingerprint not in {root.fingerprint for root in roots}


class TestTransit:
    def test_destroying_is_trimming_which_nothing_undoes(
        self, transit: TransitProvider, engine: Engine
    ) -> None:
        old = transit.rotate(1)
        wrapped = old.wrap(KEY, BINDING)
        transit.rotate(2)
        transit.destroy(1)
        key = engine.keys["shoumi-root"]
        assert list(key.versions) == [2]
        key.min_decryption = key.min_encryption = 1
        with pytest.raises(Altered):
            old.unwrap(wrapped, BINDING)

    def test_one_of_the_same_name_that_was_made_anew_is_the_wrong_one(
        self, transit: TransitProvider, engine: Engine
    ) -> None:
        root = transit.rotate(1)
        wrapped = root.wrap(KEY, BINDING)
        engine.keys.clear()
        with pytest.raises(KeyMissing):
            transit.open(1, expected=root.fingerprint)
        with pytest.raises(KeyMissing):
            root.unwrap(wrapped, BINDING)
        with pytest.raises(KeyMissing):
            transit.rotate(2)
        assert engine.keys == {}
        transit.rotate(1)
        with pytest.raises(WrongKey):
            transit.open(1, expected=root.fingerprint)

    def test_a_sealed_server_or_none_at_all_is_out_of_reach(
        self, transit: TransitProvider, engine: Engine, tmp_path: Path
    ) -> None:
        root = transit.rotate(1)
        wrapped = root.wrap(KEY, BINDING)
        engine.sealed = True
        asks = (
            transit.versions,
            lambda: transit.open(1),
            lambda: transit.rotate(2),
            lambda: transit.destroy(1),
            lambda: root.wrap(KEY, BINDING),
            lambda: root.unwrap(wrapped, BINDING),
        )
        for ask in asks:
            with pytest.raises(KeyUnreachable, match="503"):
                ask()
        engine.sealed = False
        assert root.unwrap(wrapped, BINDING) == KEY
        nobody = TransitProvider(transit_double.place("http://127.0.0.1:9", tmp_path))
        with pytest.raises(KeyUnreachable, match="can't be reached"):
            nobody.open(1)

    def test_a_token_is_read_anew_and_told_to_nobody(
        self, transit: TransitProvider, engine: Engine, tmp_path: Path
    ) -> None:
        transit.rotate(1)
        engine.token = "s.another"
        with pytest.raises(KeyUnreadable, match="policy") as refused:
            transit.open(1)
        assert transit_double.TOKEN not in str(refused.value)
        (tmp_path / "transit-token").write_text("s.another\n")
        assert transit.open(1)
        (tmp_path / "transit-token").unlink()
        with pytest.raises(KeyUnreadable, match="token"):
            transit.open(1)

    def test_beyond_this_machine_it_is_spoken_to_in_tls_only(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        with pytest.raises(ValueError, match=r"bao\.example"):
            TransitProvider(transit_double.place("http://bao.example:8200", tmp_path)).versions()
        certificate, key = tls.self_made(tmp_path, ["127.0.0.1"], datetime.now(UTC))
        with transit_double.serving(engine, certificate=certificate, key=key) as address:
            assert address.startswith("https://")
            known = transit_double.place(address, tmp_path, ca_file=str(certificate))
            assert TransitProvider(known).rotate(1)
            for unknown in (replace(known, ca_file=""), replace(known, ca_file="/nowhere")):
                with pytest.raises(KeyUnreachable):
                    TransitProvider(unknown).versions()
        assert engine.asked

    def test_what_operators_rotated_themselves_is_taken_over(
        self, transit: TransitProvider, engine: Engine
    ) -> None:
        transit.rotate(1)
        engine.keys["shoumi-root"].rotate()
        engine.keys["shoumi-root"].rotate()
        transit.rotate(2)
        assert engine.keys["shoumi-root"].latest == 3

    def test_words_that_are_no_answer_are_none(
        self, transit: TransitProvider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for status, raw in ((200, b"<html>"), (502, b"[]"), (200, b"[1]"), (307, b"{}")):
            monkeypatch.setattr(
                TransitProvider, "_sent", lambda *_asked, answer=(status, raw): answer
            )
            with pytest.raises(KeyUnreachable):
                transit.versions()


class TestDevice:
    def test_a_key_can_not_be_taken_out(self, device: TokenProvider) -> None:
        device.rotate(1)
        with device.session() as session:
            key = device.key(session, 1)
            assert key[Attribute.SENSITIVE]
            assert not key[Attribute.EXTRACTABLE]
            with pytest.raises(AttributeSensitive):
                key[Attribute.VALUE]

    def test_a_forked_process_opens_a_session_of_its_own(self, device: TokenProvider) -> None:
        root = device.rotate(1)
        wrapped = root.wrap(KEY, BINDING)
        assert in_a_fork(
            lambda: device.open(1, expected=root.fingerprint).unwrap(wrapped, BINDING) == KEY
        )
        assert root.unwrap(wrapped, BINDING) == KEY

    def test_another_device_another_label_and_no_library_are_out_of_reach(
        self, device: TokenProvider
    ) -> None:
        place: Token = device._place
        for wrong in (replace(place, label="nobody's"), replace(place, library="/nowhere.so")):
            with pytest.raises(KeyUnreachable):
                TokenProvider(wrong).versions()

    def test_a_wrong_pin_or_none_is_said(self, device: TokenProvider, tmp_path: Path) -> None:
        gone = replace(device._place, pin_file=str(tmp_path / "nowhere"))
        with pytest.raises(KeyUnreadable, match="PIN"):
            TokenProvider(gone).versions()

        def is_told() -> bool:
            (tmp_path / "device-pin").write_text("999999")
            with pytest.raises(KeyUnreadable, match="PIN"):
                device.versions()
            return True

        # In a process of its own, since a login counts for all sessions of one.
        assert in_a_fork(is_told)

    def test_two_keys_of_one_name_are_not_chosen_between(self, device: TokenProvider) -> None:
        device.rotate(1)
        with device.session() as session:
            device.key(session, 1).copy({})
        with pytest.raises(KeyUnreadable, match="two"):
            device.open(1)

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    def test_a_session_that_broke_is_opened_anew(
        self, device: TokenProvider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = device.rotate(1)
        wrapped = root.wrap(KEY, BINDING)
        with device.session() as session:
            session.close()
        with pytest.raises(KeyUnreachable, match="Session"):
            root.unwrap(wrapped, BINDING)
        assert root.unwrap(wrapped, BINDING) == KEY


def in_a_fork(holds: Callable[[], bool]) -> bool:
    """Whether it holds in a process forked from this one."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    status = 1
    try:
        status = 0 if holds() else 2
    finally:
        os._exit(status)
