"""Every sentence of the page, in Korean: the same names, and the same places in braces, as in `en`."""

from diagram.page.texts import en

TITLE = "Legible"
SUBTITLE = "신경망이나 과정을 한국어나 영어로 적어 주세요. 읽기 좋은 다이어그램을 그려 드립니다."

PROMPT_LABEL = "무엇을 그릴까요?"
PROMPT_PLACEHOLDER = "데이터를 수집한 뒤 정제하고 모델을 학습한다. 정확도가 90%를 넘으면 배포하고, 아니면 …"
PROMPT_HINT = "Ctrl + Enter로 그립니다."
DRAW = "그리기"
OPTIONS = "설정"
COUNT_LABEL, COUNT_INFO = "후보 수", "몇 개를 그릴지"
TOP_LABEL, TOP_INFO = "보여 줄 수", "가장 좋은 것 몇 개를 보여 줄지"
SEED_LABEL, SEED_INFO = "시드", "같은 정수는 같은 그림을 다시 그립니다. 비워 두면 매번 새로 그립니다"
WEIGHT_LABEL, WEIGHT_INFO = "내 취향", "점수에서 차지하는 비율(%). 나머지는 가독성입니다"
BAD_SEED = "시드가 {seed!r}입니다. 0에서 {most} 사이의 정수를 넣거나 비워 두세요."
EXAMPLES_LABEL = "이런 것부터 해 보세요"
GALLERY_LABEL = "후보, 좋은 순서대로"
EMPTY = "다이어그램이 여기에 나타납니다."
EMPTY_HINT = "한두 문장을 적거나 예시를 고르면 바로 그립니다."

CNN, EXAMPLES = en.CNN, en.EXAMPLES

LOADING = "모델을 불러오는 중입니다. 처음 한 번만 몇 초 걸립니다."
SHOW_LARGE, SHOW_WHOLE = "누르면 크게 봅니다", "누르면 전체를 봅니다"
DRAWING = "그리는 중 …"
MODEL_FAR = "{name} 작성 중: {share:.0%}, {seconds:.0f}초 …"
CANCEL, STOPPED = "취소", "멈췄습니다. 그전에 있던 것은 그대로입니다."
READY = "{count}개 중 {ready}개 완성 …"
DONE = "{drawn}개 중 가장 좋은 {shown}개, {seconds:.1f}초."
DONE_ALL = "{drawn}개, {seconds:.1f}초."
DONE_ONE = "1개, {seconds:.1f}초."
UNFAITHFUL = (
    "적어 주신 내용을 모두 담은 다이어그램이 없습니다. 한 문장에 관계 하나씩(“A가 B를 C에 보낸다.”) 적고, "
    "이름은 따옴표로 묶고, 같은 것은 늘 같은 이름으로 불러 주세요. 나누어 그려도 좋습니다."
)
QUEUE_FULL = (
    "지금 기다리는 사람이 너무 많아 시작하지 못했습니다. "
    "적으신 내용은 그대로 있으니 1분쯤 뒤에 다시 해 주세요."
)
FAILED = "이 문장에서 프로그램이 실패했습니다. 적으신 내용은 그대로 있습니다. 문장과 함께 알려 주세요."
GONE = "이 후보는 더 이상 남아 있지 않습니다. 다시 그려 주세요."

TABS = {
    "draw": "그리기",
    "history": "기록",
    "taste": "내 취향",
    "teach": "취향 가르치기",
    "batch": "여러 개",
    "models": "모델",
}

