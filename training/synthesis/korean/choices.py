"""Decisions, loops and ladders in Korean verb phrases: -면 that asks something, beside -면 that only goes on.

A condition's name is cut like a step's (짐이 있으면: 짐이 있; 70점 미만이면: 70점 미만). Where the opposite
that is said first is another word, it is the condition; where a sentence asked before, the question's word is
the condition (짐이 있는지 본다. 없으면 ...).
"""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon
from training.synthesis.korean.choice_words import BOTH, ELSE, RESULTS, STATES, WHOLE
from training.synthesis.korean.endings import predicate
from training.synthesis.korean.everyday_words import MEASURES, SUBJECTS
from training.synthesis.korean.procedure_words import AGENTS, NEXT, REGISTERS
from training.synthesis.korean.procedures import Tale, deed_by, scenes, subject, told
from training.synthesis.korean.verbs import NO, YES
from training.synthesis.phrasing import particle


class Choice:
    """A condition with its opposite: predicates, the names, the subject that the opposite leaves out."""

    def __init__(self, yes: str, no: str) -> None:
        self.yes, self.no = predicate(yes), predicate(no)
        marks = (r"(.*\w(?:이|가) )", r"(.*?\w(?:은|는|을|를) )")
        found = re.match(marks[0], yes) or re.match(marks[1], yes)
        self.head = found[0] if found else ""
        self.short = predicate(yes.removeprefix(self.head))
        alone = no.startswith(self.head) if self.head else True
        self.turned = (no if alone else self.head + no, yes.removeprefix(self.head))


def choice(t: Tale, events: bool = True) -> tuple[Choice, str, str]:
    """A condition of the scene or of the lists, perhaps what starts a scene, and the step on either side."""
    rng = t.rng
    for _ in range(40):
        yes, no = "", ""
        scene = t.scene if rng.random() < 0.6 else rng.choice(scenes())
        roll = rng.random()
        if roll < 0.4:
            (a, b), yes, no = scene.condition, scene.yes, scene.no
        elif roll < 0.56:
            what, unit, bounds = rng.choice(MEASURES)
            bound = f"{rng.choice(bounds)}{unit}" if rng.random() < 0.6 else f"{rng.randint(2, 99)}{unit}"
            pair = rng.choice((("이상", "미만"), ("미만", "이상"), ("이하", "초과"), ("초과", "이하")))
            mark = rng.choice((particle(what, "이", "가"), particle(what, "이", "가"), ""))
            a, b = f"{what}{mark} {bound} {pair[0]}=", rng.choice((f"{bound} {pair[1]}=", f"{pair[1]}="))
        elif roll < 0.8:
            thing = (
                rng.choice(SUBJECTS)
                if rng.random() < 0.5
                else rng.choice(lexicon.flat("ko", rng.choice(("data", "component"))))
            )
            state = rng.choice(STATES)
            a, b = f"{thing}{particle(thing, '이', '가')} {state[0]}", state[1]
        elif roll < 0.93 or not events:
            a, b = rng.choice(WHOLE)
        else:
            event = rng.choice(scene.starts)
            head = subject(event)
            a, b = event, event.removeprefix(head) + "지 않"
        if set(a + b) & set(",:;?/()[]->+#@~"):
            continue
        found = Choice(a, b)
        if (
            rng.random() < 0.3
            and found.head
            and not re.search(r"[이가은는] ", b)
            and b != "필요 없"
            and b[0] not in "아기담"
        ):
            found = Choice(*found.turned)
            yes, no = no, yes
        if not t.claim(found.yes.name):
            continue
        if not (yes and t.claim(predicate(yes).name, predicate(no).name)):
            t.whole = False
            yes, no = t.new(), t.new()
        return found, yes, no
    return choice(t, events)


def _y(t: Tale, step: str) -> tuple[str, str]:
    """The first branch within the sentence."""
    end = t.rng.choice(("하고", "하고", "하고", "하고,", "하고,", "하며", "하으며,"))
    return predicate(step).form("하고" if end == "하며" else end)


def asked(t: Tale, c: Choice) -> str:
    """A sentence that asks: 열이 있는지 확인합니다."""
    rng = t.rng
    verb = rng.choice(
        ("확인하", "확인하", "확인하", "보", "살펴보", "점검하", "판단하", "검사하", "물어보", "알아보")
    )
    who = rng.choice(("",) * 5 + ("먼저 ", "담당자가 ", "시스템이 ", "직원이 "))
    return f"{who}{c.yes.whether()} {predicate(verb).form(rng.choice(REGISTERS[t.ending]))[0]}"


