"""The one cast of the demo company, the tests and the documentation. All of it is invented."""

from dataclasses import dataclass
from datetime import date, datetime

from shoumi.kernel.accounts.actions import (
    add_person,
    add_post,
    add_unit,
    appoint,
    found_company,
    open_account,
)
from shoumi.kernel.accounts.house import HOUSE
from shoumi.kernel.accounts.models import OrgUnit, Person, Post, Role

UNITS = [
    # code, parent, kind, name, English name
    ("RD", "YL", "department", "研发中心", "R&D Centre"),
    ("MK", "YL", "department", "市场部", "Marketing"),
    ("FN", "YL", "department", "财务部", "Finance"),
    ("HR", "YL", "department", "人力资源部", "Human Resources"),
    ("LG", "YL", "department", "法务部", "Legal"),
    ("IT", "YL", "department", "信息安全部", "Information Security"),
    ("HC", "YL", "affiliate", "海川涂料有限公司", "Haichuan Coatings Ltd."),
    ("HC-PR", "HC", "department", "生产技术部", "Production Engineering"),
    ("BY", "YL", "affiliate", "北屿电池材料有限公司", "Beiyu Battery Materials Ltd."),
    ("BY-RD", "BY", "department", "研发部", "Research"),
]

PERSONS = [
    # key, staff number, unit, name, English name
    ("chair", "0001", "YL", "欧阳骉", "Ouyang Biao"),
    ("leader", "0002", "YL", "王龑", "Wang Yan"),
    ("leader_business", "0003", "YL", "陆景明", "Lu Jingming"),
    ("office_head", "0101", "LG", "张敏", "Zhang Min"),
    ("office", "0102", "LG", "何一凡", "He Yifan"),
    ("counsel", "0103", "LG", "赵燚", "Zhao Yi"),
    ("head", "0201", "RD", "陈喆", "Chen Zhe"),
    ("custodian", "0202", "RD", "李玥", "Li Yue"),
    ("engineer", "0203", "RD", "周祎", "Zhou Yi"),
    ("chemist", "0204", "RD", "吴䶮", "Wu Yan"),
    ("marketing_head", "0301", "MK", "孙昊然", "Sun Haoran"),
    ("marketing_custodian", "0302", "MK", "郑佳怡", "Zheng Jiayi"),
    ("marketer", "0303", "MK", "冯子墨", "Feng Zimo"),
    ("finance_head", "0401", "FN", "褚思远", "Chu Siyuan"),
    ("finance_custodian", "0402", "FN", "卫雨桐", "Wei Yutong"),
    ("hr_head", "0501", "HR", "蒋若曦", "Jiang Ruoxi"),
    ("hr_custodian", "0502", "HR", "沈嘉禾", "Shen Jiahe"),
    ("legal_custodian", "0104", "LG", "韩知行", "Han Zhixing"),
    ("it_head", "0601", "IT", "杨立岩", "Yang Liyan"),
    ("it_custodian", "0602", "IT", "朱清越", "Zhu Qingyue"),
    ("system_admin", "0603", "IT", "秦朗", "Qin Lang"),
    ("secrecy_admin", "0604", "IT", "尤佳", "You Jia"),
    ("audit_admin", "0605", "IT", "许衡", "Xu Heng"),
    ("sister_custodian", "1101", "HC-PR", "吕海宁", "Lü Haining"),
    ("sister_leader", "1102", "HC", "施文博", "Shi Wenbo"),
    ("sister_engineer", "1103", "HC-PR", "孔令仪", "Kong Lingyi"),
    ("battery_custodian", "1201", "BY-RD", "曹北辰", "Cao Beichen"),
    ("battery_leader", "1202", "BY", "严思齐", "Yan Siqi"),
]

