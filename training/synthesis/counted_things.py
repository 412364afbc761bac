"""Several of a kind: "six clerks enter data into one database", 센서 열두 개."""

from __future__ import annotations

import random

from training.synthesis import lexicon
from training.synthesis.networks.numbers import NATIVE, TEENS, in_words
from training.synthesis.phrasing import particle
from training.synthesis.variants import say, upper

# Many of a kind | one that they share | what they do together; what they do is never a node.
CROWDS = (
    ("clerks|nurses|volunteers|interns|typists|students|assistants|librarians|agents|editors", (
        "enter data into|database", "type the forms into|spreadsheet", "write their notes in|wiki",
        "fill in|shared calendar", "log their hours in|time sheet", "share|desk", "share|printer",
        "record the visits in|register", "report to|supervisor", "send their drafts to|chief editor",
        "hand their papers to|tutor", "store their files on|file server", "work for|office manager",
        "answer to|team lead", "queue at|counter", "bring the forms to|front desk",
        "book rooms through|intranet",
    )),
    ("sensors|probes|cameras|meters|thermometers|detectors|weather stations|gauges|microphones|buoys", (
        "send readings to|gateway", "send their readings to|control room", "report to|base station",
        "feed|data logger", "transmit their values to|hub", "stream video to|recorder",
        "are wired to|controller",
        "deliver measurements to|monitoring system", "push samples to|collector", "are read by|PLC",
        "write their values to|time series database", "share|antenna", "are polled by|scanner",
    )),
    ("laptops|scanners|printers|phones|tablets|workstations|terminals|thin clients|smart plugs|consoles", (
        "connect to|router", "are connected to|switch", "are plugged into|docking station",
        "share|Wi-Fi network",
        "hang on|access point", "use|print server", "log in to|domain controller", "sync with|cloud drive",
        "are backed up to|NAS", "join|hotspot", "access|proxy",
    )),
    ("workers|replicas|servers|pods|containers|microservices|lambdas|nodes|crawlers|consumers|web "
    "servers|jobs", (
        "read from|queue", "write to|database", "use|cache", "share|disk", "take jobs from|broker",
        "log to|log server", "pull tasks from|scheduler", "store their results in|bucket",
        "query|replica set",
        "send metrics to|Prometheus", "mount|volume", "push events into|Kafka topic", "call|billing API",
        "write their logs into|Elasticsearch",
    )),
    ("trucks|vans|buses|ferries|drones|trains|wagons|couriers|barges|forklifts|tankers", (
        "bring parcels to|warehouse", "deliver milk to|dairy", "carry sand to|building site",
        "take waste to|landfill",
        "unload at|terminal", "refuel at|depot", "bring passengers to|airport", "carry coal to|power station",
        "stop at|central station", "use|bridge", "return to|garage",
    )),
    ("farms|mines|wells|shops|factories|branches|schools|clinics|villages|kitchens|bakeries|suppliers|mills",
    (
        "supply|market", "deliver to|wholesaler", "report their sales to|head office",
        "return bottles to|brewery",
        "send samples to|laboratory", "sell to|cooperative", "are served by|dispatcher", "feed|smelter",
        "share|water tower", "get flour from|mill owner", "pay into|common fund",
        "send their waste to|treatment plant",
    )),
    ("pumps|turbines|solar panels|generators|motors|boilers|fans|valves|batteries|wind "
    "turbines|engines|heaters", (
        "feed|power grid", "charge|battery bank", "fill|water tank", "drive|conveyor", "supply|substation",
        "are controlled by|thermostat", "are driven by|inverter", "heat|swimming pool", "empty into|basin",
        "deliver power to|transformer", "blow air into|furnace",
    )),
    ("players|children|fans|friends|voters|reporters|judges|t"
    "ourists|runners|guests|developers|testers|chefs", (
        "throw balls at|goalkeeper", "listen to|teacher", "ask|tour guide", "send questions to|moderator",
        "cast their votes in|ballot box", "push code to|repository", "report bugs in|tracker",
        "pass the scores to|jury president",
        "share|oven", "put dishes on|pass", "follow|coach", "wait for|bus", "write to|mayor",
        "share|microscope",
    )),
)  # fmt: skip
COMES_FROM = (  # what is done with that one thing goes to the many
    "are served by", "are driven by", "are controlled by", "read from", "get flour from", "take jobs from",
    "pull tasks from",
)  # fmt: skip
MIDDLE = (
    "gateways", "routers", "switches", "proxies", "brokers", "aggregators", "relay stations",
    "concentrators", "hubs",
    "warehouses", "depots", "managers", "supervisors", "team leads", "queues", "collectors",
    "load balancers", "edge servers",
    "distributors", "shops", "coordinators", "regional offices", "data centres", "repeaters", "secretaries",
    "trucks",
)  # fmt: skip
ENDS = (
    "cloud", "head office", "data lake", "dashboard", "control room", "archive", "mainframe",
    "backup server", "director",
    "customer", "central server", "internet", "report", "database", "ministry", "factory", "port",
    "warehouse", "alarm panel",
)  # fmt: skip
TO_MIDDLE = (
    "send their readings to", "report to", "send {p} to", "deliver to", "are connected to", "talk to",
    "push {p} to",
    "are assigned to", "feed", "pass {p} to", "hand {p} to", "connect to", "transmit to", "are linked to",
    "send everything to",
)  # fmt: skip
ON = (
    "forward them to", "pass them on to", "feed", "report to", "send everything to", "forward {p} to",
    "push it all to",
    "are connected to", "write to", "relay it to", "deliver it to", "connect to", "in turn feed",
    "hand it on to", "upload it to",
)  # fmt: skip
WHAT = (
    "data",
    "readings",
    "requests",
    "messages",
    "parcels",
    "reports",
    "orders",
    "values",
    "files",
    "papers",
    "records",
)
HEAD = (
    "router", "switch", "load balancer", "controller", "master", "coordinator", "teacher", "conductor",
    "manager", "thermostat",
    "API gateway", "dispatcher", "foreman", "proxy", "scheduler", "hub", "distribution centre",
    "headquarters", "coach",
    "chief", "transformer", "main pump", "server", "brain", "captain", "warehouse", "DNS server",
    "head nurse", "reservoir",
)  # fmt: skip
HAS = (
    "{the:h} [controls~drives~serves~feeds~supplies~manages~has~leads~supervises~watches] {n} {m}",
    "{the:h} with {n} {m}", "{the:h} [is connected to~is linked to~talks to~is wired to] {n} {m}",
    "{the:h} [spreads~distributes~splits~balances] [requests~the work~the load~traffic] "
    "[over~across~among~between] {n} {m}",
    "{the:h} hands out work to {n} {m}", "{the:h} sends [commands~jobs~orders~instructions] to {n} {m}",
    "{n} {m} [hang on~depend on~are controlled by~are served by~are fed by~get their orders from] {the:h}",
    "[connect~wire~link] {the:h} to {n} {m}", "{n} {m} under {the:h}", "{the:h} and [its~below it] {n} {m}",
    "from {the:h} to {n} {m}", "{the:h} [at the top~on top], {n} {m} below",
)  # fmt: skip


