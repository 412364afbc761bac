"""Systems and ranks in Korean: who hands what to whom over several sentences, who leads whom.

Endings are written <stem> (this writer's) and <stem.ending> (see korean_endings); particles {a|이/가}.
"""

from __future__ import annotations

import random
import re

from training.synthesis import lexicon
from training.synthesis.korean.endings import predicate
from training.synthesis.korean.everyday_words import OBJECTS, TECH
from training.synthesis.korean.procedure_words import REGISTERS
from training.synthesis.korean.procedures import Tale
from training.synthesis.phrasing import particle
from training.synthesis.variants import say

ENDING = re.compile(r"<([^<>.]+)(?:\.([^<>]+))?>")
PAYLOADS = (
    "데이터", "요청", "결과", "메시지", "신호", "작업", "파일", "측정값", "로그", "이벤트", "주문", "영상",
    "사본", "문서", "알림", "명령", "값", "기록",
)  # fmt: skip
RESULTS = (
    "예측 결과", "분석 결과", "검사 결과", "처리 결과", "요약문", "추천 목록", "통계표", "경고", "보고서",
    "점수표", "번역문", "색인",
)  # fmt: skip
WRITES = ("<쓰>", "<넣>", "<등록하>", "<올리>", "<저장하>", "<기록하>", "<발행하>", "<쌓>", "<적재하>")
READS = ("<읽>", "<꺼내>", "<가져가>", "<가져오>", "<받>", "<조회하>", "<내려받>", "<수신하>")
GIVES = ("<보내>", "<넘기>", "<전달하>", "<전송하>", "<주>", "<건네>")
ORGS = (
    "동아리", "회사", "우리 팀", "부대", "협회", "연구실", "합창단", "구단", "위원회", "학회", "병동",
    "학급", "조합", "극단", "재단", "마을", "학생회", "본부", "공방", "농장",
)  # fmt: skip
HEADS = (
    "회장", "대표", "팀장", "단장", "이사장", "교장", "원장", "지휘자", "감독", "위원장", "소장", "부장",
    "촌장", "사장", "총장", "국장", "반장", "점장", "편집장", "수간호사",
)  # fmt: skip
UNDER = (
    "총무", "코치", "부팀장", "서기", "홍보 담당", "회계", "매니저", "조교", "파트장", "주임", "간사",
    "연습생", "신입", "인턴", "기술팀", "영업팀", "1팀", "2팀", "3팀", "주니어반", "시니어반", "야간조",
    "주간조", "봉사단", "유소년팀", "성인팀", "소프라노", "알토", "테너", "베이스", "초급반", "중급반",
    "고급반", "디자이너", "개발자", "A조", "B조", "북부 지점", "남부 지점", "연구원", "간호사", "대원",
    "기획실", "감사실",
)  # fmt: skip
CHANNELS = (
    "홈페이지", "전화", "이메일", "앱", "방문 접수처", "팩스", "카카오톡", "쇼핑몰", "현장 창구", "키오스크",
    "콜센터", "우편", "챗봇", "대리점", "온라인 양식",
)  # fmt: skip
COMING = (
    "주문", "문의", "신청", "민원", "예약", "제보", "지원서", "신고", "설문 응답", "견적 요청", "환불 요청",
    "원서",
)  # fmt: skip


class Account(Tale):
    """A tale of things; `tell_` writes one sentence."""

    def tell_(self, templates: str | tuple[str, ...], lead: str = "", **slots: str) -> None:
        text = say(self.rng, templates, **slots)
        usual = REGISTERS[self.ending][0]

        def ending(match: re.Match) -> str:
            return predicate(match[1]).form("하" + match[2] if match[2] else usual)[0]

        self.text.append(lead + ENDING.sub(ending, text))

    def things(self, count: int, *kinds: str) -> list[str]:
        """New names: components, programs, roles, invented words."""
        rng, found = self.rng, []
        while len(found) < count:
            roll = rng.random()
            if kinds:
                name = rng.choice(lexicon.flat("ko", rng.choice(kinds)))
            elif roll < 0.2:
                name = rng.choice(TECH)
            elif roll < 0.86:
                name = rng.choice(lexicon.flat("ko", "component"))
            elif roll < 0.94:
                name = lexicon.made_up_name(rng, "ko")
            else:
                name = rng.choice(lexicon.flat("ko", "role"))
            if (
                not set(name) & set(",:;?/()[]<>{}~+=#@")
                and not re.search(r"\d ?x ?\d", name)
                and self.claim(name)
            ):
                found.append(name)
        return found

    def some(self, words: tuple[str, ...], count: int = 1) -> list[str]:
        """New names of a list."""
        found: list[str] = []
        for word in self.rng.sample(words, len(words)):
            if len(found) < count and self.claim(word):
                found.append(word)
        return found

    def payload(self) -> str:
        word = self.rng.choice(PAYLOADS)
        return word + particle(word, "을", "를")

    def verb(self, verbs: tuple[str, ...], end: str = "") -> str:
        chosen = self.rng.choice(verbs)
        return chosen.replace(">", f".{end}>") if end else chosen


