"""Korean prompts for dense stacks and CNNs, in several registers, also with English words in between."""

from __future__ import annotations

import random

from training.synthesis.networks.cnn import CHANNELS, SIDES
from training.synthesis.networks.mlp import DROPOUTS, input_size, output_size, some_sizes
from training.synthesis.networks.words import Phrase, Writer

# fmt: off
COUNTS = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
UNITS = ("개", "개", "개", "개", " 노드", "유닛", "개 뉴런", "개 노드", "개 유닛", "뉴런", "노드", " 유닛")
SUBJECTS = (
    "신경망", "신경망", "모델", "네트워크", "딥러닝 모델", "다층 퍼셉트론", "인공신경망", "MLP", "분류기",
    "퍼셉트론", "분류 모델",
    "피드포워드 신경망", "순방향 신경망", "뉴럴 네트워크", "심층 신경망", "회귀 모델", "완전연결 신경망",
    "간단한 신경망", "DNN", "뉴럴넷",
)
IMAGE_SUBJECTS = (
    "CNN", "CNN", "합성곱 신경망", "CNN 모델", "이미지 분류기", "모델", "네트워크", "신경망",
    "이미지 분류 모델", "딥러닝 모델", "컨볼루션 신경망",
    "숫자 인식 모델", "얼굴 인식 CNN", "합성곱 네트워크", "컨브넷", "간단한 CNN", "비전 모델", "사진 분류기",
    "LeNet 비슷한 모델",
)
INPUTS = (
    "입력 {n}개", "입력 {n}개", "입력층 {n}개", "입력 {n}", "입력 크기 {n}", "입력 노드 {n}개",
    "{n}개의 입력", "{n}차원 입력", "입력층 {n}",
    "입력층({n}개)", "입력 뉴런 {n}개", "입력층 노드 {n}개", "{n}개 입력", "입력 특성 {n}개", "입력 차원 {n}",
    "입력층 크기 {n}", "입력: {n}",
    "{n}개의 입력 노드", "입력 {n}차원", "입력 유닛 {n}개", "특징 {n}개 입력", "입력 변수 {n}개",
    "{n}차원 벡터 입력", "입력층 뉴런 {n}개",
)
OUTPUTS = (
    "출력 {n}개", "출력 {n}개", "출력층 {n}개", "출력 {n}", "출력 크기 {n}", "출력 노드 {n}개",
    "{n}개의 출력", "{n}차원 출력", "출력층 {n}",
    "출력층({n}개)", "출력 뉴런 {n}개", "출력 클래스 {n}개", "{n}개 출력", "출력층 노드 {n}개", "출력: {n}",
    "{n}개의 출력 노드", "클래스 {n}개",
    "{n}개 클래스", "{n}개 클래스 출력", "출력 유닛 {n}개", "출력 차원 {n}",
)
ONE_OUTPUTS = ("출력 1개", "출력 하나", "출력 한 개", "이진 출력", "출력 1", "출력 노드 1개", "출력층 1개",
               "하나의 출력")
HIDDEN_WORDS = ("은닉층", "은닉층", "은닉층", "은닉층", "은닉", "은닉 레이어", "히든 레이어", "히든층",
                "히든", "중간층")
DENSE_WORDS = ("완전연결층", "완전연결층", "완전 연결층", "전결합층", "완전연결 레이어", "밀집층",
               "덴스 레이어", "완전연결")
ENGLISH_DENSE = ("dense", "Dense", "FC", "FC 레이어", "dense 레이어", "Dense 층", "fc", "dense layer")
ENGLISH_HIDDEN = ("hidden", "hidden layer", "hidden 레이어", "Hidden layer", "hidden 층")
ONE_LAYER = ("{k} {n}", "{k} {n}{u}", "{k}({n})", "{k} {n}{u}", "{k} 1개({n}{u})", "{n}{u}짜리 {k}",
             "{k} 하나({n}{u})", "{k} 크기 {n}",
             "{n}개의 {k} 노드", "노드 {n}개의 {k}", "뉴런이 {n}개인 {k}", "{k}: {n}", "{k}({n}{u})",
             "유닛 {n}개인 {k}",
             "{n}유닛 {k}")