FAITHFUL = "빠진 것 없음"
ONE_MISS, MISSES = "확인할 것 1가지", "확인할 것 {misses}가지"
WHY = "이 순위인 까닭"
OVERALL, READABILITY, PREFERENCE, AGREEMENT = "종합", "가독성", "내 취향", "일치"
SHARES = "가독성 {readability:.0%}, 내 취향 {preference:.0%}"
SPREAD, SPREAD_INFO = "± {spread:.1f}", "판정하는 다섯 신경망의 차이"
NEUTRAL = "중립"
COUNTS_NEXT = "매기신 별점은 다음 그림부터 반영됩니다"
AGREEMENT_INFO = "(구조가 같은 다른 후보의 비율)"
FIDELITY = "적으신 내용"
ALL_IN = "빠진 것이 없습니다. 이런 그림이 먼저 나옵니다"
SOME_MISSING = "아래에서 확인할 것을 보세요"
SOME_BETTER = "아래에서 확인할 것을 보세요. 빠진 것이 없는 그림이 먼저 나옵니다"
ASKED, MET, MISSED = "요청하신 모양", "반영됨", "반영되지 않음"
NEIGHBOURS = "별점을 매기신 것 가운데 가장 비슷한 그림"
NEIGHBOUR = "5점 중 {score}점을 주셨습니다. {similarity:.0%} 비슷함"
REASONS = {
    "new": "별점을 매기시기 전이라 취향 점수는 중립(5점 중 2.5점)입니다.",
    "uncompared": "매기신 별점을 아직 그림과 견줄 수 없어 취향 점수는 중립(5점 중 2.5점)입니다.",
    "unlike": "별점을 매기신 그림들과 달라서, 평균인 {mean:.1f}점을 가장 많이 따랐습니다.",
    "like": "{given}점을 주신 {these}과 비슷합니다{besides}.",
    "near": "별점을 매기신 것과 그리 비슷하지 않지만, {given}점을 주신 {these}에 가장 가깝습니다{besides}.",
}
THESE, AND_LAST = ("이 그림", "이 두 그림", "이 세 그림"), "{first}점과 {last}"
BESIDES = {
    "first": ". 첫째 것을 가장 많이 따랐습니다",
    "few": ". 별점이 적어 점수가 조금만 움직였습니다",
    "up": ". 다른 별점들이 점수를 올렸습니다",
    "down": ". 다른 별점들이 점수를 내렸습니다",
}
GOES_BY = " 주로 {block} 보시는 것 같습니다."
BLOCKS = {
    "direction": "방향을",
    "shape": "노드 모양을",
    "line": "선의 종류를",
    "palette": "색을",
    "spacing": "간격을",
    "density": "노드 수를",
}
CHECKLIST = "적으신 내용과 견주어 보았습니다"
CHECKED = en.CHECKED
NOTHING_TO_CHECK = "확인할 내용이 없습니다."
IN_DIAGRAM, TO_CHECK = "그림에 있음: ", "확인 필요: "
DOWNLOADS = {"png": "PNG 받기", "svg": "SVG 받기"}
OPEN_CANDIDATE = "{rank}번 그림 보기: {caption}"

RATE_CANDIDATE = "{rank}번 그림의 별점"
RATE_OPENED = "이 그림이 마음에 드시나요?"
RATE_LESSON = "{rank}번 보기의 별점"
RATE_MINE = "“{prompt}”의 별점"
SCORE, DISLIKE = "5점 중 {score}점", "0점, 싫어요"
REMOVE = "별점 지우기"
KEPT = "5점 중 {score}점으로 저장했습니다. 다음 그림부터 반영됩니다."
REMOVED = "별점을 지웠습니다."
RATED_BADLY = "별점에는 그림과 점수가 필요합니다. 별을 다시 눌러 주세요."
NO_READER = "누구의 별점인지 알 수 없습니다. 이 브라우저에 데이터를 저장하도록 허용하고 새로 고쳐 주세요."