THEN = ("", "", "", "", "그리고 ", "이후 ", "그다음 ", "이어서 ", "그 뒤 ", "그러면 ", "한편 ")
BOTH = (
    "둘 다", "둘 다", "둘 다", "두 쪽 모두", "양쪽 다", "이 둘은", "둘은 모두", "둘 모두", "이들은 모두",
    "두 가지 모두",
)  # fmt: skip
HERE = ("여기서", "여기서", "거기서", "여기에서", "그곳에서", "이곳에서", "이후", "그다음")


def through_store(t: Account) -> None:
    """수집기는 버퍼에 값을 넣고 분석기는 거기서 꺼낸다. 둘 다 감사 서버에 알린다."""
    rng = t.rng
    a, q, b, z = t.things(4)
    p = t.payload()
    t.tell_(
        (
            "{a|은/는} {q}에 {p} {w} {b|은/는} {q}에서 {r}",
            "{a|이/가} {q}에 {p} {w} {b|이/가} {q}에서 {p} {r}",
            "{a|은/는} {p} {q}에 {w} {b|은/는} {q}에서 이를 {r}",
            "{a|이/가} {q}에 {p} {w2}. {b|은/는} {q}에서 {r}",
            "{a|이/가} {q}에 {p} {w2}. {b|이/가} [여기서~거기서] {p} {r}",
            "{a|은/는} {q}에 {w} {b|은/는} 거기서 {r}",
            "{a|이/가} {q}에 {p} {w3} {b|이/가} [이를~그것을~바로] {r}",
            "{b|은/는} {a|이/가} {q}에 {w4} {p} {r}",
        ),
        a=a, b=b, q=q, p=p, w=t.verb(WRITES, rng.choice(("고", "고", "으며"))), w2=t.verb(WRITES),
        w3=t.verb(WRITES, "으면"), r=t.verb(READS),
        w4=predicate(rng.choice(("올리", "쌓", "넣", "저장하"))).form("한")[0],
    )  # fmt: skip
    t.add(f"{a} -> {q} -> {b}")
    roll = rng.random()
    if roll < 0.6:
        t.tell_(
            ("{w} {z}에 {l} {v}", "{a|과/와} {b|은/는} [모두~둘 다] {z}에 {l} {v}",
                "{w} {z|을/를} <사용하>", "{w} {z}에 <연결되>",
                "{z|은/는} [둘 다를~둘을 모두~양쪽을] <감시하>")
            if roll < 0.5 else "{w} {z}에 {l} {v}",
            a=a, b=b, z=z, w=rng.choice(BOTH), l=rng.choice(("기록을", "로그를", "상태를", "알림을",
                "사본을", "지표를")), v=rng.choice(("<남기>", "<보내>", "<저장하>", "<보고하>")),
        )  # fmt: skip
        t.lines.append(f"{z} -> {a}, {b}" if "감시" in t.text[-1] else f"{a}, {b} -> {z}")
    elif roll < 0.8:
        t.tell_(
            ("{b|은/는} {p} {z}에 {v}", "{b|이/가} 다시 {z|으로/로} {p} {v}", "이것은 {z}에 {p} {v}"),
            b=b,
            z=z,
            p=t.payload(),
            v=t.verb(GIVES),
        )
        t.add(f"{b} -> {z}")


