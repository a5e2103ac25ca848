"""What a file is, by its content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.kernel.rendering import kind_of
from shoumi.kernel.rendering.decoding import encoding_of
from shoumi.kernel.rendering.kinds import media_type, suffix
from tests.kernel.rendering.makers import letter, picture

WORDS = "涂层配方，配比 1.5:1\nsecond line\n" * 20


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "", "绝密.docx"])
def test_the_content_decides_whatever_the_name_says(name: str) -> None:
    assert kind_of(letter(), name) == "pdf"
    assert kind_of(picture("PNG"), name) == "image"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF"])
def test_pictures_are_known_by_their_first_bytes(form: str) -> None:
    content = picture(form)
    assert kind_of(content[:4096], "x") == "image"
    assert media_type(content, "x", "image") == f"image/{form.lower()}"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
)
def test_texts_are_read_in_every_usual_encoding(encoding: str) -> None:
    words = "plain words, line by line\n" * 20 if encoding[-2:] in {"le", "be"} else WORDS
    content = words.encode(encoding)
    found = encoding_of(content)
    assert found is not None
    assert content.decode(found) == words
    assert kind_of(content[:4096], "notes.txt") == "text"


@pytest.mark.parametrize(
    ("cut", "encoding"), [(n, e) for n in range(1, 5) for e in ("utf-8", "gb18030")]
)
def test_a_head_cut_within_a_character_is_still_text(cut: int, encoding: str) -> None:
    assert kind_of(WORDS.encode(encoding)[:-cut], "notes.txt") == "text"


def test_the_name_tells_texts_apart() -> None:
    assert kind_of(b"a,b\n1,2\n", "a.csv") == "table"
    assert kind_of(b"a,b\n1,2\n", "a.CSV") == "table"
    assert kind_of(b"a,b\n1,2\n", "a.py") == "text"
    assert kind_of(b"", "empty.txt") == "text"
    assert kind_of(b"BM is how this sentence begins", "a.txt") == "text"


def test_office_files_need_their_suffix() -> None:
    assert kind_of(b"PK\x03\x04" + bytes(60), "a.docx") == "office"
    assert kind_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "a.wps") == "office"
    assert kind_of(b"PK\x03\x04" + bytes(60), "a.zip") is None


@pytest.mark.parametrize("content", [b"", bytes(100), b"MZ\x90\0\3\0\0\0", b"\x7fELF\2\1\1\0" * 9])
def test_what_nothing_renders_has_no_kind(content: bytes) -> None:
    assert kind_of(content, "a.dwg") is None
    assert kind_of(content, "") is None


@given(st.binary(max_size=300), st.text(max_size=50))
def test_no_head_and_no_name_is_an_error(head: bytes, name: str) -> None:
    assert kind_of(head, name) in {"pdf", "image", "text", "table", "office", None}
    assert suffix(name).isalnum() or suffix(name) == ""
