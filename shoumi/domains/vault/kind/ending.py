"""How destructions and stocktakings show themselves on the house's one record page."""

from django.utils.translation import gettext_lazy as _

from shoumi.domains.vault.body.ending import destruction_body, stocktaking_body
from shoumi.domains.vault.kind.holding import mark
from shoumi.domains.vault.models import Destruction, Stocktaking
from shoumi.domains.vault.rules.counting import STOCKTAKING
from shoumi.domains.vault.rules.destroying import DESTRUCTION
from shoumi.kernel.records import kinds

DESTRUCTIONS = kinds.register(
    kinds.Kind(
        name="destruction",
        label=_("Destruction"),
        plural=_("Destructions"),
        model=Destruction,
        flow=DESTRUCTION,
        url="vault.destruction",
        body="vault/_destruction_body.html",
        context=destruction_body,
        actions=(
            "vault.decide_destruction",
            "vault.destroy",
            "vault.withdraw_destruction",
        ),
        icon="trash",
        home="vault.destructions",
        tones={"approved": "waiting", "destroying": "waiting", "destroyed": "good",
               "final": "good", "refused": "bad"},
        mark=mark,
    )
)  # fmt: skip
STOCKTAKINGS = kinds.register(
    kinds.Kind(
        name="stocktaking",
        label=_("Stocktaking"),
        plural=_("Stocktakings"),
        model=Stocktaking,
        flow=STOCKTAKING,
        url="vault.stocktaking",
        body="vault/_stocktaking_body.html",
        context=stocktaking_body,
        actions=(
            "vault.close_stocktaking",
            "vault.sign_off_stocktaking",
            "vault.clear_missing",
            "vault.issue_count_sheet",
            "vault.count_surplus",
        ),
        icon="clipboard-check",
        home="vault.stocktakings",
        due=_("to be closed by %(day)s"),
        tones={"closed": "waiting", "signed": "good"},
    )
)