def gathered(t: Account) -> None:
    """로그와 지표는 모두 저장소에 쌓인다. 거기서 탐지기로 가고, 경고는 메일과 문자로 나간다."""
    rng = t.rng
    a, b, z, m, u, v = t.things(6)
    r = t.some(RESULTS)
    if rng.random() < 0.4:
        (a, b), thing = t.some(CHANNELS, 2), rng.choice(COMING)
        t.tell_(
            ("{k|은/는} {a|과/와} {b|으로/로} [<들어오>~<접수되>~<오>]",
                "{k|이/가} {a|과/와} {b|을/를} 통해 [<들어오>~<접수되>]",
                "{k|은/는} {a}, {b} 두 경로로 <들어오>",
             "{k|을/를} {a|과/와} {b|으로/로} <받>"), k=thing, a=a, b=b,
        )  # fmt: skip
        t.tell_(
            (
                "{w} {z}에 [<등록되>~<저장되>~<모이>~<기록되>~<쌓이>]",
                "{w} {z|으로/로} [<전달되>~<모이>~<들어가>~<가>]",
            ),
            w=rng.choice(BOTH),
            z=z,
        )
    else:
        t.tell_(
            ("{a|과/와} {b|은/는} [모두~둘 다~전부~함께] {z|으로/로} [<모이>~<들어가>~<전달되>~<흘러가>]",
                "{a|과/와} {b|이/가} [모두~] {z}에 [<쌓이>~<저장되>~<모이>]",
             "{a}, {b} 모두 {z}에 [<저장되>~<적재되>]", "{z}에는 {a|과/와} {b|이/가} <모이>",
             "{z|은/는} {a|과/와} {b}에서 {p} <받>"), a=a, b=b, z=z, p=t.payload(),
        )  # fmt: skip
    roll = rng.random()
    here = rng.choice(HERE)
    if roll < 0.35 and r:
        t.tell_(
            ("{h} {m|으로/로} [<넘어가.고>~<전달되.고>~<들어가.고>], "
             "{r|은/는} {u|과/와} {v}에 [<표시되>~<전달되>~<나타나>]",
             "{h} {m|으로/로} [<넘어가>~<전달되>]. "
             "{r|은/는} {u|과/와} {v|으로/로} [<나가>~<보내지>~<전송되>]"), h=here, m=m, r=r[0], u=u, v=v,
        )  # fmt: skip
        t.add(f"{a}, {b} -> {z} -> {m} -> {r[0]} -> {u}, {v}")
    elif roll < 0.7:
        t.tell_(
            (
                "{h} {u|과/와} {v}에 [<통보되>~<전달되>~<배포되>~<알리>]",
                "{h} {u|과/와} {v|으로/로} [<나뉘>~<갈라지>~<나가>]",
                "{z}에서 {u|과/와} {v|으로/로} {p} <보내>",
            ),
            h=here,
            z=z,
            u=u,
            v=v,
            p=t.payload(),
        )
        t.add(f"{a}, {b} -> {z} -> {u}, {v}")
        if rng.random() < 0.4:
            t.tell_(
                (
                    "{u|은/는} {m}에 {p} <보내>",
                    "{u|은/는} {m|을/를} <갱신하>",
                    "이 중 {u|은/는} {m|으로/로} <이어지>",
                ),
                u=u,
                m=m,
                p=t.payload(),
            )
            t.add(f"{u} -> {m}")
    else:
        t.tell_(
            (
                "{h} {m|으로/로} [<가>~<넘어가>~<이동하>]",
                "{z|은/는} {p} {m}에 <보내>",
                "{m|은/는} {z}에서 {p} <읽>",
                "{m}도 {z|을/를} <읽>",
            ),
            h=here,
            z=z,
            m=m,
            p=t.payload(),
        )
        t.add(f"{a}, {b} -> {z} -> {m}")


