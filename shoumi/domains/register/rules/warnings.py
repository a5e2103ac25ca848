"""What a person is warned of before a secret is graded.

Published patents: Supreme People's Court, Fa Shi (2020) No. 7, art. 4(3): what is published is
known. Customers: arts. 1 and 2: bare names do not suffice, habits, intent and terms do.
"""

from __future__ import annotations

import re
import unicodedata

from shoumi.domains.register.catalogue import Caution, InformationType, information

_PATENT_NUMBER = re.compile(
    r"\bZL ?(?:\d{4} ?[1-3] ?\d{7}|\d{2} ?[1-3] ?\d{5})(?:\.[\dX])?"
    r"|\bCN ?\d{7,9} ?[A-CSUY]\d?\b"
    r"|\bUS ?(?:\d{1,2},?\d{3},?\d{3} ?[BE]\d|\d{4}/?\d{7} ?A\d)\b"
    r"|\bWO ?\d{4}/?\d{6}\b|\bEP ?\d{7} ?[AB]\d?\b|\bJP ?\d{4}-?\d{6} ?A\b",
    re.IGNORECASE | re.ASCII,
)
_PATENT_WORDS = re.compile(
    r"专利号|授权公告|公开号|公告号|已获(?:得)?(?:发明|实用新型|外观设计)?专利|专利已(?:经)?(?:授权|公布|公开)"
    r"|授权专利|\bgranted patent\b|\bpatent no\b|\bpublished patent\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"已(?:经)?(?:向社会|对外|全部|部分)?(?:公开|公告|公布|发表|刊登)|公开(?:发表|出版|发行)"
    r"|\balready (?:published|public|disclosed)\b",
    re.IGNORECASE,
)
_CUSTOMER_LIST = re.compile(
    r"客户(?:的)?(?:名单|名录|名册|清单|列表|通讯录|联系方式|电话)"
    r"|\b(?:customer|client)s?(?: contact)? lists?\b",
    re.IGNORECASE,
)
_DEPTH = re.compile(
    r"习惯|意向|意图|需求|要求|偏好|报价|价格|底价|折扣|返利|账期|交易|成交|采购量|订单|决策|合同条件|付款"
    r"|habit|intent|need|requirement|preference|pric|discount|terms|volume|order|decision",
    re.IGNORECASE,
)


def cautions_about(
    text: str, information_type: InformationType | None = None
) -> tuple[Caution, ...]:
    """What the nominator's words and the chosen information type warn of, each once."""
    known = information().cautions
    plain = unicodedata.normalize("NFKC", text)
    found = list(information_type.cautions) if information_type else []
    if names_published_patent(plain):
        found.append(known["published_patent"])
    if _PUBLISHED.search(plain):
        found.append(known["already_public"])
    is_bare = names_bare_customers(plain)
    if is_bare:
        found.append(known["bare_customer_names"])
    elif _CUSTOMER_LIST.search(plain) and known["bare_customer_names"] in found:
        found.remove(known["bare_customer_names"])
    return tuple(dict.fromkeys(found))


def names_published_patent(text: str) -> bool:
    """Whether the text cites a patent by number, or says that it is granted or published."""
    plain = unicodedata.normalize("NFKC", text)
    return bool(_PATENT_NUMBER.search(plain) or _PATENT_WORDS.search(plain))


def names_bare_customers(text: str) -> bool:
    """Whether the text speaks of a customer list and of nothing that makes it worth more."""
    return bool(_CUSTOMER_LIST.search(text)) and not _DEPTH.search(text)
