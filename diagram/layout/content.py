"""What is written in and on a diagram: labels, shapes, colours' roles and sizes of an outline's nodes."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from diagram.feature_maps import Map, feature_maps, layer_kind
from diagram.geometry import DOCUMENT_WAVE, INNER, STORE_CAP, lines_fit
from diagram.graph import MAX_EDGES, MAX_LABEL, MAX_NODES, Style
from diagram.outline import NamedNode, Structure, fold
from diagram.typography import line_height, measure, printable, small, wrap

MAX_NEURONS = 10  # a layer of more units is drawn as one block

_ACRONYMS = {
    word.lower(): word
    for word in [
        "ReLU",
        "GELU",
        "SiLU",
        "ELU",
        "SELU",
        "PReLU",
        "LSTM",
        "GRU",
        "RNN",
        "CNN",
        "MLP",
        "DNN",
        "GAN",
        "VAE",
        "BERT",
        "GPT",
        "LLM",
        "RL",
        "PCA",
        "SVM",
        "ResNet",
        "U-Net",
        "UNet",
        "DQN",
        "API",
        "DB",
        "SQL",
        "NoSQL",
        "GPU",
        "CPU",
        "TPU",
        "HTTP",
        "HTTPS",
        "URL",
        "JSON",
        "CSV",
        "XML",
        "PDF",
        "HTML",
        "UI",
        "UX",
        "ID",
        "QA",
        "CI",
        "ETL",
        "SMS",
        "OTP",
        "OCR",
        "CRM",
        "ERP",
        "IoT",
        "KYC",
        "VPN",
        "DNS",
        "CDN",
        "JWT",
        "TCP",
        "UDP",
        "IP",
        "ML",
        "AI",
        "NLP",
        "ROC",
        "AUC",
        "MRI",
        "EEG",
        "ECG",
        "FTP",
        "SSH",
        "SSO",
        "OAuth",
        "RAG",
        "RGB",
        "KPI",
        "HR",
        "PR",
        "S3",
        "AWS",
        "PPO",
        "BiLSTM",
        "BiGRU",
        "FFN",
        "FC",
        "ADC",
        "DAC",
        "PID",
        "LiDAR",
        "RAM",
        "ROM",
        "SSD",
        "CCTV",
        "REST",
        "gRPC",
        "POS",
        "ATM",
        "FAQ",
        "ROI",
        "SLA",
        "MQTT",
        "RPC",
        "ECU",
        "USB",
    ]
}
_STORE = re.compile(
    r"\b(data ?bases?|dbs?|cache|storage|warehouse|data lake|lakehouse|data ?store|vector store|"
    r"feature store|object store|archive|repository|redis|postgres\w*|mysql|mongo\w*|s3|bucket)\b"
    r"|저장소|데이터베이스|캐시|스토리지|웨어하우스|데이터 ?레이크|보관소|아카이브|DB$",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"\b(reports?|invoices?|documents?|receipt|contract|pdf|csv|certificate|log file|files?|paper|"
    r"letter|spreadsheet|form|manual)$|(보고서|문서|송장|영수증|계약서|파일|증명서|신청서|청구서|명세서)$",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"^(start|begin|end|stop|finish|done|시작|종료|끝|완료)$", re.IGNORECASE)
_INPUT = re.compile(r"^(raw )?inputs?\b|^입력", re.IGNORECASE)
_OUTPUT = re.compile(r"^outputs?\b|^출력|^final output", re.IGNORECASE)
_HIDDEN = re.compile(r"^hidden\b|^은닉", re.IGNORECASE)
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(slots=True)
class Content:
    """A node before it is placed. `scale`, 0 to 1, is how large its feature map or layer is drawn, None if
    ordinary; `color` its own, None for that of its role.
    """

    number: int
    label: str
    shape: str
    role: str
    group: str | None = None
    scale: float | None = None
    neurons: int = 0
    letter: str = ""  # of the neurons: x, h or y
    width: float = 0.0
    height: float = 0.0
    color: str | None = None


# What is done with a store or a document is neither: "store it in S3", "send the invoice".
_ACTION = re.compile(
    r"^(archive|build|check|clean|close|collect|create|delete|draft|edit|export|fetch|file|fill|generate|get|import"
    r"|issue|load|merge|open|parse|pay|prepare|print|publish|query|read|receive|review|save|scan|send|sign|sort|store"
    r"|submit|update|upload|validate|verify|write)(s|es)? \S"
    r"|\b(it|them|to|into|from|in|is|are|the)\b|[을를에] ",
    re.IGNORECASE,
)
# Korean conditions are the stem that all forms of a verb share (재고가 있|으면); drawn, they read as nouns
# (재고가 있음).
_STEMS = re.compile(
    r"(?<=[가-힣 ])(낮|적|길|남)$"  # alone they are nouns: day, enemy, way, others
    r"|(?<![^가-힣 ])(있|없|높|작|많|좋|맞|같|넘|늦|짧|넓|좁|깊|얕|괜찮|받)$"
)
_OPEN_STEMS = {
    "크": "큼",
    "되": "됨",
    "하": "함",
    "빠르": "빠름",
    "느리": "느림",
    "나쁘": "나쁨",
    "다르": "다름",
    "틀리": "틀림",
}


def noun_form(condition: str) -> str:
    """A Korean condition that ends in the bare stem of a verb, as a noun; anything else as it is."""
    for stem, noun in _OPEN_STEMS.items():
        whole = condition == stem and len(stem) > 1
        if whole or (condition.endswith(stem) and len(condition) > len(stem) + 1):
            return condition.removesuffix(stem) + noun
    return _STEMS.sub(r"\g<0>음", condition)


def contents(structure: Structure, style: Style) -> list[Content]:
    """The nodes of an outline as they are to be drawn, without sizes."""
    maps = feature_maps(structure).sizes
    numbers = _numbered(structure)
    neurons = _neuron_layers(structure)
    largest = max((max(size[:2]) for size in maps.values()), default=1)
    most_units = max((node.attributes.units or 0 for node in structure.nodes), default=1)
    followed = {source for source, _, _ in structure.edges}
    found = []
    for node in structure.nodes:
        kind = layer_kind(node.name)
        role = _role(node, kind)
        ends = kind == "dense" and node.number not in followed and not _HIDDEN.search(node.name)
        size = maps.get(node.number)
        scale = None
        if size:
            scale = 0.12 + 0.88 * math.log1p(max(size[:2])) / math.log1p(largest)
        elif node.in_stack and node.attributes.units:
            scale = 0.55 * math.log1p(node.attributes.units) / math.log1p(max(64, most_units))
        elif node.in_stack and maps:
            scale = 0.1
        is_neurons = node.number in neurons
        label = _label(node, kind, size, numbers.get(node.number))
        found.append(
            Content(
                node.number,
                label[:MAX_LABEL],
                _shape(node, style, kind),
                "neuron" if is_neurons and role == "dense" else role,
                node.group,
                scale,
                node.attributes.units or 0 if is_neurons else 0,
                _letter("output" if ends else role) if kind in ("input", "output", "dense") else "",
                color=node.attributes.color,
            )
        )
    return found


def _letter(role: str) -> str:
    return {"input": "x", "output": "y"}.get(role, "h")


def display_name(name: str) -> str:
    """A name as it is written in a diagram: acronyms in their usual letters, the first letter a capital."""
    words = name.split()
    shown = [_ACRONYMS.get(word, word) if word.islower() else word for word in words]
    if shown and shown[0] == words[0] and words[0].islower():
        shown[0] = words[0][0].upper() + words[0][1:]
    return " ".join(shown)


def neuron_label(letter: str, place: int) -> str:
    """`x₁`, `h₂`, ... for the `place`-th neuron of a layer."""
    return f"{letter}{place}".translate(_SUBSCRIPTS) if letter else ""


def _neuron_layers(structure: Structure) -> set[int]:
    """Layers small enough to be drawn neuron by neuron, with at most one neighbour on either side, in the
    same group.
    """
    into: dict[int, list[int]] = {}
    out: dict[int, list[int]] = {}
    labelled: set[int] = set()
    for source, target, label in structure.edges:
        out.setdefault(source, []).append(target)
        into.setdefault(target, []).append(source)
        if label:
            labelled |= {source, target}
    found = set()
    for node in structure.nodes:
        attributes = node.attributes
        before, after = into.get(node.number, []), out.get(node.number, [])
        near = before + after
        plain = not (attributes.repeats or attributes.decision or attributes.kernel or attributes.channels)
        if (
            attributes.units
            and attributes.units <= MAX_NEURONS
            and plain
            and attributes.shape in (None, "circle")
            and layer_kind(node.name) not in ("recurrent", "attention", "conv", "embedding")
            and len(before) < 2
            and len(after) < 2
            and near
            and node.number not in near
            and node.number not in labelled
            and len(set(near)) == len(near)
            and all(structure.nodes[other].group == node.group for other in near)
        ):
            found.add(node.number)
    shown = [node.attributes.units or 1 if node.number in found else 1 for node in structure.nodes]
    lines = sum(shown[source] * shown[target] for source, target, _ in structure.edges)
    if sum(shown) > MAX_NODES or lines > MAX_EDGES:
        return set()
    # A ring has no first layer: draw it as blocks.
    return found if any(n not in into for n in found) or len(found) < len(structure.nodes) else set()


def _numbered(structure: Structure) -> dict[int, int]:
    """Numbers for hidden layers where there are several of a name."""
    same: dict[str, list[int]] = {}
    for node in structure.nodes:
        if re.fullmatch(r"hidden( layer)?|은닉층?", node.name.lower()):
            same.setdefault(fold(node.name), []).append(node.number)
    return {n: i for numbers in same.values() if len(numbers) > 1 for i, n in enumerate(numbers, 1)}


def _label(node: NamedNode, kind: str | None, size: Map | None, number: int | None) -> str:
    attributes = node.attributes
    first = display_name(noun_form(node.name) if attributes.decision else node.name)
    if number:
        first += f" {number}"
    is_input = kind == "input" or (
        size and size[:2] == attributes.kernel and kind not in ("conv", "pool", "upsample")
    )
    if attributes.kernel and not is_input:
        first += " {}×{}".format(*attributes.kernel)
    if attributes.stride:
        first += f" /{attributes.stride}"
    if attributes.same:
        first += " same"
    if attributes.channels and not (is_input and size):
        first += f" @{attributes.channels}"
    if attributes.repeats:
        first += f" ×{attributes.repeats}"
    if attributes.decision and not first.endswith(("?", "？")):
        first += "?"
    parts = [first]
    if is_input and size:
        parts.append("×".join(str(part) for part in (*size[:2], attributes.channels) if part))
    elif size and kind != "dropout" and kind != "activation" and kind != "norm":
        parts.append(f"{size[0]}×{size[1]}")
    elif is_input and attributes.kernel:
        parts.append("{}×{}".format(*attributes.kernel))
    elif attributes.side:
        parts.append(f"{attributes.side}×{attributes.side}")
    if attributes.units:
        parts.append(str(attributes.units))
    return " · ".join(parts)


def _role(node: NamedNode, kind: str | None) -> str:
    if node.attributes.decision:
        return "decision"
    if kind in ("input", "output") or _INPUT.search(node.name) or _OUTPUT.search(node.name):
        return "output" if kind == "output" or _OUTPUT.search(node.name) else "input"
    shape = node.attributes.shape
    if shape in ("store", "document"):
        return shape
    roles = {
        "conv": "conv", "conv1d": "conv", "upsample": "conv", "pool": "pool", "global pool": "pool",
        "dense": "dense",
        "flatten": "activation", "recurrent": "recurrent", "attention": "attention", "norm": "activation",
        "dropout": "activation", "activation": "activation", "add": "activation", "concat": "activation",
        "embedding": "dense",
    }  # fmt: skip
    if kind in roles:
        return roles[kind]
    if shape is None and not _ACTION.search(node.name):
        if _STORE.search(node.name):
            return "store"
        if _DOCUMENT.search(node.name):
            return "document"
    return "start" if _TERMINAL.search(node.name) else "ordinary"


def _shape(node: NamedNode, style: Style, kind: str | None) -> str:
    if node.attributes.decision:
        return "decision"
    given = node.attributes.shape or style.shape
    if not node.attributes.shape and not kind:
        if not _ACTION.search(node.name):
            if _STORE.search(node.name):
                return "store"
            if _DOCUMENT.search(node.name):
                return "document"
        if _TERMINAL.search(node.name):
            return "pill"
    return {"box": "rectangle", "round": "round rectangle"}.get(given, given)


# --- sizes ---


def fit_sizes(items: list[Content], size: float, down: bool, compact: bool = False) -> None:
    """Chooses widths and heights (px) at a font size: room for every label, and as few different sizes as can
    be.

    `compact` wraps labels sooner, and lets short labels have narrow nodes, where a drawing would be too wide.
    """
    plain = []
    for item in items:
        if item.neurons:
            item.width = item.height = round(size * 2.0)
            continue
        limit = size * (6.0 if compact else 7.5 if item.scale is not None and not down else 9.5)
        item.width, item.height = least_size(item.label, item.shape, size, limit)
        if item.shape not in ("circle", "decision"):
            plain.append(item)
    if not plain:
        return
    scaled = [item for item in plain if item.scale is not None]
    _make_even([item for item in plain if item.scale is None], "width", size * (2.6 if compact else 6))
    _make_even(scaled, "width", size * 2.6)
    _make_even(plain, "height", line_height(size) * 1.2)
    if len(scaled) > 1 and len({item.scale for item in scaled}) > 1:
        side = "width" if down else "height"
        least = max(getattr(item, side) for item in scaled)
        most = max(least * 1.25, size * (16 if down else 12))
        for item in scaled:
            setattr(item, side, round(least + (most - least) * (item.scale or 0)))


def _make_even(items: list[Content], side: str, tolerance: float) -> None:
    """Gives items of about one size the largest of theirs."""
    rest = sorted(items, key=lambda item: -getattr(item, side))
    while rest:
        most = getattr(rest[0], side)
        near = [item for item in rest if getattr(item, side) >= most - tolerance]
        for item in near:
            setattr(item, side, most)
        rest = rest[len(near) :]


def least_size(label: str, shape: str, size: float, limit: float) -> tuple[float, float]:
    """The least pleasing size of a shape around a label, whose lines are wrapped at about `limit`."""
    text = printable(label.replace(" · ", "\n"))
    lines = wrap(text, size, limit)
    longest = max((measure(word, size)[0] for word in text.split()), default=0.0)
    if len(lines) > 3 or limit < longest <= limit * 1.6:
        lines = wrap(text, size, max(limit * 1.35, min(longest, limit * 1.6)))
    if shape in ("circle", "decision"):
        return _least_round(text, shape, size, limit)
    width = max(measure(line, size)[0] for line in lines) + size * 1.3 + 2 * INNER
    height = len(lines) * line_height(size) + size * 0.95
    if shape == "store":
        height += 2 * STORE_CAP
    elif shape == "document":
        height += DOCUMENT_WAVE * 1.5
    elif shape == "pill":
        width += size * 0.8
    width, height = max(width, size * 4.6), max(height, size * 2.6)
    if shape == "pill":
        while not lines_fit(tuple(lines), "pill", width - 4, height, size):
            width += 4
    return _even(width), _even(height)


def _least_round(text: str, shape: str, size: float, limit: float) -> tuple[float, float]:
    """An ellipse or diamond: tries several wraps and takes the one that needs the least area at a calm
    aspect.
    """
    best: tuple[float, float, float] | None = None
    longest = max((measure(word, size)[0] for word in text.split()), default=0.0)
    least = min(longest, limit * 1.6)  # do not break words
    for share in (0.5, 0.65, 0.8, 1.0, 1.3):
        lines = tuple(wrap(text, size, max(limit * share, least)))
        half = max(measure(line, size)[0] for line in lines) / 2 + size * 0.25
        tall = len(lines) * line_height(size) / 2
        if shape == "circle":
            a, b = half * math.sqrt(2), tall * math.sqrt(2)
            b = max(b, a / 1.9)
        else:
            aspect = 1.75
            a = half + tall * aspect
            b = a / aspect
        a, b = a + INNER + 2, b + 3
        while not lines_fit(lines, shape, 2 * a, 2 * b, size):
            a, b = a + 2, b + 1.5
        price = a * b * (1 + 0.3 * abs(math.log(a / b / 1.6)))
        if best is None or price < best[0]:
            best = (price, a, b)
    return _even(max(2 * best[1], size * 3.4)), _even(max(2 * best[2], size * 2.6))


def _even(value: float) -> float:
    """Rounded up to an even number of px, so that centres are whole."""
    return 2.0 * math.ceil(value / 2)


def caption_size(text: str, size: float) -> tuple[float, float]:
    """Width and height of the caption of a layer of neurons."""
    width, height = measure(printable(text), small(size))
    return math.ceil(width) + 2, height
