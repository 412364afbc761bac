"""What kind of layer a name means, and how large the feature maps of a convolutional network are.

The arithmetic is Dumoulin and Visin, "A guide to convolution arithmetic for deep learning"
(arXiv:1603.07285).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from diagram.outline import Attributes, Structure

Map = tuple[int, int, int | None]  # height, width, channels where known

# Tried in order, so that the more particular name comes first.
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("upsample", r"transposed? conv|conv\w*[ -]?transpose|deconv|up[- ]?(conv|sampl)|unpool"),
        ("upsample", r"업샘플|전치 ?합성곱|역합성곱"),
        ("global pool", r"global (avg|average|max)?\s*pool|\bgap\b|전역.*풀링"),
        ("conv1d", r"conv\w*[ -]?1d|1d[ -]?conv"),
        ("conv", r"\bconv(\b|2d|olution)|합성곱|컨볼루션|콘볼루션"),
        ("pool", r"\bpool(ing)?\b|\bmaxpool|\bavgpool|풀링"),
        ("flatten", r"flatten|평탄화"),
        ("recurrent", r"\b(bi-?)?(lstm|gru|rnn)s?\b|recurrent|순환"),
        ("attention", r"attention|transformer|어텐션|트랜스포머"),
        ("norm", r"\b(batch|layer|group|instance|rms) ?norm|normalization layer|^norm$|정규화$"),
        ("dropout", r"dropout|드롭아웃"),
        ("activation", r"^(re|ge|se|e|pre|leaky ?re|si)lu6?\b|^(swish|mish|soft(max|plus))|^sigmoid|^tanh"),
        ("activation", r"activation"),
        ("activation", r"활성화|소프트맥스|시그모이드|렐루"),
        ("add", r"^(add|sum|addition|residual add|skip add|\+|더하기|합)$"),
        ("concat", r"^concat(enate|enation)?$|^연결$|^결합$"),
        ("embedding", r"embedding|임베딩"),
        ("dense", r"^(hidden|dense|fc|fully[- ]connected|linear|mlp)\b|^은닉|완전 ?연결|선형"),
        ("input", r"^(input|inputs|image|입력|이미지)\b"),
        ("output", r"^(output|outputs|출력)\b"),
    )
)  # fmt: skip
_KEEPING = {"norm", "dropout", "activation"}  # layers that leave the map as it is


@dataclass(frozen=True, slots=True)
class FeatureMaps:
    """The map that comes out of each node, by number, where it is known; `notes` say what did not fit."""

    sizes: dict[int, Map] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def layer_kind(name: str) -> str | None:
    """What sort of layer a canonical or free name means (`conv`, `pool`, `dense`, ...), None if it is not
    one.
    """
    name = name.lower().strip()
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), None)


def feature_maps(structure: Structure) -> FeatureMaps:
    """Follows maps from every `input HxW` along the edges, as far as it is clear what comes out.

    A convolution is 3x3 and valid unless it says otherwise, pooling 2x2 with as large a stride; both round
    down. A layer that would leave nothing of the map gets none, nor do those after it, and a note says so.
    """
    before: dict[int, list[int]] = {node.number: [] for node in structure.nodes}
    after: dict[int, list[int]] = {node.number: [] for node in structure.nodes}
    for source, target in dict.fromkeys((s, t) for s, t, _ in structure.edges):
        before[target].append(source)
        after[source].append(target)
    sizes: dict[int, Map] = {}
    notes: list[str] = []
    waiting = {number: len(sources) for number, sources in before.items()}
    ready = [number for number, count in waiting.items() if not count]
    while ready:
        number = ready.pop()
        node = structure.nodes[number]
        came = [sizes.get(source) for source in before[number]]
        found = _after_layer(node.name, node.attributes, came)
        if found and min(found[:2]) < 1:
            where = " and ".join(f"{size[0]}x{size[1]}" for size in came if size)
            notes.append(f"{node.name!r} does not fit a map of {where}; its map size is left out.")
        elif found:
            sizes[number] = found
        for target in after[number]:
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return FeatureMaps(sizes, tuple(notes))


def _after_layer(name: str, attributes: Attributes, came: list[Map | None]) -> Map | None:
    """The map after one layer; a side below 1 where the kernel is larger than the map."""
    kind, channels = layer_kind(name), attributes.channels
    if not came:
        if not attributes.kernel or kind in ("conv", "pool", "upsample"):
            return None
        return (*attributes.kernel, channels)
    if attributes.side is not None:
        return (attributes.side, attributes.side, channels or _common_channels(kind, came))
    if None in came or len({size[:2] for size in came if size}) != 1:
        return None
    high, wide, _ = came[0]  # type: ignore[misc]
    channels = channels or _common_channels(kind, came)
    stride = attributes.stride
    if kind == "conv":
        kernel = attributes.kernel or (3, 3)
        stride = stride or 1
        if attributes.same:
            return -(-high // stride), -(-wide // stride), channels
        return (high - kernel[0]) // stride + 1, (wide - kernel[1]) // stride + 1, channels
    if kind == "pool":
        kernel = tuple(max(1, side) for side in attributes.kernel or (2, 2))
        steps = (stride, stride) if stride else kernel
        return (high - kernel[0]) // steps[0] + 1, (wide - kernel[1]) // steps[1] + 1, channels
    if kind == "upsample":
        return high * (stride or 2), wide * (stride or 2), channels
    if kind == "global pool":
        return 1, 1, channels
    return (high, wide, channels) if kind in _KEEPING | {"add", "concat"} else None


def _common_channels(kind: str | None, came: list[Map | None]) -> int | None:
    """Channels that a layer passes on: a convolution without a number says nothing, concatenation adds them
    up.
    """
    known = [size[2] for size in came if size]
    if kind in ("conv", "upsample") or not known or None in known:
        return None
    if kind == "concat":
        return sum(known)  # type: ignore[arg-type]
    return known[0] if len(set(known)) == 1 else None
