"""Korean prompts for recurrent networks, autoencoders and networks that branch.

The conventions are those of the English modules.
"""

from __future__ import annotations

import random

from training.synthesis.networks.auto import mirrored, shrinking, wide_input
from training.synthesis.networks.cnn import SIDES
from training.synthesis.networks.ko import (
    COUNTS,
    IMAGE_SUBJECTS,
    NORMS,
    SOFTMAX,
    arrange,
    chain,
    conv,
    count,
    dropout,
    finish,
    hidden,
    image,
    inputs,
    layers,
    listing,
    output,
    particle,
    pick_name,
    pool,
    top,
)
from training.synthesis.networks.mlp import output_size, some_sizes
from training.synthesis.networks.rnn import units
from training.synthesis.networks.wiring import Wiring, base
from training.synthesis.networks.words import Phrase, Writer

# fmt: off
SEQUENCE_SUBJECTS = ("RNN", "LSTM 모델", "순환 신경망", "텍스트 분류기", "감성 분석 모델", "언어 모델",
                     "시계열 예측 모델", "모델", "챗봇 모델",
                     "GRU 네트워크",
                     "문장 분류 모델", "번역 모델", "신경망", "네트워크", "개체명 인식기")
CELLS = {"lstm": ("LSTM", "LSTM", "lstm", "LSTM층"), "gru": ("GRU", "GRU", "GRU층"), "rnn": ("RNN", "RNN"),
         "bilstm": ("BiLSTM", "양방향 LSTM", "Bi-LSTM"),
         "bigru": ("양방향 GRU",), "순환층": ("순환층",)}
CELL_WEIGHTS = ("lstm",) * 6 + ("gru",) * 3 + ("bilstm",) * 3 + tuple(CELLS)
ONE_CELL = ("{k} {n}", "{k} {n}유닛", "{k}({n})", "{n}유닛 {k}", "{k} 유닛 {n}개", "유닛 {n}개짜리 {k}",
            "은닉 크기 {n}의 {k}",
            "{k}(은닉 크기 {n})", "{k}({n}유닛)", "{k} 크기 {n}")
CELL_STACKS = ("{k} {c}개(각 {n}유닛)", "{n}유닛 {k} {c}층", "{k} {c}층({n}유닛)", "{k} {c}개({n})",
               "{c}층으로 쌓은 {k}({n}유닛)", "각 {n}유닛의 {k} {c}개")
EMBEDDINGS = ("임베딩 {n}", "{n}차원 임베딩", "임베딩({n})", "임베딩층({n}차원)", "크기 {n}의 임베딩",
              "임베딩 레이어 {n}", "임베딩 차원 {n}",
              "{n}차원 임베딩층")
ATTENTIONS = {"어텐션": ("어텐션", "어텐션층"), "셀프 어텐션": ("셀프 어텐션",), "attention": ("attention",
              "Attention"),
              "멀티헤드 어텐션": ("멀티헤드 어텐션",)}
MIDDLES = {"잠재 벡터": ("잠재 벡터 {n}", "잠재 벡터 {n}차원", "{n}차원 잠재 벡터"),
           "잠재 공간": ("잠재 공간 {n}", "{n}차원 잠재 공간",
           "잠재 공간 {n}차원"),
           "병목": ("병목 {n}", "병목층 {n}개", "병목 {n}유닛", "{n}개의 병목층")}
ORDINALS = ("", "첫 번째", "두 번째", "세 번째", "네 번째", "다섯 번째", "여섯 번째", "일곱 번째",
            "여덟 번째", "아홉 번째")
WORDS = {"합성곱": ("합성곱", "합성곱층"), "은닉층": ("은닉층",), "완전연결": ("완전연결층",),
         "입력": ("입력", "입력층"), "출력": ("출력",
         "출력층"), "conv": ("conv",),
         "풀링": ("풀링",), "최대 풀링": ("맥스풀링", "최대 풀링")}
SKIPS = ("{t}, {a}에서 {b}{ro} 스킵 연결", "{t}이고 {a}에서 {b}{ro} 가는 스킵 커넥션이 있다",
         "{t}, {a}에서 {b}{ro} 잔차 연결 추가",
         "{t}. {a}의 출력은 {b}{ro}도 연결된다",
         "{t}. 그리고 {a}에서 {b}{ro} 스킵 연결이 있습니다", "{t} + {a}에서 {b}{ro} skip connection",
         "{t}, {a}에서 {b}{ro} 건너뛰는 연결", "{t}, {a} -> {b} 스킵 연결",
         "{t}. {a}과 {b}을 잇는 지름길 연결이 있어요", "{t}, 스킵 연결: {a}에서 {b}{ro}")