EQUAL_LAYERS = (
    "{k} {c}개(각 {n}{u})", "{k} {c}개 (각 {n}{u})", "{k} {c}개, 각 {n}{u}", "각 {n}{u}의 {k} {c}개",
    "{n}{u}짜리 {k} {c}개",
    "{k} {c}개(각각 {n}{u})", "노드가 {n}개씩인 {k} {c}개", "{n}개 노드의 {k} {c}개",
    "각각 {n}개의 뉴런을 가진 {k} {c}개",
    "{k} {c}층, 층마다 {n}{u}",
    "{k} {c}개에 각 {n}{u}", "{n}{u}씩 {k} {c}개", "크기 {n}의 {k} {c}개", "{k} {c}개({n}{u}씩)",
    "{k} {n} x {c}",
)
LAYER_LISTS = (
    "{k} {l}", "{k} {l}", "{k} {l}개", "{k} {c}개({l})", "{k} {c}개 ({l})", "{k} {c}개: {l}",
    "{l}개 노드의 {k} {c}개",
    "{k} 크기 {l}",
    "{k} {c}개, 각각 {l}{u}", "{k}은 {l}" , "{k}에 {l}개", "각각 {l}개의 노드를 가진 {k} {c}개", "{k}({l})",
    "{k} {c}개는 {l}",
    "{l}{u}의 {k}",
)
PLAIN_IMAGES = ("{s} 입력", "{s} 입력", "{s} 이미지", "입력 {s}", "{s} 크기의 이미지", "{s} 이미지 입력",
                "입력 이미지 {s}",
                "{s} 입력 이미지", "{s} 크기 입력",
                "입력 크기 {s}", "입력: {s}", "{s} 픽셀 입력", "{s} 사진", "입력층 {s}", "입력({s})",
                "{s}짜리 이미지", "{s} 영상 입력")
COLOUR_IMAGES = ("{s} RGB 이미지", "{s} 컬러 이미지", "RGB {s} 입력", "{s} RGB 입력", "3채널 {s} 이미지",
                 "{s} 이미지(3채널)",
                 "{s} 3채널 입력")
GRAY_IMAGES = ("{s} 흑백 이미지", "{s} 그레이스케일 이미지", "흑백 {s} 입력", "{s} 1채널 입력",
               "1채널 {s} 이미지")
CONV_WORDS = ("합성곱", "합성곱", "합성곱층", "합성곱 층", "컨볼루션", "합성곱 레이어", "컨볼루션 레이어",
              "컨볼루션층")
ENGLISH_CONV = ("conv", "conv", "Conv", "conv layer", "conv 레이어", "Conv2D", "convolution", "conv 층",
                "conv층")
KERNEL_FORMS = ("{s} {n}", "{s} {n}", "{s} {n}", "{n} {s}", "{n}({s})", "{n}(커널 {s})", "{s} 커널 {n}",
                "커널 {s} {n}", "{s} 필터의 {n}", "{n}(커널 크기 {k})")
CHANNEL_FORMS = ("{n} {c}필터", "필터 {c}개 {n}", "{n}(필터 {c}개)", "{c}채널 {n}", "{n}({c}채널)",
                 "필터가 {c}개인 {n}",
                 "{n} {c}채널", "{n} {c}개 필터")
BOTH_FORMS = (
    "{s} {n} {c}필터", "{s} {n}(필터 {c}개)", "{s} {n} {c}채널", "{n} {s}, 필터 {c}개",
    "필터 {c}개의 {s} {n}",
    "{s} 필터 {c}개의 {n}", "{n}({s}, {c}필터)",
    "{n}({s}, {c})", "{n} {s} {c}개", "{s} 필터 {c}개 {n}", "{c}개의 {s} 필터 {n}", "{n}({s}, {c}채널)",
    "{s} {n} {c}개 필터", "커널 {s}에 {c}채널 {n}",
    "{c}필터 {s} {n}", "{n} {s} @{c}", "{s} {n}, {c}채널", "{n}(커널 {s}, 필터 {c})",
)
POOLS = {
    "최대 풀링": ("맥스풀링", "맥스 풀링", "최대 풀링", "최대풀링", "맥스풀링층", "최대 풀링층",
              "맥스 풀링 레이어"),
    "평균 풀링": ("평균 풀링", "평균풀링", "평균 풀링층", "애버리지 풀링"),
    "풀링": ("풀링", "풀링층", "풀링 레이어", "풀링"),
    "max pool": ("max pooling", "maxpool", "max pool", "MaxPooling", "max pooling 레이어"),
    "avg pool": ("average pooling", "avg pool", "avgpool"),
    "pool": ("pooling", "pooling 레이어", "pool"),
}
POOL_FORMS = ("{s} {n}", "{s} {n}", "{s} {n}", "{n} {s}", "{n}({s})", "크기 {s} {n}", "{n}(크기 {k})")
GLOBAL_POOLS = {"전역 평균 풀링": ("전역 평균 풀링", "글로벌 평균 풀링", "전역평균풀링"),
                "전역 최대 풀링": ("전역 최대 풀링", "글로벌 맥스 풀링"),
                "global avg pool": ("GAP", "global average pooling", "GlobalAveragePooling")}
