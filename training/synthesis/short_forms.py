"""Short prompts with lists, colons, brackets and arrows, their names odd or plain, English and Korean."""

from __future__ import annotations

import random

from training.synthesis import lexicon
from training.synthesis.odd_names import distinct, odd_name
from training.synthesis.phrasing import particle
from training.synthesis.variants import upper

# A title and a colon say either what order things come in, or what they are parts of.
ORDERED = {
    "en": (
        "Stages", "Steps", "Phases", "Process", "Order", "Route", "Trip", "Tour", "Timeline", "Pipeline",
        "Sequence", "Path",
        "Schedule", "Milestones", "Relay", "Workflow", "Itinerary", "Life cycle", "Project", "Flow",
        "The way", "Our tour", "Stops",
        "Signal path", "Supply chain", "Career", "Curriculum", "Release train", "Toolchain", "Journey",
        "In this order", "One after the other",
        "From first to last", "Water treatment", "Cheese making", "Launch", "Recycling of paper", "Day one",
        "Hike", "Bus line 7",
    ),
    "ko": (
        "단계", "순서", "절차", "과정", "일정", "경로", "여정", "노선", "여행 일정", "진행 순서",
        "작업 흐름", "파이프라인", "신호 경로", "공급망",
        "정수 과정", "제조 공정",
        "버스 노선", "로드맵", "학습 순서", "다음 순서로", "차례", "처리 흐름", "출시 절차", "한살이", "코스",
    ),
}  # fmt: skip
# A whole and its parts.
WHOLES = {
    "en": (
        ("Orchestra", "strings;brass;percussion;woodwinds;choir;keyboards;harp"),
        ("Army", "infantry;artillery;cavalry;engineers;signals;medics"),
        ("Government", "parliament;cabinet;courts;ministries;president's office"),
        ("University", "arts;sciences;medicine;law;engineering;library"),
        ("Hospital", "surgery;pediatrics;radiology;emergency room;pharmacy;intensive care"),
        ("Zoo", "reptile house;aviary;aquarium;petting zoo;monkey island"),
        ("Ship", "bridge;engine room;galley;cargo hold;sick bay"),
        ("Car", "engine;gearbox;brakes;chassis;body;electrics"),
        ("Head office", "branch north;branch south;branch east;sales;legal"),
        ("Company", "sales;R&D;HR;finance;legal;marketing;production"),
        ("Airport", "terminal 1;terminal 2;tower;hangar;runway"),
        ("Newspaper", "politics;sports;culture;economy;letters"),
        ("House", "kitchen;bathroom;living room;attic;cellar;garage"),
        ("Brain", "cortex;cerebellum;brain stem;thalamus"),
        ("Animal kingdom", "mammals;birds;fish;reptiles;amphibians;insects"),
        ("Vertebrates", "mammals;birds;fish;reptiles"), ("Rocks", "igneous;sedimentary;metamorphic"),
        ("Instruments", "strings;winds;drums;keyboards"), ("Europe", "France;Spain;Italy;Norway;Łódź office"),
        ("CEO", "CTO;CFO;COO;CMO"), ("CTO", "platform;mobile;data;security"), ("Chief",
        "line cooks;pastry;dishwashers"),
        ("Website", "home;shop;blog;about us;contact;FAQ"), ("Menu", "starters;mains;desserts;drinks"),
        ("Library", "fiction;science;children's books;maps"),
        ("Film crew", "camera;sound;lighting;make-up;stunts"), ("Power plant",
        "boiler;turbine;generator;cooling tower"),
        ("Root", "bin;etc;home;usr;var"), ("Operating system", "kernel;drivers;shell;file system"),
        ("Computer", "CPU;RAM;disk;GPU;power supply"),
        ("Club", "juniors;seniors;veterans;coaches"), ("Farm", "stables;fields;orchard;dairy"), ("Cell",
        "nucleus;mitochondria;membrane;ribosomes"),
        ("Language family", "Slavic;Germanic;Romance;Celtic"), ("Team", "design;QA;backend;frontend"),
        ("Festival", "main stage;club tent;food court;camping"),
    ),
    "ko": (
        ("오케스트라", "현악기;금관악기;목관악기;타악기;합창단"), ("본사",
        "영업부;생산부;총무부;연구소;법무팀"), ("대학교", "공과대학;인문대학;의과대학;도서관"),
        ("병원", "내과;외과;소아과;응급실;약국"), ("정부", "국회;법원;내각;감사원"), ("회사",
        "인사팀;재무팀;개발팀;마케팅팀;R&D팀"), ("자동차",
        "엔진;변속기;브레이크;차체"),
        ("컴퓨터", "CPU;메모리;디스크;그래픽 카드"), ("동물원", "파충류관;조류관;수족관;사파리"),
        ("척추동물", "포유류;조류;어류;파충류"), ("사장",
        "개발 본부;영업 본부;관리 본부"),
        ("신문사", "정치부;경제부;문화부;체육부"), ("집", "주방;거실;욕실;다락"), ("공항",
        "1터미널;2터미널;관제탑;격납고"), ("동아리",
        "주니어팀;시니어팀;코치진"),
        ("웹사이트", "홈;쇼핑;블로그;고객센터"), ("암석", "화성암;퇴적암;변성암"), ("발전소",
        "보일러;터빈;발전기;냉각탑"), ("세포",
        "핵;미토콘드리아;세포막;리보솜"),
    ),
}  # fmt: skip
DETAILS = {
    "en": ("2 nights", "1 night", "day 1", "manager", "optional", "2 h", "v1.2", "by train", "3 km",
    "with Zoë", "new", "DHT22", "Uno", "ca. 5 min", "free", "TBD", "R&D", "max. 10", "C++", "indoors",
    "10:30", "50%", "see p. 4", "Lee"),
    "ko": ("2박", "1박", "팀장", "선택", "2시간", "기차", "3km", "신규", "우노", "약 5분", "무료", "미정",
    "최대 10명", "C++", "실내",
    "10시 30분", "50%", "김 대리", "DHT22"),
}  # fmt: skip