BLOCKS = ("트랜스포머 인코더", "트랜스포머 인코더", "트랜스포머 블록", "인코더 블록", "디코더 블록",
          "트랜스포머 디코더", "어텐션 블록",
          "transformer encoder", "transformer block")
RESIDUALS = ("잔차 블록", "잔차 블록", "레지듀얼 블록", "residual block", "ResNet 블록", "인셉션 모듈",
             "병목 블록")
COUNTED = ("{b} {c}개", "{b} {n}개", "{b} x{n}", "{c}개의 {b}", "{b} {n}번 반복", "{b}{eul} {n}번 반복",
           "{b} × {n}",
           "{n}개 {b}")
TOWER_NAMES = ("이미지", "텍스트", "오디오", "사용자", "상품", "센서", "질문", "문서", "왼쪽", "오른쪽",
               "메타데이터", "영상", "가격", "음성",
               "시간", "공간")
TOWERS = ("브랜치", "타워", "가지", "분기", "경로", "갈래")
MERGES = (("concat", "concat"), ("결합", "결합"), ("concat", "concat으로 합치고"), ("결합",
          "두 출력을 결합하고"),
          ("더하기", "더하기"), ("결합", "결합한 뒤"))
HEADS = ("분류 헤드", "박스 헤드", "마스크 헤드", "정책 헤드", "가치 헤드", "나이 헤드", "성별 헤드",
         "감정 헤드", "회귀 헤드", "가격 출력", "속도 출력",
         "조향 출력", "깊이 헤드",
         "분류기", "회귀기", "시작 출력", "끝 출력", "의도 헤드", "슬롯 헤드")
# fmt: on


def _joined(phrases: list[Phrase]) -> list[str]:
    return [item for _, part in phrases for item in part]


def embedding(w: Writer) -> Phrase:
    """An embedding."""
    if w.chance(0.3):
        return w.pick(("임베딩", "임베딩층", "임베딩 레이어")), ["임베딩"]
    n = units(w)
    if w.chance(0.12):
        return w.pick(("embedding {}", "Embedding({})", "embedding 크기 {}")).format(n), [f"embedding #{n}"]
    return w.pick(EMBEDDINGS).format(n=n), [f"임베딩 #{n}"]


def recurrent(w: Writer, sized: bool) -> Phrase:
    """Recurrent layers."""
    name = w.pick(CELL_WEIGHTS)
    word, n = w.pick(CELLS[name]), units(w)
    times = 1 if w.chance(0.6) else w.rng.randint(2, 4)
    if not sized:
        if times == 1:
            return word, [name]
        return w.pick(("{k} {c}개", "{k} {c}층", "{c}층 {k}")).format(k=word, c=times), [name] * times
    if times == 1:
        return w.pick(ONE_CELL).format(k=word, n=n), [f"{name} #{n}"]
    return w.pick(CELL_STACKS).format(k=word, c=times, n=n), [f"{name} #{n}"] * times


def rnn(rng: random.Random) -> tuple[str, str]:
    """A recurrent network: prompt and outline."""
    w = Writer(rng)
    if w.chance(0.12):
        return _sequence(w)
    sized = w.chance(0.75)
    phrases: list[Phrase] = (
        [(w.pick(("입력", "입력 문장", "문장 입력", "입력 시퀀스")), ["입력"])] if w.chance(0.2) else []
    )
    if w.chance(0.75):
        phrases.append(embedding(w))
    phrases.append(recurrent(w, sized))
    if w.chance(0.2):
        phrases.append(dropout(w))
    if w.chance(0.15):
        phrases.append(recurrent(w, sized))
    if w.chance(0.25):
        phrases.append(pick_name(w, ATTENTIONS))
    if w.chance(0.4):
        phrases.append(hidden(w, 2))
    phrases.append(output(w) if w.chance(0.72) else pick_name(w, SOFTMAX))
    return finish(w, arrange(w, [text for text, _ in phrases], SEQUENCE_SUBJECTS)), "; ".join(
        _joined(phrases)
    )


