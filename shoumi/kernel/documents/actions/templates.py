"""Replacing a Word template: it is screened and tried out before it counts."""

import hashlib
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import Person
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.documents import forms, papers
from shoumi.kernel.documents.incoming import Source as ByteSource
from shoumi.kernel.documents.models import DocumentTemplate
from shoumi.kernel.documents.word import (
    BadPackage,
    BadTemplate,
    built_in_template,
    fill,
    require_template,
    texts_of,
)

LIMIT = 2 * 1024 * 1024

REFUSALS = {
    "broken": _("This is no Word file that can be opened. Save it as .docx and try again."),
    "no_word": _("This is no Word file. Save the template as .docx and try again."),
    "too_large": _("This template is too large: 2 MB at most, pictures included."),
    "encrypted": _("This file is locked with a password. Save it without one."),
    "active": _("A template must not contain macros or embedded programs. Save it without them."),
    "entities": _("This file holds parts that Word never writes. Save it anew in Word."),
    "external": _(
        "A template must not fetch anything from elsewhere. Remove links and linked "
        "pictures, then try again."
    ),  # fmt: skip
}
NOT_FILLED = _(
    "The template could not be filled: %(why)s. Download the template in use and keep its markers "
    "as they are."
)
INCOMPLETE = _(
    "A paper made with this template lacks its %(what)s. Put the marker {{ %(marker)s }} back."
)
BUILT_IN = Reason("built_in", _("The built-in template is in use already."))
REQUIRED = (
    ("paper.mark", _("grade mark"), "某公司核心商密至二〇三一"),
    ("paper.number", _("number"), "试排字第七号"),
    ("fingerprint", _("content hash"), ""),
)


def template_in_use(code: str, language: str) -> DocumentTemplate | None:
    """The newest edition that an office put in place, or None for the built-in template."""
    newest = _newest(code, language)
    return newest if newest is not None and not newest.is_built_in else None


def templates_in_use() -> dict[tuple[str, str], DocumentTemplate]:
    """The newest edition of each form and language that has any, without its content. One query."""
    rows = DocumentTemplate.objects.select_related("replaced_by").defer("content")
    return {(one.code, one.language): one for one in rows.order_by("edition")}


def _newest(code: str, language: str) -> DocumentTemplate | None:
    rows = DocumentTemplate.objects.filter(code=code, language=language)
    return rows.order_by("-edition").first()


def template_bytes(code: str, language: papers.Language) -> bytes:
    """The Word template in use for a form, for an office to download, change and bring back.

    Raises KeyError for a form that nobody declared.
    """
    layout = forms.find(code).layout
    row = template_in_use(code, language)
    return bytes(row.content) if row else built_in_template(layout, language)


@action("documents.replace_template", label=_("Replace a Word template"), clauses=("4.1",))
def replace_template(
    *, code: str, language: papers.Language, file: ByteSource, by: Actor, at: datetime
) -> DocumentTemplate:
    """Take another Word template for a form from now on; papers issued before keep theirs.

    The PDF is not made from it. Raises Invalid on `code` or `file`, Refused.
    """
    if code not in forms.all_forms():
        raise Invalid("code", _("There is no such form. Choose one of those offered."))
    content = file.read(LIMIT + 1)
    if len(content) > LIMIT:
        raise Invalid("file", REFUSALS["too_large"])
    try:
        require_template(content)
    except BadPackage as bad:
        raise Invalid("file", REFUSALS[bad.code]) from bad
    require_complete(content, language, at)
    return _put(code, language, content, by, at)


@action(
    "documents.restore_template", label=_("Go back to the built-in template"), clauses=("4.1",)
)  # fmt: skip
def restore_template(
    *, code: str, language: papers.Language, by: Actor, at: datetime
) -> DocumentTemplate:
    """Make a form's papers with the built-in template again from now on; the office's own editions
    stay. Raises Invalid on `code`, Refused."""
    if code not in forms.all_forms():
        raise Invalid("code", _("There is no such form. Choose one of those offered."))
    if template_in_use(code, language) is None:
        raise Refused(BUILT_IN)
    return _put(code, language, b"", by, at)


def preview(code: str, language: papers.Language, *, at: datetime) -> bytes:
    """A paper with sample values, made with the template in use. Raises KeyError for a form that
    nobody declared."""
    return fill(template_bytes(code, language), trial_paper(language), at=at)


def _put(
    code: str, language: papers.Language, content: bytes, by: Actor, at: datetime
) -> DocumentTemplate:
    """The next edition; one without content stands for the built-in template."""
    newest = _newest(code, language)
    assert isinstance(by, Person)  # noqa: S101 - the rule lets nobody else through
    template = DocumentTemplate(
        code=code,
        language=language,
        edition=newest.edition + 1 if newest else 1,
        content=content,
        sha256=hashlib.sha256(content).hexdigest() if content else "",
        recorded_at=at,
        replaced_by=by,
    )
    template.save()
    return template


def require_complete(content: bytes, language: papers.Language, at: datetime) -> None:
    """Fill the template with a paper that has a block of every kind, and look for what counts."""
    paper = trial_paper(language)
    try:
        made = texts_of(fill(content, paper, at=at))
    except BadTemplate as bad:
        raise Invalid("file", NOT_FILLED % {"why": str(bad)[:200]}) from bad
    for marker, what, sign in REQUIRED:
        if (sign or paper.fingerprint) not in made:
            raise Invalid("file", INCOMPLETE % {"what": what, "marker": marker})


def trial_paper(language: papers.Language) -> papers.Paper:
    """A paper of nobody's with a block of every kind."""
    day = date(2026, 1, 5)
    marks = {marker: sign for marker, _what, sign in REQUIRED}
    return papers.Paper(
        title="试排",
        organ="某公司",
        blocks=(
            papers.Heading("一"),
            papers.Paragraph("甲\n乙"),
            papers.Facts((("名", "值"),)),
            papers.Grid((papers.Column("列"), papers.Column("列")), (("一", "二"),)),
            papers.Opinions((papers.Opinion("步", "同意", "某人", day, recorded_on=day),)),
            papers.Signatures(("签",)),
            papers.Note("注"),
            papers.Code("1"),
            papers.Band("red", "红"),
        ),
        dated=day,
        language=language,
        mark=marks["paper.mark"],
        number=marks["paper.number"],
        addressee="某部门",
        closing="某办公室",
    )
