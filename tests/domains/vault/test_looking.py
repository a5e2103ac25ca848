"""Looking at files of every kind: as they are, by a viewing copy of the house, or by one added."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from shoumi.demo.cast import Cast
from shoumi.domains.vault import actions, marking
from shoumi.domains.vault.acts.carriers import add_copy
from shoumi.domains.vault.copies import face_of, sealed_of
from shoumi.domains.vault.models import Carrier, CarrierVersion, PageShown, Use, ViewingCopy
from shoumi.kernel import rendering
from shoumi.kernel.access import decide
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.actions import Invalid, Refused
from shoumi.kernel.activity.models import Entry
from shoumi.kernel.rendering import HiddenMark, office
from shoumi.kernel.storage.models import SealedObject
from shoumi.kernel.storage.objects import open_object
from tests.conftest import Ticker
from tests.domains.register.browsing import text_of
from tests.domains.register.conftest import As
from tests.domains.vault import scenes
from tests.kernel.rendering import hiding, offices
from tests.kernel.rendering.makers import letter, picture

WORD = offices.word(offices.paragraph("配比"))


@pytest.fixture
def converts(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that makes two pages of everything and writes down that it did."""
    monkeypatch.setattr(office, "_MEMORY", tmp_path)
    (tmp_path / "made.pdf").write_bytes(letter(2))
    program = tmp_path / "soffice"
    program.write_text(
        f"#!/bin/sh\n[ $1 = --version ] && echo LibreOffice 7.4.7.2 && exit\n"
        f"echo run >> runs\ncp {tmp_path}/made.pdf content.pdf\n"
    )
    program.chmod(0o700)
    settings.SOFFICE = str(program)
    return tmp_path


def look_at(as_: As, version: CarrierVersion, who: str = "engineer") -> str:
    answer = as_(who).post(f"/versions/{version.pk}/look")
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def addresses(page: str) -> list[str]:
    return re.findall(r'data-address="(/looks/[^"]+)"', page)


@pytest.mark.usefixtures("converts")
def test_an_office_file_is_converted_once_for_everybody(company: Cast, at: Ticker, as_: As) -> None:
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    scenes.granted(company, at, version.carrier.secret)
    look = look_at(as_, version)
    waiting = text_of(as_("engineer").get(look))
    assert "being prepared" in waiting
    assert not addresses(waiting)
    assert not ViewingCopy.objects.exists()
    assert as_("engineer").post(f"{look}/prepare")["Location"] == look
    copy = ViewingCopy.objects.get()
    assert (copy.by_house, copy.converter, copy.added_by) == (True, "LibreOffice 7.4.7.2", None)
    shown = text_of(as_("engineer").get(look))
    assert "LibreOffice 7.4.7.2" in shown
    first, second = addresses(shown)
    assert as_("engineer").get(first).status_code == 200
    assert PageShown.objects.get().drawn_from == copy
    other = look_at(as_, version, "chemist")
    assert len(addresses(text_of(as_("chemist").get(other)))) == 2
    assert as_("chemist").post(f"{other}/prepare").status_code == 302
    assert ViewingCopy.objects.count() == 1
    assert Entry.objects.filter(verb="vault.keep_viewing_copy", outcome="done").count() == 1
    assert second.endswith("/pages/2")


def test_a_copy_of_the_house_is_kept_once_though_two_come_at_once(
    company: Cast, at: Ticker
) -> None:
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    kept = [
        actions.keep_viewing_copy(
            version.carrier, of=version, by=HOUSE, at=at(),
            made=rendering.Converted(io.BytesIO(letter()), "LibreOffice"),
        )
        for _ in range(2)
    ]  # fmt: skip
    assert kept[0] == kept[1]
    assert version.carrier.sealed_objects.count() == 2


def test_what_converts_is_the_house_alone(company: Cast, at: Ticker) -> None:
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    with pytest.raises(Refused):
        actions.keep_viewing_copy(
            version.carrier, of=version, by=company["engineer"], at=at(),
            made=rendering.Converted(io.BytesIO(letter()), "LibreOffice"),
        )  # fmt: skip


def test_without_libreoffice_the_owner_is_led_to_adding_a_copy_and_others_are_told(
    company: Cast, at: Ticker, as_: As, settings: Settings
) -> None:
    settings.SOFFICE = "/nowhere/soffice"
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    scenes.granted(company, at, version.carrier.secret)
    way = f"/records/{version.carrier_id}/do/vault.add_viewing_copy"
    answer = as_("engineer").get(look_at(as_, version))
    assert answer.status_code == 422
    assert way in text_of(answer)
    other = as_("chemist").get(look_at(as_, version, "chemist"))
    assert "Ask the owner to add a viewing copy" in text_of(other)
    assert way not in text_of(other)


