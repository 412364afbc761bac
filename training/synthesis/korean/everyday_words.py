"""Words that the everyday Korean forms share: short tasks, programs, people, measures, conditions.

Steps are mostly nouns that take 하다 (재고 확인 -> 재고 확인하고), so the name stays a span of the prompt
in any ending.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.synthesis import lexicon
from training.synthesis.korean.verbs import VERBS
from training.synthesis.phrasing import particle

if TYPE_CHECKING:
    from training.synthesis.korean.forms import World


HADA = (
    *VERBS, "이동", "이관", "연결", "반환", "복귀", "접수", "발급", "수령", "포장", "출고", "승인", "조립",
    "세척", "건조", "촬영", "판독", "면접", "발송", "배송", "결제", "환불", "예약", "입고", "신고", "출동",
    "학습", "평가", "전처리", "정제", "설치", "진단", "수리", "보고", "통보", "투입", "가입", "로그인",
    "인증", "계약", "상담", "발표", "채점", "수확", "파종", "재배", "가열", "냉각", "여과", "절단", "용접",
    "도색", "컴파일", "빌드", "테스트", "백업", "복구", "손질", "해동", "숙성", "정산", "청구", "조사",
    "회의", "기획", "개발", "출시", "라벨링", "압축", "암호화", "업로드", "다운로드", "적재", "집계",
    "시각화", "알림", "색인", "번역", "요약", "토큰화", "정규화", "반납", "대출", "주문", "반품", "교환",
)  # fmt: skip
OBJECTS = (
    "재고", "서류", "예산", "로그", "샘플", "부품", "원료", "주문", "회원 정보", "이미지", "문서", "영상",
    "계약서", "데이터", "일정", "비밀번호", "사용자", "카드", "도면", "제품", "설비", "견적", "시료",
    "자재", "품질", "보고서", "발주서", "신청서", "영수증", "메일", "결과", "특징", "모델", "API 키",
    "토큰", "DB", "코드", "PR", "이슈", "장바구니", "상품", "좌석", "환자 정보", "혈압", "설문지", "논문",
    "초안", "원고", "택배", "우편물", "현장", "안전", "배터리", "센서", "온도", "도서", "과제", "답안",
    "출석", "강의 자료", "차량", "타이어", "엔진", "반죽", "채소", "고기", "소스", "육수", "옷감", "원단",
    "필름", "토양", "씨앗", "비료",
)  # fmt: skip
TECH = (
    "kafka", "spark", "airflow", "redis", "postgres", "mysql", "mongodb", "elasticsearch", "kibana",
    "grafana", "prometheus", "nginx", "django", "flask", "FastAPI", "spring boot", "node.js", "react", "S3",
    "lambda", "SQS", "SNS", "EC2", "cloudfront", "rabbitmq", "celery", "fluentd", "logstash", "snowflake",
    "dbt", "tableau", "superset", "hive", "flink", "jenkins", "github actions", "docker hub", "argocd",
    "kubernetes", "istio", "vault", "keycloak", "minio", "qdrant", "langchain", "vllm", "MQTT 브로커",
    "influxdb", "haproxy", "varnish", "clickhouse", "neo4j", "sentry", "firebase", "bigquery", "pubsub",
    "dataflow", "looker", "app1", "app2", "web1", "web2", "worker", "API gateway", "BFF", "CDN", "DB",
    "auth 서버", "admin 페이지", "앱", "프론트", "백엔드", "배치 서버",
)  # fmt: skip
PEOPLE = (
    ("학생", "교사", "조교"), ("고객", "상담원", "매니저"), ("환자", "간호사", "의사"),
    ("지원자", "인사 담당자", "면접관"), ("개발자", "리뷰어", "배포 담당자"), ("시민", "공무원", "과장"),
    ("구매자", "판매자", "택배 기사"), ("사원", "팀장", "본부장"), ("작가", "편집자", "출판사"),
    ("손님", "점원", "주방장"), ("신청인", "접수처", "심사위원"), ("사용자", "앱", "서버"),
    ("연구원", "지도교수", "심사 위원회"), ("운전자", "정비사", "보험사"), ("주민", "구청", "시청"),
    ("의뢰인", "변호사", "법원"), ("임차인", "중개인", "임대인"), ("농부", "농협", "도매상"),
    ("현장 직원", "반장", "공장장"), ("학부모", "담임", "교장"), ("선수", "코치", "감독"),
    ("클라이언트", "게이트웨이", "인증 서버"), ("로봇", "제어기", "관제 센터"),
)  # fmt: skip
DEEDS = (
    "신청서를 작성", "과제를 제출", "서류를 검토", "내용을 확인", "의견을 전달", "결과를 통보",
    "자료를 준비", "수정을 요청", "일정을 조율", "비용을 청구", "계약서에 서명", "상태를 점검",
    "초안을 작성", "발표를 준비", "답변을 등록", "주문을 접수", "예약을 변경", "문제를 보고", "점수를 입력",
    "사진을 첨부", "물품을 전달", "견적을 산출", "신분을 확인", "기록을 저장", "요청을 분류",
    "보고서를 제출", "승인을 요청", "증상을 설명", "처방을 입력", "대금을 지급", "코드를 수정",
    "변경 사항을 반영", "최종본을 배포", "메시지를 전송", "영수증을 발행", "현장을 방문", "설문에 응답",
    "안내문을 발송", "회의록을 공유", "위치를 전송",
)  # fmt: skip
TRIGGERS = (
    "주문", "요청", "문의", "신고", "신청", "메일", "전화", "알림", "파일", "데이터", "이벤트", "손님",
    "환자", "택배", "민원", "이미지", "메시지", "질문", "접수", "티켓", "장애 알람", "제보", "새 글", "PR",
    "webhook", "원서", "물건",
)  # fmt: skip
TRIGGER_ENDS = (
    "{x|이/가} 들어오면", "{x} 들어오면", "{x|이/가} 오면", "{x} 오면", "{x|이/가} 들어왔을 때",
    "{x|이/가} 들어오면,", "{x} 오면 일단", "{x|이/가} 들어오면 우선",
)  # fmt: skip
# What is measured, its unit, and bounds that make sense.
MEASURES = (
    ("점수", "점", (60, 70, 80, 90)), ("나이", "세", (14, 18, 19, 60, 65)),
    ("온도", "도", (18, 25, 38, 60)), ("습도", "%", (30, 40, 60, 70)), ("정확도", "%", (80, 90, 95)),
    ("금액", "원", (5000, 30000)), ("재고", "개", (5, 10, 20, 50)), ("잔액", "원", (1000, 10000)),
    ("배터리", "%", (5, 10, 15, 20, 30)), ("체온", "도", (37, 38)), ("혈압", "", (120, 140)),
    ("압력", "bar", (3, 5, 10)), ("속도", "km", (60, 100)), ("주문 금액", "만원", (3, 5, 10)),
    ("대기 인원", "명", (5, 10, 20)), ("CPU 사용률", "%", (70, 80, 90)), ("응답 시간", "초", (1, 3, 5)),
    ("무게", "kg", (2, 5, 20)), ("불량률", "%", (1, 2, 3, 5)), ("유사도", "", (0.5, 0.7, 0.8, 0.9)),
    ("신뢰도", "", (0.5, 0.6, 0.8)), ("수위", "m", (2, 3, 5)), ("출석률", "%", (70, 75, 80)),
    ("손실", "", (0.01, 0.1)), ("거리", "m", (1, 5, 10, 50)), ("미세먼지 농도", "", (35, 75, 80)),
    ("pH", "", (5, 6, 7)), ("평점", "점", (3, 4)), ("경력", "년", (3, 5)), ("용량", "GB", (1, 10, 100)),
    ("loss", "", (0.1, 0.5)), ("accuracy", "%", (80, 90, 99)), ("F1 점수", "", (0.7, 0.9)),
    ("연체 일수", "일", (3, 7, 30)), ("시도 횟수", "회", (3, 5)),
)  # fmt: skip
ABOVE = (("이상", "미만"), ("이상", "미만"), ("초과", "이하"), ("넘", "못 넘"))
BELOW = (("미만", "이상"), ("이하", "초과"))
STATES = (
    ("있", "있으면", "없으면", "있는지"), ("맞", "맞으면", "틀리면", "맞는지"),
    ("정상", "정상이면", "비정상이면", "정상인지"), ("충분", "충분하면", "부족하면", "충분한지"),
    ("필요", "필요하면", "필요 없으면", "필요한지"), ("유효", "유효하면", "유효하지 않으면", "유효한지"),
    ("통과", "통과하면", "통과 못하면", "통과했는지"), ("성공", "성공하면", "실패하면", "성공했는지"),
    ("완료", "완료되면", "안 되면", "완료됐는지"), ("일치", "일치하면", "불일치하면", "일치하는지"),
    ("가능", "가능하면", "불가능하면", "가능한지"),
    ("켜져 있", "켜져 있으면", "꺼져 있으면", "켜져 있는지"),
    ("비어 있", "비어 있으면", "차 있으면", "비어 있는지"), ("남", "남으면", "안 남으면", "남는지"),
    ("같", "같으면", "다르면", "같은지"), ("승인", "승인되면", "반려되면", "승인됐는지"),
    ("존재", "존재하면", "존재하지 않으면", "존재하는지"), ("발견", "발견되면", "없으면", "발견됐는지"),
)  # fmt: skip
SUBJECTS = (
    "비번", "아이디", "쿠폰", "좌석", "재고", "권한", "토큰", "캐시", "자격", "서류", "인터넷", "센서 값",
    "시간", "예산", "주소", "카드", "결제", "검사", "빌드", "심사", "로그인", "번호표", "비밀번호", "파일",
    "답", "네트워크", "메모리", "전원", "문", "창고", "자리", "예약", "회원", "오류", "버그", "결함",
    "서명", "형식", "본인 여부", "인증번호", "체크섬", "버전", "라이선스", "보험", "수량", "금액", "이력",
    "중복",
)  # fmt: skip
WAITS = (
    "끝", "종료", "폐기", "보류", "대기", "취소", "알림", "메인 화면", "오류 메시지", "홈 화면", "재시도",
    "관리자 호출", "반려", "저장", "계속", "로그인 페이지", "에러 페이지", "슬랙 알림", "콜센터",
    "다음 단계", "경고음", "문자 발송", "결과 화면", "담당자 연결", "리포트 작성", "수납 창구",
)  # fmt: skip
ASIDE = (
    "", "", "", "", "음 ", "그니까 ", "ㅇㅇ ", "저기 ", "이거 ", "일단 ", "아 그리고 ", "대충 ",
)  # fmt: skip


# --- words ---


def task(w: World) -> str:
    """A new noun that takes 하다: 재고 확인, 접수."""
    for _ in range(60):
        rng = w.rng
        if w.pools and rng.random() < 0.5 and w.pools["s"]:
            name = w.pools["s"].pop()
        elif rng.random() < 0.25:
            name = rng.choice(HADA)
        elif rng.random() < 0.12:
            name = f"{lexicon.invented_word(rng, 'ko')} {rng.choice(HADA)}"
        else:
            name = f"{rng.choice(OBJECTS)} {rng.choice(HADA)}"
        if name.endswith(HADA) and not set(name) & set(",:;/()->") and w.fresh(name):
            w.things[name] = name
            return name
    return w.step()


def tech(w: World) -> str:
    """A new name of a program, mostly; else a noun."""
    for _ in range(20):
        name = w.rng.choice(TECH)
        if w.rng.random() < 0.8 and w.fresh(name):
            w.things[name] = name
            return name
    return w.noun()


def end_of(w: World) -> str:
    """Where a branch ends: a short noun, a task or a thing."""
    if w.rng.random() < 0.12:  # 충전소로 이동: the verb belongs to the step
        place = w.noun()
        verb = w.rng.choice(("이동", "이동", "전달", "연결", "이관", "전송", "발송", "반환", "복귀"))
        name = f"{place}{particle(place, '으로', '로')} {verb}"
        w.things[name] = name
        return name
    for _ in range(20):
        if w.rng.random() > 0.5:
            return task(w) if w.rng.random() < 0.7 else w.thing()
        name = w.rng.choice(WAITS)
        if w.fresh(name):
            w.things[name] = name
            return name
    return task(w)


def situation(w: World) -> tuple[str, str, str, str, str]:
    """A condition of a few words: its name, if, if not, whether, and if not without its subject."""
    rng = w.rng
    for _ in range(50):
        if rng.random() < 0.45:
            what, unit, bounds = rng.choice(MEASURES)
            bound = f"{rng.choice(bounds)}{unit}"
            word, other = rng.choice(ABOVE[:3] + BELOW)
            what += rng.choice((particle(what, "이", "가"), "", particle(what, "이", "가")))
            gap = rng.choice((" ", " ", ""))
            if not w.fresh(what + bound):
                continue
            name = f"{what} {bound}{gap}{word}"
            opposite = f"{other}{particle(other, '이면', '면')}"
            ends = ("하면", "면", "하는 경우") if word == "초과" else ("면", "면", "일 때", "인 경우")
            yes = name + rng.choice(ends)
            if particle(word, "1", "") and yes == name + "면":
                yes = name + "이면"
            return name, yes, f"{bound}{gap}{opposite}", f"{name}인지", opposite
        subject = rng.choice(SUBJECTS)
        key, yes, no, whether = rng.choice(STATES)
        mark = rng.choice(("", "", particle(subject, "이", "가")))
        name = f"{subject}{mark} {key}"
        if w.fresh(name):
            head = f"{subject}{mark} "
            return name, head + yes, head + no, head + whether, no
    c = w.condition()
    return c.name, c.forms["if"], c.forms["ifnot"], c.forms["whether"], "아니면"


def link(w: World, x: str) -> str:
    """The task before another in the same sentence."""
    return x + w.rng.choice(
        (
            "하고",
            "하고",
            "하고 나서",
            " 후",
            "한 다음",
            "한 뒤",
            "해서",
            "하면",
            " 끝나면",
            "하고,",
            " 하고",
            ",",
            " 다음에",
            " 거쳐서",
            "한 후",
            "하고 그다음",
            "되면",
            "이 끝나면" if particle(x, "1", "") else "가 끝나면",
        )
    )


def stop(w: World, x: str) -> str:
    """The task at the end of a sentence."""
    return x + w.rng.choice(
        (
            w.write("<하>"),
            w.write("<하>"),
            "",
            "",
            "하면 끝",
            "까지",
            "하는 흐름",
            "하는 과정",
            w.write("<되>"),
        )
    )


def goal(w: World, x: str) -> str:
    """Where a branch goes, at the end."""
    if x.endswith(HADA) and w.rng.random() < 0.5:
        return x + w.rng.choice((w.write("<하>"), w.write("<하>"), "", ""))
    return w.rng.choice((x, x, x + particle(x, "으로", "로"), w.write("{x|으로/로} <가>", x=x)))


def way(w: World, x: str) -> str:
    """Where a branch goes, in the middle."""
    if x.endswith(HADA) and w.rng.random() < 0.5:
        return x + w.rng.choice(("하고", "하고", "하고,", ","))
    return w.rng.choice((f"{x},", f"{x},", x, w.write("{x|으로/로} 가고", x=x), w.write("{x|으로/로},", x=x)))


def row(w: World, *counts: int) -> list[str]:
    return [task(w) for _ in range(w.few(*counts))]


def opened(w: World, low: int = 0) -> tuple[str, list[str]]:
    """A few tasks in clauses before something else, with their names; now and then none."""
    names = [task(w) for _ in range(w.rng.choice((low, 1, 1, 2, 3)))]
    return "".join(link(w, x) + " " for x in names), names


def lines_of(w: World, names: list[str], rest: str, *new: str) -> None:
    """The statement that goes from the names to the rest."""
    w.add(" -> ".join([*names, rest]), *names, *new)
