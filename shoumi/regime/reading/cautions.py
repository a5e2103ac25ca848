"""What a person should look at before adopting a text: state-secret grades, outdated law, patents
taken for secrets.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from shoumi.foundation.bilingual import Bilingual
from shoumi.foundation.law import Law, LawTable, LawVersion
from shoumi.kernel.reading.numerals import ZH_NUMERAL, read_number
from shoumi.kernel.reading.structure import Clause, ReadText, TextWarning
from shoumi.regime.reading.proposals import propose

_SENTENCE: Final = re.compile(r"[^。；;！!？?]+")
# Words that contain 秘密 or 机密 and are no grade: 商业秘密, 国家秘密, 保守秘密, titles of laws.
_NO_GRADE: Final = re.compile(
    r"《[^《》]{0,60}》|(?:商业|技术|经营|国家|工作|企业|公司|个人|单位)(?:秘密|机密)"
    r"|(?:属于|保守|泄露|泄漏|窃取|掌握|接触|涉及|知悉)秘密"
    r"|秘密(?:性|点|信息|事项|载体|人员)|机密(?:性|信息)"
)
_GRADES: Final = re.compile(
    r"绝密|(?:机密|秘密)[级級]|(?:机密|秘密)\s*[、,，/和及与或]\s*(?:机密|秘密|内部)"
    r"|[“\"（(](?:机密|秘密)[”\")）]|\btop secret\b",
    re.IGNORECASE,
)
# A sentence that keeps state secrets out, or forbids their grades, does not offer them.
_KEEPS_OUT: Final = re.compile(
    r"不得|禁止|严禁|不使用|不采用|不设|不用|不适用|国家秘密的|涉密信息系统"
    r"|\bnot\b|\bnever\b|state secret",
    re.IGNORECASE,
)
_CITED: Final = re.compile(
    rf"《([^《》]{{2,60}})》(?:\s?[（(]\s?((?:19|20)\d\d)[^（）()]{{0,12}}[）)])?(?:\s?第({ZH_NUMERAL}+|\d+)条)?"
)
_COUNTRY: Final = "中华人民共和国"
_PATENT: Final = re.compile(
    r"专利技术|专利(?![申权法])|patented technolog|\bpatents\b", re.IGNORECASE
)
_PATENT_KEPT_OUT: Final = re.compile(
    r"不再|不属于|不是|除外|公开的专利|未公开|尚未|拟申请|no longer|not |unpublished|published"
)
_LISTS: Final = re.compile(r"范围|包括|包含|以下|下列|include|scope|cover", re.IGNORECASE)

_STATE_GRADES: Final = Bilingual(
    "这里把“{words}”用作密级。绝密、机密、秘密是国家秘密的法定密级，商业秘密不得使用；请改用核"
    "心商密、重要商密、一般商密等名称。",
    "“{words}” is used here as a grade. 绝密, 机密 and 秘密 are the statutory grades of state "
    "secrets and may not be "
    "used for trade secrets; use names such as core, important and ordinary instead.",
)
_STAR: Final = Bilingual(
    "这里有“★”。★是国家秘密的标志，商业秘密不得使用。",
    "There is a “★” here. It marks state secrets and may not be used for trade secrets.",
)
_STATE_LAW: Final = Bilingual(
    "这里以{law}为依据。这部法律只管国家秘密，不能作为商业秘密制度的依据；本系统也不得存放国家"
    "秘密。",
    "This rests on {law}, which governs state secrets only and is no basis for trade secrets; "
    "no state secret may be kept here.",
)
_PATENTS: Final = Bilingual(
    "这里把专利技术列为商业秘密。专利一经公布就不再是秘密；只有未公布的部分可以列入。",
    "Patented technology is listed as a trade secret. Once published a patent is no longer "
    "secret; only what is unpublished can be listed.",
)
_REPEALED: Final = Bilingual("{law}已经失效。", "{law} is no longer in force.")
_SUCCEEDED: Final = Bilingual(
    "{law}已经失效，现行的是{successor}。", "{law} is no longer in force; {successor} replaced it."
)
_NOT_YET: Final = Bilingual("{law}在该日尚未施行。", "{law} was not yet in force on that day.")
_OLD_VERSION: Final = Bilingual(
    "{law}引用的是 {cited} 年版，现行的是 {current} 年版。",
    "{law} is cited in its version of {cited}; the version of {current} is in force.",
)
_MOVED: Final = Bilingual(
    "{law}第 {cited} 条是旧条号，现行文本中为第 {current} 条。",
    "Article {cited} of {law} is the number of an older version; it is Article {current} now.",
)
_OPENING_ASKS: Final = Bilingual(
    "本条各项之前的话自身也有要求（{because}），但不单独成项；需要时请把它写成一项。",
    "The words before the items of this article ask something themselves ({because}) yet are "
    "no item; make them one if needed.",
)


def cautions(regime: ReadText, laws: LawTable, on: date) -> list[TextWarning]:
    """Everything in the text that a person should look at; `on` is the day whose law counts."""
    found: list[TextWarning] = []
    for article in regime.articles:
        if article.opening:
            found.extend(_of_words(article.number, article.opening, laws, on))
            found.extend(_of_opening(article.number, article.opening, article.title))
    for clause in regime.clauses():
        found.extend(_of_words(clause.id, clause.text, laws, on))
    found.extend(_of_words("", regime.preamble, laws, on))
    return found


def _of_words(where: str, words: str, laws: LawTable, on: date) -> Iterator[TextWarning]:
    offered = list(dict.fromkeys(offered_state_grades(words)))
    if offered:
        yield TextWarning(
            "state_secret_grades", where, _STATE_GRADES.filled(words="、".join(offered))
        )
    if "★" in words:
        yield TextWarning("state_secret_star", where, _STAR)
    if _lists_patents(words):
        yield TextWarning("patent_listed", where, _PATENTS)
    yield from _of_laws(where, words, laws, on)


def offered_state_grades(words: str) -> Iterator[str]:
    """The words by which a text offers grades of state secrets; mentions of 商业秘密 or of the law
    do not count.
    """
    for sentence in _SENTENCE.findall(words):
        if _KEEPS_OUT.search(sentence):
            continue
        bare = _NO_GRADE.sub("", sentence)
        grades = [found.group() for found in _GRADES.finditer(bare)]
        # Where grades are spoken of, 机密 alone is one; elsewhere it is an everyday word.
        yield from grades
        if "密级" in bare and "机密" in bare and not any("机密" in grade for grade in grades):
            yield "机密"


def _lists_patents(words: str) -> bool:
    return bool(_LISTS.search(words)) and any(
        _PATENT.search(sentence) and not _PATENT_KEPT_OUT.search(sentence)
        for sentence in _SENTENCE.findall(words)
    )


def _of_opening(where: str, opening: str, title: str) -> Iterator[TextWarning]:
    if "。" in opening or ". " in opening:
        proposal = propose(Clause(where, opening, title))
        if proposal.controls:
            message = Bilingual(
                _OPENING_ASKS.zh.format(because=proposal.because.zh),
                _OPENING_ASKS.en.format(because=proposal.because.en),
            )
            yield TextWarning("opening_asks", where, message)


def _of_laws(where: str, words: str, laws: LawTable, on: date) -> Iterator[TextWarning]:
    by_name = {name: law for law in laws.laws.values() for name in law.names}
    for cited in _CITED.finditer(words):
        law = by_name.get(cited.group(1).removeprefix(_COUNTRY))
        if law is None:
            continue
        if law.key == "state_secrets" and not _sets_apart(words, cited.start()):
            yield TextWarning("state_secrets_law", where, _named(_STATE_LAW, law))
        outdated = _outdated(law, cited.group(2), read_number(cited.group(3) or ""), laws, on)
        if outdated is not None:
            yield TextWarning("law_outdated", where, outdated)


def _sets_apart(words: str, place: int) -> bool:
    """True when the sentence only says that state secrets follow their own law."""
    sentence = next(found for found in _SENTENCE.finditer(words) if found.end() > place)
    return "国家秘密" in re.sub("《[^《》]{0,60}》", "", sentence.group())


def _outdated(
    law: Law, year: str | None, article: int | None, laws: LawTable, on: date
) -> Bilingual | None:
    current = law.version_on(on)
    if current is None:
        if on < law.versions[0].in_force_from:
            return _named(_NOT_YET, law)
        successor = laws.laws.get(law.replaced_by)
        return _named(_REPEALED, law) if successor is None else _named(_SUCCEEDED, law, successor)
    if year is not None and year != current.name:
        return _named(_OLD_VERSION, law, cited=year, current=current.name)
    moved = None if article is None else _moved_to(law, current, article)
    return None if moved is None else _named(_MOVED, law, cited=article, current=moved)


def _moved_to(law: Law, current: LawVersion, article: int) -> int | None:
    """Where a point stands now that an older version had under this number; None when the number
    is in order.
    """
    if article in current.articles.values():
        return None
    for version in law.versions:
        for point, number in version.articles.items():
            if version is not current and number == article and point in current.articles:
                return current.articles[point]
    return None


def _named(
    sentence: Bilingual, law: Law, successor: Law | None = None, **words: object
) -> Bilingual:
    zh, en = f"《{law.title.zh}》", f"the {law.title.en}"
    after = successor or law
    return Bilingual(
        sentence.zh.format(law=zh, successor=f"《{after.title.zh}》", **words),
        sentence.en.format(law=en, successor=f"the {after.title.en}", **words),
    )
