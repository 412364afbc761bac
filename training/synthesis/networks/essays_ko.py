"""Korean networks in two or three sentences, as in homework or a thesis; autoencoders and branches in words.

"입력은 ...을 거친 뒤" makes the input a layer of its own. See essays for the conventions.
"""

from __future__ import annotations

import random

from training.synthesis.networks.auto import mirrored
from training.synthesis.networks.spelled_ko import ACTS, outputs
from training.synthesis.networks.terse import small
from training.synthesis.networks.terse_ko import filled, native
from training.synthesis.networks.wiring import Wiring
from training.synthesis.networks.words import by_share

# fmt: off
OPENERS = ("", "", "", "", "과제로 신경망을 그려야 해요. ", "논문에 넣을 그림이 필요합니다. ",
    "제 모델은 이렇습니다. ", "{h}장에서 쓰는 모델입니다. ",
    "블로그에 올릴 신경망이에요. ",
           "숙제 {h}번: ", "수업에서 배운 신경망입니다. ", "어제 학습시킨 모델이에요. ",
           "발표 자료에 넣을 그림이에요. ", "모델 구조를 설명할게요. ")
CLOSERS = ("", "", "", "", "", " {e} 에폭 동안 학습합니다.", " 그게 전부입니다.", " 학습률은 0.01입니다.",
    " 배치 크기는 {e}입니다.",
    " 감사합니다.", " 간단하죠.")
DENSE = (
    "입력은 {n}개. 은닉층은 {c}개, 크기는 {l}. 출력은 {m}개",
    "입력층 {n}개, 은닉층은 차례로 {l}, 출력층 {m}개로 구성했습니다",
    "입력 {n}개를 받습니다. 은닉층을 {c}개 지나는데 크기는 {l}입니다. 결과는 출력 {m}개입니다",
    "은닉층 {c}개({l})로 입력 {n}개에서 출력 {m}개를 예측한다",
    "특성이 {n}개이고 클래스가 {m}개라서 은닉층 {l:을/를} 썼습니다",
    "이 모델에는 입력 {n}개, 크기가 {l}인 은닉층 {c}개, 출력 {m}개가 있어요",
    "입력층 노드는 {n}개, 출력층 노드는 {m}개예요. 은닉층은 {l:이에요/예요}",
    "{n}차원 입력이 은닉층 {l:을/를} 차례로 지나 {m}차원 출력이 된다",
    "우리 신경망은 입력 {n}개로 시작해요. 은닉층은 {l:이에요/예요}. 출력은 {m}개예요",

    "입력은 {n}개이고 은닉층은 {l}, 출력은 {m}개입니다",
    "입력층에는 노드가 {n}개 있습니다. 그 뒤에 은닉층 {c}개({l})가 있고, 출력층에는 노드가 {m}개 있습니다",
    "{n}개의 특성을 받아 크기 {l}의 은닉층을 지나 {m}개를 출력합니다",
    "입력 {n}개가 은닉층 {c}개를 지나갑니다. 은닉층 크기는 {l}입니다. 출력은 {m}개입니다",
    "출력은 {m}개, 입력은 {n}개예요. 그 사이 은닉층은 {l:이에요/예요}",
    "은닉층을 {c}개 쓰는데 크기가 {l}이고, 입력은 {n}개, 출력은 {m}개다",
    "입력이 {n}개 들어온다. 은닉층은 {c}개로 {l}이다. 마지막에 출력이 {m}개 나온다",
    "입력 {n}개로 시작해서 은닉층 {l:을/를} 거치고 출력 {m}개로 끝난다",
)
ACTIVATED = (" 은닉층마다 {a:을/를} 씁니다.", " 모든 은닉층은 {a:을/를} 사용합니다.",
    " 각 은닉층 뒤에는 {a:이/가} 있습니다.",
    " 은닉층의 활성화 함수는 모두 {a}입니다.")