TASTE_EMPTY = "아직 별점을 매기지 않았습니다."
TASTE_EMPTY_HINT = "그린 다이어그램에 별점을 주거나, “취향 가르치기”에서 보기 몇 개에 별점을 매겨 보세요."
TASTE_COUNT_ONE, TASTE_COUNT = "1개에 별점을 매기셨습니다.", "{count:,}개에 별점을 매기셨습니다."
PAGES, PAGE = "별점 목록의 쪽", "{pages}쪽 중 {page}쪽"
NEWER, OLDER = "더 최근", "더 이전"
NO_PICTURE = "그림 없음"
NO_PROMPT = "그림"
NO_WORDS = "적은 내용 없는 다이어그램"
NOT_YOURS = "이 그림은 이제 별점 목록에 없습니다."
MAP = "내 취향 지도"
MAP_INFO = "가까이 있을수록 비슷하게 생긴 그림입니다. 숫자는 매기신 점수입니다."
MAP_SAMPLE = "별점 {count:,}개 가운데 최근 {shown:,}개를 보여 줍니다."
MAP_TITLE = "5점 중 {score}점: {prompt} ({style})"
MAP_ALONE = "취향 지도를 그리려면 별점 {fewest}개가 필요합니다. 지금은 {found}개입니다."
MAP_SAID = "별점을 매긴 그림 {shown}개의 지도입니다. {told}"
MAP_GROUP = "{score}점: {count}개."
LIKED = "모양마다 준 평균 점수"
STYLES = {"direction": "방향", "shape": "노드", "line": "선", "palette": "색", "spacing": "간격"}
LIKED_HEAD = ("모양", "평균", "별점 수")

YOUR_DATA = "별점은 당신의 것입니다"
EXPORTS = {"jsonl": "JSONL로 내보내기", "csv": "CSV로 내보내기"}
EXPORTED_ONE, EXPORTED = "별점 1개를 내보냈습니다.", "별점 {count:,}개를 내보냈습니다."
IMPORT = "가져오기"
IMPORT_INFO = "내보낸 .jsonl이나 .csv 파일, 또는 PNG가 든 폴더 0 … 5의 .zip을 가져옵니다."
IMPORT_ENDING = (
    "{name}: .jsonl, .csv, .zip 파일이 아닙니다. 내보낸 파일이나 PNG가 든 폴더 0 … 5의 .zip을 골라 주세요."
)
AGREE = "내 별점을 학습 데이터로 나누기"
AGREE_INFO = (
    "직접 켜기 전에는 꺼져 있습니다. 켜면 별점을 매긴 문장과 그림, 점수가 이름 없이 Hugging Face Hub에 "
    "공개될 수 있고, 언제든 끄면 다음 판부터 빠집니다."
)
AGREED = "고맙습니다. 끄실 때까지 별점을 이름 없이 나눕니다."
WITHDRAWN = "별점을 나누지 않습니다. 데이터의 다음 판에는 들어가지 않습니다."
IMPORTING = "가져오는 중 …"
IMPORT_FAILED = "이 파일에서 프로그램이 실패했습니다. 그때까지 가져온 것은 남아 있습니다. 알려 주세요."
PROBLEMS = "읽지 못한 것"
FORGET = "모두 지우기"
FORGET_SURE = "별점과 거기서 배운 것, 기록을 모두 지웁니다. 되돌릴 수 없습니다."
FORGET_YES, FORGET_NO = "모두 지웁니다", "그대로 둡니다"
FORGOTTEN = "모두 지웠습니다."

TEACH_INTRO = (
    "같은 내용을 여러 모양으로 그렸습니다. 마음에 드는 것과 들지 않는 것에 별점을 주세요. "
    "다음 그림부터 반영되며, 다섯 개쯤이면 무엇을 좋아하시는지 드러납니다."
)
TEACH_MORE = "다른 보기"
LESSON_STYLE = "{direction}, {shape}, {line}, {palette}, {spacing}"
STYLE_WORDS = {
    "right": "왼쪽에서 오른쪽",
    "down": "위에서 아래",
    "box": "네모",
    "round": "둥근 네모",
    "circle": "동그라미",
    "arrow": "화살표",
    "line": "선",
    "dashed": "점선",
    "blue": "파랑",
    "green": "초록",
    "orange": "주황",
    "red": "빨강",
    "purple": "보라",
    "teal": "청록",
    "gray": "회색",
    "color": "여러 색",
    "mono": "흑백",
    "tight": "좁게",
    "normal": "보통 간격",
    "wide": "넓게",
}
LESSONS = en.LESSONS