def _sequence(w: Writer) -> tuple[str, str]:
    """Encoder and decoder of a sequence to sequence model."""
    wiring, sized = Wiring(), w.chance(0.7)
    first, second = [embedding(w), recurrent(w, sized)], [embedding(w), recurrent(w, sized)]
    if w.chance(0.3):
        second.append(pick_name(w, ATTENTIONS))
    if w.chance(0.6):
        second.append(pick_name(w, SOFTMAX))
    left, right = wiring.stack(_joined(first), "인코더"), wiring.stack(_joined(second), "디코더")
    wiring.path(left[-1], right[1])
    x, y = (", ".join(text for text, _ in part) for part in (first, second))
    text = w.pick(
        (
            "인코더는 {x}, 디코더는 {y}",
            "인코더: {x}, 디코더: {y}",
            "seq2seq 모델, 인코더는 {x}이고 디코더는 {y}",
            "번역 모델: 인코더({x}), 디코더({y})",
            "인코더({x})의 마지막 상태를 디코더({y})에 전달하는 모델",
            "인코더는 {x}{rx} 구성되고 디코더는 {y}{ry} 구성됩니다",
        )
    ).format(x=x, y=y, rx=particle(x, "으로", "로"), ry=particle(y, "으로", "로"))
    return finish(w, text), str(wiring)


def _mirrored(first: list[str], middle: str, second: list[str]) -> str:
    return mirrored(first, middle, second, ("인코더", "디코더"))