def _many(rng: random.Random) -> str:
    """A plural noun."""
    kinds, _ = rng.choice(CROWDS)
    if rng.random() < 0.2:
        noun = rng.choice(lexicon.flat("en", rng.choice(("component", "role"))))
        if noun[-1] not in "sxzyh0123456789" and not set(noun) & set(",:;|()->/&'"):
            return noun + "s"
    if rng.random() < 0.06:
        return lexicon.invented_word(rng).rstrip("sxzh") + "ers"
    return rng.choice(kinds.split("|"))


def _number(rng: random.Random) -> tuple[str, int]:
    """A count of things as it is said, and its value."""
    roll = rng.random()
    n = rng.choice(
        (2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12, rng.randint(13, 99), rng.randint(13, 400))
    )
    if roll < 0.05:
        return rng.choice((("a dozen", 12), ("a hundred", 100), ("a pair of", 2), ("two dozen", 24)))[:2]
    if n > 99 or roll < 0.4:
        return str(n), n
    return TEENS[n - 1] if n < 20 else in_words(rng, n), n


def _plain(number: tuple[str, int]) -> tuple[str, int]:
    """The number itself where words are shared out: no "two dozen"."""
    text, n = number
    return (str(n), n) if text == "two dozen" else number


def _one(rng: random.Random, name: str) -> str:
    """A single thing: one, the same, a, the, our."""
    article = "an" if name[0].lower() in "aeiou" else "a"
    roll = rng.random()
    if roll < 0.6:
        shared = ("one", "the same", "a single", "one shared", "a common", "one and the same")
        return f"{rng.choice(shared)} {name}"
    return f"{rng.choice((article, 'the', 'the', article, 'our'))} {name}"