# --- editing, history, sharing, files ---

EDIT = "이 다이어그램 고치기"
EDIT_WORDS = "말로 고치기"
EDIT_WORDS_INFO = "한 번에 한 가지씩, Enter로 적용합니다. 어느 모델로 그리든 이것은 기본 모델이 합니다"
EDIT_WORDS_PLACEHOLDER = "세로로 바꿔 줘 · X를 Y로 바꿔 줘"
EDIT_APPLY = "적용"
EDITING = "고치는 중 …"
EDIT_FAILED = "고치다가 프로그램이 실패했습니다. 그림은 그대로입니다. 무엇을 하셨는지 알려 주세요."
EDIT_NOTHING = "먼저 다이어그램을 그리거나 열어 주세요."
NOTHING_CHANGED = "바뀐 것이 없습니다."
UNREADABLE_EVENT = "알 수 없는 편집 요청입니다. 새로 고치고 다시 해 주세요."
ADDED, REMOVED_BY_EDIT, CHANGED = "추가됨", "삭제됨", "바뀜"
DIFFERENCES = {
    "added node": "“{name}” 추가.",
    "added colored": "“{name}” 추가 ({new}).",
    "removed node": "“{name}” 삭제.",
    "added edge": "“{name}”에서 “{other}”(으)로 가는 화살표 추가.",
    "removed edge": "“{name}”에서 “{other}”(으)로 가는 화살표 삭제.",
    "changed name": "이름 변경: “{old}” → “{new}”.",
    "changed size": "“{name}”의 크기: {old} → {new}.",
    "changed decision": "“{name}”: {old} → {new}.",
    "changed shape": "“{name}”의 모양: {old} → {new}.",
    "changed color": "“{name}”의 색: {old} → {new}.",
    "changed group": "“{name}” 이동: {old} → {new}.",
    "changed title": "그룹 이름 변경: “{old}” → “{new}”.",
    "changed label": "“{name}”에서 “{other}”(으)로 가는 화살표의 이름: {old} → {new}.",
    "changed style": "{name}: {old} → {new}.",
}
NO_VALUE = {
    "size": "크기 없음",
    "color": "다이어그램의 색",
    "shape": "다이어그램의 모양",
    "group": "그룹 없음",
    "label": "없음",
}
VALUES = {
    "a decision": "판단",
    "no decision": "판단 아님",
    "store": "저장소",
    "pill": "시작·끝",
    "document": "문서",
}
STYLE_FIELDS = STYLES
UNDO, REDO = "되돌리기", "다시 하기"
UNDONE, REDONE = "되돌렸습니다.", "다시 했습니다."
NOTHING_TO_UNDO, NOTHING_TO_REDO = "되돌릴 것이 없습니다.", "다시 할 것이 없습니다."
LAY_OUT_REST, LAY_OUT_ANEW = "나머지 다시 배치", "모두 다시 배치"
UNPIN_ALL = "고정 모두 풀기 ({count})"
DRAG_HINT = "그림의 노드를 끌어 옮기거나 Tab으로 골라 화살표 키로 옮기면 그 자리에 고정됩니다."
MOVED, LAID_OUT, UNPINNED = "“{label}”을(를) 옮겼습니다.", "배치했습니다.", "고정된 노드가 없습니다."
RESTYLED, TEXT_SIZED, REWRITTEN = "{field}: {word}.", "글자 크기 {size:g}px.", "표대로 고쳤습니다."
TEXT_SIZE = "글자 크기, px"
NODE_NAMED = "노드 {label}"
SHAPE_WORDS = {
    "rectangle": "네모",
    "round rectangle": "둥근 네모",
    "circle": "동그라미",
    "decision": "판단",
    "store": "저장소",
    "pill": "시작·끝",
    "document": "문서",
}
NODES, EDGES = "노드", "화살표"
NODE_HEAD = ("순서", "이름", "모양", "색", "그룹", "")
EDGE_HEAD = ("시작", "끝", "이름", "")
NODE_LABEL, NODE_SHAPE = "노드 {place}의 이름", "노드 {place}의 모양"
NODE_COLOR, NODE_GROUP = "노드 {place}의 색", "노드 {place}의 그룹"
EDGE_FROM, EDGE_TO, EDGE_LABEL = "화살표 {place}의 시작", "화살표 {place}의 끝", "화살표 {place}의 이름"
NEW = "새 노드"
MOVE_UP, MOVE_DOWN, DELETE_ROW = "위로", "아래로", "삭제"
ADD_NODE, ADD_EDGE, APPLY_TABLES = "노드 추가", "화살표 추가", "표 적용"
MANY_EDGES = "화살표 {count:,}개는 표에 담기에 너무 많습니다. 노드를 지우거나 말로 고쳐 주세요."
WHY_SCORE = "점수의 까닭"
CHANGES = "그린 뒤에 바뀐 것"
NO_CHANGES = "바뀌지 않았습니다."
JUDGING = "점수를 매기는 중 …"