def autoencoder(rng: random.Random) -> tuple[str, str]:
    """An autoencoder, variational or not, or a U-Net: prompt and outline."""
    w = Writer(rng)
    size, sizes = wide_input(w), shrinking(w, rng.randint(2, 4))
    *wide, narrow = sizes
    there, back = [f"은닉층 #{n}" for n in wide], [f"은닉층 #{n}" for n in wide[::-1]]
    dash = w.pick(("-", "-", " -> ", "->", " - ", "/", ", "))
    subject = w.pick(
        ("오토인코더", "오토인코더", "자동인코더", "노이즈 제거 오토인코더", "AE", "이상 탐지 오토인코더")
    )
    form = rng.random()
    if form < 0.18:
        row = dash.join(map(str, [size, *sizes, *wide[::-1], size]))
        text = w.pick(("{s} {r}", "{r} {s}", "{r} 구조의 {s}", "{s}, 층 크기 {r}", "{s}({r})")).format(
            s=subject, r=row
        )
        return text, "; ".join([f"입력 #{size}", *there, f"잠재 벡터 #{narrow}", *back, f"출력 #{size}"])
    first, second = [f"입력 #{size}", *there], [*back, f"출력 #{size}"]
    if form < 0.4:
        row, reverse = dash.join(map(str, [size, *sizes])), dash.join(map(str, [*sizes[::-1], size]))
        text = w.pick(
            (
                "인코더 {a}, 디코더 {b}",
                "{s}: 인코더 {a}, 디코더 {b}",
                "인코더는 {a}, 디코더는 {b}인 {s}",
                "인코더 {a}에 디코더는 대칭",
                "인코더가 {a}이고 디코더는 그 반대인 {s}",
                "{s}, 인코더({a}), 디코더({b})",
                "인코더 {a}, 대칭 디코더를 가진 {s}",
            )
        ).format(a=row, b=reverse, s=subject)
        return finish(w, text), _mirrored(first, f"잠재 벡터 #{narrow}", second)
    name = w.pick(tuple(MIDDLES))
    middle = w.pick(MIDDLES[name]).format(n=narrow)
    x, y = (listing(w, part) if len(part) > 1 else str(part[0]) for part in (wide, wide[::-1]))
    if form < 0.7:
        text = w.pick(
            (
                "입력 {i}, 인코더 {x}, {m}, 디코더 {y}, 출력 {i}인 {s}",
                "{s}: 입력 {i}개, 인코더 {x}, {m}, 디코더 {y}, 출력 {i}개",
                "입력 {i}개, 인코더 은닉층 {x}, {m}, 대칭 디코더",
                "{i}차원 입력을 인코더({x})로 줄여 {m}, 디코더({y})로 다시 {i}차원 출력",
                "인코더는 입력 {i}, 은닉층 {x}이고, {m}, 디코더는 은닉층 {y}, 출력 {i}입니다",
                "입력 {i}, 인코더 층 {x}, {m}, 디코더는 인코더와 대칭",
                "{s}, 입력 {i}, 인코더 {x}, 가운데 {m}, 디코더 {y}, 출력 {i}",
            )
        ).format(i=size, x=x, y=y, m=middle, s=subject)
        return finish(w, text), _mirrored(first, f"{name} #{narrow}", second)
    if form < 0.78:
        wiring = Wiring()
        mean, spread = w.pick(("평균,분산", "평균,로그 분산", "mu,sigma", "평균,표준편차")).split(",")
        point = w.pick(("z", "샘플링", "잠재 벡터"))
        left, right = wiring.stack(first, "인코더"), wiring.stack(second, "디코더")
        wiring.path(left[-1], [f"{mean} #{narrow}", f"{spread} #{narrow}"], point, right[0])
        text = w.pick(
            (
                "VAE: 입력 {i}, 인코더 {x}, {a}{wa} {b}(각 {n}), {z}, 디코더 {y}, 출력 {i}",
                "변분 오토인코더, 입력 {i}개, 인코더 {x}, {a} {n}개, {b} {n}개, {z}, 디코더 {y}, 출력 {i}개",
            )
        ).format(i=size, x=x, y=y, n=narrow, a=mean, b=spread, z=point, wa=particle(mean, "과", "와"))
        return text, str(wiring)
    if form < 0.87:
        depth = rng.randint(2, 4)
        down, up = w.pick(("다운 블록,업 블록", "인코더 블록,디코더 블록", "수축 블록,확장 블록")).split(",")
        middle = w.pick(("병목", "브리지", ""))
        wiring = Wiring()
        wiring.stack([down] * depth + ([middle] if middle else []) + [up] * depth)
        for level in range(depth):
            wiring.path(level, 2 * depth - 1 - level + bool(middle))
        c = count(w, depth)
        inner = f"{down} {c}개, " + (f"{middle}, " if middle else "") + f"{up} {c}개"
        text = w.pick(
            (
                "U-Net, {t}, 같은 단계끼리 스킵 연결",
                "{t}와 단계별 스킵 연결이 있는 U-Net",
                "유넷: {t}, 대응하는 블록끼리 스킵 연결",
                "{t}로 된 U-Net, 각 단계 스킵 연결",
            )
        )
        return text.format(t=inner), str(wiring)
    side, depth = rng.choice((28, 32, 64, 128)), rng.randint(1, 3)
    widths = sorted(rng.sample((8, 16, 32, 64, 128), depth)) if w.chance(0.6) else [0] * depth
    kernel, up = rng.choice((0, 3, 3, 5)), w.pick(("전치 합성곱", "업샘플링"))
    start, left_, right_ = image(w, side), [], []
    left_.append(start)
    pooled = w.chance(0.5)
    for width in widths:
        left_.append(conv(w, "합성곱", kernel, width))
        if pooled:
            left_.append(pool(w, "최대 풀링", 0))
    for width in widths[::-1]:
        if up == "업샘플링":
            right_ += [(w.pick(("업샘플링", "업샘플링층")), [up]), conv(w, "합성곱", kernel, width)]
        else:
            tail = f" {width}채널" if width else ""
            size_ = f" {kernel}x{kernel}" if kernel else ""
            right_.append(
                (f"전치 합성곱{size_}{tail}", [f"전치 합성곱{size_}" + (f" @{width}" if width else "")])
            )
    right_.append((w.pick(("출력", "출력 이미지")), ["출력"]))
    said = w.chance(0.5)
    x, y = (", ".join(text for text, _ in part) for part in (left_, right_))
    between = f"{middle}, " if said else ""
    text = w.pick(
        (
            "합성곱 오토인코더: 인코더 {x}, {b}디코더 {y}",
            "인코더: {x} / {b}디코더: {y}",
            "인코더({x}), {b}디코더({y})로 된 오토인코더",
            "인코더는 {x}, {b}디코더는 {y}",
        )
    )
    return finish(w, text.format(x=x, y=y, b=between)), _mirrored(
        _joined(left_), f"{name} #{narrow}" if said else "", _joined(right_)
    )


def _place(w: Writer, names: list[str], number: int) -> str:
    """How prose points to a layer."""
    name = names[number]
    same = [i for i, other in enumerate(names) if other == name]
    word = w.pick(WORDS[name])
    if len(same) == 1:
        return word
    which = same.index(number) + 1
    if which == len(same) and w.chance(0.4):
        return f"마지막 {word}"
    return f"{ORDINALS[which] if w.chance(0.85) else f'{which}번째'} {word}"