def reads_first(t: Account) -> None:
    """제어기는 습도계에서 값을 읽는다. 그리고 가습기를 켠다. 이것이 표시등을 바꾼다."""
    rng = t.rng
    a, s, b, c = t.things(4)
    acts = (
        "<켜>",
        "<움직이>",
        "<제어하>",
        "<작동시키>",
        "<갱신하>",
        "<호출하>",
        "<실행하>",
        "<깨우>",
        "<조정하>",
    )
    t.tell_(
        ("{a|은/는} {s}에서 {p} {r}", "{a|이/가} {s|으로/로}부터 {p} <받>",
            "{a|은/는} {s|을/를} [<읽>~<감시하>~<구독하>]", "{a|은/는} {s}의 {p} <받>"),
        a=a, s=s, p=t.payload(), r=t.verb(READS),
    )  # fmt: skip
    if rng.random() < 0.4 and not t.text[-1].endswith(("함", "기")):
        last = t.text.pop()
        joined = re.sub(r"\S+$", "", last)
        verb = rng.choice(("읽", "받", "가져오"))
        t.text.append(
            joined
            + predicate(verb).form(rng.choice(("하고", "해", "해서", "한 뒤")))[0]
            + ENDING.sub(
                lambda m: predicate(m[1]).form(REGISTERS[t.ending][0])[0],
                say(rng, " {b|을/를} " + rng.choice(acts), b=b),
            )
        )
    else:
        t.tell_(("{b|을/를} {v}", "{a|은/는} {b|을/를} {v}", "{b}에 {p} {g}"), lead=rng.choice(("그리고 ",
            "그리고 ", "그다음 ", "이어서 ", "그 값으로 ", "이를 바탕으로 ")),
                a=a, b=b, v=rng.choice(acts), p=t.payload(), g=t.verb(GIVES))  # fmt: skip
    t.add(f"{s} -> {a} -> {b}")
    if rng.random() < 0.75:
        t.tell_(
            (
                "{b|은/는} {c|을/를} {v}",
                "{b|은/는} {c}에 {p} {g}",
                "이것이 {c|을/를} {v}",
                "{b|이/가} 다시 {c|으로/로} {p} {g}",
                "그 결과 {c|이/가} <바뀌>",
            ),
            b=b,
            c=c,
            v=rng.choice(acts),
            p=t.payload(),
            g=t.verb(GIVES),
        )
        t.add(f"{b} -> {c}")


def ranks(t: Account) -> None:
    """극단에는 단장이 있다. 그 아래에 서기와 감독이 있고, 감독 밑에는 배우와 악사가 있다."""
    rng = t.rng
    org, (x,) = rng.choice(ORGS), t.some(HEADS)
    few = t.some(UNDER, rng.choice((4, 5, 5, 6)))
    n = 2 if len(few) < 5 else rng.choice((2, 3))
    below, more = few[:n], few[n:]
    y = rng.choice((below[-1], below[-1], below[0]))
    listed = _and(rng, below)
    inside = rng.random() < 0.55
    root = x
    if inside:
        t.tell_(
            (
                "{o}에는 {x|이/가} <있>",
                "{o|은/는} {x|이/가} <이끌>",
                "{o}에는 {x|이/가} 한 명 <있>",
                "{o}의 맨 위에는 {x|이/가} <있>",
            ),
            o=org,
            x=x,
        )
    lead = rng.choice(("", "", "그 ")) if inside and rng.random() < 0.4 else ""
    parts = (
        "{x} [아래에~밑에~아래에는~밑에는] {l|이/가}", "{x|은/는} {l|을/를}",
    )  # fmt: skip
    under = rng.random() < 0.55
    second = _and(rng, more)
    deeds = ("<지도하>", "<관리하>", "<이끌>", "<맡>", "<담당하>", "<감독하>", "<가르치>")
    if lead:
        parts = ("그 [아래에~밑에~아래에는] {l|이/가}", "{x|은/는} {l|을/를}")
    first = (
        parts[0] + (" <있.고>" if rng.random() < 0.6 else " <있>.")
        if under
        else parts[1] + " " + rng.choice(deeds).replace(">", rng.choice((".고>", ">.")), 1)
    )
    middle = "," if rng.random() < 0.5 and not first.endswith(".") else ""
    t.tell_(
        first
        + middle
        + rng.choice(
            (
                " {y|은/는} {m|을/를} " + rng.choice(deeds),
                " {y} [밑에는~아래에는~아래에] {m|이/가} <있>",
                " {y|은/는} {m|을/를} " + rng.choice(deeds),
            )
        ),
        x=x,
        l=listed,
        y=y,
        m=second,
    )
    t.add(f"{root} -> {', '.join(below)}")
    t.lines.append(f"{y} -> {', '.join(more)}")


