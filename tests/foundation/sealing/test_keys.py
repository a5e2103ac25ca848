"""Keys: wrapped ones open only in their place, and a root key is never made by accident."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from shoumi.foundation.sealing import (
    Altered,
    KeyfileRoot,
    KeyMissing,
    KeyUnreadable,
    KeyWrapper,
    RootKey,
    Suite,
    Wrapper,
    WrongKey,
    create_keyfile,
    fingerprint,
    new_key,
)
from shoumi.foundation.sealing.suites import Sm4Gcm

SUITES = pytest.mark.parametrize("suite", list(Suite))


def test_sm4_gcm_is_that_of_rfc_8998() -> None:
    """RFC 8998, appendix A.1: the published SM4-GCM example."""
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    aad = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    sealed = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert Sm4Gcm(key).encrypt(nonce, plain, aad) == sealed
    assert Sm4Gcm(key).decrypt(nonce, sealed, aad) == plain


@SUITES
def test_many_keys_open_as_one_does_and_those_that_do_not_are_empty(suite: Suite) -> None:
    wrapper, keys = KeyWrapper(new_key(suite), suite), [new_key(suite) for _ in range(3)]
    bindings = [b"object %d" % number for number in range(3)]
    wrapped = list(map(wrapper.wrap, keys, bindings))
    assert wrapper.unwrap_each(wrapped, bindings) == keys
    assert wrapper.unwrap_each(wrapped, bindings[::-1]) == [b"", keys[1], b""]
    spoilt = [wrapped[0][:5], b"\x02" + wrapped[1][1:], wrapped[2]]
    assert wrapper.unwrap_each(spoilt, bindings) == [b"", b"", keys[2]]
    assert wrapper.unwrap_each([], []) == []


@SUITES
def test_a_wrapped_key_opens_with_its_binding_only(suite: Suite) -> None:
    wrapper: Wrapper = KeyWrapper(new_key(suite), suite)
    key = new_key(suite)
    wrapped = wrapper.wrap(key, b"object 1")
    assert key not in wrapped
    assert wrapper.unwrap(wrapped, b"object 1") == key
    with pytest.raises(Altered, match="belongs elsewhere"):
        wrapper.unwrap(wrapped, b"object 2")
    with pytest.raises(Altered):
        KeyWrapper(new_key(suite), suite).unwrap(wrapped, b"object 1")


@SUITES
def test_every_flipped_bit_of_a_wrapped_key_is_refused(suite: Suite) -> None:
    wrapper = KeyWrapper(new_key(suite), suite)
    wrapped = wrapper.wrap(new_key(suite), b"x")
    for bit in range(len(wrapped) * 8):
        changed = bytearray(wrapped)
        changed[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(Altered):
            wrapper.unwrap(bytes(changed), b"x")
    for size in range(len(wrapped)):
        with pytest.raises(Altered):
            wrapper.unwrap(wrapped[:size], b"x")


def test_a_root_key_survives_on_disk(tmp_path: Path) -> None:
    root: RootKey = create_keyfile(tmp_path / "root-1.key")
    wrapped = root.wrap(b"k" * 32, b"vault key")
    again = KeyfileRoot(tmp_path / "root-1.key", expected=root.fingerprint)
    assert again.unwrap(wrapped, b"vault key") == b"k" * 32
    assert [path.name for path in tmp_path.iterdir()] == ["root-1.key"]


def test_a_root_key_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "root-1.key"
    create_keyfile(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyUnreadable, match="0600"):
        KeyfileRoot(path)


def test_a_root_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "root-1.key"
    before = create_keyfile(path).fingerprint
    with pytest.raises(FileExistsError):
        create_keyfile(path)
    assert KeyfileRoot(path).fingerprint == before
    assert len(list(tmp_path.iterdir())) == 1


def test_two_root_keys_differ(tmp_path: Path) -> None:
    assert (
        create_keyfile(tmp_path / "a.key").fingerprint
        != create_keyfile(tmp_path / "b.key").fingerprint
    )


def test_a_missing_root_key_is_missed_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing):
        KeyfileRoot(tmp_path / "root-1.key", expected="00" * 16)
    assert list(tmp_path.iterdir()) == []


def test_another_root_key_is_the_wrong_one(tmp_path: Path) -> None:
    create_keyfile(tmp_path / "root-1.key")
    with pytest.raises(WrongKey, match="was used here"):
        KeyfileRoot(tmp_path / "root-1.key", expected="00" * 16)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"shoumi root key 1\n",
        b"shoumi root key 1\nzz\nyy\n",
        b"shoumi root key 1\n" + b"00" * 16 + b"\n" + fingerprint(bytes(16)).encode() + b"\n",
        b"shoumi root key 1\n" + b"00" * 32 + b"\n" + fingerprint(bytes(31)).encode() + b"\n",
        b"shoumi root key 2\n" + b"00" * 32 + b"\n" + fingerprint(bytes(32)).encode() + b"\n",
    ],
)
def test_a_damaged_root_key_is_refused_without_showing_it(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "root-1.key"
    path.write_bytes(damage)
    path.chmod(0o600)
    with pytest.raises(KeyUnreadable) as refused:
        KeyfileRoot(path)
    assert "00000000" not in str(refused.value)


def test_a_folder_in_place_of_the_root_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root-1.key").mkdir()
    with pytest.raises(KeyUnreadable):
        KeyfileRoot(tmp_path / "root-1.key")