def _skips(w: Writer) -> tuple[str, str]:
    """A stack with a skip connection."""
    name = w.pick(("합성곱", "합성곱", "conv"))
    if w.chance(0.6):
        phrases = [image(w, w.rng.choice(SIDES))] if w.chance(0.8) else [("입력", ["입력"])]
        kernel, width = w.rng.choice((0, 3, 3, 5)), w.rng.choice((0, 0, 16, 32, 64))
        phrases.append(conv(w, name, kernel, width, repeat=w.rng.randint(3, 6)))
        phrases += [output(w)] if w.chance(0.6) else top(w)
    else:
        phrases = [
            inputs(w),
            layers(w, [w.rng.choice((4, 8, 16, 32, 64, 128))] * w.rng.randint(3, 5), "은닉층", "은닉층"),
            output(w),
        ]
    items = _joined(phrases)
    wiring = Wiring()
    wiring.stack(items)
    names = [base(item) for item in items]
    good = [i for i, name in enumerate(names) if name in WORDS]
    pairs = [(a, b) for a in good for b in good if b - a > 1]
    alike = [pair for pair in pairs if names[pair[0]] == names[pair[1]]]
    a, b = w.rng.choice(alike if alike and w.chance(0.6) else pairs)
    wiring.path(a, b)
    x, y = _place(w, names, a), _place(w, names, b)
    form = (
        w.pick(SKIPS)
        .replace("{a}과", "{a}" + particle(x, "과", "와"))
        .replace("{b}을", "{b}" + particle(y, "을", "를"))
    )
    text = chain(w, [words for words, _ in phrases])
    return finish(w, form.format(t=text, a=x, b=y, ro=particle(y, "으로", "로"))), str(wiring)


def _blocks(w: Writer, transformer: bool) -> tuple[str, str]:
    """Named blocks that repeat."""
    phrases: list[Phrase] = []
    if transformer:
        phrases.append(embedding(w) if w.chance(0.85) else ("패치 임베딩", ["패치 임베딩"]))
        if w.chance(0.4):
            words = w.pick(("위치 인코딩", "포지셔널 인코딩", "위치 임베딩"))
            phrases.append((words, [words]))
    else:
        if w.chance(0.6):
            phrases.append(image(w, w.rng.choice(SIDES)))
        if w.chance(0.75):
            phrases.append(conv(w, "합성곱", w.rng.choice((3, 7)), w.rng.choice((0, 32, 64))))
        if w.chance(0.4):
            phrases.append(pool(w, "최대 풀링", 0))
    for _ in range(1 if transformer else w.rng.choice((1, 1, 2, 3))):
        name, n = (
            w.pick(BLOCKS if transformer else RESIDUALS),
            w.rng.choice((2, 3, 4, 5, 6, 6, 8, 12, 12, 24)),
        )
        c = COUNTS[n] + " " if n <= 10 and w.chance(0.4) else str(n)
        text = w.pick(COUNTED).format(b=name, c=c, n=n, eul=particle(name, "을", "를"))
        phrases.append((text, [f"{name} ×{n}"]))
    if transformer:
        if w.chance(0.25):
            phrases.append(
                pick_name(w, {"층 정규화": NORMS["층 정규화"], "layer norm": ("layer norm", "LayerNorm")})
            )
        if w.chance(0.6):
            phrases.append(
                (w.pick(("선형층", "선형 레이어", "선형층")), ["선형"])
                if w.chance(0.7)
                else ("linear", ["linear"])
            )
            phrases.append(pick_name(w, SOFTMAX))
        else:
            phrases.append(output(w))
        subjects = (
            "트랜스포머",
            "트랜스포머 모델",
            "BERT 같은 모델",
            "언어 모델",
            "GPT 모델",
            "비전 트랜스포머",
        )
    else:
        phrases += top(w)
        subjects = ("ResNet", "잔차 네트워크", *IMAGE_SUBJECTS[:6])
    return finish(w, arrange(w, [text for text, _ in phrases], subjects)), "; ".join(_joined(phrases))


def _tower(w: Writer) -> list[Phrase]:
    form = w.rng.random()
    if form < 0.4:
        return [
            image(w, w.rng.choice(SIDES)),
            conv(w, "합성곱", w.rng.choice((0, 3, 5)), w.rng.choice((0, 16, 32)), repeat=w.rng.randint(1, 3)),
        ]
    if form < 0.6:
        return [embedding(w), recurrent(w, True)]
    return [
        inputs(w),
        layers(w, some_sizes(w, 2), "완전연결", w.pick(("완전연결층", "완전연결층", "전결합층"))),
    ]