FLATTENS = {"평탄화": ("평탄화", "평탄화층", "평탄화", "플래튼"), "flatten": ("flatten", "Flatten",
            "flatten 레이어")}
NORMS = {"배치 정규화": ("배치 정규화", "배치정규화", "배치놈"), "batch norm": ("batch norm", "BatchNorm",
         "BN"),
         "층 정규화": ("층 정규화", "레이어 정규화")}
ACTIVATIONS = {"relu": ("ReLU", "ReLU", "relu", "RELU"), "렐루": ("렐루",), "시그모이드": ("시그모이드",),
               "sigmoid": ("sigmoid", "Sigmoid"),
               "tanh": ("tanh",), "gelu": ("GELU",), "leaky relu": ("LeakyReLU", "Leaky ReLU")}
ACTIVATION_WEIGHTS = ("relu",) * 10 + tuple(ACTIVATIONS)
SOFTMAX = {"소프트맥스": ("소프트맥스", "소프트맥스 층"), "softmax": ("softmax", "Softmax")}
LINKS = (", ", ", ", ", ", " -> ", " → ", ", 그 다음 ", ", 그리고 ", " 그리고 ", " 다음 ", ", 이어서 ",
         " 이후 ", "->", " > ",
         " 뒤에 ", " / ", " + ",
         ", 다음으로 ", " 거쳐서 ", ", 그다음 ")
ENDS = (", ", ", 마지막으로 ", ", 그리고 ", ", 마지막에 ", ", 끝으로 ", ", 최종 ", ", 마지막은 ")
CLOSED = ("{p}{ro} 구성된 {s}", "{p}{ro} 이루어진 {s}", "{p}{ro} 된 {s}", "{p}{eul} 가진 {s}", "{p}의 {s}",
          "{p} {s}",
          "{p}{in_} {s}", "{p}{ro} 만든 {s}",
          "{p}{i} 있는 {s}", "{p}{eul} 갖춘 {s}", "{p} 구조의 {s}", "{p} 순서로 된 {s}",
          "{p}{ro} 이어지는 {s}",
          "{p}{ro} 끝나는 {s}")
OPEN = ("{s}: {p}", "{s}: {p}", "{s} - {p}", "{s}{eun_s} {p}{ro} 구성됩니다",
        "{s}{eun_s} {p}{ro} 이루어져 있다",
        "{s}, {p}", "구조: {p}", "우리 모델은 {p}{ro} 되어 있어요",
        "{s} 구조는 {p}", "{s}인데 {p}", "제 모델은 {p}{ro} 이루어져 있습니다", "층 구성: {p}", "{s} ({p})",
        "{s} 구조 {p}",
        "내 {s}{eun_s} {p}{ya}",
        "{p}{ro} 구성된 {s}{eun_s} 어떻게 생겼어?", "{p} 구조의 {s} 보여줄 수 있어?",
        "{s}{eul_s} 쓰는데 {p}{ro} 돼 있어")
# fmt: on


def closed_syllable(text: str) -> int:
    """What the last sound of the text is: 0 a vowel, 1 a consonant, 2 the consonant that takes ro."""
    last = text.rstrip(")]").rstrip()[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - 0xAC00) % 28
        return 0 if final == 0 else 2 if final == 8 else 1
    if last.isdigit():
        return {"1": 2, "7": 2, "8": 2, "0": 1, "3": 1, "6": 1}.get(last, 0)
    return {"l": 2, "m": 1, "n": 1, "g": 1, "N": 1, "M": 1, "L": 2}.get(last, 0)


def particle(text: str, after_consonant: str, after_vowel: str) -> str:
    """The form of a particle that fits the text."""
    sound = closed_syllable(text)
    if after_vowel == "로":
        return "으로" if sound == 1 else "로"
    return after_consonant if sound else after_vowel


def frame(w: Writer, body: str, subjects: tuple[str, ...]) -> str:
    """The body of the prompt with its subject, or bare."""
    form = w.rng.random()
    if form < 0.15:
        return body
    subject = w.pick(subjects)
    return w.pick(CLOSED if form < 0.6 else OPEN).format(
        p=body,
        s=subject,
        ro=particle(body, "으로", "로"),
        eul=particle(body, "을", "를"),
        in_="인",
        ya=particle(body, "이야", "야"),
        i=particle(body, "이", "가"),
        eun_s=particle(subject, "은", "는"),
        eul_s=particle(subject, "을", "를"),
    )