def decide(t: Tale, before: list[str], told_before: bool = True) -> tuple[str, str]:
    """Tells a decision after the steps; adds its statement; gives the names of both branches."""
    rng = t.rng
    c, y, n = choice(t)
    start = " -> ".join([*before[-1:], f"{c.yes.name} ?"])
    when = c.yes.when() if rng.random() < 0.8 else c.yes.case(rng)
    if rng.random() < 0.12:
        when = rng.choice(("만약 ", "만일 ", "혹시 ", "이때 ")) + when
    short = c.short.when()
    unless = c.no.when() if rng.random() < 0.85 else c.no.case(rng)
    other = rng.choice(ELSE)
    (yt, yn), (yf, yfn) = _y(t, y), t.final(y)
    (nt, nn), (nf, nfn) = _y(t, n), t.final(n)
    flipped = False
    roll = rng.random()
    if roll < 0.24:
        text = f"{when} {yt} {other} {nf}"
        names = yn, nfn
    elif roll < 0.44:
        text = f"{when} {yt} {unless} {nf}"
        names = yn, nfn
    elif roll < 0.54:
        text = f"{when} {yf}. {other} {nf}"
        names = yfn, nfn
    elif roll < 0.61:
        text = f"{when} {yf}. {rng.choice(('', '', '반대로 ', '만약 ', '반면 ', '그런데 '))}{unless} {nf}"
        names = yfn, nfn
    elif roll < 0.77:  # asked first; then either side may come first
        check = asked(t, c) + ". "
        if roll < 0.68:
            check = f"{c.yes.whether()} " + rng.choice(
                ("확인해서 ", "확인하여 ", "보고 ", "살펴서 ", "확인한 뒤 ", "점검해 ", "따져서 ")
            )
        if rng.random() < 0.45:
            flipped = True
            text, names = f"{check}{unless} {nt} {short} {yf}", (yfn, nn)
        elif rng.random() < 0.5:
            text, names = f"{check}{short} {yt} {unless} {nf}", (yn, nfn)
        else:
            text, names = (
                f"{check}{rng.choice((short, '그러면', '그렇다면', '맞으면'))} {yt} {other} {nf}",
                (yn, nfn),
            )
    elif roll < 0.83:
        lead = rng.choice((f"{c.yes.whether()}에 따라 ", f"{c.yes.asks(rng)} "))
        yes = rng.choice(
            ("그렇다면", "맞으면", "예라면") if "따라" in lead else ("그렇다면", "그러면", "맞으면", "예라면")
        )
        text, names = (
            f"{lead}{yes} {yt} {rng.choice(('아니면', '아니라면', '그렇지 않으면'))} {nf}",
            (yn, nfn),
        )
    elif roll < 0.89:
        a, b = predicate(y), predicate(n)
        yg, yn = (a.name, a.name) if a.name != a.stem else a.form("하기")
        ng, nn = (b.name, b.name) if b.name != b.stem else b.form("하기")
        ask = rng.choice((c.yes.asks(rng), c.yes.whether() + "?"))
        marks = rng.choice(
            ((" -> ", ", "), (": ", ", "), (" → ", " / "), ("면 ", ", "), (": ", "\n"), (" => ", ", "))
        )
        yes, no = ("예", rng.choice(("아니오", "아니요"))) if "면" not in marks[0] else ("맞으", "아니")
        text, names = f"{ask} {yes}{marks[0]}{yg}{marks[1]}{no}{marks[0]}{ng}", (yn, nn)
    elif roll < 0.95 and not c.yes.stem.endswith(("없", "않", "못하")):  # the negation first
        flipped = True
        text, names = f"{c.yes.unless(rng)} {nt} {short} {yf}", (yfn, nn)
    else:
        text, names = (
            f"{when} {yf}. {rng.choice(('그 밖에는', '그 외에는', '나머지 경우에는', '그게 아니라면'))} {nf}",
            (yfn, nfn),
        )
    lead = rng.choice(NEXT[:10]) if t.text and told_before and rng.random() < 0.25 else ""
    if lead and text.startswith(("만", "혹", "이때")):
        lead = ""
    t.text.append(lead + text)
    sides = [f"{YES}: {names[0]}", f"{NO}: {names[1]}"]
    t.add(f"{start} -> {', '.join(sides[::-1] if flipped else sides)}")
    t.branch = (y, n)
    return names


