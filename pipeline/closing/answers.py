"""What the closing commands answer, as words and as one JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.closing.keys import fingerprint
from pipeline.closing.overview import Row
from pipeline.closing.register import Act
from pipeline.closing.verify import Verified

CUT_SHORT = (
    "登记簿连同各份签字文件从末尾一起截短，单看这些文件是看不出的；请把上面的指纹记在别处，"
    "下次用 xinchou verify --all --expect 指纹 核对"
)


def act_text(act: Act) -> str:
    """One act in a line or two."""
    who = f"“{act.role}”{act.name}（密钥指纹 {fingerprint(act.key)}）" if act.key else ""
    reason = f"，理由：{act.reason}" if act.reason else ""
    return f"{act.period} {who}{act.act}于 {act.at}{reason}。登记簿第{act.number}行，指纹 {act.sha256()[:16]}"


def act_object(act: Act) -> dict[str, Any]:
    """The same for programs."""
    told = {"act": act.act, "role": act.role, "name": act.name, "at": act.at, "number": act.number}
    return {"status": "ok", "period": act.period, **told, "contents": act.contents, "sha256": act.sha256()}


def verified_text(found: Verified) -> str:
    """What was proved, or everything that is not as it was."""
    if found.problems:
        lines = [f"{period or '登记簿'}：{words}" for period, words in found.problems]
        return "\n".join([f"核验不符，共{len(lines)}处：", *lines])
    lines = [
        f"核验相符：签过字的{'、'.join(found.signed)}；已封存{'、'.join(found.closed) or '无'}",
        f"最后一次封存的指纹 {found.seal or '无'}",
        f"登记簿末行的指纹　 {found.last}",
        CUT_SHORT,
    ]
    if found.unsigned:
        lines.append(
            f"登记簿末行（{found.unsigned}）没有人签字：它和它之后有没有被改写，只能用以前记下的指纹（--expect）证明；"
            "封存、更正时用 --as 岗位 --key 密钥 签字的，可由签字证明"
        )
    if found.former:
        lines.append(f"下列密钥只写在当时的设定里，现在的设定没有，请与本人核对指纹：{'、'.join(found.former)}")
    if found.unfinished:
        lines.append(f"{found.unfinished}已经生效，当时的命令没有做完；下一次签字、封存或重开时自动补齐")
    return "\n".join(lines)


def verified_object(found: Verified, period: str) -> dict[str, Any]:
    """The same for programs."""
    problems = [{"period": one, "message": words} for one, words in found.problems]
    status = "stopped" if problems else "ok"
    return {
        "status": status, "period": period, "signed": list(found.signed), "closed": list(found.closed),
        "seal": found.seal, "last": found.last, "unfinished": found.unfinished, "unsigned": found.unsigned,
        "former_keys": list(found.former), "problems": problems,
    }  # fmt: skip


def status_text(rows: Sequence[Row], *, altered: bool = False) -> str:
    """One line a month; first that the register was altered, if it was."""
    lines = ["登记簿被改动，请运行 xinchou verify --all"] if altered else []
    lines += [f"{row.period}　{_words(row)}" for row in rows]
    return "\n".join(lines or ["还没有任何月份"])


def status_object(rows: Sequence[Row], *, altered: bool = False) -> dict[str, Any]:
    """The same for programs."""
    return {
        "status": "ok",
        "register_altered": altered,
        "period": "",
        "periods": [
            {
                "period": row.period, "run": row.is_run, "stopped": row.stops, "notices": row.notices,
                "signed": list(row.signed), "missing": list(row.missing), "closed": row.state.is_closed,
                "reopened": row.state.reopened, "corrections_pending": list(row.corrections),
                "paid": row.paid,
            }
            for row in rows
        ],
    }  # fmt: skip


def _words(row: Row) -> str:
    if row.state.seal is not None:
        return "；".join((f"已封存（{row.state.seal.at}）", *((row.paid,) if row.paid else ())))
    told = _told(row)
    if row.paid:
        told.append(row.paid)
    if row.corrections:
        told.append(f"待计入更正{'、'.join(row.corrections)}，请运行 xinchou run {row.period}")
    return "；".join(told)


def _told(row: Row) -> list[str]:
    """What there is to say of a month that is not closed."""
    told = ["已运行" if row.is_run else "未运行"]
    if row.stops:
        told.append("有阻断待更正")
    elif row.notices:
        told.append(f"提醒{row.notices}条")
    if row.signed:
        told.append(f"已签：{'、'.join(row.signed)}；待签：{'、'.join(row.missing) or '无，可以封存'}")
    if row.state.broken:
        told.append("签字后结果变了，须重签")
    if row.state.refusal is not None:
        told.append(f"“{row.state.refusal.role}”拒签：{row.state.refusal.reason}")
    if row.state.reopened:
        told.append(f"重开过{row.state.reopened}次")
    return told