def _towers(w: Writer) -> tuple[str, str]:
    """Two branches that are merged."""
    wiring, tower = Wiring(), w.pick(TOWERS)
    named = w.chance(0.55)
    groups = [f"{name} {tower}" for name in w.rng.sample(TOWER_NAMES, 2)] if named else ["", ""]
    parts = [_tower(w), _tower(w)]
    lasts: list[int | str] = [
        wiring.stack(_joined(part), group)[-1] for part, group in zip(parts, groups, strict=True)
    ]
    merge, said = w.rng.choice(MERGES)
    trunk = [layers(w, some_sizes(w, 2), "완전연결", "완전연결층")] if w.chance(0.7) else []
    trunk.append(output(w))
    after = wiring.stack([merge, *_joined(trunk)])
    wiring.path(lasts, after[0])
    x, y = (", ".join(text for text, _ in part) for part in parts)
    if named:
        form = w.pick(
            ("{g}: {x}; {h}: {y}", "{g}는 {x}, {h}는 {y}", "{g}({x})와 {h}({y})", "{g}에는 {x}, {h}에는 {y}")
        )
        text = form.replace("{g}는", "{g}" + particle(tower, "은", "는")).replace(
            "{h}는", "{h}" + particle(tower, "은", "는")
        )
        text = text.format(g=groups[0], h=groups[1], x=x, y=y)
    else:
        text = w.pick(
            (
                "두 개의 {t}: 하나는 {x}, 다른 하나는 {y}",
                "첫 번째 {t}: {x}, 두 번째 {t}: {y}",
                "입력이 두 개인 모델, 첫 번째는 {x}, 두 번째는 {y}",
                "{t} 1: {x} / {t} 2: {y}",
            )
        ).format(t=tower, x=x, y=y)
    end = ", ".join(words for words, _ in trunk)
    link = " " if said.endswith(("고", "뒤")) else ", "
    return finish(w, f"{text}{w.pick((', ', '. ', ', 이후 ', ' 다음 '))}{said}{link}{end}"), str(wiring)


def _heads(w: Writer) -> tuple[str, str]:
    """A trunk with heads."""
    if w.chance(0.5):
        trunk = [
            image(w, w.rng.choice(SIDES)),
            conv(w, "합성곱", w.rng.choice((0, 3)), w.rng.choice((0, 32, 64)), repeat=w.rng.randint(1, 3)),
        ]
        if w.chance(0.5):
            trunk.append(layers(w, some_sizes(w, 2), "은닉층", "은닉층"))
    else:
        trunk = [inputs(w), layers(w, some_sizes(w, 3), "은닉층", "은닉층")]
    wiring = Wiring()
    nodes = wiring.stack(_joined(trunk))
    sized = w.chance(0.7)
    form = w.pick(("{h} {n}개", "{h}({n})", "{h} {n}", "{h}({n}개)"))
    texts: list[str] = []
    items: list[int | str] = []
    for name in w.rng.sample(HEADS, w.rng.choice((2, 2, 2, 3))):
        n = output_size(w)
        texts.append(form.format(h=name, n=n) if sized else name)
        items.append(f"{name} #{n}" if sized else name)
    wiring.path(nodes[-1], items)
    listed = (
        ", ".join(texts[:-1]) + particle(texts[-2], "과 ", "와 ") + texts[-1]
        if len(texts) == 2
        else ", ".join(texts)
    )
    if w.chance(0.3):
        listed = ", ".join(texts)
    say = w.pick(
        (
            ", 그 뒤 {}{ro} 나뉩니다",
            ", 마지막에 {}{ro} 갈라진다",
            ", 출력은 {}",
            ", 헤드는 {}",
            " 다음 {}{ro} 분기",
            ", 그리고 {}",
            ". 마지막 층에서 {}{ro} 나뉜다",
            " -> {}",
        )
    )
    text = ", ".join(words for words, _ in trunk) + say.format(listed, ro=particle(listed, "으로", "로"))
    if w.chance(0.3):
        text = w.pick(("멀티태스크 모델: ", "다중 출력 네트워크, ", "공유 백본 ", "멀티헤드 모델, ")) + text
    return finish(w, text), str(wiring)


def residual(rng: random.Random) -> tuple[str, str]:
    """A network that branches or repeats: prompt and outline."""
    w = Writer(rng)
    form = rng.random()
    if form < 0.3:
        return _skips(w)
    if form < 0.45:
        return _blocks(w, transformer=False)
    if form < 0.63:
        return _blocks(w, transformer=True)
    return _towers(w) if form < 0.83 else _heads(w)
