"""Networks told in free words by the names of their parts, in two languages: towers, heads, skips, repeats.

The parts keep the words of the prompt. Conventions: an encoder and a decoder are groups, the last part of one
leads to the first of the other; what repeats as a whole is a group with `×`; towers are groups that meet in
what joins them; a skip is an edge beside the path.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from training.synthesis.networks.words import Writer, article, by_share, free_size
from training.synthesis.phrasing import particle

Text = tuple[str, list[str]]

# fmt: off
PARTS = {
    "en": (
        "patch embedding", "positional encoding", "self-attention", "cross-attention", "feed forward",
        "MLP", "layer norm",
        "linear projection", "multi-head attention", "feed-forward network", "token embedding",
        "causal attention",
        "RMSNorm", "cost volume", "depthwise convolution", "pointwise convolution",
        "squeeze-and-excitation", "GRU", "LSTM",
        "BiLSTM", "dropout", "residual connection", "attention pooling", "temporal pooling",
        "temporal convolution",
        "graph convolution", "message passing", "gating layer", "mixture of experts", "router", "conv stem",
        "ResNet-50",
        "ViT", "BERT", "CNN", "tokenizer", "decoder head", "context encoder", "projection head",
        "hypernetwork",
        "group norm", "SiLU", "GELU", "softmax", "optical flow estimator", "token merging", "bottleneck",
        "skip gate",
        "add & norm",
        "feature pyramid", "region proposal network", "RoI align", "vector quantizer", "codebook",
        "noise scheduler",
        "text encoder", "image encoder", "audio encoder", "mel filterbank", "vocoder", "conformer",
        "CRF layer",
        "pointer network", "memory module", "state space layer", "selective scan", "relation module",
        "dilated convolution",
        "pose estimator", "feature extractor", "classifier", "adapter", "LoRA module",
        "rotary embedding",
        "normalization layer", "attention block", "conv block", "residual block", "dense block",
        "transformer block",
        "fusion module", "image tokenizer", "reranker", "retriever", "time embedding", "latent vector",
        "sampling layer",
    ),
    "ko": (
        "패치 임베딩", "위치 인코딩", "셀프 어텐션", "크로스 어텐션", "피드포워드", "MLP", "레이어 정규화",
        "선형 변환",
        "멀티헤드 어텐션", "토큰 임베딩", "마스크드 어텐션", "합성곱 블록", "잔차 블록", "게이트", "라우터",
        "전문가 층",
        "그래프 합성곱", "메시지 전달", "특징 추출기", "분류기", "투영층", "병목층", "관계 모듈", "토큰 병합",
        "CRF",
        "LSTM", "GRU", "BiLSTM", "어텐션 풀링", "평균 풀링", "ResNet", "ViT", "BERT", "토크나이저", "보코더",
        "코드북",
        "잠재 벡터", "샘플링", "시간 임베딩", "노이즈 예측기", "텍스트 인코더", "이미지 인코더",
        "오디오 인코더", "드롭아웃",
        "소프트맥스", "문맥 인코더", "포즈 추정기", "어텐션 블록", "FFN", "RMSNorm", "덧셈과 정규화",
        "검색기",
        "확장 합성곱", "전치 합성곱", "메모리 모듈", "융합 모듈", "재정렬기", "은닉층", "임베딩 층",
        "특징 피라미드",
    ),
}
SOURCES = {
    "en": ("image", "text", "audio", "raw waveform", "input image", "token ids", "video frames", "sentence",
    "noise vector",
           "user features", "item features", "point cloud", "sensor readings", "query", "document",
           "spectrogram", "graph",
           "source sentence", "time series", "DNA sequence", "tabular features", "depth map", "words",
           "prompt"),
    "ko": ("이미지", "텍스트", "음성", "입력 이미지", "문장", "노이즈 벡터", "사용자 특징", "상품 특징",
    "센서 값", "질의", "문서",
           "스펙트로그램", "그래프", "시계열", "원문", "비디오 프레임", "깊이 지도", "토큰", "표 데이터"),
}
GOALS = {
    "en": ("class scores", "logits", "caption", "segmentation mask", "translation", "rating",
    "similarity score",
           "probability", "bounding boxes", "label", "transcript", "embedding", "prediction", "Q-values",
           "reward",
           "next token", "depth estimate", "contrastive loss", "click probability", "keypoints", "answer",
           "distance"),
    "ko": ("클래스 점수", "로짓", "캡션", "분할 마스크", "번역문", "평점", "유사도 점수", "확률",
    "바운딩 박스", "라벨",
           "전사문", "예측값", "Q값", "보상", "다음 토큰", "대조 손실", "클릭 확률", "답변", "거리"),
}
HEADS = {
    "en": ("classification head", "box head", "mask head", "policy head", "value head", "age head",
    "gender head",
           "regression head", "segmentation head", "depth head", "actor", "critic", "intent head",
           "slot head",
           "auxiliary classifier", "next sentence head", "MLM head", "keypoint head", "start logits",
           "end logits"),
    "ko": ("분류 헤드", "박스 헤드", "마스크 헤드", "정책 헤드", "가치 헤드", "나이 헤드", "성별 헤드",
    "회귀 헤드",
           "분할 헤드", "깊이 헤드", "액터", "크리틱", "의도 헤드", "슬롯 헤드", "보조 분류기",
           "키포인트 헤드"),
}
JOINS = {
    "en": ("concatenation", "fusion layer", "dot product", "cosine similarity", "concat layer",
    "cross-attention fusion",
           "similarity score", "gated fusion", "element-wise sum", "contrastive loss", "joint embedding",
           "merge layer"),
    "ko": ("결합층", "융합층", "내적", "코사인 유사도", "연결층", "게이트 융합", "유사도 점수", "원소별 합",
    "대조 손실",
           "공동 임베딩", "병합층"),
}
BLOCKS = {
    "en": ("encoder layers", "decoder layers", "transformer blocks", "residual blocks", "conv blocks",
    "conformer blocks",
           "layers", "blocks", "stages", "attention layers", "Mamba blocks", "ResNet stages", "GNN layers",
           "mixer layers",
           "encoder blocks", "decoder blocks", "dense blocks", "inverted residual blocks", "cells",
           "modules"),
    "ko": ("인코더 블록", "디코더 블록", "트랜스포머 블록", "잔차 블록", "컨포머 블록", "어텐션 층",
    "인코더 층", "디코더 층",
           "합성곱 블록", "블록", "층", "레이어", "모듈", "트랜스포머 인코더", "트랜스포머 디코더", "GNN 층"),
}
TOWERS = {
    "en": (("image", "text"), ("user", "item"), ("query", "document"), ("left", "right"), ("audio", "video"),
           ("spatial", "temporal"), ("global", "local"), ("slow", "fast"), ("RGB", "depth"), ("wide", "deep"),
           ("actor", "critic"), ("content", "style"), ("first", "second"), ("numeric", "categorical"),
           ("online", "target")),
    "ko": (("이미지", "텍스트"), ("사용자", "상품"), ("질의", "문서"), ("왼쪽", "오른쪽"), ("오디오",
    "비디오"),
           ("공간", "시간"), ("전역", "지역"), ("RGB", "깊이"), ("내용", "스타일"), ("첫 번째", "두 번째"),
           ("수치", "범주")),
}
CHAINS = {
    "en": (" -> ", " -> ", "->", " → ", ", then ", ", then ", " then ", " followed by ", ", followed by ",
    ", ", ", ",
           " > ", " feeding into ", " into ", " and then ", ", next ", ", after that "),
    "ko": (" -> ", " -> ", " → ", ", ", ", ", " 다음 ", ", 그다음 ", " 그리고 ", " 뒤에 ", " 이후 ", " > "),
}
NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
# fmt: on


class Teller:
    """Draws names that do not come twice, in one language."""

    def __init__(self, rng: random.Random, language: str) -> None:
        self.rng = rng
        self.language = language
        self.korean = language == "ko"
        self.writer = Writer(rng)
        self.used: set[str] = set()

    def pick(self, options: tuple[str, ...]) -> str:
        return options[int(self.rng.random() * len(options))]

    def name(self, table: dict[str, tuple[str, ...]]) -> str:
        """A name of the table that shares no wording with the ones before."""
        for _ in range(20):
            name = self.pick(table[self.language])
            low = name.lower()
            if not any(low in other or other in low for other in self.used):
                break
        self.used.add(name.lower())
        return name

    def parts(self, low: int, high: int) -> list[str]:
        return [self.name(PARTS) for _ in range(self.rng.randint(low, high))]

    def listing(self, names: list[str], ordered: bool = True) -> str:
        """A, B and C."""
        if len(names) == 1:
            return names[0]
        if self.korean:
            form = self.rng.random()
            if form < 0.45:
                return ", ".join(names)
            glue = particle(names[-2], "과", "와")
            return ", ".join(names[:-1]) + self.pick((glue + " ", " 그리고 ", ", ")) + names[-1]
        form = self.rng.random()
        if form < 0.2:
            names = [self.the(name) for name in names]
        return (
            ", ".join(names[:-1])
            + self.pick((" and ", ", and ", " and ", ", ", ", then " if ordered else ", "))
            + names[-1]
        )

    def the(self, name: str) -> str:
        """The name, at times with an article."""
        if self.korean or self.rng.random() < 0.5:
            return name
        return (
            ("an " if name[0].lower() in "aeiou" else "a ") + name
            if self.rng.random() < 0.5
            else f"the {name}"
        )

    def chain(self, names: list[str]) -> str:
        """The names in their order, in one line or in clauses."""
        link = self.pick(CHAINS[self.language])
        if "->" in link or len(names) == 1:
            return link.join(names)
        return link.join(map(self.the, names))

    def count(self, n: int) -> str:
        return self.writer.count(n)

    def counted(self, n: int) -> str:
        """A Korean count with its counter."""
        word = NATIVE[n] + " " if n <= 10 and self.rng.random() < 0.3 else str(n)
        return word + "개"

    def say(self, english: tuple[str, ...], korean: tuple[str, ...], **slots: str) -> str:
        """One of the forms, filled; {x:은/는} gives a particle."""
        form = self.pick(korean if self.korean else english)
        for key, value in slots.items():
            form = form.replace("{" + key + "}", value)
            while (at := form.find("{" + key + ":")) >= 0:
                end = form.index("}", at)
                closed, opened = form[at + len(key) + 2 : end].split("/")
                form = form[:at] + value + particle(value, closed, opened) + form[end + 1 :]
        return form


def towers(t: Teller) -> Text:
    """Two or three branches that meet."""
    a, b = t.pick(TOWERS[t.language])  # type: ignore[misc]
    kind = t.pick(
        ("타워", "브랜치", "경로", "인코더")
        if t.korean
        else ("branch", "tower", "stream", "pathway", "encoder")
    )
    groups = [f"{a} {kind}", f"{b} {kind}"]
    t.used |= {g.lower() for g in groups}
    lines, told, ends = [], [], []
    for group in groups:
        parts = t.parts(1, 3)
        if t.rng.random() < 0.4:
            parts.insert(0, t.name(SOURCES))
        inner = t.chain(parts) if t.rng.random() < 0.5 else t.listing(parts)
        told.append(t.say(
            ("the {g} has {l}", "the {g} is {l}", "{g}: {l}", "the {g} consists of {l}", "{g} with {l}",
            "the {g} runs {l}",
             "{g} ({l})", "the {g} goes {l}", "in the {g} we have {l}"),
            ("{g:은/는} {l}", "{g}: {l}", "{g:은/는} {l:으로/로} 구성", "{g}에는 {l:이/가} 있고", "{g}({l})"),
            g=group, l=inner))  # fmt: skip
        lines.append(f"[{group}] " + " -> ".join(parts))
        ends.append(parts[-1])
    join = t.name(JOINS)
    after = [t.name(GOALS)] if t.rng.random() < 0.4 else []
    told_join = t.say(
        ("both are joined by a {j}", "they meet in a {j}", "both branches feed the {j}",
        "they are merged in the {j}",
         "the two are combined by {j}", "both go into the {j}", "{j} on top of both",
         "the outputs are fed to a {j}",
         "the results are compared by {j}"),
        ("둘을 {j:으로/로} 합친다", "둘은 {j}에서 만난다", "두 출력이 {j:으로/로} 들어간다",
        "두 결과를 {j}에 넣는다", "마지막에 {j:으로/로} 결합"),
        j=join)  # fmt: skip
    if after:
        told_join += t.say((", then {x}", " which gives the {x}", ", producing {x}", " to get the {x}"),
                           (", 그다음 {x}", " 그리고 {x} 출력", ", 결과는 {x}"), x=after[0])  # fmt: skip
    lines.append(" -> ".join([", ".join(ends), join, *after]))
    bar = t.pick((", ", ". ", "; ", ", and ", "\n") if not t.korean else (", ", ". ", "\n"))
    text = bar.join([*told, told_join])
    if t.rng.random() < 0.3:
        text = t.say(("Two branches: ", "two-tower model. ", "A model with two streams: ", "dual encoder: "),
                     ("두 갈래 구조: ", "투타워 모델. ", "듀얼 인코더: ")) + text  # fmt: skip
    return text, lines


def siamese(t: Teller) -> Text:
    """Two inputs through the same network."""
    x = t.name(SOURCES)
    a, b = t.pick((("A", "B"), ("1", "2"))) if t.rng.random() < 0.7 else ("x1", "x2")  # type: ignore[misc]
    one, two = f"{x} {a}", f"{x} {b}"
    shared, join = t.parts(1, 2), t.name(JOINS)
    text = t.say(
        ("{p} and {q} both go through the same {s}, and {j} compares them",
        "siamese network: {p} and {q} share the {s}, then {j}",
         "{p} and {q} pass through a shared {s}, followed by {j}",
         "the same {s} encodes {p} and {q}; the outputs go to {j}",
         "{p}, {q} -> shared {s} -> {j}"),
        ("{p:과/와} {q:이/가} 같은 {s:을/를} 통과하고 {j:으로/로} 비교한다",
        "샴 네트워크: {p}, {q:이/가} {s:을/를} 공유하고 {j}에서 만난다",
         "{p:과/와} {q:을/를} 동일한 {s}에 넣은 뒤 {j:을/를} 구한다"),
        p=one, q=two, s=t.pick((" -> ", " and then ")).join(shared) if not t.korean else ", ".join(shared),
            j=join)  # fmt: skip
    lines = [" -> ".join([f"{one}, {two}", *shared, join])]
    return text, lines


def heads(t: Teller) -> Text:
    """One trunk, several heads, at times with sizes."""
    trunk = ([t.name(SOURCES)] if t.rng.random() < 0.5 else []) + t.parts(1, 3)
    names = [t.name(HEADS) for _ in range(t.rng.choice((2, 2, 3, 3, 4)))]
    sized = t.rng.random() < 0.4
    sizes = [free_size(t.rng) for _ in names]
    words = (
        [
            f"{n} ({k}{t.pick(('', ' units')) if not t.korean else ''})"
            for n, k in zip(names, sizes, strict=True)
        ]
        if sized
        else names
    )
    items = [f"{n} #{k}" for n, k in zip(names, sizes, strict=True)] if sized else names
    text = t.say(
        ("{t}, and then it splits into {h}", "{t}, with {c} heads: {h}", "{t} feeding {h}",
        "a shared trunk of {t}, on top {h}",
         "{t} -> {h}", "{t}. The last layer feeds {c} heads, {h}", "backbone: {t}. heads: {h}",
         "{t}, which branches into {h}"),
        ("{t}, 그 위에 {h}", "{t} 뒤에 헤드 {c}개: {h}", "{t}에서 {h:으로/로} 갈라진다",
        "백본은 {t}, 헤드는 {h}", "{t} -> {h}"),
        t=t.chain(trunk), h=t.listing(words, ordered=False),
            c=t.count(len(names)) if not t.korean else str(len(names)))  # fmt: skip
    return text, [" -> ".join([*trunk, ", ".join(items)])]


def skips(t: Teller) -> Text:
    """A path with edges that go past some of its parts."""
    parts = t.parts(3, 6)
    if t.rng.random() < 0.5:
        parts[0] = t.name(SOURCES)
    if t.rng.random() < 0.3:
        parts[-1] = t.pick(("덧셈", "합") if t.korean else ("addition", "add", "sum"))
    i = t.rng.randrange(len(parts) - 2)
    j = t.rng.randrange(i + 2, len(parts))
    pairs = [(i, j)]
    if len(parts) > 4 and t.rng.random() < 0.25:
        k = t.rng.randrange(len(parts) - 2)
        m = t.rng.randrange(k + 2, len(parts))
        if (k, m) != (i, j):
            pairs.append((k, m))
    tails = [
        t.say(
            ("with a skip connection from the {a} to the {b}", "plus a skip from {a} to {b}",
            "a shortcut connects {a} to {b}",
             "the {a} is also connected to the {b}", "a residual connection goes from the {a} to the {b}",
             "{a} also skips ahead to {b}", "skip: {a} -> {b}", "the output of the {a} is added to the {b}",
             "the {b} also receives the {a}", "and there is a residual link from {a} to {b}"),
            ("{a}에서 {b:으로/로} 스킵 연결", "{a:과/와} {b} 사이에 스킵 연결이 있다",
            "{a:은/는} {b:으로/로} 바로 이어지기도 한다",
             "{a}의 출력이 {b}에 더해진다", "잔차 연결: {a} -> {b}", "{a}에서 {b}까지 건너뛰는 연결"),
            a=parts[p], b=parts[q]) for p, q in pairs]  # fmt: skip
    text = t.chain(parts) + t.pick((", ", ". ", "; ")) + t.pick((", ", "; ")).join(tails)
    return text, [" -> ".join(parts), *(f"{parts[p]} -> {parts[q]}" for p, q in pairs)]


def repeats(t: Teller) -> Text:
    """A block of parts that comes several times, between what comes before and after."""
    block, n = t.name(BLOCKS), t.rng.choice((2, 3, 4, 5, 6, 6, 8, 9, 10, 12, 12, 16, 18, 24, 32, 48))
    items = t.parts(2, 4)
    before = [t.name(SOURCES)] * (t.rng.random() < 0.3) + ([*t.parts(1, 2)] if t.rng.random() < 0.4 else [])
    after = ([*t.parts(1, 1)] if t.rng.random() < 0.5 else []) + [t.name(GOALS)] * (t.rng.random() < 0.2)
    inner = t.listing(items, ordered=False) if t.rng.random() < 0.7 else " -> ".join(items)
    core = t.say(
        ("{n} {b}, each with {l}", "{n} {b} of {l}", "{n} {b} ({l})", "{n} identical {b}, each made of {l}",
         "{m}x {b} with {l}", "a stack of {n} {b}, each having {l}", "{b} repeated {n} times: {l}",
         "{n} {b} that contain {l}",
         "{n} times {b}: {l}", "{n} {b} where each has {l}"),
        ("{b}({l}) {c}", "{b}({l})을 {n}번 반복", "{l:으로/로} 된 {b} {c}", "{b} {c}(각각 {l})",
        "{l:을/를} 담은 {b:을/를} {n}번 쌓고",
         "{b}: {l:이/가} {n}층", "{b} {c}, 각각 {l}"),
        n=t.count(n) if not t.korean else str(n), m=str(n), c=t.counted(n), b=block, l=inner)  # fmt: skip
    text = core
    lines = [f"[{block} ×{n}] " + " -> ".join(items)]
    if before:
        text = (
            t.chain(before)
            + t.pick(
                (", then ", " followed by ", ", ", " -> ", " feeds ")
                if not t.korean
                else (" 다음 ", ", ", " -> ", " 뒤에 ")
            )
            + core
        )
        lines.insert(0, " -> ".join([*before, items[0]]))
    if after:
        text += t.pick(
            (", then ", ", followed by ", " and finally ", ", and on top ", ". At the end ")
            if not t.korean
            else (", 마지막에 ", " 다음 ", ", 끝에 ")
        ) + t.chain(after)
        lines.append(" -> ".join([items[-1], *after]))
    return text, lines


def counted(t: Teller) -> Text:
    """A path in which a named block comes n times: 12 conformer blocks."""
    parts = ([t.name(SOURCES)] if t.rng.random() < 0.5 else []) + t.parts(1, 3)
    block, n = t.name(BLOCKS), t.rng.choice((2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32))
    at = t.rng.randint(0, len(parts))
    words = t.say(("{n} {b}", "{n} {b}", "{m}x {b}", "a stack of {n} {b}", "{n} stacked {b}", "{b} x{m}",
        "{b} repeated {n} times", "{n} identical {b}"),
                  ("{b} {c}", "{b} {c}", "{b} x{m}", "{c}의 {b}", "{b} {m}번"),
                  n=t.count(n) if not t.korean else str(n), m=str(n), c=t.counted(n), b=block)  # fmt: skip
    told, items = list(parts), list(parts)
    told.insert(at, words)
    items.insert(at, f"{block} ×{n}")
    if t.rng.random() < 0.5:
        goal = t.name(GOALS)
        told.append(goal)
        items.append(goal)
    link = t.pick(CHAINS[t.language])
    return link.join(told), [" -> ".join(items)]


def halves(t: Teller) -> Text:
    """An encoder of some parts, then a decoder of others, at times with a part between."""
    e, d = t.pick((("인코더", "디코더"),) * 2 + (("생성기", "판별기"), ("백본", "넥"), ("수축 경로",
        "확장 경로")) if t.korean else
                  (("encoder", "decoder"),) * 4 + (("generator", "discriminator"), ("backbone", "neck"),
                  ("contracting path", "expanding path"),
                   ("feature extractor part", "classifier part")))  # type: ignore[misc]  # fmt: skip
    t.used |= {e, d}
    first, second = t.parts(1, 4), t.parts(1, 4)
    middle = [t.name(PARTS)] if t.rng.random() < 0.3 else []
    l1, l2 = (
        t.listing(p, ordered=not middle) if t.rng.random() < 0.6 else " -> ".join(p) for p in (first, second)
    )
    m_en = f"then {t.the(middle[0])}, " if middle else ""
    m_ko = f"{middle[0]}, " if middle else ""
    text = t.say(
        ("{v} made of {l} followed by a {d} made of {r}", "the {e} has {l}; {m}the {d} has {r}",
        "{e}: {l}. {m}{d}: {r}",
         "the {e} consists of {l}, {m}the {d} of {r}", "{e} ({l}), {m}{d} ({r})",
         "{e} with {l}, {m}then a {d} with {r}",
         "first the {e}: {l}. {m}then the {d}: {r}") if not middle else
        ("the {e} has {l}; {m}and the {d} has {r}", "{e}: {l}. {m}{d}: {r}", "{e} ({l}), {m}{d} ({r})",
        "the {e} consists of {l}; {m}the {d} of {r}"),
        ("{e:은/는} {l}. {k}{d:은/는} {r}", "{e}: {l}. {k}{d}: {r}", "{e}({l}), {k}{d}({r})",
        "{e:은/는} {l:으로/로} 구성되고, {k}{d:은/는} {r:으로/로} 구성된다"),
        v=article(e), e=e, d=d, l=l1, r=l2, m=m_en, k=m_ko)  # fmt: skip
    if middle:
        lines = [
            f"[{e}] " + " -> ".join(first),
            f"{first[-1]} -> {middle[0]} -> {second[0]}",
            f"[{d}] " + " -> ".join(second),
        ]
    else:
        lines = [f"[{e}] " + " -> ".join(first), f"[{d}] " + " -> ".join([first[-1], *second])]
    return text, lines


def between(t: Teller) -> Text:
    """Input and output first, then what is between them."""
    x, y, parts = t.name(SOURCES), t.name(GOALS), t.parts(1, 4)
    text = t.say(
        ("input: {x}, output: {y}. in between {l}", "input is {x} and output is {y}, between them {l}",
        "from {x} to {y} through {l}",
         "takes {x}, returns {y}; inside: {l}", "{x} in, {y} out, with {l} in the middle",
         "it maps {x} to {y} by way of {l}"),
        ("입력은 {x}, 출력은 {y}, 그 사이에 {l}", "{x:을/를} 받아 {l:을/를} 거쳐 {y:을/를} 출력",
        "입력: {x} / 출력: {y} / 중간: {l}",
         "{x}에서 {y}까지 {l:을/를} 통과"),
        x=x, y=y, l=t.listing(parts))  # fmt: skip
    return text, [" -> ".join([x, *parts, y])]


def adversarial(t: Teller) -> Text:
    """A GAN in words."""
    z = t.pick(
        ("노이즈", "잠재 벡터", "랜덤 노이즈")
        if t.korean
        else ("noise", "latent vector", "random noise", "noise vector", "z")
    )
    g, d = t.pick((("생성기", "판별기"), ("생성자", "판별자")) if t.korean else
                  (("generator", "discriminator"), ("generator", "critic"), ("generator network",
                  "discriminator network")))  # type: ignore[misc]  # fmt: skip
    kind = t.pick(("이미지", "샘플", "음성") if t.korean else ("image", "sample", "data", "sketch", "audio"))
    fake, real = (
        (f"가짜 {kind}", f"진짜 {kind}")
        if t.korean
        else (f"{t.pick(('fake', 'generated', 'synthetic'))} {kind}", f"real {kind}")
    )
    y = t.pick(
        ("진위 판정", "판별 결과", "진짜/가짜")
        if t.korean
        else ("real or fake", "verdict", "score", "loss", "probability")
    )
    text = t.say(
        ("{z} goes into the {g}, which makes a {f}; the {d} gets the {f} and a {r} and outputs {y}",
         "the {g} turns {z} into a {f}, the {d} sees the {r} and the {f} and gives {y}",
         "{z} -> {g} -> {f}, {f} and {r} -> {d} -> {y}",
         "GAN: {z}, {g}, {f}. The {d} compares {f} with {r}, result: {y}",
         "GAN where a {g} produces the {f} from {z}. The {f} and the {r} are fed to the {d}, it returns {y}"),
        ("{z:이/가} {g:으로/로} 들어가 {f:을/를} 만들고, {d:은/는} {f:과/와} {r:을/를} 받아 {y:을/를} 낸다",
         "{g:은/는} {z:으로/로} {f:을/를} 생성하고 {d:은/는} {r:과/와} {f:을/를} 비교해 {y:을/를} 출력한다",
         "{z} -> {g} -> {f}, {f:과/와} {r} -> {d} -> {y}"),
        z=z, g=g, d=d, f=fake, r=real, y=y)  # fmt: skip
    pair = [fake, real] if text.rindex(fake) < text.rindex(real) else [real, fake]
    return text, [f"{z} -> {g} -> {fake}", f"{', '.join(pair)} -> {d} -> {y}"]


def ladder(t: Teller) -> Text:
    """A U-Net: levels down, a bottom, levels up, and edges across."""
    n = t.rng.choice((2, 2, 3, 3, 4))
    down, up = t.pick((("인코더", "디코더"), ("다운", "업")) if t.korean else
                      (("down", "up"), ("encoder", "decoder"), ("enc", "dec"), ("down block", "up block"),
                      ("conv", "upconv")))  # type: ignore[misc]  # fmt: skip
    bottom = t.pick(
        ("병목", "바닥", "병목층") if t.korean else ("bottleneck", "bottom", "bridge", "middle block")
    )
    gap = t.pick((" ", " ", ""))
    downs = [f"{down}{gap}{i}" for i in range(1, n + 1)]
    ups = [f"{up}{gap}{i}" for i in range(n, 0, -1)]
    path = [*downs, bottom, *ups]
    pairs = list(zip(downs, ups[::-1], strict=True))
    chain = t.pick((", ", " -> ", ", ", ", then " if not t.korean else " 다음 ")).join(path)
    across = t.listing([f"{a}{t.pick((' to ', ' -> ')) if not t.korean else '에서 '}{b}" for a, b in pairs])
    tail = t.say(
        (", skip connections from {a}", ". Skips: {a}", ", each {d} also feeds the {u} of the same number",
        " with skips {a}"),
        (", 스킵 연결은 {a}", ". 스킵: {a}", ", 같은 번호의 {d}에서 {u:으로/로} 스킵 연결"),
        a=across, d=down, u=up)  # fmt: skip
    head = t.pick(
        ("", "U-Net: ", "UNet with ", "unet ", "a U-shaped network: ")
        if not t.korean
        else ("", "U-Net: ", "유넷: ")
    )
    return head + chain + tail, [" -> ".join(path), *(f"{a} -> {b}" for a, b in pairs)]


def neurons(t: Teller) -> Text:
    """Named units, all to all."""
    if t.rng.random() < 0.6:
        x, h, y = t.pick(
            (("x", "h", "y"), ("i", "h", "o"), ("x", "z", "y"), ("in", "mid", "out"), ("a", "b", "c"))
        )  # type: ignore[misc]
        tiers = [[f"{p}{k}" for k in range(1, t.rng.randint(2, 5))] for p in (x, h, y)]
    else:
        from_, to = [t.name(SOURCES) for _ in range(t.rng.randint(2, 3))], [t.name(GOALS)]
        tiers = [from_, [f"h{k}" for k in range(1, t.rng.randint(2, 4) + 1)], to]
    a, b, c = (", ".join(tier) for tier in tiers)
    text = t.say(
        ("inputs: {a}. hidden: {b}. output: {c}. all inputs go to all hidden units and those to all outputs",
         "inputs {a}, hidden {b}, outputs {c}, fully connected",
         "{a} are the inputs, {b} the hidden neurons and {c} the outputs, all connected",
         "neurons {a} in the first layer, {b} in the second, {c} in the last, each layer fully connected"),
        ("입력 {a}, 은닉 {b}, 출력 {c}, 모두 완전 연결",
        "입력: {a}. 은닉: {b}. 출력: {c}. 각 층은 다음 층과 모두 연결",
        "입력 뉴런 {a} / 은닉 뉴런 {b} / 출력 뉴런 {c}"),
        a=a, b=b, c=c)  # fmt: skip
    return text, [f"{a} -> {b} -> {c}"]


FORMS: tuple[tuple[Callable[[Teller], Text], float], ...] = (
    (towers, 0.17),
    (siamese, 0.06),
    (heads, 0.12),
    (skips, 0.15),
    (repeats, 0.16),
    (counted, 0.1),
    (halves, 0.11),
    (between, 0.05),
    (adversarial, 0.03),
    (ladder, 0.03),
    (neurons, 0.02),
)


def tell(rng: random.Random, language: str) -> tuple[str, str]:
    """A prompt that tells a network in words, and its outline; the language is "en" or "ko"."""
    teller = Teller(rng, language)
    text, lines = by_share(rng, FORMS)(teller)
    if rng.random() < 0.3:
        text = text[0].upper() + text[1:]
    if rng.random() < 0.3 and text[-1] not in ".?!":
        text += "."
    return text, "\n".join(lines)


def sample(rng: random.Random) -> tuple[str, str]:
    """In English."""
    return tell(rng, "en")


def sample_ko(rng: random.Random) -> tuple[str, str]:
    """In Korean."""
    return tell(rng, "ko")