UNKEPT = "기록 없이 계속합니다: {problem}"
HISTORY_EMPTY = "아직 기록이 없습니다."
HISTORY_EMPTY_HINT = "그리거나 연 것과 고친 것이 모두 여기에 남습니다. 나중에 이어서 할 수 있습니다."
HISTORY_COUNT_ONE, HISTORY_COUNT = "작업 1개.", "작업 {count:,}개, 최근에 바뀐 순서대로."
HISTORY_VERSIONS_ONE, HISTORY_VERSIONS = "버전 1개", "버전 {count}개"
HISTORY_CANDIDATES_ONE, HISTORY_CANDIDATES = "후보 1개", "후보 {count}개"
HISTORY_EDITS_ONE, HISTORY_EDITS = "수정 1번", "수정 {count}번"
HISTORY_NO_PROMPT = "불러온 다이어그램"
HISTORY_PAGES = "기록의 쪽"
REOPEN, FORK, DELETE = "열기", "복사본 만들기", "삭제"
DELETE_SURE, DELETE_YES, DELETE_NO = "모든 버전과 함께 지울까요?", "네, 지웁니다", "그대로 둡니다"
ABOUT_WORK = "{action}: {prompt}"
REOPENED, FORKED, DELETED = "기록에서 열었습니다.", "복사본을 기록에 만들었습니다.", "지웠습니다."
VERSIONS_LABEL = "버전, 최근 것이 마지막"
OPEN_VERSION = "버전 {place} 보기: {caption}"
VERSION_KINDS = {
    "candidate": "후보 {place}",
    "edit": "말로",
    "hand": "손으로",
    "import": "불러옴",
    "fork": "복사본",
}
CONTINUE = "하던 작업 이어서: {prompt}"
TIME = "%Y-%m-%d %H:%M UTC"

