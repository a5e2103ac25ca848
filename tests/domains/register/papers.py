"""A secret's papers, opened; and the changes after which they are issued anew."""

from shoumi.demo.cast import Cast
from shoumi.domains.register.actions import (
    propose_change,
)
from shoumi.domains.register.models import TradeSecret
from shoumi.kernel.documents.actions import read_paper
from shoumi.kernel.documents.models import IssuedDocument
from tests.conftest import Ticker
from tests.domains.register import scenes
from tests.domains.register.scenes import GROUNDS

SEALED = ("80 ℃ 保持", "每分钟升 3", *(text[:8] for text in GROUNDS.values()), "三段升温的温度")


def opened(paper: IssuedDocument, cast: Cast, at: Ticker, by: str, file: str = "pdf") -> bytes:
    with read_paper(paper, file=file, by=cast[by], at=at()) as stream:  # type: ignore[arg-type]
        return stream.read()


def squeezed(*words: str) -> list[str]:
    return ["".join(word.split()) for word in words]


def anew(secret: TradeSecret) -> TradeSecret:
    return TradeSecret.objects.get(pk=secret.pk)


def changed(
    secret: TradeSecret, cast: Cast, at: Ticker, kind: str, *signers: str, **to: str
) -> TradeSecret:
    propose_change(anew(secret), kind=kind, reason="有人开始研究。", by=cast["custodian"], at=at(),
                   **to)  # fmt: skip
    scenes.agreed(secret, cast, at, *signers)
    return anew(secret)


def regraded(secret: TradeSecret, cast: Cast, at: Ticker) -> TradeSecret:
    return changed(secret, cast, at, "regrade", "head", "leader", "committee", to_grade="core")