def _distinct(*names: str) -> bool:
    keys = [name.lower().replace(" ", "") for name in names]
    return not any(
        a != b and keys[a] in keys[b] for a in range(len(keys)) for b in range(len(keys)) if a != b
    ) and len(set(keys)) == len(keys)


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    while True:
        kinds, deeds = rng.choice(CROWDS)
        many = rng.choice(kinds.split("|")) if rng.random() < 0.7 else _many(rng)
        deed, one = rng.choice(deeds).split("|")
        other, third, end = _many(rng), rng.choice(MIDDLE), rng.choice(ENDS)
        head = rng.choice(HEAD) if rng.random() < 0.8 else rng.choice(lexicon.flat("en", "component"))
        if not set(head) & set(",:;|()->") and _distinct(many, one, other, third, end, head):
            break
    (text_n, n), (text_k, k) = _plain(_number(rng)), _plain(_number(rng))
    slots = {
        "n": text_n, "k": text_k, "m": many, "o": other, "h": head, "t": third, "e": end, "one": _one(rng,
        one),
        "z": one, "end": _one(rng, end), "d": deed, "p": rng.choice(WHAT), "w": rng.choice(ON),
        "v": rng.choice(TO_MIDDLE),
    }  # fmt: skip
    for key in ("w", "v"):
        slots[key] = slots[key].replace("{p}", slots["p"])
    roll = rng.random()
    if roll < 0.36:
        text = say(
            rng,
            (
                "{n} {m} {d} {one}", "{n} {m} {d} {one}",
                "[we have~there are~there're] {n} {m} and they [all ~]{d} {one}",
                "{n} {m}, [all of which~which all~which] {d} {one}", "[all ~the ~our ~]{n} {m} {d} {one}",
                "a team of {n} {m}: they {d} {one}" if one != "team lead" else "{n} {m} {d} {one}",
                "{n} {m} {d} {one} [every day~at night~in real time~over the network~all day~each morning]",
                "[at our site~in our office~here~in this setup], {n} {m} {d} {one}",
                "[draw~show] how {n} {m} {d} {one}", "in total {n} {m} {d} {one}",
            ),
            **slots,
        )  # fmt: skip
        line = f"{many} ×{n} -> {one}"
        if deed in COMES_FROM:
            line = f"{one} -> {many} ×{n}"
        if rng.random() < 0.35 and line.endswith(one):
            text += say(
                rng,
                (
                    ". [It~This] [in turn ~then ~]{y} {end}", ", [which~and that] [in turn ~then ~]{y} {end}",
                    ". The {z} [then ~]{y} {end}", ", and the {z} {y} {end}", ". From there it goes to {end}",
                    "; the {z} {y} {end}",
                ),
                y=rng.choice(("feeds", "updates", "is connected to", "sends everything to", "reports to",
                "forwards it to", "is backed by")),
                **slots,
            )  # fmt: skip
            line += f" -> {end}"
    elif roll < 0.58:
        if not _distinct(many, third, end):
            return sample(rng)
        text = say(
            rng,
            (
                "{n} {m} {v} {k} {t}, which [all ~in turn ~]{w} {end}",
                "{n} {m} {v} {k} {t}. The {t} {w} {end}",
                "{n} {m} {v} {k} {t} and the {t} {w} {end}",
                "[there are~we have] {n} {m}. They {v} {k} {t}. [These~The {t}] {w} {end}",
                "{n} {m} -> {k} {t} -> {e}",
                "{n} {m}, {k} {t}, {one_end}: the {m} {v} the {t}, the {t} {w} the {e}",
                "{n} {m} {v} {k} {t}, [those~these] {w} {end}", "{n} {m} {v} {k} {t}; the {t} {w} {end}",
            ),
            one_end=f"one {end}",
            **slots,
        )  # fmt: skip
        line = f"{many} ×{n} -> {third} ×{k} -> {end}"
    elif roll < 0.72:
        text = say(
            rng,
            (
                "{n} {m} and {k} {o} [are connected to~report to~use~share~talk to~send {p} to~are linked "
                "to] {one}",
                "{one} is used by {n} {m} and {k} {o}", "both {n} {m} and {k} {o} [use~feed~share] {one}",
                "{one} gets {p} from {n} {m} and {k} {o}",
                "{one} receives {p} from {n} {m} as well as [from ~]{k} {o}",
                "{one} collects {p} from {n} {m}, {k} {o} and {end}",
            ),
            **slots,
        )  # fmt: skip
        line = f"{many} ×{n}, {other} ×{k} -> {one}"
        if "is used by" in text:
            line = f"{one} -> {many} ×{n}, {other} ×{k}"
        elif end in text and "collects" in text:
            line = f"{many} ×{n}, {other} ×{k}, {end} -> {one}"
    else:
        text, line = say(rng, HAS, **slots), f"{head} -> {other} ×{k}"
        text = say(rng, tuple(frame.replace("{m}", "{o}").replace("{n}", "{k}") for frame in HAS), **slots)
        more = rng.random()
        if more < 0.3 and text.endswith(other):
            text += rng.choice((" and ", ", and ", " as well as ")) + rng.choice(
                ("a ", "one ", "the ")
            ).replace("a ", "an " if one[0].lower() in "aeiou" else "a ")
            text, line = text + one, f"{line}, {one}"
        elif more < 0.5 and text.endswith(other):
            text, line = f"{text} and {text_n} {many}", f"{line}, {many} ×{n}"
        elif more < 0.75:
            text += say(
                rng,
                (
                    ", [all of which~which all~which] {y} {end}",
                    ". [All of them~They all~They~These] {y} {end}",
                    ". The {o} [all ~]{y} {end}", ", and the {o} {y} {end}",
                    ", [all of them~each] using {end}",
                ),
                y=rng.choice(("use", "write to", "report to", "log to", "feed", "share", "connect to",
                "send {p} to".format(**slots))),
                **slots,
            )  # fmt: skip
            line += f" -> {end}"
    if rng.random() < 0.6:
        text = upper(text)
    return "counted things en", text + ("." if rng.random() < 0.4 else ""), line


