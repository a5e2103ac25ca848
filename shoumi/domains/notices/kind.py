"""How circulars, reports, bulletins and requests show themselves on the one record page."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.notices.body import (
    answer_body,
    bulletin_body,
    circular_body,
    report_body,
    request_body,
)
from shoumi.domains.notices.models import (
    Bulletin,
    Circular,
    CooperationAnswer,
    CooperationRequest,
    DepartmentReport,
)
from shoumi.domains.notices.rules.flows import ANSWER, BULLETIN, CIRCULAR, REPORT, REQUEST
from shoumi.kernel.records import kinds

CIRCULARS = kinds.register(
    kinds.Kind(
        name="circular",
        label=_("Circular"),
        plural=_("Circulars"),
        model=Circular,
        flow=CIRCULAR,
        url="notices.circular",
        body="notices/_circular_body.html",
        context=circular_body,
        actions=(
            "notices.approve_circular",
            "notices.issue_circular",
            "notices.submit_circular",
            "notices.revise_circular",
            "notices.return_circular",
            "notices.issue_signature_sheet",
            "notices.enter_signatures",
            "notices.send_to_successors",
            "notices.withdraw_circular",
        ),
        icon="news",
        home="notices.circulars",
        due=_("to be confirmed by %(day)s"),
        tones={"submitted": "waiting", "approved": "waiting", "issued": "waiting",
               "received": "good"},
    )
)  # fmt: skip
REPORTS = kinds.register(
    kinds.Kind(
        name="department_report",
        label=_("Department's monthly report"),
        plural=_("Departments' reports"),
        model=DepartmentReport,
        flow=REPORT,
        url="notices.report",
        body="notices/_report_body.html",
        context=report_body,
        actions=(
            "notices.write_report",
            "notices.report_nothing",
            "notices.confirm_report",
            "notices.take_up_report",
            "notices.return_report",
            "notices.issue_report",
        ),
        icon="report",
        home="notices.reports",
        due=_("due on %(day)s"),
        tones={"open": "info", "written": "waiting", "confirmed": "waiting", "taken_up": "good"},
    )
)
BULLETINS = kinds.register(
    kinds.Kind(
        name="bulletin",
        label=_("Bulletin"),
        plural=_("Bulletins"),
        model=Bulletin,
        flow=BULLETIN,
        url="notices.bulletin",
        body="notices/_bulletin_body.html",
        context=bulletin_body,
        actions=("notices.issue_bulletin", "notices.revise_bulletin"),
        icon="trending-up",
        home="notices.sharing",
        due=_("due on %(day)s"),
        tones={"issued": "good"},
    )
)
REQUESTS = kinds.register(
    kinds.Kind(
        name="cooperation_request",
        label=_("Request between departments"),
        plural=_("Requests between departments"),
        model=CooperationRequest,
        flow=REQUEST,
        url="notices.request",
        body="notices/_request_body.html",
        context=request_body,
        actions=("notices.issue_request", "notices.withdraw_request"),
        icon="message",
        home="notices.requests",
        due=_("wanted by %(day)s"),
        tones={"open": "waiting", "closed": "good"},
        drafted=False,
    )
)
ANSWERS = kinds.register(
    kinds.Kind(
        name="cooperation_answer",
        label=_("Answer to a request"),
        plural=_("Answers to requests"),
        model=CooperationAnswer,
        flow=ANSWER,
        url="notices.answer",
        body="notices/_answer_body.html",
        context=answer_body,
        actions=(
            "notices.accept_request",
            "notices.reply_to_request",
            "notices.confirm_reply",
            "notices.return_reply",
            "notices.decline_request",
        ),
        icon="message",
        home="notices.requests",
        due=_("due on %(day)s"),
        tones={"asked": "info", "accepted": "waiting", "replied": "waiting", "confirmed": "good",
               "declined": "bad"},
        drafted=False,
    )
)  # fmt: skip