def _and(rng: random.Random, items: list[str]) -> str:
    if len(items) == 1:
        return items[0]
    if len(items) == 2:
        return rng.choice(
            (
                f"{items[0]}{particle(items[0], '과', '와')} {items[1]}",
                f"{items[0]}{particle(items[0], '과', '와')} {items[1]}",
                ", ".join(items),
            )
        )
    a, b = items[-2:]
    return rng.choice(
        (
            ", ".join(items),
            ", ".join([*items[:-2], f"{a}{particle(a, '과', '와')} {b}"]),
            ", ".join(items[:-1]) + " 그리고 " + b,
        )
    )


def worked(t: Account) -> None:
    """의사가 사진을 올리면 서버가 대기열에 요청을 남기고, 판독기가 이를 받아 분석한다."""
    rng = t.rng
    q, w, a, s, e = t.things(5, "component")
    role = rng.choice(lexicon.flat("ko", "role"))
    thing = rng.choice(OBJECTS)
    deed = rng.choice(
        ("업로드하", "제출하", "올리", "등록하", "보내", "신청하", "접수하", "요청하", "작성하")
    )
    start = predicate(f"{role}{particle(role, '이', '가')} {thing}{particle(thing, '을', '를')} {deed}")
    steps = [
        f"{a}{particle(a, '이', '가')} {q}에 {rng.choice(('작업', '요청', '기록', '알림'))}{{}} "
        + rng.choice(("등록하", "남기", "전달하", "넣", "저장하")),
        f"{w}{particle(w, *rng.choice((('이', '가'), ('은', '는'))))} "
        + rng.choice(("이를 ", "이를 ", "그것을 ", "작업을 "))
        + rng.choice(("꺼내 ", "받아 ", "읽어 ", "가져와 ", "확인해 "))
        + rng.choice(("변환하", "분석하", "검사하", "처리하", "압축하", "번역하", "분류하")),
        f"{s}에 {rng.choice(('저장하', '기록하', '업로드하', '올리', '적재하'))}",
    ]
    noun = steps[0].split("{")[0].split()[-1]
    steps[0] = steps[0].replace("{}", particle(noun, "을", "를"))
    said, name = start.form(rng.choice(("하으면", "하으면", "한 뒤", "하고 나면", "하자마자")))
    if set(role + thing) & set(",:;?/()"):
        return reads_first(t)
    t.lead = said + " "
    names = [name, *t.tell(steps if rng.random() < 0.75 else steps[:2], False, False)]
    if rng.random() < 0.6 and len(names) == 4:
        t.tell_(
            (
                "{e|은/는} {s}에서 {p} {r}",
                "{e|이/가} {s}에서 {p} {r}",
                "{e|은/는} {s|을/를} <읽>",
                "{e}도 {s}에서 {p} {r}",
            ),
            e=e,
            s=s,
            p=t.payload(),
            r=t.verb(READS),
        )
        names.append(e)
    t.add(" -> ".join(names))


