"""How campaigns and answers show themselves on the house's one record page."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.campaigns.body import answer_body, campaign_body
from shoumi.domains.register.models import Campaign, CampaignAnswer
from shoumi.domains.register.rules.campaign import ANSWER, CAMPAIGN
from shoumi.kernel.records import kinds
from shoumi.kernel.ui.components import Tone

TONES = {
    "draft": Tone.INFO, "submitted": Tone.WAITING, "open": Tone.WAITING, "closed": Tone.GOOD,
    "asked": Tone.INFO, "written": Tone.WAITING, "confirmed": Tone.GOOD, "lapsed": Tone.BAD,
}  # fmt: skip

CAMPAIGNS = kinds.register(
    kinds.Kind(
        name="campaign",
        label=_("Grading campaign"),
        plural=_("Grading campaigns"),
        model=Campaign,
        flow=CAMPAIGN,
        url="register.campaign",
        home="register.campaigns",
        body="register/_campaign_body.html",
        context=campaign_body,
        actions=(
            "register.submit_campaign",
            "register.decide_campaign",
            "register.close_campaign",
            "register.revise_campaign",
            "register.withdraw_campaign",
        ),
        icon="clipboard-check",
        tones=TONES,
        due=_("to be answered by %(day)s"),
    )
)
ANSWERS = kinds.register(
    kinds.Kind(
        name="campaign_answer",
        label=_("Answer to a grading campaign"),
        plural=_("Answers to grading campaigns"),
        model=CampaignAnswer,
        flow=ANSWER,
        url="register.campaign_answer",
        home="register.campaigns",
        body="register/_campaign_answer_body.html",
        context=answer_body,
        actions=(
            "register.answer_campaign",
            "register.answer_nothing",
            "register.confirm_answer",
            "register.return_answer",
        ),
        icon="clipboard-check",
        tones=TONES,
        due=_("to be answered by %(day)s"),
        drafted=False,
    )
)
