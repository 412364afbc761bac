"""The sentences of patterns/edits_*.txt, and the words for verbs' endings and colours that they need."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent.parent
# A Korean verb as it stands before 줘, and as it stands before 고, which leads on to the next.
STEMS = {
    "추가해": "추가하", "넣어": "넣", "붙여": "붙이", "연결해": "연결하", "해": "하", "바꿔": "바꾸",
    "써": "쓰",
    "변경해": "변경하", "수정해": "수정하", "교체해": "교체하", "빼": "빼", "지워": "지우",
    "삭제해": "삭제하",
    "제거해": "제거하", "없애": "없애", "이어": "잇", "그어": "긋", "끊어": "끊", "옮겨": "옮기",
    "뒤집어": "뒤집",
    "표시해": "표시하", "늘려": "늘리", "줄여": "줄이", "묶어": "묶", "풀어": "풀", "칠해": "칠하",
    "그려": "그리",
    "강조해": "강조하", "넓혀": "넓히", "펼쳐": "펼치", "줘": "주",
    "키워": "키우", "맞춰": "맞추", "고쳐": "고치",
    "보내": "보내",
}  # fmt: skip
ENDINGS = (
    "줘", "줘", "줘", "주세요", " 주세요", " 줘", "줄래?", "줘요", "줄래", "주시겠어요?", "주실 수 있나요?",
    "주면 좋겠어", "줄 수 있어?", " 주세요.", "줘.", "주라", "봐", "야 해", "주십시오.", "", "요", "라",
    " 줄래요?", "주시면 감사하겠습니다", " 주시겠어요?", "주면 돼", "야 할 것 같아", "줬으면 해",
    "줬으면 좋겠어요", " 주시기 바랍니다", "주실래요?", "야겠어", "야 합니다", "주시면 좋겠어요",
    " 줄 수 있나요?", "도 될까?", "줘~", "주세여", "줭",
)  # fmt: skip
PLAIN_ENDINGS = (
    "자",
    "기",
    "고 싶어",
    "고 싶어요",
    "는 게 좋겠어",
    "는 게 좋을 것 같아요",
    "도록 해",
    "도록 해 줘",
    "려고 해",
)
COLOURS = {  # English and Korean words for the palettes
    "blue": (("blue", "blue", "light blue", "navy"), ("파란색", "파랑색", "푸른색", "블루색")),
    "green": (("green", "green", "light green"), ("초록색", "녹색", "연두색")),
    "orange": (("orange",), ("주황색", "오렌지색")),
    "red": (("red", "red", "dark red"), ("빨간색", "붉은색", "빨강색")),
    "purple": (("purple", "purple", "violet"), ("보라색", "자주색")),
    "teal": (("teal", "turquoise", "cyan"), ("청록색", "옥색")),
    "gray": (("gray", "grey"), ("회색", "잿빛색", "그레이색")),
    "color": (("colourful", "colorful", "multicolored"), ("여러 색", "알록달록한 색", "다양한 색")),
    "mono": (("black and white", "monochrome", "b/w"), ("흑백", "무채색")),
}


@cache
def patterns(language: str) -> dict[str, tuple[str, ...]]:
    """{key: sentences}; the key of a style is FIELD=VALUE."""
    found: dict[str, list[str]] = {}
    for name in ("edits", "edits_plain", "edits_lists"):
        for key, sentences in _read(f"{name}_{language}").items():
            found.setdefault(key, []).extend(sentences)
    return {key: tuple(dict.fromkeys(sentences)) for key, sentences in found.items()}


@cache
def plain(language: str) -> dict[str, tuple[str, ...]]:
    """The same with nothing but the plainest sentences, the usual ones twice, for the keys that have such."""
    return _read(f"edits_plain_{language}")


def _read(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in (HERE / "patterns" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, sentence = line.split("\t")
            found.setdefault(key, []).append(sentence)
    return {key: tuple(sentences) for key, sentences in found.items()}