def checked(t: Tale) -> None:
    """Steps, a decision, and what follows: either way, or one branch."""
    rng = t.rng
    start = t.started() if rng.random() < 0.3 else ""
    names = [start] if start else []
    steps = [t.new() for _ in range(rng.choice((0, 1, 1, 2, 3)))]
    if not steps and start:
        steps = [t.new()]
    if steps:
        names += t.tell(steps, not start, False)
        if rng.random() < 0.12:
            names += deed_by(t)
        t.add(" -> ".join(names))
    branches = decide(t, names)
    y, n = t.branch
    roll = rng.random()
    if roll < 0.4:
        count = len(t.text)
        after = t.tell([t.new() for _ in range(rng.choice((1, 1, 2, 3)))], False, True)
        t.text[count] = rng.choice(BOTH) + t.text[count]
        t.lines.append(f"{', '.join(branches)} -> {' -> '.join(after)}")
        if rng.random() < 0.2:
            decide(t, after)
    elif roll < 0.66:
        side = rng.randrange(2)
        lead = follows(t, (y, n)[side])
        if not lead:
            return
        count = len(t.text)
        after = t.tell([t.new() for _ in range(rng.choice((1, 1, 2)))], False, True)
        t.text[count] = lead + t.text[count]
        t.lines.append(f"{branches[side]} -> {' -> '.join(after)}")


def follows(t: Tale, step: str) -> str:
    """승인되면, 승인한 뒤에는: a branch's step named again before what follows it alone."""
    rng, found = t.rng, predicate(step)
    forms = [
        found.form("한 뒤에는"),
        found.form("하고 나면"),
        found.form("한 다음에는"),
        found.form("한 후에는"),
        found.form("한 경우에는"),
    ]
    noun = re.fullmatch(r"(?:.* )?(\S+?)([을를]) (\S{2,})하", step)
    if re.fullmatch(r"\S{2,}하", step):
        forms += [(f"{step[:-1]}되면", ""), (f"{step[:-1]}{particle(step[:-1], '이', '가')} 끝나면", "")] * 3
    if noun:
        thing, deed = noun[1], noun[3]
        forms += [
            (f"{deed}되면", ""),
            (f"{thing}{particle(thing, '이', '가')} {deed}되면", ""),
            (f"{deed}{particle(deed, '이', '가')} 끝나면", ""),
        ] * 2
    return rng.choice(forms)[0] + " "