@pytest.mark.parametrize(
    ("content", "pages"), [(letter(3), 3), (picture("PNG"), 1), (picture("TIFF"), 1)]
)
def test_a_drawing_is_shown_by_the_copy_that_was_added(
    company: Cast, at: Ticker, as_: As, content: bytes, pages: int
) -> None:
    version = scenes.filled(company, at, content=b"AC1032" + bytes(900), name="模具.dwg")
    way = f"/records/{version.carrier_id}/do/vault.add_viewing_copy"
    assert "Of which version" in text_of(as_("engineer").get(way))
    file = SimpleUploadedFile("打印版.pdf", content)
    fields = {"of": version.pk, "file": file, "version": version.carrier.version}
    assert as_("engineer").post(way, fields).status_code == 302
    copy = ViewingCopy.objects.get()
    assert (copy.by_house, copy.added_by) == (False, company["engineer"])
    shown = text_of(as_("engineer").get(look_at(as_, version)))
    assert len(addresses(shown)) == pages
    assert "viewing copy that Zhou Yi added" in shown
    assert "Viewing copy added by Zhou Yi" in text_of(
        as_("engineer").get(f"/carriers/{version.carrier_id}")
    )


@pytest.mark.parametrize(
    "content", [b"words", b"", WORD, b"%PDF-1.7\n", picture("PNG")[:60], b"AC1032" + bytes(99)]
)
def test_only_what_can_be_shown_is_a_viewing_copy(
    company: Cast, at: Ticker, content: bytes
) -> None:
    version = scenes.filled(company, at)
    with pytest.raises(Invalid) as invalid:
        add_copy(
            version.carrier, of=version, file=[SimpleUploadedFile("a.pdf", content)],
            by=company["engineer"], at=at(),
        )  # fmt: skip
    assert invalid.value.field == "file"
    assert not ViewingCopy.objects.exists()


def test_pictures_of_several_pages_are_one_copy_in_the_order_of_their_names(
    company: Cast, at: Ticker, as_: As
) -> None:
    version = scenes.filled(company, at, content=b"AC1032" + bytes(900), name="模具.dwg")
    way = f"/records/{version.carrier_id}/do/vault.add_viewing_copy"
    assert " multiple" in text_of(as_("engineer").get(way))
    sizes = {"10.png": (900, 300), "2.jpg": (300, 600), "1.png": (600, 600)}
    files = [
        SimpleUploadedFile(name, picture("JPEG" if "jpg" in name else "PNG", size))
        for name, size in sizes.items()
    ]
    fields = {"of": version.pk, "file": files, "version": version.carrier.version}
    assert as_("engineer").post(way, fields).status_code == 302
    copy = ViewingCopy.objects.get()
    decision = decide(company["engineer"], "vault.show_page", version.carrier, at())
    with open_object(copy.file, decision, at=at.now) as source:
        shown = rendering.look(source, "")
    assert (shown.kind, shown.heights) == ("pdf", (1000, 2000, 333))


@pytest.mark.parametrize(
    "files",
    [
        [picture("PNG"), letter()],
        [picture("PNG"), b"words"],
        [picture("PNG"), picture("PNG")[:60]],
        [picture("PNG")] * 51,
    ],
)
def test_several_files_that_are_not_all_pictures_are_no_viewing_copy(
    company: Cast, at: Ticker, files: list[bytes]
) -> None:
    version = scenes.filled(company, at)
    given = [SimpleUploadedFile(f"{n}", content) for n, content in enumerate(files)]
    with pytest.raises(Invalid) as invalid:
        add_copy(version.carrier, of=version, file=given, by=company["engineer"], at=at())
    assert invalid.value.field == "file"
    assert not ViewingCopy.objects.exists()


def test_a_copy_belongs_to_a_version_of_this_carrier_and_bears_no_state_secret(
    company: Cast, at: Ticker
) -> None:
    version = scenes.filled(company, at)
    other = scenes.carrier(company, at, version.carrier.secret)
    told: dict[str, Any] = {"of": version, "file": io.BytesIO(letter()), "by": company["engineer"]}
    with pytest.raises(Invalid):
        actions.add_viewing_copy(other, **told, name="a.pdf", at=at())
    with pytest.raises(Invalid):
        actions.add_viewing_copy(version.carrier, **told, name="绝密★a.pdf", at=at())
    void = actions.void_carrier(
        Carrier.objects.get(pk=version.carrier_id), note="错", by=company["office"], at=at()
    )
    with pytest.raises(Refused):
        actions.add_viewing_copy(void, **told, name="a.pdf", at=at())


def test_only_who_keeps_it_adds_a_copy(company: Cast, at: Ticker) -> None:
    version = scenes.filled(company, at)
    for who in ("chemist", "marketer", "office", "system_admin"):
        with pytest.raises(Refused):
            actions.add_viewing_copy(
                version.carrier, of=version, file=io.BytesIO(letter()), name="a.pdf",
                by=company[who], at=at(),
            )  # fmt: skip