def handed(t: Account) -> None:
    """A chain over sentences with 이것, 여기, 탱크의 물은; a fan and what one of it does."""
    rng = t.rng
    a, b, c, d, e = t.things(5)
    p = t.payload()
    t.tell_(
        ("{a|이/가} {p} {b|으로/로} {g}", "{a|은/는} {b}에 {p} {g}",
            "{a}에서 나온 {n|은/는} {b|으로/로} [<가>~<들어가>~<모이>]", "{a|은/는} {b}에 <연결되>",
            "{a|은/는} {b|과/와} <연결되>"),
        a=a, b=b, p=p, n=rng.choice(PAYLOADS), g=t.verb(GIVES),
    )  # fmt: skip
    kind = rng.random()
    if kind < 0.5:
        t.tell_(
            ("{b}의 {n|은/는} {c|과/와} {d|으로/로} [<흐르>~<나뉘>~<가>~<전달되>]",
                "{b|은/는} {c|과/와} {d}에 {p} {g}", "{b|은/는} 이를 {c|과/와} {d|으로/로} {g}",
                "{h} {c|과/와} {d|으로/로} [<갈라지>~<나뉘>]",
             "이것은 {c|과/와} {d}에 {p} {g}"), lead=rng.choice(THEN), b=b, c=c, d=d, p=t.payload(),
             g=t.verb(GIVES), n=rng.choice(PAYLOADS), h=rng.choice(HERE[:6]),
        )  # fmt: skip
        t.add(f"{a} -> {b} -> {c}, {d}")
        x = rng.choice((c, c, d))
        t.tell_(
            ("{x|은/는} {e|으로/로} {p} {g}", "{x|은/는} {e|을/를} [<호출하>~<갱신하>~<움직이>]",
                "{x|이/가} {e}에 {p} {g}") if rng.random() < 0.6 else
            ("둘 다 {e}에 {p} {g}", "둘 다 {e|으로/로} [<이어지>~<모이>]",
                "{c|과/와} {d|은/는} [모두~둘 다] {e|으로/로} {p} {g}"),
            x=x, e=e, c=c, d=d, p=t.payload(), g=t.verb(GIVES),
        )  # fmt: skip
        both = t.text[-1].startswith(("둘 다", c + particle(c, "과", "와") + " " + d))
        t.lines.append(f"{c}, {d} -> {e}" if both else f"{x} -> {e}")
    else:
        t.tell_(("{b|은/는} {p} {c}에 {g}", "{b|은/는} 이를 {c|으로/로} {g2} {c|은/는} {q} {d}에 {g}",
            "이것이 {c|을/를} <갱신하>", "{b|은/는} 이를 [처리하여~가공해~정리해] {c|으로/로} {g}"),
                lead=rng.choice(THEN), b=b, c=c, d=d, p=t.payload(), q=t.payload(), g=t.verb(GIVES),
                g2=t.verb(GIVES, "고"))  # fmt: skip
        last = d if f"{d}에" in t.text[-1] else c
        t.add(f"{a} -> {b} -> {c}" + (f" -> {d}" if last == d else ""))
        t.tell_(("이것이 {e|을/를} <갱신하>", "{e}도 {l|을/를} <읽>",
            "{l|은/는} 마지막으로 {e|을/를} <호출하>", "{e|은/는} {l}에서 {p} {r}",
            "끝으로 {l|이/가} {e}에 {p} {g}"),
                l=last, e=e, p=t.payload(), r=t.verb(READS), g=t.verb(GIVES))  # fmt: skip
        t.add(f"{last} -> {e}")


def jobs(t: Account) -> None:
    """스케줄러는 두 작업을 시작한다: 추출과 정리. 둘 다 끝나면 메일을 보낸다."""
    rng = t.rng
    a, b, c, d = t.things(4)
    three = rng.random() < 0.35
    kids = [b, c, d] if three else [b, c]
    listed = rng.choice((", ".join(kids), _and(rng, kids)))
    t.tell_(
        ("{a|은/는} {n} [작업을~일을~가지를] <시작하>: {l}", "{a|이/가} {l|을/를} 동시에 <시작하>",
            "{a|이/가} {l|을/를} 함께 <실행하>", "{a|은/는} {l} {n} 곳으로 <나뉘>",
            "{a|은/는} {n} 부분으로 <나뉘>: {l}",
         "{a|은/는} {n} 가지를 <호출하>: {l}"), a=a, l=listed, n="세" if three else "두",
    )  # fmt: skip
    count = len(t.text)
    after = t.tell([t.new() for _ in range(rng.choice((1, 2, 2)))], False, True)
    t.text[count] = (
        rng.choice(("모두 끝나면 ", "셋 다 끝나면 ", "셋이 모두 끝나면 "))
        if three
        else rng.choice(("둘 다 끝나면 ", "모두 끝나면 ", "둘 다 완료되면 "))
    ) + t.text[count]
    t.add(f"{a} -> {', '.join(kids)} -> {' -> '.join(after)}")


KINDS = (
    (through_store, 11),
    (gathered, 14),
    (reads_first, 11),
    (ranks, 11),
    (worked, 9),
    (handed, 13),
    (jobs, 7),
)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One account: (kind, prompt, statement lines)."""
    while True:
        t = Account(rng)
        t.ending = rng.choices((0, 1, 2, 3), (9, 10, 5, 3))[0]
        rng.choices([k for k, _ in KINDS], [n for _, n in KINDS])[0](t)
        text = t.prompt()
        if t.right(text):
            return "account ko", text, "\n".join(t.lines)
