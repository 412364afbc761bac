"""Names with more than letters in them: roll-out, Tromsø, TCP/IP, R&D, C++, Wi-Fi 6, 1st floor, A+B."""

from __future__ import annotations

import random

from training.synthesis import lexicon

HYPHENATED = (
    "roll-out", "check-in", "follow-up", "sign-off", "hand-over", "kick-off", "start-up", "set-up",
    "clean-up", "back-up",
    "build-up", "warm-up", "cool-down", "cut-off", "drop-off", "pick-up", "pull-up", "lock-in", "log-in",
    "opt-out",
    "phase-out", "pre-order", "pre-production", "post-production", "pre-sales", "after-sales", "re-use",
    "re-entry", "re-test",
    "spin-off", "stand-by", "take-off", "touch-down", "lift-off", "tie-in", "tune-up", "trade-in",
    "walk-through", "wind-down",
    "write-up", "X-ray", "e-mail", "e-bike", "co-op", "co-pilot", "ex-works", "in-house lab",
    "on-call engineer", "off-site backup",
    "pay-as-you-go plan", "state-of-charge meter", "peer-to-peer node", "end-to-end test",
    "face-to-face talk", "go-live",
    "go-to-market", "proof-of-concept", "point-of-sale", "man-in-the-loop check", "left-hand drive",
    "two-way radio",
    "four-eyes check", "three-way valve", "high-level design", "low-pass filter", "cross-check", "self-test",
    "non-return valve",
    "semi-finals", "T-shirt print", "U-turn", "K-means", "Monte-Carlo run", "Runge-Kutta step",
    "Alsace-Lorraine", "Stratford-upon-Avon",
    "mid-term review", "all-hands meeting", "one-to-one", "double-blind study", "sub-assembly", "by-pass",
    "by-product", "dry-run",
    "time-out", "shut-down", "ramp-up", "hold-point", "half-time", "check-out", "buy-in", "break-even",
    "drive-through",
)  # fmt: skip
ACCENTED = (
    "Tromsø", "Café Zürich", "Zürich", "Malmö", "Århus", "Bodø", "Ålesund", "Kraków", "Łódź", "Gdańsk",
    "Wrocław", "São Paulo",
    "Bogotá", "Córdoba", "Málaga", "A Coruña", "Besançon", "Orléans", "Nîmes", "Genève", "Düsseldorf",
    "Köln", "Nürnberg",
    "Göteborg", "Jönköping", "Turku/Åbo", "Reykjavík", "Akureyri", "Plzeň", "České Budějovice", "Győr",
    "Pécs", "Muğla",
    "Iași", "Brașov", "Ljubljana–Šiška", "Kadıköy", "Đà Nẵng", "Hà Nội", "Querétaro", "Mérida", "León",
    "Asunción", "Curaçao",
    "Fürth", "Münster", "Gießen", "Voß", "Straße 12", "José", "Zoë", "Chloé", "Renée", "André", "Søren",
    "Jürgen", "Núria", "Žana",
    "Çelik", "Øystein", "Åse", "crème brûlée", "jalapeño salsa", "pâté", "naïve Bayes", "façade", "résumé",
    "Möbius strip",
    "Schrödinger solver", "Poincaré map", "Gödel number", "Erdős graph", "café", "smörgåsbord", "piñata",
    "soufflé", "fiancée", "Hôtel Élysée",
)  # fmt: skip
SIGNED = (
    "TCP/IP", "I/O", "R&D", "Q&A", "AT&T", "B&B", "P&L", "M&A", "H&M", "A/B test", "CI/CD",
    "Read/Write head", "client/server",
    "UI/UX", "24/7 desk", "and/or gate", "AC/DC converter", "CPU/GPU", "input/output", "HVAC/R", "S&OP",
    "Arts & Crafts",
    "Food & Drinks", "Health & Safety", "Terms & Conditions", "Pick & Place", "Track & Trace", "Drag & Drop",
    "Plug & Play",
    "C++", "C++ parser", "C#", "C# client", "F#", "Notepad++", "Disney+", "Google+", "A+B", "N+1 check",
    "Node.js", "Vue.js",
    "Next.js app", "ASP.NET API", "D3.js", "v2.1", "release 3.0", "Web 2.0", "Industry 4.0", "Wi-Fi 6",
    "USB-C hub", "RS-232",
    "RS-485 bus", "M12 plug", "H2O", "CO2 sensor", "pH probe", "5G mast", "4K camera", "3D printer",
    "2nd stage", "1st floor",
    "3rd shift", "100-year flood", "7-zip", "i18n", "k8s", "S3", "EC2", "OAuth 2.0", "HTTP/2", "UTF-8",
    "ISO 9001 audit", "GPT-4",
    "A380", "Boeing 737-800", "Gate B12", "Room 4.07", "Line 2b", "O'Brien", "Joe's Diner", "driver's cab",
    "St. Pancras",
    "Dr. Novak", "U.S. branch", "No. 10", "U-shaped tube", "x-axis motor", "±5 V rail", "50 Hz mains",
    "12 V battery", "½-inch pipe",
    "°C probe", "μ-controller", "Ω-meter", "β-carotene", "α-helix", "snake_case", "my_table", "user_id",
    "log4j", "libpq", "x86",
    "main.py", "index.html", "config.yaml", "setup.exe", "data.csv", "README.md", "app.module.ts",
    "feature/login",
)  # fmt: skip
KOREAN = (
    "라디에이터", "올챙이", "고양이", "호랑이", "거북이", "원숭이", "개구리", "달팽이", "오징어", "나뭇가지",
    "스파게티", "파스타", "종이", "놀이", "먹이",
    "길이", "높이",
    "아이", "오이", "파이", "스페인", "와인", "코인", "디자인", "라인", "메인", "온라인", "체인", "도메인",
    "뷰어", "휴가", "작가", "평가", "추가",
    "국가", "상가", "물가",
    "야간", "공간", "시간", "은", "마을", "가을", "노을", "서울", "겨울", "거울", "저울", "도로", "진로",
    "경로", "통로", "회로", "용광로",
    "난로", "원자로", "제로", "바로",
    "지도", "속도", "온도", "각도", "인도", "제도", "포도", "파도", "수도", "의도", "밀도", "강도", "회의",
    "강의", "논의", "결의", "민주주의",
    "동의", "합의", "사과", "결과",
    "효과", "다과", "안과", "내과", "치과", "학과", "성과", "통과", "초과", "기와", "테라와", "하와", "에서",
    "부서", "순서", "문서", "증서",
    "경찰서", "소방서", "도서",
    "이력서", "계획서", "보고서", "요청서", "센서", "프로세서", "컴프레서", "디스펜서", "마이그레이션",
    "뮤직비디오", "렌더러", "핫플레이트", "쇼츠", "앳홈",
    "껌", "뚜껑",
    "찜질방", "떡볶이", "깻잎", "콧물", "핏줄", "햇볕", "찻잔", "곳간", "횟집", "뷔페", "궤도", "쥐",
    "쇄빙선", "튜닝", "퀄리티", "밸브", "셰이더",
    "쿼리", "캐시", "컵",
)  # fmt: skip
KOREAN_SIGNED = (
    "C++ 서버", "C++", "C#", "R&D 센터", "R&D팀", "Q&A 게시판", "A/B 테스트", "CI/CD", "M&A팀", "UI/UX팀",
    "1공장", "2공장",
    "3층", "101호", "B2 주차장", "1차 심사",
    "2차 면접", "5G 기지국", "4K 카메라", "3D 프린터", "Wi-Fi 6", "USB-C 허브", "K-팝 기획사", "X-ray실",
    "e-메일", "HTTP/2",
    "OAuth 2.0", "Node.js", "입/출력", "수입/수출",
    "연구·개발", "기획·설계", "수·발주", "중·고등부", "24시간 상담", "50Hz 전원", "12V 배터리", "CO2 센서",
    "pH 측정기", "μ 제어기", "S3",
    "k8s", "A동", "B-2동", "제1연구실", "24/7 데스크",
)  # fmt: skip