KO_CROWDS = (
    ("명",
    "직원|간호사|학생|상담원|자원봉사자|조교|개발자|기사|인턴|연구원|선수|기자|심사위원|교사|사무원|작"
    "업자|요리사", (
        "{o}에 자료를 입력|데이터베이스|전산망|엑셀 파일|기록부",
        "{o}에게 보고|팀장|부장|책임자|감독|본부장", "{o}를 함께 사용|현미경|프린터|회의실|작업대",
        "{o}에 파일을 저장|공유 폴더|파일 서버|NAS", "{o}에 코드를 올린|저장소|깃허브",
        "{o}에게 원고를 보낸|편집장|교수|출판사",
        "{o}에 접속|사내망|VPN 서버|포털", "{o}에게 질문을 전달|사회자|강사|상담실",
    )),
    ("대",
    "노트북|서버|스캐너|프린터|카메라|트럭|드론|펌프|태블릿|단말기|버스|로봇|모터|발전기|휴대폰|굴착기", (
        "{o}에 연결|공유기|스위치|허브|제어기|도킹 스테이션",
        "{o}로 데이터를 전송|관제 센터|클라우드|수집 서버|기지국",
        "{o}를 공유|데이터베이스|저장 장치|와이파이|프린터 서버",
        "{o}로 화물을 운반|물류 창고|항구|공장|공사장", "{o}에 전기를 공급|배전반|변전소|공장",
        "{o}에 로그를 남긴|로그 서버|모니터링 시스템", "{o}로 영상을 보낸|녹화기|관제 화면|탐지기",
    )),
    ("개", "센서|계량기|온도계|탐침|태양광 패널|컨테이너|워커|마이크|배터리|밸브|마이크로서비스|노드|파드", (
        "{o}로 값을 보낸|게이트웨이|제어실|데이터 로거|허브", "{o}에 측정값을 기록|시계열 DB|서버|대장",
        "{o}에 연결|컨트롤러|인버터|PLC|버스바",
        "{o}에서 작업을 가져|큐|브로커|스케줄러", "{o}를 함께 사용|캐시|디스크|안테나",
    )),
    ("곳", "지점|매장|공장|농장|대리점|학교|병원|연구소|정류장|보건소|영업소", (
        "{o}에 매출을 보고|본사|지역 본부|재무팀", "{o}에 물건을 납품|도매 시장|물류 센터|백화점",
        "{o}로 시료를 보낸|검사소|중앙 실험실|분석 센터",
        "{o}에서 재료를 받|중앙 창고|제분소|유통 센터",
    )),
)  # fmt: skip
KO_MIDDLE = (
    ("게이트웨이", "대"), ("중계기", "대"), ("스위치", "대"), ("브로커", "개"), ("관리자", "명"), ("팀장",
    "명"), ("창고", "곳"), ("거점",
    "곳"),
    ("허브", "개"), ("프록시", "대"), ("집하장", "곳"), ("큐", "개"), ("지역 본부", "곳"), ("수집기", "대"),
)  # fmt: skip
KO_ENDS = (
    "클라우드",
    "본사",
    "관제 센터",
    "중앙 서버",
    "대시보드",
    "데이터 레이크",
    "사장",
    "백업 서버",
    "경보기",
    "인터넷",
    "보고서",
)
KO_HEADS = (
    "공유기",
    "로드밸런서",
    "스위치",
    "제어기",
    "마스터 노드",
    "교사",
    "팀장",
    "API 게이트웨이",
    "스케줄러",
    "본사",
    "배차 센터",
    "변압기",
    "감독",
    "물탱크",
    "지휘자",
)


