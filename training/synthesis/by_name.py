"""How people ask for something well known by its name: the sentences around the name, and how it is typed."""

from __future__ import annotations

import random

from training.synthesis.noise import NEIGHBOURS

# fmt: off
DRAW = (
    "[draw~show~sketch~make~create~generate~give me~show me~draw me~visualize~visualise~illustrate~i need"
    "~i want~i'd like~can you draw~can you show me~could you draw~please draw~please show~pls draw"
    "~let me see~make me~render~depict~produce~can u draw~could you show me~please sketch~need~just draw"
    "~just show me~i want to see~i would like to see~please make~try to draw~help me draw]"
)
FIGURE = (
    "[diagram~picture~figure~flowchart~chart~drawing~sketch~schematic~flow diagram~block diagram"
    "~illustration~simple diagram~graphic~flow chart~simple picture~clear diagram~visual~quick sketch]"
)
USE = (
    "[my class~a slide~my slides~my thesis~a presentation~beginners~students~my report~my notes~a poster"
    "~my homework~the exam~a textbook~my team~our wiki~a blog post~an assignment~10th graders~my kids"
    "~a lecture~a paper~the board~new employees]"
)
WHOM = "[my class~beginners~students~my team~10th graders~my kids~new employees~my boss~a child]"
USUAL = (
    "[typical~standard~classic~basic~usual~simple~general~simplest~well-known~common~original~vanilla~plain"
    "~textbook~conventional~regular~ordinary~normal~traditional~canonical~plain vanilla]"
)
PARTS = "[steps~stages~parts~components~structure~main steps~flow~phases~elements~building blocks~basics]"
END = "[~~~~~~ please~ pls~, please~ thanks~ thx~ plz]"
ENGLISH = (
    f"{DRAW} {{a}}{END}", f"{DRAW} {{the}}{END}", f"{DRAW} {{an}}{END}", f"{DRAW} {{the}}{END}",
    f"{DRAW} a {FIGURE} of {{the}}{END}", f"{DRAW} a {FIGURE} of {{an}}{END}",
    f"{DRAW} a {FIGURE} of {{a}}{END}", f"{DRAW} a {FIGURE} [for~showing~about~that shows] {{the}}{END}",
    f"{DRAW} the {USUAL} {{a}}{END}", f"{DRAW} a {USUAL} {{a}}{END}",
    f"{DRAW} the {PARTS} of {{the}}{END}", f"{DRAW} {{the}} as a {FIGURE}{END}",
    f"{DRAW} {{the}} for {USE}{END}", f"{DRAW} {{the}} [step by step~in one picture~with boxes and arrows]",
    f"{DRAW} how {{the}} {{works}}{END}", f"{DRAW} how {{a}} {{works}}{END}",
    f"{DRAW} what {{the}} looks like",
    f"{DRAW} {{a}} [architecture~structure~process~{FIGURE}]{END}",
    f"{FIGURE} of {{the}}{END}", f"{FIGURE} of {{a}}", f"a {FIGURE} of {{a}}{END}", "{a} " + FIGURE,
    f"{FIGURE}: {{a}}", f"{FIGURE} for {{a}}", f"{{a}} {FIGURE}{END}", f"{{a}} {FIGURE} for {USE}",
    "{the}", "{the}" + END, "{an}", f"{USUAL} {{a}}", f"a {USUAL} {{a}}", f"the {USUAL} {{a}}{END}",
    f"{{a}}, {USUAL} [version~one~form~variant]", "{a}" + END, "{a}" + END,
    "{a} [architecture~structure~steps~stages~overview~explained~workflow~schema~process~layout~visualized"
    "~design~flow~in a nutshell~at a glance~components~concept~basics~block diagram~visualization]",
    "the {a} [architecture~structure~process~steps]", f"{PARTS} of {{the}}", f"the {PARTS} of {{the}}",
    f"the {PARTS} of {{a}}{END}", f"what are the {PARTS} of {{the}}?", "what [{does}~would] {the} look like?",
    "how {does} {the} work?", "how {does} {a} work", "how {the} {works}", "how {a} {works}",
    "show me how {the} {works}", "show how {a} {works}" + END, f"how {{the}} {{works}}, [as~in] a {FIGURE}",
    f"[explain~describe~present~summarize] {{the}} [with~in~using] a {FIGURE}{END}",
    f"explain {{a}} with a {FIGURE}", f"[explain~teach me] {{the}} [visually~graphically~in one {FIGURE}]",
    f"explain to {WHOM} how {{the}} {{works}}", f"what is {{a}}? [draw it~show me~show it in a {FIGURE}]",
    "[i'm~i am~we are~we're] [studying~learning about~learning~teaching~reading about~reviewing] {a}"
    "[. draw it~, please draw it~, can you draw it?~. show me a diagram~ and need a diagram]",
    f"[help me understand~i don't understand~i never understood] {{the}}[~, draw it~. a {FIGURE} would help]",
    f"[need~looking for~searching for~in need of] a {FIGURE} of {{the}}[~ for {USE}]",
    f"{{the}} for {USE}", f"{{a}} for {USE}{END}", f"for {USE}: {{a}}", f"for {USE}, [draw~show] {{the}}",
    "[homework~topic~task~subject~title~today~theme~assignment~slide 3~figure 1~question 2]: {a}",
    f"my [teacher~boss~professor~student~colleague~manager] [wants~asked for~needs] a {FIGURE} of {{the}}",
    f"i [have to~must~need to~should] [draw~present~explain~show] {{the}}[~ tomorrow~ in class~ to {WHOM}]",
    "[hi~hello~hey], {a}" + END, "[hi~hello~hey], [can you~could you please] draw {the}[?~ for me?]",
    f"[can~could] i [get~have~see] a {FIGURE} of {{the}}?", f"do you know {{a}}? draw it{END}",
    f"is there a {FIGURE} of {{the}}?", "you know {the}, right? draw it", "[draw~sketch] {a} [now~quickly]",
    f"an overview of {{the}}{END}", "[overview~summary~outline] of {the}", "the [idea of~idea behind] {a}",
    "the whole {a}", "[the well known~the famous~the textbook] {a}", "{a} as [in textbooks~taught in school]",
    "{a} [from start to end~from a to z~from beginning to end~in full]", "{a} with [arrows~boxes and arrows]",
    f"[let's see~let's draw~let us draw] {{the}}{END}", "{a} [step by step~stepwise~in steps]",
    # qualifiers that leave what is meant as it is
    "the classic {a}", "a vanilla {a}", "the vanilla {a}, please",
    "a plain {a}, nothing [fancy~special~more]", "good old {a}", "just a [normal~plain~regular] {a}",
    "{the} in its [simplest~usual~plain~original] form",
    "{a} as [in the paper~in the original paper~everybody draws it~in the textbook~usually drawn]",
    "{a}, [the usual one~the plain one~nothing fancy~no extras~textbook version~in general~in short]",
    f"the {FIGURE} everybody uses for {{the}}", f"the [famous~well-known] {FIGURE} of {{the}}",
    "a [clean~small~tidy~compact~readable] [picture~diagram~drawing] of {the}", "{a} for dummies",
    # short and everyday
    "how {does} {the} work, draw it", "how {does} {a} work? [draw it~sketch it~show me~a picture please]",
    f"{{a}} {FIGURE} please", f"{{a}} {FIGURE} [pls~plz~thx]", "sketch {a} for [my slides~a slide~my notes]",
    "draw me {a}", "{a} pic", "picture {a}", "{a} drawn", "{a} [visual~graphic]", "{a} explained simply",
    "what {does} {the} consist of? draw it", "which [steps~parts~blocks] {does} {the} have?", "and {a}?",
    "now {a}", "next: {a}", "same for {a}", "[ok now~and now] {a}", "what about {a}", "do {a}",
    f"i need to understand {{the}} by tomorrow, {DRAW} it", f"quick {FIGURE} of {{a}}[~ for {USE}]",
    "my [kid~son~daughter~student] asks how {the} {works}[~, draw it]", "walk me through {the}",
    f"could you put {{the}} [into~in] a {FIGURE}?", "turn {the} into a [diagram~flowchart~chart]",
    "[chapter~lecture~unit~lesson~section] [2~3~5~7]: {a}", "flashcard: {a}", "{a} cheat sheet",
    "tell me with boxes and arrows how {the} {works}", "{the}, [top to bottom~left to right] is fine",
    # in a hurry
    "hwo {does} {the} work", "how dose {a} work", "digram of {the}", "diagarm of {a}", "{a} diagramm",
    "draw teh {a}", "pls drwa {a}", "can u shwo me {the}", "skecth of {a}", "flwochart of {a}",
    "i ned a picture of {a}", "whats {a} look like", "wat {does} {a} look like", "plese draw {a}",
    "show me {a} arcitecture", "{a} strucutre", "explan {a} with a picture", "how {a} {works} ??",
)
CLAUSE = (
    "{a}", "{a}", "{a}?", f"{DRAW} {{a}}{END}", f"{DRAW} a {FIGURE} of {{a}}",
    f"[explain~describe] {{a}}{END}",
    f"explain {{a}} with a {FIGURE}{END}", f"{{a}} [as~in] a {FIGURE}", f"{{a}}, {FIGURE}",
    f"{FIGURE}: {{a}}",
    f"{DRAW} a {FIGURE} [that shows~showing~that explains] {{a}}{END}", "{a} step by step",
    f"{{a}} for {USE}",
    "i [have to~must~need to] [explain~show~draw] {a}", "[show~tell] me {a}" + END, f"a {FIGURE} of {{a}}",
    f"{{a}}, explained [in~with] a {FIGURE}", "[help me understand~i wonder] {a}[~, draw it]",
)
DO = (
    "[그려줘~그려 줘~그려주세요~그려 주세요~보여줘~보여 주세요~그려줄래?~그려줄 수 있어?~그려 주실 수 있나요?"
    "~그려봐~그려주라~만들어줘~만들어 주세요~그려줘요~그려 주셨으면 합니다~부탁해~부탁드려요~부탁드립니다]"
)
PICTURE = "[그림~다이어그램~순서도~흐름도~구조도~도식~도표~개념도~블록도~모식도~그래프~플로우차트~구성도]"
KOREAN = (
    "{a|을/를} [그려줘~그려 주세요~그려줄래?~그려주세요~그려봐~그려라~그리고 싶어~보여줘~보여 주세요]",
    f"{{a}} {DO}", f"{{a}} {DO}", f"{{a}} {PICTURE}", f"{{a}} {PICTURE} {DO}", f"{{a}} {PICTURE} {DO}",
    f"{{a}} 좀 {DO}", f"{{a}} 하나 {DO}", f"{{a}} {PICTURE} 하나 {DO}", f"{{a}} {PICTURE} 좀 {DO}",
    "{a|을/를} [그림~다이어그램]으로 [그려줘~보여줘~정리해줘~나타내 주세요~설명해 줘~표현해 주세요]",
    "{a|을/를} [순서도~흐름도~구조도~도표]로 [그려줘~보여줘~정리해줘~나타내 주세요~설명해 줘~표현해 주세요]",
    "{a|을/를} [도식화해 주세요~시각화해줘~한눈에 보이게 그려줘~한 장으로 정리해줘~쉽게 그려줘]",
    "{a|이/가} 어떻게 [작동하는지~돌아가는지~이루어지는지~되는지] [그려줘~보여줘~그림으로 설명해줘]",
    "{a|은/는} 어떻게 [생겼어?~돌아가?~작동해?~되나요?~이루어지나요?~구성되나요?~진행돼?]",
    "{a|이/가} [뭐야?~뭔가요?~뭐지?] 그림으로 [보여줘~설명해줘~알려줘]", "{a|이란/란} 무엇인가",
    "{a}의 [구조~과정~단계~흐름~구성~원리~절차~개요]",
    "{a} [구조~과정~단계~흐름~구성~원리~절차~개요~정리~개념]",
    f"{{a}}의 [구조~단계~절차]를 {DO}", f"{{a}}의 [과정~흐름~구성]을 {DO}",
    f"{{a}} [구조~과정~단계~흐름~원리] {DO}",
    f"[일반적인~전형적인~기본적인~표준~대표적인~간단한~교과서에 나오는] {{a}}[~ {PICTURE}~ {DO}]",
    f"[발표~수업~과제~보고서~논문~시험 공부~강의~블로그]에 쓸 {{a}} {PICTURE}[~ {DO}~ 필요해요]",
    f"[학생들~아이들~팀원들~신입 사원]에게 보여줄 {{a}} {PICTURE}[~ {DO}]", f"{PICTURE}: {{a}}",
    "[주제~제목~과제~숙제~오늘의 주제~문제 1~그림 1]: {a}",
    "[안녕하세요,~저기~혹시] {a} [그려줘~그려 주세요~그려줄 수 있나요?]",
    "{a|을/를} [공부~정리~복습] 중인데 그림으로 [보여줘~그려줘~정리해줘]",
    "{a} [설명~설명해줘~알려줘~설명하는 그림 그려줘]",
    "{a|을/를} [설명해줘~이해하고 싶어~알고 싶어~배우고 있어], [그림으로~다이어그램으로] [그려줘~보여줘]",
    "{a}에 대한 [그림~다이어그램~순서도~구조도][~ 그려줘~ 만들어줘~가 필요합니다]",
    "{a} [draw~diagram~flowchart~그림 ㄱㄱ~ㄱㄱ]",
    "{a|이/가} [필요해~필요합니다~보고 싶어~궁금해]",
    "{a} [단계별로~처음부터 끝까지~순서대로~한눈에] [그려줘~보여줘~정리해줘]",
    "[우리가 아는~잘 알려진~흔히 말하는~유명한] {a}[~ 그려줘~ 보여줘]",
    "[선생님이~교수님이~팀장님이] {a} 그려 오래",
    "[평범한~고전적인~가장 기본적인~흔한~오리지널~보통의~제일 단순한~원래의] {a}[~ 그려줘~ 보여줘]",
    "기본 {a} [하나만~부탁] [그려줘~보여줘]", "{a} [기본형~기본 버전~원조 버전~논문 그대로~교과서대로]",
    "그림으로 {a} [구조~과정~흐름] [보여줘~설명해줘~정리해줘]", "{a} 어떻게 생겼는지 그림으로 [보여줘~좀]",
    "{a} 그려봐줘", "{a} 그림 부탁", "{a} 한 장으로", "{a} 한눈에", "{a} 쉽게 [그려줘~설명해줘]",
    "이번엔 {a}",
    "다음은 {a}", "{a}도 그려줘", "{a|은/는}?", "{a} 그림 있어?", "{a} 발표 자료에 넣게 그려줘",
    "{a} 요약 그림",
    "{a|을/를} 처음 배우는데 그림으로 보고 싶어", "시험에 {a} 나온대 그려줘", "{a} 네모랑 화살표로 그려줘",
    "{a|이/가} 뭔지 모르겠어, 그려줘", "{a} 단계 좀 알려줘", "{a} 구성 요소를 그림으로",
    "{a} 그려죠", "{a} 그려줭", "{a} 그려즈세요", "{a} 보여죠", "{a} 다이어그렘", "{a} 순서도좀그려줘",
    "{a}어떻게돼", "{a}그림그려줘", "{a} 구조 설명 부탁드려여",
)
# fmt: on
FRAMES = {"en": ENGLISH, "clause": CLAUSE, "ko": KOREAN}


def name_as_typed(rng: random.Random, name: str) -> str:
    """The name in some case, with or without its hyphens or spaces, now and then with a slip."""
    if "-" in name and rng.random() < 0.25:
        name = name.replace("-", "" if len(name) < 9 and rng.random() < 0.4 else " ")
    if not name.isascii():
        return name.replace(" ", "") if rng.random() < 0.15 else name
    roll = rng.random()
    if roll < 0.4:
        name = name.lower()
    elif roll < 0.55:
        name = name[0].upper() + name[1:]
    elif roll < 0.63:
        name = " ".join(word[:1].upper() + word[1:] for word in name.split())
    elif roll < 0.66:
        name = name.upper()
    return _slip(rng, name) if len(name) > 6 and rng.random() < 0.05 else name


def _slip(rng: random.Random, name: str) -> str:
    i = rng.randrange(1, len(name) - 1)
    if not (name[i].isalpha() and name[i + 1].isalpha()):
        return name
    roll = rng.random()
    if roll < 0.35:
        return name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    if roll < 0.7:
        return name[:i] + name[i + 1 :]
    return name[:i] + (name[i] if roll < 0.85 else NEIGHBOURS.get(name[i], name[i])) + name[i:]