def count(w: Writer, n: int) -> str:
    """A small number before 개: digits or a native word."""
    return COUNTS[n] + " " if 0 < n <= 10 and (w.words or w.chance(0.15)) else str(n)


def number(w: Writer, form: str, n: int) -> str:
    """The form filled with a number; before 개 a small one may be a word."""
    text = count(w, n) if "{n}개" in form else w.digits(n)
    return form.format(n=text)


def listing(w: Writer, sizes: list[int]) -> str:
    """A list of numbers in prose."""
    words = [w.digits(n) for n in sizes]
    form = w.rng.random()
    if form < 0.4 and len(words) < 4:
        *head, last = words
        return ", ".join(head) + particle(head[-1], "과", "와") + " " + last
    if form < 0.5:
        *head, last = words
        return ", ".join(head) + ", 그리고 " + last if len(words) > 2 else "개와 ".join(words)
    return w.pick((", ", ", ", ", ", ",", "-", "/", " -> ", "·")).join(words)


def layers(w: Writer, sizes: list[int], name: str, word: str) -> Phrase:
    """Layers of units in one phrase."""
    units = w.pick(UNITS)
    if len(sizes) == 1:
        if units == "개" and sizes[0] < 13:  # 은닉층 3개 would be three layers
            units = " 노드"
        text = w.pick(ONE_LAYER).format(k=word, n=w.digits(sizes[0]), u=units)
    elif len(set(sizes)) == 1 and w.chance(0.9):
        text = w.pick(EQUAL_LAYERS).format(k=word, c=count(w, len(sizes)), n=w.digits(sizes[0]), u=units)
    else:
        text = w.pick(LAYER_LISTS).format(k=word, c=count(w, len(sizes)), l=listing(w, sizes), u=units)
        if text.startswith(word + "은 ") and closed_syllable(word) == 0:
            text = word + "는" + text[len(word) + 1 :]
    return text, [f"{name} #{n}" for n in sizes]


def activation(w: Writer) -> tuple[str, str]:
    """An activation: its canonical name and its words."""
    name = w.pick(ACTIVATION_WEIGHTS)
    return name, w.pick(ACTIVATIONS[name])


def pick_name(w: Writer, table: dict[str, tuple[str, ...]]) -> Phrase:
    """A layer of a table: its words and its item."""
    name = w.pick(tuple(table))
    return w.pick(table[name]), [name]


def dropout(w: Writer) -> Phrase:
    """A dropout layer, mostly with its rate."""
    name = "드롭아웃" if w.chance(0.7) else "dropout"
    form = w.rng.random()
    if form < 0.3:
        return name, [name]
    rate = w.pick(DROPOUTS)
    if form < 0.4:
        rate = f"{round(float(rate) * 100)}%"
    return w.pick(("{} {}", "{} {}", "{}({})", "{} 비율 {}", "{} ({})", "{} p={}")).format(name, rate), [
        f"{name} {rate}"
    ]


def every(items: list[str], extra: list[str]) -> list[str]:
    """The items, each followed by the extra ones."""
    return [part for item in items for part in (item, *extra)]


def hidden(w: Writer, most: int = 4) -> Phrase:
    """Hidden or dense layers, at times with activations or dropout."""
    form = w.rng.random()
    if form < 0.66:
        name, word = "은닉층", w.pick(HIDDEN_WORDS)
    elif form < 0.82:
        name, word = "완전연결", w.pick(DENSE_WORDS)
    elif form < 0.92:
        name, word = "dense", w.pick(ENGLISH_DENSE)
    else:
        name, word = "hidden", w.pick(ENGLISH_HIDDEN)
    if w.chance(0.08):
        many = w.rng.randint(1, 4)
        text = w.pick(("{} {}개", "{}층 {}개" if word == "은닉" else "{} {}개")).format(word, count(w, many))
        items = [name] * many
    else:
        text, items = layers(w, some_sizes(w, most), name, word)
    form = w.rng.random()
    if form < 0.14:
        kind, words = activation(w)
        text += w.pick(
            ("({})", " ({} 활성화)", ", 활성화는 {}", " + {}", " {}", "에 {} 적용", "({} 사용)", ", 각각 {}")
        ).format(words)
        items = every(items, [kind])
    elif form < 0.18 and len(items) > 1:
        words, extra = dropout(w) if w.chance(0.6) else pick_name(w, NORMS)
        text += w.pick((", 각 층 뒤에 {}", ", 층마다 {}", " (각 층 뒤 {})")).format(words)
        items = every(items, extra)
    elif form < 0.24:
        words, extra = dropout(w) if w.chance(0.6) else pick_name(w, NORMS)
        text, items = f"{text}{w.pick((', ', ' 다음 ', ' 뒤에 ', ' + '))}{words}", items + extra
    return text, items