SHARE = "링크 복사"
SHARED = "링크를 복사했습니다. 이 다이어그램만 담겨 있습니다."
SHARE_BY_HAND = "이 링크를 복사하세요:"
SHARE_TOO_LONG = "이 다이어그램은 링크로 보내기에 너무 큽니다. JSON으로 받아 파일을 보내 주세요."
LINK_OPENED = "링크로 받은 다이어그램입니다."
LINK_OPENING = "링크의 다이어그램을 여는 중 …"
LINK_BROKEN = "링크에서 다이어그램을 읽지 못했습니다 ({problem}) 온전한 링크나 JSON 파일을 다시 받아 주세요."
LINK_CUT = "잘렸거나 바뀌었습니다."
LINK_LARGE = "{most:,}자를 넘습니다."
OPEN_FILE = "파일 열기: draw.io, Mermaid, DOT, JSON …"
FILE_OPENED = "{name}: 노드 {nodes}개, 화살표 {edges}개."
FILE_FAILED = "이 파일에서 프로그램이 실패했습니다. 파일과 함께 알려 주세요."
MORE_FORMATS = "다른 형식"
FORMAT_LABEL, TRANSPARENT = "형식", "배경 없이 (PNG, SVG, PDF)"
DOWNLOAD = "받기"
FORMATS = {
    "pptx": "파워포인트, 편집 가능 (.pptx)",
    "pdf": "PDF (.pdf)",
    "drawio": "draw.io (.drawio)",
    "mermaid": "Mermaid (.mmd)",
    "dot": "Graphviz DOT (.dot)",
    "d2": "D2 (.d2)",
    "tikz": "LaTeX, TikZ (.tex)",
    "png@1": "PNG, 1×",
    "png@2": "PNG, 2×",
    "png@4": "PNG, 4×",
    "svg": "SVG (.svg)",
    "rows": "행 목록 (.rows.txt)",
    "outline": "개요 (.outline.txt)",
    "json": "JSON, 빠짐없이 (.json)",
}

# --- many prompts at once ---

BATCH_INTRO = "한 줄에 하나씩 적으면 모두 그려서 ZIP 하나로 드립니다."
BATCH_PROMPTS = "그릴 내용, 한 줄에 하나씩"
BATCH_PLACEHOLDER = "데이터를 수집하고 정제한 뒤 모델을 학습한다\nCollect the data, clean it, train a model"
BATCH_FILE = "파일에서 가져오기 (.txt 또는 “prompt”가 있는 .jsonl)"
BATCH_FORMATS = "가장 좋은 다이어그램을 ZIP에 담을 형식"
BATCH_COUNT = "하나에 그릴 후보 수"
BATCH_START, BATCH_STOP = "모두 그리기", "멈추기"
BATCH_PROGRESS = "{total}개 중 {done}개 그림, 약 {left} 남음 …"
BATCH_DONE = "{total}개 중 {drawn}개를 {seconds:.0f}초에 그렸습니다."
BATCH_FAILED_ONE, BATCH_FAILED = "그리지 못한 것 1개:", "그리지 못한 것 {count}개:"
BATCH_EMPTY = "그릴 내용이 없습니다. 한 줄에 하나씩 적거나 파일을 골라 주세요."
BATCH_MOST = "{count:,}개입니다. 한 번에 {most:,}개까지 그릴 수 있습니다."
BATCH_NO_FORMAT = "ZIP에 담을 형식을 하나 이상 골라 주세요."
BATCH_SAVE = "ZIP 받기"
SECONDS, MINUTES = "{value}초", "{value}분"

# --- models ---

