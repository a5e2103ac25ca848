"""The columns of the ledger of secrets, with the heads under which offices keep them."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shoumi.domains.register.catalogue import information
from shoumi.domains.register.models import Grade, TradeSecret
from shoumi.domains.register.rules.elements import MeasureType
from shoumi.kernel.accounts.imports.tables import ImportColumn

SEALED = ("secrecy", "value", "protection", "points")


def _grades() -> Sequence[str]:
    return [str(grade) for grade in Grade.objects.in_use().secret()]


def _categories() -> Sequence[str]:
    return [str(kind.name) for kind in information().types.values()]


def _origins() -> Sequence[str]:
    return [str(label) for label in TradeSecret.Origin.labels]


def _measures() -> Sequence[str]:
    return [str(kind.label) for kind in MeasureType]


COLUMNS = (
    ImportColumn(
        "number", _("Register number"),
        _("The number in Shoumi. Leave it empty for what is not in it yet."),
        titles=("编号", "登记号", "商业秘密编号", "密级编号"),
    ),
    ImportColumn(
        "previous_number", _("Previous number"), _("The number in the older register."),
        "商密-2024-017", titles=("原编号", "旧编号", "台账号", "原台账编号"),
    ),
    ImportColumn(
        "title", _("Name of the secret"), _("A name that gives nothing away."), "耐磨底漆配方",
        titles=("名称", "秘密名称", "商业秘密名称", "事项名称", "title"), required=True,
    ),
    ImportColumn(
        "unit", _("Department"), _("Its code, or its name where only one is called so."), "RD",
        titles=("部门", "责任部门", "所属部门", "产生部门", "unit"), required=True,
    ),
    ImportColumn(
        "owner", _("Owner"), _("The staff number, or the name where only one is called so."),
        "0204", titles=("责任人", "负责人", "保管人", "定密责任人"), required=True,
    ),
    ImportColumn(
        "category", _("Category"), _("One of the catalogue's kinds of information."),
        "产品配方与配比",
        titles=("类别", "信息类别", "信息类型", "种类"), required=True, choices=_categories,
    ),
    ImportColumn(
        "grade", _("Grade"), _("One of the grades in use."), titles=("密级", "商密等级", "等级"),
        required=True, choices=_grades,
    ),
    ImportColumn(
        "term", _("Term"), _("5 years, 18 months, a last day, long-term, or until public."), "5年",
        titles=("保密期限", "期限", "保护期限"), required=True,
    ),
    ImportColumn(
        "approved_on", _("Approved on"), _("The true day on which it was graded."), "2024-03-01",
        titles=("定密日期", "批准日期", "审批日期", "确定日期"), required=True,
    ),
    ImportColumn(
        "reviewed_on", _("Last review"), _("The day on which it was last reviewed, if it was."),
        titles=("复核日期", "复审日期", "最近复核", "最近复审", "最近复审日期", "上次复核日期"),
    ),
    ImportColumn(
        "origin", _("Origin"), _("Empty means developed here."), titles=("来源", "产生方式"),
        choices=_origins,
    ),
    ImportColumn(
        "legacy_mark", _("Old mark"), _("The mark that it bore before, kept for the record."),
        titles=("原密级标志", "原标识", "原密级"),
    ),
    ImportColumn(
        "places", _("Carriers and where they are"),
        _("Several are parted by semicolons. Before a colon: paper, electronic, or object."),
        "纸质：研发中心保险柜；电子：加密盘 R:/base",
        titles=("载体", "载体及存放位置", "存放位置", "保管地点"),
    ),
    ImportColumn(
        "audience", _("Audience"),
        _("Persons, departments, or posts as “unit · post”, parted by semicolons. Never all."),
        "0203；市场部 · 部门负责人", titles=("知悉范围", "知悉人员", "接触范围"),
    ),
    ImportColumn(
        "measures", _("Protective measures"),
        _("Several are parted by semicolons; a note may stand behind a colon."),
        titles=("保密措施", "保护措施"), choices=_measures,
    ),
    ImportColumn(
        "secrecy", _("Grounds: not known to the public"), titles=("秘密性", "不为公众所知悉"),
    ),
    ImportColumn("value", _("Grounds: of commercial value"), titles=("价值性", "商业价值")),
    ImportColumn(
        "protection", _("Grounds: protected by measures"), titles=("保密性", "保密措施说明"),
    ),
    ImportColumn(
        "points", _("Secret points"),
        _("Several are parted by semicolons. They are sealed, and never come out in a table."),
        titles=("密点", "秘密点", "秘密要点"),
    ),
)  # fmt: skip
