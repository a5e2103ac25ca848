"""Canonical entries and commitments: what is written, what is refused, by both sides."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.foundation.transparency.canonical import Json, encode_canonical, parse_canonical
from shoumi.foundation.transparency.commitment import commit, new_salt
from shoumi.foundation.transparency.verifier.entries import check_entry, verify_opening
from shoumi.foundation.transparency.verifier.errors import Malformed, WrongOpening

Check = Callable[[bytes], object]


def verifier_check(entry: bytes) -> object:
    return check_entry(entry, {1})


both_sides = pytest.mark.parametrize("check", [parse_canonical, verifier_check])

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(texts, values, max_size=6))
def test_what_is_written_is_read_back_by_both_sides(fields: dict[str, Json]) -> None:
    fields["v"] = 1
    encoded = encode_canonical(fields)
    assert parse_canonical(encoded) == fields
    assert check_entry(encoded, {1}) == fields


@given(st.dictionaries(texts, values, max_size=4), st.data())
def test_both_sides_agree_on_any_changed_byte(fields: dict[str, Json], data: st.DataObject) -> None:
    fields["v"] = 1
    encoded = bytearray(encode_canonical(fields))
    at = data.draw(st.integers(0, len(encoded) - 1))
    encoded[at] = data.draw(st.integers(0, 255))
    changed = bytes(encoded)
    try:
        value = parse_canonical(changed)
    except Malformed:
        with pytest.raises(Malformed):
            check_entry(changed, {1})
        return
    if isinstance(value, dict) and value.get("v") == 1 and type(value["v"]) is int:
        assert check_entry(changed, {1}) == value
    else:
        with pytest.raises(Malformed):
            check_entry(changed, {1})


def test_the_example_of_rfc_8785_for_strings_and_literals() -> None:
    value: Json = {
        "string": '€$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    expected = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert encode_canonical(value) == expected.encode()


def test_keys_are_ordered_by_utf_16_as_in_the_example_of_rfc_8785() -> None:
    # The example's U+FB33 is left out: it has no place in NFC.
    fields: dict[str, Json] = dict.fromkeys(["€", "\r", "1", "😀", "\x80", "ö"], 0)
    expected = '{"\\r":0,"1":0,"\x80":0,"ö":0,"€":0,"😀":0}'
    assert encode_canonical(fields) == expected.encode()
    # By code point the emoji would come after U+FF5E.
    assert encode_canonical({"～": 1, "😀": 2}) == '{"😀":2,"～":1}'.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        2**53,
        -(2**53),
        "e\u0301",
        {"e\u0301": 1},
        "\ud800",
        {1: 2},
        (1, 2),
        b"bytes",
        "x" * 16_384,
        {"deep": [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]},
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_value_that_may_not_stand_in_an_entry_is_refused(value: object) -> None:
    with pytest.raises(Malformed):
        encode_canonical(value)  # type: ignore[arg-type]


@both_sides
@pytest.mark.parametrize(
    "entry",
    [
        b'{"v":1 }',
        b' {"v":1}',
        b'{"v":1}\n',
        b'{"v":1,"v":1}',
        b'{"v":1,"v":2}',
        b'{"v":1,"a":2}',
        b'{"a":1.5,"v":1}',
        b'{"a":1e3,"v":1}',
        b'{"a":-0,"v":1}',
        b'{"a":01,"v":1}',
        b'{"a":NaN,"v":1}',
        b'{"a":9007199254740992,"v":1}',
        b'{"a":' + b"9" * 5000 + b',"v":1}',
        b'{"a":"\\u0041","v":1}',
        b'{"a":"\\/","v":1}',
        b'{"a":"\\u000A","v":1}',
        b'{"a":"\\ud800","v":1}',
        b'{"\\ud800":0,"v":1}',
        b'{"a":"\xff","v":1}',
        '{"a":"e\u0301","v":1}'.encode(),
        '{"～":1,"😀":2,"v":1}'.encode(),
        b"\xef\xbb\xbf" + b'{"v":1}',
        '{"v":1}'.encode("utf-16"),
        b"",
        b"[" * 16_000,
        b'{"a":' + b"[" * 20 + b"]" * 20 + b',"v":1}',
        b'{"a":"' + b"x" * 16_384 + b'","v":1}',
    ],
    ids=lambda entry: ascii(entry)[:30] if isinstance(entry, bytes) else None,
)
def test_any_other_bytes_are_refused_by_both_sides(check: Check, entry: bytes) -> None:
    with pytest.raises(Malformed):
        check(entry)


@pytest.mark.parametrize("entry", [b'{"v":2}', b'{"v":"1"}', b'{"v":true}', b"{}", b"[1]", b"1"])
def test_the_verifier_refuses_an_entry_of_an_unknown_version(entry: bytes) -> None:
    with pytest.raises(Malformed):
        check_entry(entry, {1})


@given(texts, texts)
def test_an_opening_is_accepted_as_it_was_committed(field: str, value: str) -> None:
    salt = new_salt()
    verify_opening(commit(salt, field, value), salt, field, value)


def test_a_commitment_is_hmac_over_the_framed_field_and_value() -> None:
    # Computed apart with `openssl dgst -sha256 -mac HMAC`; pins the format for ever.
    found = commit(bytes(range(32)), "title", "配方")
    assert found.hex() == "a84f000e65dd83f8a785790fd022ce96b02d0cea8038083fccf79f5413b3335b"


def test_field_and_value_cannot_run_into_each_other() -> None:
    salt = bytes(32)
    assert commit(salt, "ab", "c") != commit(salt, "a", "bc")
    assert commit(salt, "", "abc") != commit(salt, "abc", "")


def test_an_edited_opening_is_refused() -> None:
    salt = new_salt()
    made = commit(salt, "reason", "审计")
    for opening in [
        (made, salt, "reason", "审讯"),
        (made, salt, "reasons", "审计"),
        (made, new_salt(), "reason", "审计"),
        (made[:-1], salt, "reason", "审计"),
        (made, salt[:-1], "reason", "审计"),
        (made, salt, "reason", "\ud800"),
    ]:
        with pytest.raises(WrongOpening):
            verify_opening(*opening)


def test_a_commitment_needs_a_whole_salt_and_whole_characters() -> None:
    with pytest.raises(Malformed):
        commit(bytes(31), "title", "x")
    with pytest.raises(Malformed):
        commit(bytes(32), "title", "\ud800")
    assert len({new_salt() for _ in range(50)}) == 50