def output(w: Writer) -> Phrase:
    """The output layer, at times with its activation."""
    n = output_size(w)
    if n == 1 and w.chance(0.8):
        return w.pick(ONE_OUTPUTS), ["출력 #1"]
    if w.chance(0.15):
        text, items = pick_name(w, SOFTMAX)
        text = text.removesuffix(" 층")
        form = w.pick(
            (
                "{a} 출력 {n}개",
                "출력 {n}개({a})",
                "{n}개 {a} 출력",
                "출력층 {n}개 {a}",
                "{n}개 클래스 {a} 출력",
                "출력 {n} ({a})",
            )
        )
        return form.format(a=text, n=n), [f"출력 #{n}", *items]
    if w.chance(0.06):
        return w.pick(("output {}", "output layer {}", "output {}개")).format(n), [f"output #{n}"]
    if w.chance(0.03):
        return w.pick(("출력층", "출력")), ["출력"]
    return number(w, w.pick(OUTPUTS), n), [f"출력 #{n}"]


def inputs(w: Writer) -> Phrase:
    """The input layer."""
    n = input_size(w)
    if w.chance(0.06):
        return w.pick(("input {}", "input layer {}", "input {}개")).format(n), [f"input #{n}"]
    if w.chance(0.03):
        return w.pick(("입력층", "입력")), ["입력"]
    return number(w, w.pick(INPUTS), n), [f"입력 #{n}"]


def chain(w: Writer, texts: list[str]) -> str:
    """Layers in order, in one line."""
    form = w.rng.random()
    if form < 0.4:
        return ", ".join(texts)
    if form < 0.55:
        return ", ".join(texts[:-1]) + w.pick(ENDS) + texts[-1]
    if form < 0.8:
        return w.pick(LINKS).join(texts)
    text = texts[0]
    for words in texts[1:-1]:
        text += w.pick(LINKS[:3] + LINKS[5:11]) + words
    return text + w.pick(ENDS) + texts[-1] if len(texts) > 1 else text


def lines(w: Writer, texts: list[str], subjects: tuple[str, ...]) -> str:
    """Layers one a line or numbered, with or without a title."""
    form = w.rng.random()
    if form < 0.4:
        mark = w.pick(("- ", "* ", "• ", ""))
        body = "\n".join(mark + text for text in texts)
    elif form < 0.75:
        mark = w.pick((". ", ") "))
        body = "\n".join(f"{i}{mark}{text}" for i, text in enumerate(texts, 1))
    else:
        mark = w.pick((". ", ") "))
        body = " ".join(f"{i}{mark}{text}" for i, text in enumerate(texts, 1))
    if w.chance(0.5):
        title = w.pick(subjects) + w.pick((":", " 구조:", " 구성", ""))
        body = title + ("\n" if "\n" in body else " ") + body
    return body


def sentences(w: Writer, texts: list[str]) -> str:
    """Layers in sentences, in a polite or plain register."""
    end = w.pick(("입니다", "이다", "이에요", "", "임"))
    opener = w.pick(("먼저 ", "처음은 ", "첫 층은 ", "", "시작은 "))
    words = [opener + texts[0] + end]
    words += [
        w.pick(("그 다음은 ", "다음은 ", "이어서 ", "그 뒤는 ", "그다음 ")) + text + end
        for text in texts[1:-1]
    ]
    words.append(w.pick(("마지막은 ", "끝은 ", "마지막으로 ", "최종 층은 ")) + texts[-1] + end)
    return ". ".join(words) + ("." if end else "")


def arrange(w: Writer, texts: list[str], subjects: tuple[str, ...]) -> str:
    """Layers as a sentence, sentences or lines."""
    form = w.rng.random()
    if form < 0.12 and len(texts) > 1:
        return lines(w, texts, subjects)
    if form < 0.2 and len(texts) > 1:
        return sentences(w, texts)
    return frame(w, chain(w, texts), subjects)


def _joined(phrases: list[Phrase]) -> list[str]:
    return [item for _, part in phrases for item in part]