THROUGH = (
    "입력은 {f:을/를} 거친 뒤 {l:으로/로} 이어진다", "입력이 {f:을/를} 통과하고, 그다음 {l}",
    "입력은 먼저 {f:을/를} 지나고 {l:을/를} 지납니다",
    "입력을 {f}에 넣고 그다음 {l}",
    "입력이 {f:으로/로} 들어가고 이어서 {l}", "입력 -> {f}, 그다음 {l}",
    "먼저 입력이 {f:을/를} 거치고, 다음은 {l}",
)
WITHOUT = ("먼저 {f}, 그다음 {l}", "{f} 다음 {l}", "모델은 {f:으로/로} 시작해서 {l:으로/로} 이어진다",
    "{f:을/를} 쌓고 그다음 {l}",
    "{f}, 이어서 {l}")
STEPS = (("크기 {n}의 임베딩", "임베딩 #{n}"), ("임베딩", "임베딩"), ("유닛 {n}개의 LSTM", "lstm #{n}"),
    ("유닛 {n}개의 GRU",
    "gru #{n}"), ("완전연결층 {n}", "완전연결 #{n}"),
         ("LSTM {n}", "lstm #{n}"), ("드롭아웃", "드롭아웃"), ("{n}개짜리 은닉층", "은닉층 #{n}"), ("GRU {n}",
         "gru #{n}"),
         ("어텐션", "어텐션"), ("배치 정규화", "배치 정규화"),
         ("ReLU", "relu"), ("노드 {n}개인 완전연결층", "완전연결 #{n}"))
CODERS = (
    "인코더는 입력 {n}개와 은닉층 {a}, {w:은/는} {z}, 디코더는 은닉층 {a}, 출력 {n}개",
    "인코더: 입력 {n}, 은닉 {a}. {w}: {z}. 디코더: 은닉 {a}, 출력 {n}",
    "오토인코더, 인코더가 {n}개 입력을 {a}개로 줄이고 {w} {z:을/를} 지나 디코더가 {a}개, {n}개 출력으로 "
    "늘린다",
    "입력 {n}, 인코더 {a}, {w} {z}, 디코더 {a}, 출력 {n}",
)
SQUEEZED = ("오토인코더: 입력 {n}, {w} {z}, 출력 {n}",
    "입력 {n}개를 {w} {z}개로 줄였다가 출력 {n}개로 되돌리는 오토인코더",
    "오토인코더, 입력 {n}, 은닉 {a}, {w} {z}, 은닉 {a}, 출력 {n}",
            "입력 {n}개가 은닉층 {a}, {w} {z}, 은닉층 {a:을/를} 지나 출력 {n}개가 되는 오토인코더")
BRANCHED = ("두 갈래: 하나는 {x}, 다른 하나는 {y}. {j} {t}", "한쪽은 {x}, 다른 쪽은 {y}. {j} {t}",
    "첫 번째 입력은 {x}, 두 번째 입력은 {y}. {j} {t}",
            "갈래가 둘인 모델. 하나는 {x}. 다른 하나는 {y}. {j} {t}",
            "두 갈래로 나뉜 신경망, 왼쪽은 {x}, 오른쪽은 {y}. {j} {t}")
SIDED = ("{p} 갈래는 {x}, {q} 갈래는 {y}. {j} {t}", "{p} 갈래: {x}. {q} 갈래: {y}. {j} {t}",
    "{p} 갈래에는 {x}, {q} 갈래에는 {y}. {j} {t}")
SIDES = (("이미지", "텍스트"), ("왼쪽", "오른쪽"), ("음성", "영상"), ("사용자", "상품"), ("위", "아래"))
JOINS = (("둘을 결합한 뒤", "결합"), ("두 출력을 결합하고", "결합"), ("concat으로 합치고", "concat"),
    ("결합 후", "결합"),
    ("둘을 concat한 다음", "concat"))
PICTURES = (
    "{s} 이미지를 받습니다. {c}{e}. 그 뒤에 {d}, {o}", "입력은 {s} 이미지다. {c}{e}. 마지막은 {d}, {o}",
    "{s} 이미지가 들어오고 {c}{e}. 이후 {d}, {o}",
    "CNN 모델이에요. 입력 이미지는 {s}. {c}{e}. 그다음 {d}, {o}", "입력 {s}. 층은 {c}{e}. 끝에는 {d}, {o}",
    "{s} 사진을 분류한다. {c}{e}. 분류기는 {d}, {o}",
)
POOLED = (("", ""), ("", ""), (", 각각 뒤에 {p}", "each"), (", 각 층 다음에 {p}", "each"), (", 층마다 {p}",
    "each"), (", 그 뒤에 {p} 한 번", "once"),
          (", 마지막 층 뒤에만 {p}", "once"), (", 층 사이에 {p}", "between"), (", 그다음 {p}", "once"))