def loop(t: Tale) -> None:
    """시동을 걸고 꺼지면 연료를 채운 뒤 다시 시동을 건다. 아니면 출발한다."""
    rng = t.rng
    steps = [t.new() for _ in range(rng.choice((1, 1, 2, 3)))]
    bad, good = (predicate(x) for x in rng.choice(RESULTS))
    if not t.claim(bad.name):
        return checked(t)
    target = rng.choice(steps[-2:])
    back, fix, z = predicate(target), t.new(), t.new()
    names = t.tell(steps, True, False)
    at = names[steps.index(target)]
    end = rng.choice(REGISTERS[t.ending])
    who = re.match(rf"(?:{'|'.join(AGENTS)})[은는이가] ", back.stem)
    head = who[0] if who else subject(back.stem)
    stem = back.stem.removeprefix(head)
    noun = back.name.removeprefix(head) if back.name != back.stem else ""
    noun = re.sub(r"[을를] (?=\S+$)", " ", noun)
    inside = re.sub(r"(?<=[을를에로] )(?=\S+$)", "다시 ", stem)
    fixed, fix_name = predicate(fix).form(rng.choice(("한", "한", "하고", "하고", "해서", "하고 나서")))
    if fixed.endswith(predicate(fix).form("한")[0]) and not fixed.endswith(("고", "서")):
        fixed += rng.choice((" 뒤", " 다음", " 후"))
    where = f"{noun} 단계" if noun else predicate(stem).form("하는 단계")[0]
    returns = rng.choice(
        (
            "다시 " + predicate(stem).form(end)[0], "다시 " + predicate(stem).form(end)[0],
            predicate(inside).form(end)[0],
            f"{where}로 " + predicate("돌아가").form(end)[0],
            f"{where}부터 다시 " + predicate("시작하").form(end)[0],
            f"{where}로 " + predicate("되돌아가").form(end)[0],
            f"{where}를 " + predicate("반복하").form(end)[0],
        )
    )  # fmt: skip
    (zf, z_name), fail, ok = t.final(z), bad.when(), good.when()
    roll = rng.random()
    tail = rng.choice((ok, ok, ok, *ELSE[:4]))
    lead = rng.choice(("", "", "", "만약 ", "이때 ", "여기서 ", "그런데 "))
    if roll < 0.5:
        if rng.random() < 0.5 and t.text:  # within the sentence of the steps: 테스트를 실행하고 실패하면
            said, at_last = t.middle(steps[-1]) if len(t.text) == 1 and len(steps) == 1 else ("", "")
            if said and not said.endswith("면"):
                names, at = [at_last], at_last
                t.text[0] = f"{said} {fail} {fixed} {returns}"
            else:
                t.text.append(f"{lead}{fail} {fixed} {returns}")
        else:
            t.text.append(f"{lead}{fail} {fixed} {returns}")
        t.text.append(f"{tail} {zf}")
        first = f"{' -> '.join(names)} -> {bad.name} ? -> {YES}: {fix_name} -> {at}"
        t.lines += [first, f"{bad.name} -> {NO}: {z_name}"]
    elif roll < 0.75:  # no mending
        goes = predicate(stem).form("하고")[0]
        here = rng.choice((f"다시 {goes}", f"{where}로 돌아가고", f"{where}부터 다시 하고"))
        t.text.append(f"{lead}{fail} {here}{rng.choice(('', ','))} {tail} {zf}")
        t.lines.append(f"{' -> '.join(names)} -> {bad.name} ? -> {YES}: {at}, {NO}: {z_name}")
    elif roll < 0.9:  # the good end first
        if not t.claim(good.name) and good.name not in bad.name:
            return
        zm, z_name = _y(t, z)
        t.text.append(f"{lead}{good.when()} {zm} {rng.choice((*ELSE[:4], fail))} {returns}")
        t.lines.append(f"{' -> '.join(names)} -> {good.name} ? -> {YES}: {z_name}, {NO}: {at}")
    else:
        until = good.form("할 때까지")[0] if good.kind != "noun" else f"{good.name}일 때까지"
        name = good.name if good.name in until else until.removesuffix(" 때까지")
        t.text.append(f"{until} {where}를 {rng.choice(('', '', '계속 '))}" + predicate("반복하").form(end)[0])
        t.text.append(rng.choice(("그 후 ", "그다음 ", "그러고 나서 ", "이후 ", "그런 다음 ")) + zf)
        t.lines += [f"{' -> '.join(names)} -> {name} ? -> {NO}: {at}", f"{name} -> {YES}: {z_name}"]
    if rng.random() < 0.3:
        follow = follows(t, z)
        count = len(t.text)
        after = t.tell([t.new()], False, True)
        t.text[count] = follow + t.text[count]
        t.lines.append(f"{z_name} -> {after[0]}")


def ladder(t: Tale) -> None:
    """One of three or more: 등급에 따라, 등급이 높음이면."""
    rng = t.rng
    question, *answers = rng.choice(lexicon.flat("ko", "choice")).split("\t")
    answers = answers[: rng.choice((2, 3, 3, 4))]
    if not t.claim(question, *answers) or set(question + "".join(answers)) & set(",:;?/()->"):
        return checked(t)
    steps = [t.new() for _ in range(rng.choice((0, 1, 1, 2)))]
    names = t.tell(steps, True, False) if steps else []
    goals = [t.new() for _ in answers]
    style = rng.random()
    parts, found = [], []
    labels = list(answers)
    if style < 0.5 and len(answers) > 2 and rng.random() < 0.4:
        labels[-1] = rng.choice(("나머지", "그 외", "기타"))
    for i, (label, goal) in enumerate(zip(labels, goals, strict=True)):
        last = i == len(labels) - 1
        said, name = t.final(goal) if last else _y(t, goal)
        if style >= 0.5:
            thing = predicate(goal)
            said, name = (thing.name, thing.name) if thing.name != thing.stem else thing.form("하기")
        found.append(name)
        when = label + particle(label, "이면", "면")
        if label in ("나머지", "그 외", "기타"):
            when = label + rng.choice(("는" if label != "그 외" else "에는", " 경우에는"))
        elif style < 0.12:
            when = label + particle(label, "인 경우", "인 경우")
        parts.append(
            f"{when} {said}"
            if style < 0.5
            else f"{label}{rng.choice((': ', ': ', particle(label, '은 ', '는 ')))}{said}"
        )
    mark = particle(question, "을", "를")
    if style < 0.5:
        head = rng.choice(
            (f"{question}{mark} 확인하여 ", f"{question}{mark} 보고 ", f"{question}에 따라 ",
                f"{question}{particle(question, '이', '가')} ", f"{question}{mark} 확인해서 ",
             f"{question}{mark} 기준으로 ")
        )  # fmt: skip
        text = head + " ".join(parts)
    else:
        head = rng.choice(
            (
                f"{question}에 따라 ",
                f"{question}별로 ",
                f"{question}{mark} 본다. ",
                f"{question}에 따라 나뉜다. ",
                f"{question}{particle(question, '은', '는')}? ",
            )
        )
        text = head + ", ".join(parts)
    t.text.append(text)
    sides = ", ".join(f"{label}: {name}" for label, name in zip(labels, found, strict=True))
    t.add(" -> ".join([*names, f"{question} ?"]) + f" -> {sides}")
    if rng.random() < 0.3:
        count = len(t.text)
        after = t.tell([t.new()], False, True)
        t.text[count] = (
            rng.choice(("어느 경우든 ", "이후 모두 ", "그 뒤 ", "끝나면 ", "마지막으로 ", "모든 경우 "))
            + t.text[count]
        )
        t.lines.append(f"{', '.join(found)} -> {after[0]}")