DRAWN_BY = "그린 모델"
SHIPPED_MODEL = "기본 모델"
PERSONAL_MODEL = "나만의 어댑터"
MODEL_AND = "{model} + {adapter}"
MODELS_INTRO = "다이어그램을 작성하는 모델을 고릅니다. 선택은 나에게만, 다음 다이어그램부터 적용됩니다."
MODEL_KIND = "그릴 모델"
MODEL_KINDS = {
    "shipped": "기본 모델",
    "other": "다른 모델이나 어댑터",
    "endpoint": "서버 (엔드포인트)",
}
MODEL_KINDS_SPACE = {"shipped": "기본 모델", "other": "Hub의 어댑터와 함께"}
MODEL_NAME, MODEL_NAME_INFO = "모델", "폴더 또는 Hub의 OWNER/NAME@REVISION; 비우면 어댑터가 학습된 모델"
ADAPTER_NAME, ADAPTER_NAME_INFO = "어댑터", "설치된 어댑터, 폴더 또는 OWNER/NAME@REVISION; 비워도 됩니다"
ADAPTER_SPACE_INFO = "여기에 설치된 어댑터 또는 Hub의 OWNER/NAME@REVISION"
ENDPOINT_MODEL, ENDPOINT_MODEL_INFO = "모델", "예: Hub 추론 제공자의 OWNER/NAME"
ENDPOINT_URL, ENDPOINT_URL_INFO = "주소", "예: http://localhost:8000/v1; 비우면 Hub"
ENDPOINT_HINT = (
    "적으신 내용이 그 서버로 전송됩니다. 토큰은 이 프로그램의 환경 변수 LEGIBLE_ENDPOINT_TOKEN 또는 "
    "HF_TOKEN에서만 읽으며, 여기에 입력하지 않습니다."
)
USE_MODEL = "사용하기"
MODEL_FINDING = "{name} 찾는 중 …"
MODEL_FETCHING = "{file} 받는 중: {total} MB 중 {done} MB …"
MODEL_LOADING = "{name} 불러오는 중 …"
MODEL_USED = "다음 다이어그램부터 이 모델이 그립니다: {name}."
MODEL_FAILED = "이 모델에서 프로그램이 실패했습니다. 이전 모델이 계속 그립니다. 이 문제를 알려 주세요."
MODEL_BROKE = "{name}에서 이 내용을 그리다 실패했습니다."
MODEL_ELSE = "{problem} 선택하신 모델은 {name}입니다. “모델”에서 다른 것을 골라 주세요."
MODEL_WORKING = "{name}(으)로 그리는 중 …"
MODEL_MISSING = "모델이나 어댑터를 적어 주세요. 폴더 또는 Hub의 OWNER/NAME입니다."
MODEL_UNREADABLE = "이 브라우저에 남은 모델 선택을 읽지 못했습니다. “모델”에서 다시 골라 주세요."
MODEL_WORD = "이름 {name}이(가) 너무 길거나 쓸 수 없는 글자가 있습니다. 확인해 주세요."
MODEL_BASE = (
    "어댑터 {adapter}의 바탕 모델 {base}을(를) 구할 수 없습니다 ({problem}). 모델을 직접 적어 주세요."
)
MODEL_SPACE = (
    "여기서는 기본 모델만, 원하시면 어댑터와 함께 그립니다. 다른 모델은 이 프로그램을 직접 실행해 쓰세요."
)
MODEL_SPACE_FOLDER = (
    "{name}은(는) Hub에 있는 어댑터의 OWNER/NAME이 아닙니다. 여기서는 폴더를 지정할 수 없습니다."
)
MODEL_SPACE_FULL = "여기에는 어댑터를 더 받을 자리가 없습니다. 설치된 것 중에서 골라 주세요."
MODEL_OFFLINE = "Hub에 연결할 수 없어 {name} 대신 기본 모델이 그립니다."
SCORERS_OFFLINE = "Hub에 연결할 수 없어 기본 평가 모델이나 전에 받아 둔 평가 모델이 점수를 매깁니다."
MODEL_BEFORE = "Hub에 연결할 수 없어 {name}은(는) 전에 받아 둔 것({commit})을 씁니다."
HUB_PROBLEMS = {
    "InvalidName": "{name}은(는) 폴더도, Hub의 OWNER/NAME@REVISION도 아닙니다. 이름을 확인해 주세요.",
    "NoNetwork": "Hub에 연결할 수 없거나 HF_HUB_OFFLINE이 설정되어 있어 {name}을(를) 받지 못했습니다. "
    "네트워크를 확인해 주세요. 이전 모델이 계속 그립니다.",
    "Dropped": "{name}을(를) 받다가 Hub와 연결이 끊겼습니다. 다시 하시면 이어서 받습니다.",
    "NotAllowed": "Hub에서 {name}을(를) 받을 권한이 없습니다. 읽을 수 있는 토큰을 HF_TOKEN에 설정해 주세요.",
    "NotThere": "Hub에 저장소 {name}이(가) 없거나 비공개라 볼 수 없습니다. 이름을 확인해 주세요.",
    "NoRevision": "{name}이(가) 없습니다. 저장소에 그런 태그나 브랜치, 커밋이 없으니 확인해 주세요.",
    "Busy": "Hub가 바쁘거나 고장입니다. 몇 분 뒤에 {name}을(를) 다시 받아 주세요.",
    "Refused": "Hub의 {name}은(는) 손상되었거나 안전하지 않거나 다른 종류라 아무것도 남기지 않았습니다. "
    "다른 것을 골라 주세요.",
    "WrongBase": "어댑터 {name}은(는) 다른 모델용입니다. 그 모델이나 다른 어댑터를 골라 주세요.",
    "DiskFull": "디스크에 {name}을(를) 받을 자리가 없습니다. 자리를 비우고 다시 해 주세요.",
    "RemoteError": "{name}을(를) 쓸 수 없습니다. 프로그램의 로그를 보시거나 다른 것을 골라 주세요.",
}
MODEL_NOT_YOURS = "이 폴더는 누군가의 개인 어댑터입니다. 주인만 전용 스위치로 쓸 수 있습니다."
ENDPOINT_TOKEN = (
    "Hub의 추론 제공자는 토큰이 필요합니다. 이 프로그램의 환경 변수 HF_TOKEN을 설정하거나 주소를 적어 주세요."
)
MODEL_FACTS = {
    "kind": "종류",
    "base": "바탕 모델",
    "licence": "라이선스",
    "commit": "버전",
    "metrics": "측정값",
}
NO_CARD = "설명 카드가 없습니다."
MODEL_METRIC = "{name}: {value}"
INSTALLED = "설치된 어댑터"
NO_INSTALLED = "아직 없습니다. 위에 적은 어댑터는 한 번 받아 두고 계속 씁니다."