def _ko_number(rng: random.Random, counter: str) -> tuple[str, int]:
    """ "열두 개", "12개", and the value."""
    n = rng.choice((2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20, 24, 30, rng.randint(13, 99)))
    if rng.random() < 0.45 or (n > 12 and rng.random() < 0.6):
        return f"{n}{'' if rng.random() < 0.8 else ' '}{counter}", n
    tens = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")[n // 10]
    if n == 20:
        tens = "스무"
    return f"{tens}{NATIVE[n % 10]} {counter}", n


def _ko_end(rng: random.Random, deed: str) -> str:
    """The predicate with an ending."""
    if deed.endswith(("보낸", "올린", "남긴")):
        stem = deed[:-1]
        plain, polite, short = {
            "낸": ("낸다", "냅니다", "냄"),
            "린": ("린다", "립니다", "림"),
            "긴": ("긴다", "깁니다", "김"),
        }[deed[-1]]
        return stem + rng.choice((plain, polite, polite, short))
    if deed.endswith("가져"):
        return deed + rng.choice(("온다", "옵니다", "와요"))
    if deed.endswith("받"):
        return deed + rng.choice(("는다", "습니다", "아요"))
    return deed + rng.choice(
        ("된다", "됩니다", "되어 있다", "되어 있습니다")
        if deed.endswith("연결")
        else ("한다", "합니다", "해요", "하고 있습니다")
    )