def _names(rng: random.Random, language: str, count: int, odd: float = 0.5) -> list[str]:
    """Names of which none is part of another; about a share `odd` is more than plain words."""
    while True:
        kind = rng.choice(
            ("component", "role", "data", "stage") if language == "en" else ("component", "role", "data")
        )
        plain = lexicon.flat(language, kind)
        found = [odd_name(rng, language) if rng.random() < odd else rng.choice(plain) for _ in range(count)]
        if distinct(found) and not any(set(name) & set(",:;|()→") or "->" in name for name in found):
            return found


def _titled(rng: random.Random, language: str) -> tuple[str, str]:
    names = _names(rng, language, rng.choice((3, 3, 4, 4, 5, 6)))
    glue = rng.choice((", ", ", ", ", ", "; ", " / ", " - ", " > ", " → "))
    if glue in (" / ", " - ") and any(set("/-") & set(name) for name in names):
        glue = ", "
    text = glue.join(names)
    if glue == ", " and rng.random() < 0.3:
        last = rng.choice(
            (" and ", ", and ", ", then ", ", finally ")
            if language == "en"
            else (", 그리고 ", ", 마지막으로 ", " 그리고 ")
        )
        text = ", ".join(names[:-1]) + last + names[-1]
    title = rng.choice(ORDERED[language])
    if rng.random() < 0.15:
        title = f"{title} ({rng.choice(DETAILS[language])})"
    lead = rng.choice(
        (f"{title}: ", f"{title}: ", f"{title}: ", f"{title}:\n", f"{title} - ", f"{title} = ", "")
    )
    if not lead and glue == ", ":
        text = (
            text.replace(", ", " -> ") if " and " not in text and "그리고" not in text else f"{title}: {text}"
        )
        for word in ("then ", "finally ", "마지막으로 "):
            text = text.replace(f"-> {word}", "-> ")
    return lead + text, " -> ".join(names)


def _bullets(rng: random.Random, language: str) -> tuple[str, str]:
    names = _names(rng, language, rng.choice((3, 3, 4, 5)))
    bullet = rng.choice(("{i}) ", "{i}. ", "- ", "* ", "• ", "{i}: ", "({i}) ", "+ ", "#{i} ", "{a}) "))
    share = rng.choice((0, 0, 0.4, 0.9))
    lines = []
    for i, name in enumerate(names):
        detail = ""
        if rng.random() < share:
            d = rng.choice(DETAILS[language])
            detail = rng.choice((f" ({d})", f" ({d})", f" [{d}]", f"({d})"))
        lines.append(bullet.format(i=i + 1, a="abcdef"[i]) + name + detail)
    head = rng.choice((f"{rng.choice(ORDERED[language])}:\n", f"{rng.choice(ORDERED[language])}\n", ""))
    return head + "\n".join(lines), " -> ".join(names)


def _arrows(rng: random.Random, language: str) -> tuple[str, str]:
    names = _names(rng, language, rng.choice((3, 4, 5)), 0.6)
    arrow = rng.choice((" -> ", " → ", " => ", " --> ", "->", " > "))
    share = rng.choice((0, 0.3, 0.8))
    parts = []
    for name in names:
        detail = f"{rng.choice((' ', ''))}({rng.choice(DETAILS[language])})" if rng.random() < share else ""
        parts.append(name + detail)
    return arrow.join(parts), " -> ".join(names)