POSTS = [
    # person, role, unit
    ("chair", Role.CHAIR, "YL"),
    ("leader", Role.DEPUTY, "YL"),
    ("leader", Role.LEADER, "RD"),
    ("leader", Role.LEADER, "IT"),
    ("leader_business", Role.LEADER, "MK"),
    ("leader_business", Role.LEADER, "FN"),
    ("leader_business", Role.LEADER, "HR"),
    ("leader_business", Role.LEADER, "LG"),
    ("office_head", Role.OFFICE_HEAD, "YL"),
    ("office", Role.OFFICE, "YL"),
    ("counsel", Role.COUNSEL, "YL"),
    ("head", Role.HEAD, "RD"),
    ("custodian", Role.CUSTODIAN, "RD"),
    ("marketing_head", Role.HEAD, "MK"),
    ("marketing_custodian", Role.CUSTODIAN, "MK"),
    ("finance_head", Role.HEAD, "FN"),
    ("finance_custodian", Role.CUSTODIAN, "FN"),
    ("hr_head", Role.HEAD, "HR"),
    ("hr_custodian", Role.CUSTODIAN, "HR"),
    ("legal_custodian", Role.CUSTODIAN, "LG"),
    ("it_head", Role.HEAD, "IT"),
    ("it_custodian", Role.CUSTODIAN, "IT"),
    ("system_admin", Role.SYSTEM_ADMIN, "YL"),
    ("secrecy_admin", Role.SECRECY_ADMIN, "YL"),
    ("audit_admin", Role.AUDIT_ADMIN, "YL"),
    ("sister_custodian", Role.CUSTODIAN, "HC-PR"),
    ("sister_leader", Role.LEADER, "HC"),
    ("battery_custodian", Role.CUSTODIAN, "BY-RD"),
    ("battery_leader", Role.LEADER, "BY"),
    ("chair", Role.GENERAL_MANAGER, "YL"),
    ("leader_business", Role.DEPUTY, "YL"),
    ("head", Role.MEMBER, "YL"),
    ("marketing_head", Role.MEMBER, "YL"),
    ("finance_head", Role.MEMBER, "YL"),
    ("hr_head", Role.MEMBER, "YL"),
    ("it_head", Role.MEMBER, "YL"),
    ("counsel", Role.MEMBER, "YL"),
    ("chemist", Role.MEMBER, "YL"),
    ("chemist", Role.EXPERT, "YL"),
]


@dataclass
class Cast:
    """Units by code and persons by key: `cast["custodian"]`, `cast.units["RD"]`."""

    units: dict[str, OrgUnit]
    persons: dict[str, Person]

    def __getitem__(self, key: str) -> Person:
        """The person, read anew so that what a rule keeps on it never outlives a test's step."""
        return Person.objects.select_related("org_unit").get(pk=self.persons[key].pk)


def assemble(*, at: datetime, since: date) -> Cast:
    """Found the company with its units, posts, people and appointments, in office since a day."""
    root = found_company(
        code="YL",
        name="云岭新材料股份有限公司",
        name_en="Yunling Advanced Materials Co., Ltd.",
        by=HOUSE,
        at=at,
    )
    units = {"YL": root}
    for code, parent, kind, name, name_en in UNITS:
        units[code] = add_unit(
            parent=units[parent],
            kind=kind,
            code=code,
            name=name,
            name_en=name_en,
            letterhead=name if kind == "affiliate" else "",
            number_word={"HC": "海川", "BY": "北屿"}.get(code, ""),
            by=HOUSE,
            at=at,
        )
    persons = {
        key: add_person(
            staff_number=number,
            name=name,
            name_en=name_en,
            org_unit=units[unit],
            from_on=since,
            by=HOUSE,
            at=at,
        )
        for key, number, unit, name, name_en in PERSONS
    }
    posts: dict[tuple[str, str], Post] = {}
    for person, role, unit in POSTS:
        key = (role, unit)
        if key not in posts:
            posts[key] = add_post(org_unit=units[unit], role=role, by=HOUSE, at=at)
        appoint(person=persons[person], post=posts[key], from_on=since, by=HOUSE, at=at)
    return Cast(units, persons)


def open_accounts(cast: Cast, passwords: dict[str, str], *, at: datetime) -> None:
    """Let the named persons sign in under their key with the password given."""
    for key, password in passwords.items():
        open_account(cast[key], username=key, password=password, must_change=False, by=HOUSE, at=at)
