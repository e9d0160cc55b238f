"""Who is paid, in which capacity and in which grade, and that every table names people the roster knows.

Scheme: 第二条 (who, grade), 第三条 last sentence (an unknown 工号 stops in every table but 客户关系).
Reading taken:
- "unknown" is asked of every row of a table, also of rows dated outside M; 期初 and the ledgers are not asked, because
  people leave and what is held for them stays;
- when 级别生效日 is later than the first day of M (or than the entry day, if that is later) the roster does not say
  which grade was in force: Stop. An empty 级别生效日 means the grade is in force;
- an agent or part-timer has no grade, whatever the roster holds (the report shows "").
"""

from . import calendar
from .exact import Stop, is_blank

LEADER = "团队负责人"
BROKER = "证券经纪人"
PART_TIMER = "兼职"
EMPLOYEE_POSTS = ("客户经理", LEADER)
POSTS = (*EMPLOYEE_POSTS, BROKER, PART_TIMER)
GRADES = ("见习", "初级", "中级", "高级", "资深")
TABLES_OF_PEOPLE = ("产品销售", "考勤", "出访单", "职责考核", "违规投诉", "手工调整", "社保及专项")


def is_employee(person: dict) -> bool:
    """客户经理 and 团队负责人 are employees. Scheme: 第二条."""
    return person["岗位"] in EMPLOYEE_POSTS


def paid_people(branch: dict) -> list[dict]:
    """The roster rows of everyone employed in the month, in the order of the report.

    Sorted by team, then leader first, then 工号. Scheme: Columns of the report.
    """
    people = [person for person in branch["花名册"] if calendar.is_in_month(person, branch["period"])]
    for person in people:
        if person["岗位"] not in POSTS:
            raise Stop("岗位不明", person["工号"])
    return sorted(people, key=lambda person: (person["团队"], person["岗位"] != LEADER, person["工号"]))


def check_known(branch: dict) -> None:
    """Stop on a 工号 that the roster of the month does not know. Scheme: 第三条."""
    known = [person["工号"] for person in branch["花名册"]]
    for table in TABLES_OF_PEOPLE:
        for row in branch.get(table) or []:
            if row["工号"] not in known:
                raise Stop("未知工号", f"{table} {row['工号']}")


def grade(person: dict, period: str) -> str:
    """The grade in force on the first day of the month, or on the entry day if later. Scheme: 第二条."""
    if not is_employee(person):
        return ""
    if person.get("级别") not in GRADES:
        raise Stop("级别不明", person["工号"])
    asked_on = max(calendar.first_day(period), person["入职日期"])
    in_force_on = person.get("级别生效日")
    if not is_blank(in_force_on) and in_force_on > asked_on:
        raise Stop("级别不明", person["工号"])
    return person["级别"]


def rows_of(branch: dict, table: str, person: dict) -> list[dict]:
    """The rows of one person in a table that may be absent."""
    return [row for row in branch.get(table) or [] if row["工号"] == person["工号"]]