PERSONAL = "나만의 어댑터"
PERSONAL_INTRO = (
    "기본 모델을 내 평가로, 이 컴퓨터에서 약 {minutes:.0f}분 동안 학습해 내 취향대로 그리게 합니다. "
    "다른 사람은 이 어댑터를 쓰지 않습니다."
)
PERSONAL_RATINGS_ONE, PERSONAL_RATINGS = (
    "다이어그램 1개를 평가했습니다.",
    "다이어그램 {count:,}개를 평가했습니다.",
)
PERSONAL_FEW = "적어도 {least}개, 되도록 20개가 필요합니다."
PERSONAL_TRAIN, PERSONAL_AGAIN = "내 평가로 학습하기", "다시 학습하기"
PERSONAL_CANCEL, PERSONAL_REMOVE = "학습 멈추기", "내 어댑터 삭제"
PERSONAL_USE, PERSONAL_USE_INFO = "내 어댑터 사용", "기본 모델이 그릴 때"
PERSONAL_STARTING = "준비하는 중 …"
PERSONAL_PROGRESS = "{share:.0%} · {text} · 모두 약 {left} 남음"
PERSONAL_STEP = "{share:.0%} · {text}"
PERSONAL_GOES_ON = "그동안 이 페이지를 닫아도 학습은 계속됩니다."
PERSONAL_READY = "내 어댑터가 준비되어 이제 이것으로 그립니다."
PERSONAL_THERE = "내 어댑터가 있습니다."
PERSONAL_OTHER = "지금은 {name}이(가) 그립니다. 기본 모델을 고르면 내 어댑터로 그립니다."
PERSONAL_CANCELLED = "학습을 멈췄습니다. 바뀐 것은 없습니다."
PERSONAL_DELETED = "내 어댑터를 삭제했습니다."
PERSONAL_BUSY = "여기서 다른 사람의 어댑터를 학습하고 있습니다. 몇 분 뒤에 다시 해 주세요."
PERSONAL_FAILED = "학습에 실패했습니다. 바뀐 것은 없습니다. 이 문제를 알려 주세요."
PERSONAL_NO_TRAINING = (
    "여기에는 학습 기능이 설치되어 있지 않습니다. 전체 폴더에서 이 프로그램을 실행해 주세요."
)