def _dashes(w: Writer) -> Phrase:
    """All sizes in a row."""
    sizes = [input_size(w), *some_sizes(w), output_size(w)]
    row = w.pick(("-", "-", "-", " - ", " -> ", "->", " → ", ", ", "/", " x ")).join(map(str, sizes))
    form = w.pick(
        (
            "{r} 신경망",
            "{r} {s}",
            "{s} {r}",
            "{r} 구조의 {s}",
            "층 크기가 {r}인 {s}",
            "{r}",
            "노드 수 {r}인 {s}",
            "{s}, 크기 {r}",
            "{s}({r})",
            "{r} 크기의 {s}",
            "각 층의 노드 수가 {r}인 {s}",
            "{s} {r} 구조",
        )
    )
    text = form.format(r=row, s=w.pick(SUBJECTS))
    if text == row:
        text += w.pick((" 신경망", " 네트워크", " 구조"))
    return text, [f"입력 #{sizes[0]}", *(f"은닉층 #{n}" for n in sizes[1:-1]), f"출력 #{sizes[-1]}"]


def _parts(w: Writer) -> Phrase:
    """Input, hidden layers and output as a list."""
    parts = [inputs(w), hidden(w), output(w)]
    if w.chance(0.15):
        parts.insert(2, hidden(w, 2))
    form = w.rng.random()
    if form < 0.1:
        texts = [parts[0][0], parts[-1][0], *(text for text, _ in parts[1:-1])]
        return frame(w, ", ".join(texts), SUBJECTS), _joined(parts)
    if form < 0.2 and len(_joined(parts[1:])) > 1:
        parts = parts[1:] if form < 0.15 or len(_joined(parts[:-1])) < 2 else parts[:-1]
    return arrange(w, [text for text, _ in parts], SUBJECTS), _joined(parts)


def _topics(w: Writer) -> Phrase:
    """With topic particles: 입력은 4개, 은닉층은 ..., 출력은 ...; or in verbs."""
    n, m, sizes = input_size(w), output_size(w), some_sizes(w)
    items = [f"입력 #{n}", *(f"은닉층 #{size}" for size in sizes), f"출력 #{m}"]
    row = listing(w, sizes) if len(sizes) > 1 else w.digits(sizes[0])
    c = count(w, len(sizes))
    form = w.pick(
        (
            "입력은 {n}개, 은닉층은 {h}, 출력은 {m}개",
            "입력은 {n}, 은닉층은 {c}개({h}), 출력은 {m}",
            "입력이 {n}개이고 은닉층은 {h}, 출력이 {m}개인 {s}",
            "입력 노드는 {n}개이고, 은닉층은 {c}개로 {h}개의 노드를 가지며, 출력은 {m}개입니다",
            "{n}개의 입력을 받아 은닉층 {h}{eul} 거쳐 {m}개를 출력하는 {s}",
            "{n}개 특성을 입력받아 {h} 크기의 은닉층 {c}개를 지나 {m}개 클래스로 분류",
            "특성 {n}개로 {m}개 클래스를 예측하는 {s}, 은닉층은 {h}",
            "입력층에는 {n}개, 은닉층에는 {h}개, 출력층에는 {m}개의 뉴런이 있다",
            "입력층 노드가 {n}개, 은닉층이 {h}, 출력층 노드가 {m}개인 {s}",
            "{s} 입력 {n} 은닉 {h} 출력 {m}",
            "입력 차원은 {n}이고 은닉층 {c}개의 크기는 {h}이며 출력은 {m}개예요",
            "{n}차원 벡터를 입력으로 받고 은닉층 {h}{ro} {m}개를 출력하는 {s}",
            "출력 {m}개, 입력 {n}개, 은닉층 {h}",
            "{m}개 클래스 분류기, 입력 {n}개, 은닉층 {h}",
            "입력층은 {n}개의 노드가 있습니다. 은닉층은 {c}개이며 크기는 {h}입니다. 출력층은 {m}개입니다.",
            "{n}개 입력 받아서 은닉층 {h} 통과하고 {m}개 출력",
        )
    )
    if "{c}" in form and len(sizes) > 1 and len(set(sizes)) == 1:
        row = f"각 {sizes[0]}"
    return form.format(
        n=n,
        m=m,
        h=row,
        c=c,
        s=w.pick(SUBJECTS),
        ro=particle(row, "으로", "로"),
        eul=particle(row, "을", "를"),
    ), items