# fmt: on


def closed(rng: random.Random, text: str) -> str:
    """The text between a sentence before and one after it."""
    before = rng.choice(OPENERS).format(h=rng.randint(2, 9))
    after = rng.choice(CLOSERS).format(e=rng.choice((10, 20, 30, 50, 64, 100)))
    return before + text + ("." if after and text[-1] != "." else "") + after


def homework(rng: random.Random) -> tuple[str, str]:
    """Inputs, hidden layers and outputs in sentences, the activations in one of their own."""
    n, m = small(rng), rng.choice((1, 2, 3, 5, 10, small(rng)))
    sizes = [small(rng) for _ in range(rng.choice((2, 2, 3, 3, 4)))]
    text = filled(
        rng,
        rng.choice(DENSE),
        n=n,
        m=m,
        l=", ".join(map(str, sizes)),
        c=native(rng, len(sizes), rng.random() < 0.4),
    )
    middle = [f"은닉층 #{k}" for k in sizes]
    if rng.random() < 0.45:
        act, item = rng.choice(ACTS[:6])
        text += "." + filled(rng, rng.choice(ACTIVATED), a=act)
        middle = [part for layer in middle for part in (layer, item)]
    return closed(rng, text), "; ".join([f"입력 #{n}", *middle, f"출력 #{m}"])


def through(rng: random.Random) -> tuple[str, str]:
    """The input goes through layers; or the same layers where no input is told."""
    told = rng.random() < 0.72
    form = rng.choice(THROUGH if told else WITHOUT)
    items = ["입력"] if told else []
    parts: list[str] = []
    chosen = rng.sample(STEPS, rng.randint(2, 4))
    chosen.sort(key=lambda step: not step[1].startswith("임베딩"))
    for text, item in chosen:
        n = small(rng)
        parts.append(text.format(n=n))
        items.append(item.format(n=n))
        if "{n}" in text and "#" in item and item[0] in "lg" and rng.random() < 0.25:
            bare = rng.random() < 0.3
            word = item.split(" #")[0]
            parts.append(f"또 다른 {word.upper()}" if bare else f"또 {text.format(n=n)}")
            items.append(word if bare else item.format(n=n))
    if rng.random() < 0.6:
        text, last = outputs(rng)
        parts.append(text)
        items += last
    rest = parts[1:]
    return closed(rng, filled(rng, form, f=parts[0], l=", ".join(rest))), "; ".join(items)


def pictures(rng: random.Random) -> tuple[str, str]:
    """A convolutional network in sentences."""
    side, k, kernel = (
        rng.choice((28, 32, 64, 128, 224, rng.randint(10, 400))),
        rng.choice((2, 2, 3, 3, 4)),
        rng.choice((0, 3, 3, 5)),
    )
    filters = [rng.choice((8, 16, 32, 64, 128, small(rng))) for _ in range(k)]
    shape, item = (f"{kernel}x{kernel} ", f"합성곱 {kernel}x{kernel}") if kernel else ("", "합성곱")
    count = native(rng, k, rng.random() < 0.4)
    form = rng.choice(
        (
            "{s}합성곱층 {c}개(필터 {l})",
            "필터가 {l}개인 {s}합성곱층 {c}개",
            "{s}합성곱층 {c}개",
            "{s}합성곱 {c}개",
        )
    )
    convs = form.format(s=shape, c=count, l=", ".join(map(str, filters)))
    items = [f"{item} @{f}" if "{l}" in form else item for f in filters]
    tail, mode = rng.choice(POOLED)
    pool, pool_item = rng.choice(
        (
            ("2x2 최대 풀링", "최대 풀링 2x2"),
            ("맥스풀링", "최대 풀링"),
            ("풀링", "풀링"),
            ("ReLU", "relu"),
            ("배치 정규화", "배치 정규화"),
        )
    )
    until = {"": 0, "each": k, "between": k - 1, "once": 0}[mode]
    middle: list[str] = []
    for i, conv in enumerate(items):
        middle += [conv, pool_item] if i < until or (mode == "once" and i == k - 1) else [conv]
    n, (out, last) = small(rng), outputs(rng)
    dense = rng.choice((f"완전연결 {n}", f"{n}개짜리 완전연결층", f"완전연결층({n})"))
    text = rng.choice(PICTURES).format(s=f"{side}x{side}", c=convs, e=tail.format(p=pool), d=dense, o=out)
    return closed(rng, text), "; ".join([f"입력 {side}x{side}", *middle, f"완전연결 #{n}", *last])


