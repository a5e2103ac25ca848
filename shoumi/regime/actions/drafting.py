"""A draft edition: from the company's own text, or from the default edition."""

import hashlib
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shoumi.foundation.law import load_laws
from shoumi.kernel.access import Actor, Reason
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role
from shoumi.kernel.accounts.standing import OFFICE, local_day
from shoumi.kernel.actions import Invalid, Refused, action
from shoumi.kernel.reading import Unreadable, extract_text, read_clauses
from shoumi.kernel.records.models import Capacity
from shoumi.kernel.records.moves import begin, open_to
from shoumi.regime.editions.edition import load_edition
from shoumi.regime.flow import FLOW
from shoumi.regime.models import Clause, Edition
from shoumi.regime.reading import Reading, examine


def read_file(content: bytes, at: datetime) -> Reading:
    """Read a company's regime as it was uploaded; nothing is saved. Raises Invalid."""
    try:
        regime = read_clauses(extract_text(content))
    except Unreadable as no:
        raise Invalid("file", no.said_in(get_language() or "zh")) from None
    return examine(regime, load_laws(), local_day(at))


@action("regime.import_text", label=_("Bring in the company's own text"), clauses=("8.1",))
def import_text(*, title: str, content: bytes, by: Actor, at: datetime) -> Edition:
    """A draft from a .txt, .docx or .pdf, with a proposal for each clause.

    Raises Invalid, Refused (this very text is in draft already).
    """
    reading = read_file(content, at)
    digest = hashlib.sha256(content).hexdigest()
    require_no_draft(source="own", source_sha256=digest)
    edition = begin_draft(title.strip() or str(_("Regime")), "own", "regime.import_text", by, at)
    edition.source_sha256 = digest
    edition.warnings = [
        {"clause": one.clause, "code": one.code, "zh": one.message.zh, "en": one.message.en}
        for one in reading.warnings
    ]
    edition.save()
    place = 0
    for article in reading.regime.articles:
        for clause in article.clauses:
            proposal = reading.proposals[clause.id]
            place += 1
            Clause(
                edition=edition, ident=clause.id, place=place, article=article.number,
                article_title=article.title[:200], opening=article.opening, text=clause.text,
                controls=list(proposal.controls), because=proposal.because.zh[:500],
                because_en=proposal.because.en[:500],
            ).save()  # fmt: skip
    return edition


@action("regime.take_default", label=_("Begin with the default edition"), clauses=("8.1",))
def take_default(*, by: Actor, at: datetime) -> Edition:
    """A draft in our own words, in Chinese and English, each clause bound; a person confirms.

    Raises Refused (it is in draft already).
    """
    require_no_draft(source="default")
    default, laws, day = load_edition(), load_laws(), local_day(at)
    edition = begin_draft(default.title.zh, "default", "regime.take_default", by, at)
    edition.name_en = default.title.en
    edition.save()
    place = 0
    for article in default.articles:
        for clause in article.clauses:
            place += 1
            said, nothing = clause.text_on(day, laws), clause.asks_nothing
            Clause(
                edition=edition, ident=clause.id, place=place, article=article.number,
                article_title=article.title.zh, article_title_en=article.title.en,
                title=clause.title.zh, title_en=clause.title.en,
                text=said.zh, text_en=said.en, controls=list(clause.controls),
                because=nothing.zh if nothing else "", because_en=nothing.en if nothing else "",
            ).save()  # fmt: skip
    return edition


def require_no_draft(**same: str) -> None:
    """A second click makes no second draft. Raises Refused."""
    if Edition.objects.filter(state__in=("draft", "proposed", "on_its_way"), **same).exists():
        raise Refused(
            Reason("drafted", _("There is a draft of this already, in the list of editions."))
        )


def begin_draft(title: str, source: str, step: str, by: Actor, at: datetime) -> Edition:
    root = OrgUnit.objects.filter(parent__isnull=True).first()
    if root is None:
        raise Invalid("", _("Set up the company first."))
    edition = Edition(
        kind="regime",
        title=title[:200],
        clause="8.1",
        entity=root,
        org_unit=root,
        owner=by if isinstance(by, Person) else None,
        source=source,
    )
    begin(edition, FLOW, step=step, by=by, at=at)
    keepers = Post.objects.filter(
        org_unit=root, role__in=[*OFFICE, Role.CHAIR, Role.COUNSEL], ended_on__isnull=True
    )
    for post in keepers:
        open_to(edition, post, Capacity.KEEPS, because="post", at=at)
    return edition