def added(version: CarrierVersion, company: Cast, at: Ticker, content: bytes) -> ViewingCopy:
    return actions.add_viewing_copy(
        version.carrier, of=version, file=io.BytesIO(content), name="a.pdf",
        by=company["engineer"], at=at(),
    )  # fmt: skip


def test_an_added_copy_goes_before_the_house_s_and_the_latest_before_others(
    company: Cast, at: Ticker
) -> None:
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    assert face_of(version).copy is None
    added(version, company, at, letter(1))
    latest = added(version, company, at, letter(2))
    actions.keep_viewing_copy(
        version.carrier, of=version, by=HOUSE, at=at(),
        made=rendering.Converted(io.BytesIO(letter(5)), "LibreOffice"),
    )  # fmt: skip
    assert face_of(version).copy == latest


def test_everything_sealed_of_a_version_is_found_by_it_and_by_its_carrier(
    company: Cast, at: Ticker
) -> None:
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    copy = added(version, company, at, letter())
    files = sealed_of(version)
    assert {file.pk for file in files} == {version.file_id, copy.file_id}
    assert set(files) == set(version.carrier.sealed_objects.all())
    assert SealedObject.objects.filter(record=version.carrier_id).count() == 2


def test_a_copy_opens_by_the_same_decision_as_its_version(company: Cast, at: Ticker) -> None:
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    copy = added(version, company, at, letter())
    decision = decide(company["engineer"], "vault.show_page", version.carrier, at())
    with open_object(copy.file, decision, at=at.now) as source:
        assert source.read() == letter()


def test_a_page_enlarged_is_a_page_of_its_own_and_counts_once(
    company: Cast, at: Ticker, as_: As
) -> None:
    version = scenes.filled(company, at, content=letter(), name="a.pdf")
    page = f"{look_at(as_, version)}/pages/1"
    owner = as_("engineer")
    for address in (page, page, f"{page}?size=large"):
        assert owner.get(address).status_code == 200
    assert owner.get(f"{page}?size=99999").status_code == 404
    rows = PageShown.objects.order_by("width")
    assert [row.width for row in rows] == [1240, 2480]
    assert len({row.raster_sha256 for row in rows}) == 2
    assert all(row.drawn_from is None for row in rows)
    knew = text_of(owner.get(f"/secrets/{version.carrier.secret_id}/knew"))
    assert "1 page" in knew
    assert "2 pages" not in knew


def test_pages_have_their_places_before_they_come(company: Cast, at: Ticker, as_: As) -> None:
    version = scenes.filled(company, at, content=letter(3), name="a.pdf")
    shown = text_of(as_("engineer").get(look_at(as_, version)))
    assert shown.count('width="1000" height="1333"') == 6
    assert "This look ends at" in shown


def test_a_hidden_mark_has_its_place_and_nothing_is_hidden_today(
    company: Cast, at: Ticker, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = scenes.filled(company, at, content=letter(), name="a.pdf")
    page = f"{look_at(as_, version)}/pages/1"
    assert marking.hidden_of(Use.objects.get()) is None
    plain = as_("engineer").get(page).content
    monkeypatch.setattr(marking, "_hidden", [])
    marking.hide_by(lambda use: HiddenMark(hiding.corner, use.number.encode()))
    assert as_("engineer").get(page).content != plain
    with pytest.raises(ValueError, match="one hidden way"):
        marking.hide_by(lambda use: HiddenMark(hiding.corner, b""))
    assert PageShown.objects.count() == 1


@pytest.mark.usefixtures("converts")
def test_preparing_needs_the_right_to_look(company: Cast, at: Ticker, as_: As) -> None:
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    grant = scenes.granted(company, at, version.carrier.secret)
    look = look_at(as_, version, "chemist")
    assert as_("custodian").post(f"{look}/prepare").status_code == 404
    actions.revoke_grant(grant, note="够了", by=company["engineer"], at=at())
    assert as_("chemist").post(f"{look}/prepare").status_code == 403
    assert not ViewingCopy.objects.exists()


def test_a_conversion_that_fails_is_said_and_leaves_nothing(
    company: Cast, at: Ticker, as_: As, converts: Path
) -> None:
    (converts / "soffice").write_text("#!/bin/sh\nexit 1\n")
    version = scenes.filled(company, at, content=WORD, name="方案.docx")
    look = look_at(as_, version)
    answer = as_("engineer").post(f"{look}/prepare")
    assert answer.status_code == 422
    assert "damaged" in text_of(answer)
    assert not ViewingCopy.objects.exists()
    assert not list(converts.glob("shoumi-office-*"))