def _listed(w: Writer) -> Phrase:
    """Layers one by one with activations between them."""
    phrases: list[Phrase] = [inputs(w)] if w.chance(0.85) else []
    name = w.pick(("은닉층", "완전연결", "완전연결", "dense"))
    word = w.pick({"은닉층": HIDDEN_WORDS, "완전연결": DENSE_WORDS, "dense": ENGLISH_DENSE}[name])
    kind, words = activation(w)
    mode = w.rng.random()
    for n in some_sizes(w, 3):
        text, items = layers(w, [n], name, word)
        if mode < 0.35:
            phrases.append((text + w.pick(("({})", " + {}", " {}", " ({})")).format(words), [*items, kind]))
        else:
            phrases += [(text, items), (words, [kind])] if mode < 0.7 else [(text, items)]
        if w.chance(0.15):
            phrases.append(dropout(w))
        elif w.chance(0.1):
            phrases.append(pick_name(w, NORMS))
    phrases.append(output(w))
    if w.chance(0.12) and "출력" in phrases[-1][1][-1]:
        phrases.append(pick_name(w, SOFTMAX))
    return arrange(w, [text for text, _ in phrases], SUBJECTS), _joined(phrases)


def image(w: Writer, side: int) -> Phrase:
    """The image that comes in."""
    size, form = w.size(side), w.rng.random()
    size = size.replace(" by ", "x")
    if form < 0.7:
        return w.pick(PLAIN_IMAGES).format(s=size), [f"입력 {side}x{side}"]
    if form < 0.8:
        channels = w.rng.choice((3, 3, 1))
        return w.pick(PLAIN_IMAGES).format(s=f"{side}x{side}x{channels}"), [f"입력 {side}x{side} @{channels}"]
    if form < 0.92:
        return w.pick(COLOUR_IMAGES).format(s=size), [f"입력 {side}x{side} @3"]
    return w.pick(GRAY_IMAGES).format(s=size), [f"입력 {side}x{side} @1"]


def conv(
    w: Writer, name: str, kernel: int, channels: int, stride: int = 1, same: bool = False, repeat: int = 1
) -> Phrase:
    """A convolution."""
    noun = w.pick(CONV_WORDS if name == "합성곱" else ENGLISH_CONV)
    sized, bare = (BOTH_FORMS, CHANNEL_FORMS) if channels else (KERNEL_FORMS, ("{n}",))
    forms = sized if kernel else bare
    form = w.pick(forms)
    if repeat > 1 and not form.endswith("{n}"):
        form = {True: "{s} {n}", False: "{n}"}[bool(kernel)]
        channels = 0
    size = w.size(kernel).replace(" by ", "x") if kernel else ""
    text = form.format(n=noun, s=size, k=kernel, c=channels)
    item = name + (f" {kernel}x{kernel}" if kernel else "") + (f" @{channels}" if channels else "")
    if repeat > 1:
        text += w.pick((" {}개", " {}개", " {}층")).format(count(w, repeat))
    if stride > 1:
        text += w.pick(
            (" 스트라이드 {}", "(스트라이드 {})", ", 스트라이드 {}", " stride {}", "(stride {})", ", 보폭 {}")
        ).format(stride)
        item += f" /{stride}"
    if same:
        text += w.pick((" same 패딩", "(same 패딩)", ", 패딩 same", " (동일 패딩)", ", same padding"))
        item += " same"
    return text, [item] * repeat


def pool(w: Writer, name: str, kernel: int) -> Phrase:
    """A pooling layer."""
    noun = w.pick(POOLS[name])
    if not kernel:
        return noun, [name]
    return w.pick(POOL_FORMS).format(n=noun, s=w.size(kernel).replace(" by ", "x"), k=kernel), [
        f"{name} {kernel}x{kernel}"
    ]