def odd_name(rng: random.Random, language: str) -> str:
    """A name that is more than plain words."""
    roll = rng.random()
    if language == "ko":
        if roll < 0.5:
            return rng.choice([name for name in KOREAN if len(name) > 1])
        if roll < 0.85:
            return rng.choice(KOREAN_SIGNED)
        return lexicon.invented_word(rng, "ko") + rng.choice(("이", "가", "로", "도", "서", "과", "의", "은"))
    if roll < 0.3:
        return rng.choice(HYPHENATED)
    if roll < 0.5:
        return rng.choice(ACCENTED)
    if roll < 0.75:
        return rng.choice(SIGNED)
    word = lexicon.invented_word(rng)
    if roll < 0.83:  # invented letters with marks
        marked = word.translate(
            str.maketrans(dict(rng.sample(list(zip("aeioucnszl", "äéîøüçñšżł", strict=True)), 4)))
        )
        return marked.capitalize() if rng.random() < 0.7 else marked
    other = lexicon.invented_word(rng)
    if roll < 0.9:
        return f"{word}-{other}"
    if roll < 0.95:
        return f"{word.capitalize()}{rng.choice((' & ', '/', '+', '&'))}{other.capitalize()}"
    return rng.choice((f"{word}-{rng.randint(1, 99)}",
    f"{word}.{rng.choice(('io', 'js', 'py', 'ai', 'org'))}",
    f"{word} {rng.randint(1, 9)}.{rng.randint(0, 9)}", f"{word[:3].upper()}-{rng.randint(10, 9999)}",
    f"{word}_{other}"))  # fmt: skip


def distinct(names: list[str]) -> bool:
    """Whether no name is part of another."""
    keys = [name.lower().replace(" ", "") for name in names]
    return all(a == b or keys[a] not in keys[b] for a in range(len(keys)) for b in range(len(keys)))