def autoencoder(rng: random.Random) -> tuple[str, str]:
    """An autoencoder, as one stack or as encoder and decoder."""
    z, a, n = sorted(
        rng.sample((*range(2, 21), 24, 32, 48, 50, 64, 100, 128, 200, 256, 300, 512, 784, 1000), 3)
    )
    w = rng.choice(("병목", "잠재 벡터", "잠재 공간"))
    split = rng.random() < 0.5
    form = rng.choice(CODERS if split else SQUEEZED)
    text = filled(rng, form, n=n, a=a, z=z, w=w)
    wide = [f"은닉층 #{a}"] if "{a" in form else []
    if split:
        body = mirrored([f"입력 #{n}", *wide], f"{w} #{z}", [*wide, f"출력 #{n}"], ("인코더", "디코더"))
    else:
        body = "; ".join([f"입력 #{n}", *wide, f"{w} #{z}", *wide, f"출력 #{n}"])
    return closed(rng, text), body


def _branch(rng: random.Random, image: bool) -> tuple[str, list[str]]:
    """The layers of one branch."""
    if image:
        n, k = rng.choice((28, 32, 64, 128, 224)), rng.choice((1, 2, 2, 3))
        convs = f"합성곱층 {native(rng, k, rng.random() < 0.4)}개" if k > 1 else "합성곱층"
        parts, items = [f"{n}x{n} 이미지", convs], [f"입력 {n}x{n}", *["합성곱"] * k]
        if rng.random() < 0.5:
            parts.append(rng.choice(("최대 풀링", "맥스풀링")))
            items.append("최대 풀링")
    else:
        n, m = small(rng), small(rng)
        word, name = rng.choice((("완전연결층", "완전연결"), ("은닉층", "은닉층"), ("LSTM", "lstm")))
        parts = [f"입력 {n}개", rng.choice((f"{m}개짜리 {word}", f"{word} {m}"))]
        items = [f"입력 #{n}", f"{name} #{m}"]
    return rng.choice((", ", " 다음 ", "와 " if parts[0].endswith("지") and len(parts) == 2 else ", ")).join(
        parts
    ), items


def branches(rng: random.Random) -> tuple[str, str]:
    """Two branches that are joined, and what follows."""
    named = rng.random() < 0.4
    p, q = rng.choice(SIDES)
    x, left = _branch(rng, p == "이미지" or (not named and rng.random() < 0.5))
    y, right = _branch(rng, named and q == "영상")
    joint, item = rng.choice(JOINS)
    wiring = Wiring()
    one = wiring.stack(left, f"{p} 갈래" if named else "")[-1]
    two = wiring.stack(right, f"{q} 갈래" if named else "")[-1]
    text, last = outputs(rng)
    rest = [item]
    if rng.random() < 0.5:
        n = small(rng)
        text = f"완전연결 {n}, {text}"
        rest.append(f"완전연결 #{n}")
    after = wiring.stack([*rest, *last])
    wiring.path([one, two], after[0])
    return closed(
        rng, rng.choice(SIDED if named else BRANCHED).format(p=p, q=q, x=x, y=y, j=joint, t=text)
    ), str(wiring)


FORMS = ((homework, 0.3), (through, 0.27), (pictures, 0.21), (autoencoder, 0.11), (branches, 0.11))


def sample(rng: random.Random) -> tuple[str, str]:
    """A Korean prompt in sentences, and its outline."""
    return by_share(rng, FORMS)(rng)