def stack(w: Writer, side: int) -> list[Phrase]:
    """Convolutions and poolings, as deep as the image allows."""
    english = w.chance(0.25)
    name = "conv" if english else "합성곱"
    pools = (
        ("max pool", "max pool", "pool", "avg pool")
        if english or w.chance(0.1)
        else ("최대 풀링", "최대 풀링", "풀링", "평균 풀링")
    )
    usual = w.pick(pools)
    detail = w.pick((0.0, 0.95, 0.95, 0.95, 0.6))
    widths = 0.0 if w.chance(0.5) else 0.9
    kernel_pools = w.pick((0.0, 0.9, 0.9)) if detail else 0.0
    kind, words = activation(w)
    active = w.chance(0.2)
    normed = pick_name(w, NORMS) if w.chance(0.1) else None
    start = w.rng.randint(0, 13)
    if w.chance(0.12):  # equal blocks
        many = w.rng.randint(2, 4)
        parts = [conv(w, name, w.rng.choice((3, 3, 5)) if w.chance(detail) else 0, 0)]
        if active:
            parts.append((words, [kind]))
        parts.append(pool(w, usual, 2 if w.chance(kernel_pools) else 0))
        inner = w.pick((" + ", "-", ", ", "과 ")).join(text for text, _ in parts)
        if "과 " in inner:
            inner = ", ".join(text for text, _ in parts[:-1])
            inner += particle(inner, "과", "와") + " " + parts[-1][0]
        form = w.pick(("{} 블록 {}개", "{}{}번 반복", "({}) x {}", "[{}] {}회 반복", "{} 묶음 {}개"))
        number_ = str(many) if "x" in form or "회" in form else count(w, many)
        text = form.replace("{}{}번", "{} {}번").format(inner, number_)
        return [(text, _joined(parts) * many)]
    phrases: list[Phrase] = []
    free = w.chance(0.4)
    for depth in range(w.rng.randint(1, max(1, min(5, side.bit_length() - 3)))):
        kernel = w.rng.choice((3, 3, 3, 3, 5, 5, 7, 1)) if w.chance(detail) else 0
        channels = CHANNELS[min(24, start + 2 * depth)] if w.chance(widths) else 0
        if channels and free:
            channels = w.rng.randint(13, 999)
        stride, same = 2 if w.chance(0.06) else 1, w.chance(0.05)
        text, items = conv(
            w, name, kernel, channels, stride, same, 1 if w.chance(0.8) else w.rng.randint(2, 3)
        )
        if active and w.chance(0.5):
            text, items = text + w.pick((" + {}", "({})", " {}")).format(words), every(items, [kind])
            phrases.append((text, items))
        elif active and len(items) == 1:
            phrases += [(text, items), (words, [kind])]
        else:
            phrases.append((text, items))
        if normed:
            phrases.append(normed)
        if w.chance(0.82):
            phrases.append(
                pool(
                    w,
                    usual if w.chance(0.85) else w.pick(pools),
                    w.rng.choice((2, 2, 2, 3)) if w.chance(kernel_pools) else 0,
                )
            )
        if w.chance(0.05):
            phrases.append(dropout(w))
    return phrases


def top(w: Writer) -> list[Phrase]:
    """What comes after the convolutions."""
    phrases: list[Phrase] = []
    form = w.rng.random()
    if form < 0.25:
        phrases.append(pick_name(w, FLATTENS))
    elif form < 0.4:
        phrases.append(pick_name(w, GLOBAL_POOLS))
    if w.chance(0.75):
        phrases.append(hidden(w, 3))
        if w.chance(0.12):
            phrases.append(dropout(w))
    if w.chance(0.93):
        phrases.append(output(w))
        if w.chance(0.12) and "출력" in phrases[-1][1][-1]:
            phrases.append(pick_name(w, SOFTMAX))
    else:
        phrases.append(pick_name(w, SOFTMAX))
    return phrases


def _image_prose(w: Writer) -> Phrase:
    """A CNN in order."""
    side = w.rng.choice(SIDES)
    phrases = stack(w, side) + top(w)
    if w.chance(0.82):
        first = image(w, side)
        if w.chance(0.35):
            text = (
                first[0]
                + particle(first[0], "을", "를")
                + w.pick(
                    (
                        " 받아 ",
                        " 받아서 ",
                        " 입력받아 " if "입력" not in first[0] else " 받아 ",
                        " 넣고 ",
                        " 받고 ",
                    )
                )
            )
            rest = [text for text, _ in phrases]
            body = text + chain(w, rest)
            if w.chance(0.35):
                end = w.pick(
                    (
                        "{ro} 이어지는 {s}",
                        "{eul} 거치는 {s}",
                        "{ro} 구성된 {s}",
                        "{ro} 분류하는 {s}",
                        "{eul} 차례로 거칩니다",
                    )
                )
                body += end.format(
                    ro=particle(body, "으로", "로"), eul=particle(body, "을", "를"), s=w.pick(IMAGE_SUBJECTS)
                )
            return body, first[1] + _joined(phrases)
        phrases.insert(0, first)
    return arrange(w, [text for text, _ in phrases], IMAGE_SUBJECTS), _joined(phrases)


def mlp(rng: random.Random) -> tuple[str, str]:
    """A Korean prompt for a stack of units, and its outline."""
    w = Writer(rng)
    form = rng.random()
    build = _dashes if form < 0.17 else _parts if form < 0.57 else _topics if form < 0.78 else _listed
    text, items = build(w)
    return finish(w, text), "; ".join(items)


def cnn(rng: random.Random) -> tuple[str, str]:
    """A Korean prompt for a convolutional network, and its outline."""
    w = Writer(rng)
    text, items = _image_prose(w)
    return finish(w, text), "; ".join(items)


def finish(w: Writer, text: str) -> str:
    """Last touches: a full stop here and there."""
    return text + "." if text[-1] in "다요" and w.chance(0.6) else text