def sample_ko(rng: random.Random) -> tuple[str, str, str]:
    """One Korean prompt: (kind, prompt, statement lines)."""
    while True:
        counter, kinds, deeds = rng.choice(KO_CROWDS)
        many = rng.choice(kinds.split("|"))
        deed, *places = rng.choice(deeds).split("|")
        one, (third, third_counter), end = rng.choice(places), rng.choice(KO_MIDDLE), rng.choice(KO_ENDS)
        head = rng.choice(KO_HEADS)
        other_counter, other_kinds, _ = rng.choice(KO_CROWDS)
        other = rng.choice(other_kinds.split("|"))
        if _distinct(many, one, third, end, head, other):
            break
    number, n = _ko_number(rng, counter)
    number_k, k = _ko_number(rng, third_counter)
    number_o, o = _ko_number(rng, other_counter)
    said = rng.choice((f"{many} {number}", f"{many} {number}", f"{number}의 {many}"))
    subject = particle(said, "이", "가")
    said_o = f"{other} {number_o}"
    single = (
        one if "에게" in deed else rng.choice((one, f"하나의 {one}", f"같은 {one}", f"한 개의 {one}", one))
    )
    place = (
        deed.replace("{o}를", single + particle(one, "을", "를"))
        .replace("{o}로", single + particle(one, "으로", "로"))
        .replace("{o}", single)
    )
    roll = rng.random()
    if roll < 0.42:
        lead = rng.choice(("", "", "", "모두 ", "함께 ", "동시에 ", "매일 "))
        text = f"{said}{subject} {lead}{_ko_end(rng, place)}"
        incoming = deed.startswith("{o}에서")
        line = f"{one} -> {many} ×{n}" if incoming else f"{many} ×{n} -> {one}"
        if not incoming and rng.random() < 0.4:
            topic = particle(one, "은", "는")
            text += rng.choice((". ", "\n")) + rng.choice(
                (
                    f"{one}{topic} {end}에 연결됩니다",
                    f"{one}{topic} {end}{particle(end, '으로', '로')} 이어진다",
                    f"{one}{topic} 이를 {end}{particle(end, '으로', '로')} 전달합니다",
                    f"그 결과는 {end}{particle(end, '으로', '로')} 전달된다",
                    f"여기서 {end}{particle(end, '으로', '로')} 넘어간다",
                )
            )  # fmt: skip
            line += f" -> {end}"
    elif roll < 0.62:
        said_k = f"{third} {number_k}"
        to = "에게" if third_counter == "명" else particle(said_k, "으로", "로")
        to_end, topic = particle(end, "으로", "로"), particle(third, "은", "는")
        text = rng.choice(
            (
                f"{said}{subject} {said_k}{to} 값을 보내고 {third}{topic} {end}{to_end} 전달",
                f"{said}{subject} {said_k}{to} 데이터를 보내고, {third}{topic} {end}{to_end} 전달합니다",
                f"{said}{subject} {said_k}에 연결되고 {third}{topic} 다시 {end}에 연결된다",
                f"{said} -> {said_k} -> {end}",
                f"{said}, {said_k}, {end} 순으로 연결",
                f"{said}{subject} {said_k}{to} 보고하면 {third}{topic} 이를 {end}{to_end} 넘긴다",
                f"{said}{particle(said, '은', '는')} {said_k}에 연결되어 있습니다. "
                f"{third}{topic} {end}{to_end} 모두 전달합니다.",
                f"{said}{subject} {said_k}{to} 자료를 넘긴다. 이 {third}들은 {end}{to_end} 이어진다",
            )
        )  # fmt: skip
        line = f"{many} ×{n} -> {third} ×{k} -> {end}"
    elif roll < 0.76:
        joined = particle(said, "과", "와")
        text = rng.choice(
            (
                f"{said}{joined} {said_o}{particle(said_o, '이', '가')} {single}에 연결되어 있다",
                f"{said}, {said_o}{particle(said_o, '이', '가')} "
                f"모두 {single}{particle(one, '을', '를')} 사용합니다",
                f"{one}에 {said}{joined} {said_o}{particle(said_o, '이', '가')} 모인다",
                f"{one}{particle(one, '은', '는')} {said}{joined} {said_o}에서 값을 받는다",
            )
        )
        line = f"{many} ×{n}, {other} ×{o} -> {one}"
    else:
        more = rng.random()
        topic = particle(head, "이", "가") if rng.random() < 0.5 else particle(head, "은", "는")
        if more < 0.4:
            joined = particle(said_o, "과", "와")
            text = rng.choice(
                (
                    f"{head}에 {said_o}{joined} {one}{particle(one, '이', '가')} 연결되어 있다",
                    f"{head}{topic} {said_o}{joined} {one}에 연결된다",
                    f"{head} 아래에 {said_o}{joined} {one}{particle(one, '이', '가')} 있습니다",
                )
            )
            line = f"{head} -> {other} ×{o}, {one}"
        else:
            to = particle(said_o, "으로", "로")
            text = rng.choice(
                (
                    f"{head}{topic} {said_o}{to} 일을 나눈다",
                    f"{head}{topic} {said_o}{to} 요청을 분산합니다",
                    f"{head}에 {said_o}{particle(said_o, '이', '가')} 연결되어 있습니다",
                    f"{head}{topic} {said_o}{particle(said_o, '을', '를')} 관리한다",
                    f"{head} 밑에 {said_o}{particle(said_o, '이', '가')} 있다",
                    f"{head}{topic} {said_o}{particle(said_o, '을', '를')} 제어합니다", f"{head} -> {said_o}",
                )
            )  # fmt: skip
            line = f"{head} -> {other} ×{o}"
            if more > 0.7 and "->" not in text:
                topic = particle(other, "은", "는")
                text = text.rstrip(".") + ". " + rng.choice(
                    (
                        f"{other}{topic} 모두 같은 {end}{particle(end, '을', '를')} 사용한다",
                        f"이들은 모두 {end}에 연결된다",
                        f"각 {other}{topic} {end}{particle(end, '으로', '로')} 결과를 보냅니다",
                    )
                )  # fmt: skip
                line += f" -> {end}"
    return "counted things ko", text, line