def _parts(rng: random.Random, language: str) -> tuple[str, str]:
    """A whole: its parts. One of the parts: its own."""
    if rng.random() < 0.7:
        whole, parts = rng.choice(WHOLES[language])
        options = parts.split(";")
        names = rng.sample(options, min(len(options), rng.choice((2, 3, 3, 4))))
    else:
        whole, *names = _names(rng, language, rng.choice((3, 4)))
    statements, said = [f"{whole} -> {', '.join(names)}"], [(whole, names)]
    taken = [whole, *names]
    for name in rng.sample(names, rng.choice((0, 0, 1, 1, 2))):
        for _ in range(20):
            below = _below(rng, language)
            if distinct([*taken, *below]):
                taken += below
                said.append((name, below))
                statements.append(f"{name} -> {', '.join(below)}")
                break
    if not distinct(taken):
        return _parts(rng, language)
    glue = rng.choice((". ", "; ", "\n", "\n", ". "))
    colon = rng.choice((": ", ": ", ": ", " = ", " -> ")) if len(said) > 1 else ": "
    comma = rng.choice((", ", ", ", " and ", " + ")) if language == "en" else ", "
    sentences = []
    for number, (name, below) in enumerate(said):
        series = (
            comma.join(below) if len(below) == 2 and not any("+" in x for x in below) else ", ".join(below)
        )
        if language == "en" and len(below) > 2 and rng.random() < 0.15:
            series = ", ".join(below[:-1]) + " and " + below[-1]
        if len(said) == 1 and rng.random() < 0.3:
            series = f"({series})"
            sentences.append(f"{name} {series}")
            continue
        said_name = upper(name) if number and glue in (". ", "\n") and rng.random() < 0.7 else name
        sentences.append(said_name + colon + series)
    if len(said) == 1 and rng.random() < 0.3:
        plain = ", ".join(names[:-1]) + (" and " if language == "en" else ", ") + names[-1]
        if language == "en":
            article = "an" if whole[0].lower() in "aeiou" else "a"
            sentences = [
                rng.choice(
                    (
                        f"{upper(article)} {whole.lower()} has {plain}",
                        f"the {whole.lower()} consists of {plain}",
                        f"{whole} is made up of {plain}", f"{whole} is divided into {plain}",
                        f"under the {whole.lower()}: {plain}",
                        f"{whole} with {plain}", f"{whole} comprises {plain}",
                        f"parts of the {whole.lower()}: {plain}",
                    )
                )
            ]  # fmt: skip
            statements = [f"{whole} -> {', '.join(names)}"]
        else:
            topic, subject = particle(whole, "은", "는"), particle(names[-1], "이", "가")
            sentences = [
                rng.choice(
                    (
                        f"{whole}{topic} {plain}{particle(names[-1], '으로', '로')} 구성됩니다",
                        f"{whole}에는 {plain}{subject} 있다",
                        f"{whole} 아래에 {plain}{subject} 있습니다",
                        f"{whole}{topic} {plain}{particle(names[-1], '으로', '로')} 나뉜다",
                    )
                )
            ]  # fmt: skip
    return glue.join(sentences), "\n".join(statements)


def _below(rng: random.Random, language: str) -> list[str]:
    """Parts of a part: numbered things, letters, or names."""
    count, roll = rng.choice((2, 2, 3)), rng.random()
    if roll < 0.5:
        thing = rng.choice(
            (
                "shop",
                "team",
                "unit",
                "pc",
                "line",
                "room",
                "cell",
                "desk",
                "plant",
                "group",
                "lab",
                "node",
                "hall",
                "section",
            )
            if language == "en"
            else ("팀", "공장", "매장", "과", "라인", "조", "실", "파트", "PC")
        )
        first = rng.choice((1, 1, 1, 3, 10))
        if language == "ko":
            glued = rng.random() < 0.6
            return [f"{first + i}{thing}" if glued else f"{thing} {'ABC'[i]}" for i in range(count)]
        space = rng.choice((" ", "", "-"))
        mark = rng.choice((lambda i: str(first + i), lambda i: "ABC"[i]))
        return [f"{thing}{space}{mark(i)}" for i in range(count)]
    return _names(rng, language, count, 0.4)


FORMS = ((_titled, 30), (_bullets, 24), (_arrows, 16), (_parts, 30))


def _sample(rng: random.Random, language: str) -> tuple[str, str, str]:
    form = rng.choices([f for f, _ in FORMS], [share for _, share in FORMS])[0]
    text, body = form(rng, language)
    if language == "en" and "\n" not in text and rng.random() < 0.15:
        text, body = text.lower(), body.lower()
    return f"short {language}", text + ("." if rng.random() < 0.15 and "\n" not in text else ""), body


def sample(rng: random.Random) -> tuple[str, str, str]:
    """One English prompt: (kind, prompt, statement lines)."""
    return _sample(rng, "en")


def sample_ko(rng: random.Random) -> tuple[str, str, str]:
    """One Korean prompt: (kind, prompt, statement lines)."""
    return _sample(rng, "ko")