def places(t: Tale) -> None:
    """60점 이상이면 A로, 아니면 B로 보낸다: places; and 안내하다, 이동하다, which belong to the step."""
    rng = t.rng
    c, _, _ = choice(t)
    pool = [rng.choice(lexicon.flat("ko", "component")) for _ in range(2)]
    if set("".join(pool)) & set(",:;?/()->") or not t.claim(*pool):
        return checked(t)
    steps = [t.new() for _ in range(rng.choice((0, 0, 1, 2)))]
    names = t.tell(steps, True, False) if steps else []
    a, b = (x + particle(x, "으로", "로") for x in pool)
    end = rng.choice(REGISTERS[t.ending])
    other = rng.choice((*ELSE[:6], c.no.when()))
    when = c.yes.when()
    if rng.random() < 0.5:
        move = rng.choice(("보내", "가", "넘기", "향하", "들어가", "배정하"))
        text = rng.choice(
            (
                f"{when} {a}, {other} {b} {{e}}",
                f"{when} {a} {{m}} {other} {b} {{e}}",
                f"{when} {a} {{e}}. {other} {b} {{e}}",
            )
        )
        text = text.format(e=predicate(move).form(end)[0], m=predicate(move).form("하고")[0])
        found = pool
    else:
        stays = (
            "진행하",
            "대기하",
            "처리하",
            "상담하",
            "검사하",
            "작업하",
            "치료하",
            "수령하",
            "발급하",
            "결제하",
        )
        goes = ("안내하", "이동하", "이송하", "연결하", "복귀하", "배정하", "전송하", "배송하")
        stay = [rng.random() < 0.3 for _ in pool]
        a, b = (f"{x}에서" if s else x + particle(x, "으로", "로") for x, s in zip(pool, stay, strict=True))
        moves = [rng.choice(stays if s else goes) for s in stay]
        if stay[0] == stay[1] and rng.random() < 0.6:
            moves[1] = moves[0]
        found = [f"{x} {predicate(m).name}" for x, m in zip((a, b), moves, strict=True)]
        text = (
            f"{when} {a} {predicate(moves[0]).form('하고')[0]} {other} {b} {predicate(moves[1]).form(end)[0]}"
        )
    t.text.append(text)
    t.add(" -> ".join([*names, f"{c.yes.name} ?"]) + f" -> {YES}: {found[0]}, {NO}: {found[1]}")
    if rng.random() < 0.45:
        count = len(t.text)
        after = t.tell([t.new() for _ in range(rng.choice((1, 1, 2)))], False, True)
        t.text[count] = rng.choice(BOTH) + t.text[count]
        t.lines.append(f"{', '.join(found)} -> {' -> '.join(after)}")


def only(t: Tale) -> None:
    """One branch and no other, at the end."""
    rng = t.rng
    names = t.tell([t.new() for _ in range(rng.choice((1, 2, 3)))], True, False)
    c, y, _ = choice(t, events=False)
    said, name = t.final(y)
    t.text.append(rng.choice(("", "", "만약 ", "단, ", "이때 ", "다만 ")) + f"{c.yes.when()} {said}")
    t.lines.append(f"{' -> '.join(names)} -> {c.yes.name} ? -> {YES}: {name}")


KINDS = ((checked, 44), (loop, 20), (ladder, 9), (places, 12), (only, 4), (told, 11))


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One decision: (kind, prompt, statement lines)."""
    while True:
        t = Tale(rng)
        rng.choices([k for k, _ in KINDS], [n for _, n in KINDS])[0](t)
        text = t.prompt()
        if t.lines and t.right(text):
            return "choice ko", text, "\n".join(t.lines)
