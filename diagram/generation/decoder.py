"""The forward pass of a small Llama for decoding on a CPU: fused weights and a preallocated key-value cache.

The same arithmetic as transformers' LlamaForCausalLM (tested against it), several times as fast at batch
sizes of a few candidates, where the time goes into calls rather than arithmetic. Every row of a batch has its
own position, so that each candidate may have got further or less far than the others.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
import torch.nn.functional as F

Cache = list[torch.Tensor]  # keys and values of each layer: 2 x B x G x T x D


def shapes(config) -> dict[str, tuple[int, ...]]:
    """The tensors of a LlamaForCausalLM of a configuration with their shapes, but for a head of its own."""
    width, inner, words = config.hidden_size, config.intermediate_size, config.vocab_size
    size = width // config.num_attention_heads
    across, shared = config.num_attention_heads * size, config.num_key_value_heads * size
    layer = {
        "self_attn.q_proj": (across, width),
        "self_attn.k_proj": (shared, width),
        "self_attn.v_proj": (shared, width),
        "self_attn.o_proj": (width, across),
        "mlp.gate_proj": (inner, width),
        "mlp.up_proj": (inner, width),
        "mlp.down_proj": (width, inner),
        "input_layernorm": (width,),
        "post_attention_layernorm": (width,),
    }
    found = {
        f"model.layers.{i}.{name}.weight": shape
        for i in range(config.num_hidden_layers)
        for name, shape in layer.items()
    }
    return {"model.embed_tokens.weight": (words, width), "model.norm.weight": (width,), **found}


def check_shapes(config, state: Mapping[str, torch.Tensor]) -> None:
    """Raises ValueError where the tensors of `state` are not those that the configuration tells of."""
    if config.num_hidden_layers > len(state):  # before its shapes are listed: it may say a million
        raise ValueError(f"it has not {config.num_hidden_layers} layers, as its configuration says")
    if min(config.num_attention_heads, config.num_key_value_heads) < 1:
        raise ValueError("its configuration tells of no heads")
    wanted, found = shapes(config), {name: tuple(tensor.shape) for name, tensor in state.items()}
    if not config.tie_word_embeddings or "lm_head.weight" in found:
        wanted["lm_head.weight"] = (config.vocab_size, config.hidden_size)
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            raise ValueError(f"{name} is missing")
        if name not in wanted:
            raise ValueError(f"{name} is more than its configuration tells of")
        if found[name] != wanted[name]:
            raise ValueError(f"{name} is {found[name]}, and {wanted[name]} by its configuration")


class Decoder:
    """Weights of a LlamaForCausalLM, ready to decode; ValueError where they do not fit the configuration.

    Products with the layers' weights are taken in `dtype`: bfloat16 is over three times as fast as float32
    where the processor has it, and what the model was trained in; the rest is float32.

    Shapes: B candidates, T positions, G key-value heads, D = head size, W = width, V vocabulary.
    """

    spare = 64  # positions beyond the model's limit, where what is read in vain and padding may stand

    def __init__(self, config, state: dict[str, torch.Tensor], dtype: torch.dtype = torch.float32) -> None:
        check_shapes(config, state)
        self.heads, self.groups = config.num_attention_heads, config.num_key_value_heads
        self.size = config.hidden_size // self.heads
        self.width, self.eps = config.hidden_size, config.rms_norm_eps
        self.limit = config.max_position_embeddings
        self.dtype = dtype
        state = {name: tensor.float() for name, tensor in state.items()}
        self.embedding = state["model.embed_tokens.weight"]
        # The scales of norms and of the softmax are folded into the weights that follow.
        self.head = state.get("lm_head.weight", self.embedding) * state["model.norm.weight"]
        self.layers = []
        for i in range(config.num_hidden_layers):
            at = f"model.layers.{i}."
            query, key, value = (state[f"{at}self_attn.{x}_proj.weight"] for x in "qkv")
            qkv = torch.cat([self._pair(query) * self.size**-0.5, self._pair(key), value])
            before = state[f"{at}input_layernorm.weight"]
            after = state[f"{at}post_attention_layernorm.weight"]
            gate, up = state[f"{at}mlp.gate_proj.weight"], state[f"{at}mlp.up_proj.weight"]
            self.layers.append(
                (
                    (qkv * before).to(dtype),
                    state[f"{at}self_attn.o_proj.weight"].to(dtype),
                    (torch.cat([gate, up]) * after).to(dtype),
                    state[f"{at}mlp.down_proj.weight"].to(dtype),
                )
            )
        base = config.rope_parameters["rope_theta"]
        inverse = 1.0 / base ** (torch.arange(0, self.size, 2).float() / self.size)
        angles = torch.outer(torch.arange(self.limit + self.spare).float(), inverse)[:, None]
        angles = angles * torch.tensor([1.0] * (self.heads + self.groups) + [0.0] * self.groups)[:, None]
        self.turns = torch.polar(torch.ones_like(angles), angles)  # values do not turn

    def _pair(self, weight: torch.Tensor) -> torch.Tensor:
        """Brings the two numbers that turn together side by side, as one complex number."""
        halves = weight.view(-1, 2, self.size // 2, self.width)
        return halves.transpose(1, 2).reshape(weight.shape)

    def add_tokens(self, embeddings: torch.Tensor) -> list[int]:
        """Numbers for further tokens with these embeddings (n x W), which can be read but never written."""
        first = len(self.embedding)
        self.embedding = torch.cat([self.embedding, embeddings.float()])
        return list(range(first, len(self.embedding)))

    def cache(self, batch: int, length: int) -> Cache:
        """Room for the keys and values of `length` positions a row, 2 x B x G x T x D a layer."""
        # Zeros: what is masked is still multiplied, by nought.
        return [torch.zeros(2, batch, self.groups, length, self.size) for _ in self.layers]

    @torch.inference_mode()
    def forward(self, tokens: torch.Tensor, cache: Cache, starts: torch.Tensor) -> torch.Tensor:
        """States (B x T x W) after each of `tokens` (B x T), which stand at positions `starts` (B) on.

        Fills the cache at these positions; a position that is written again is as if it had not been before.
        """
        batch, length = tokens.shape
        heads, groups, size = self.heads, self.groups, self.size
        fold = heads // groups
        rows, at = torch.arange(batch)[:, None], starts[:, None] + torch.arange(length)
        turns = self.turns[at]
        end = int(at.max()) + 1
        later = torch.arange(end) > at[:, :, None]
        mask = torch.zeros(batch, 1, length, end).masked_fill_(later[:, None], float("-inf"))
        # Query heads that share keys become rows of one product: (B * G) x (fold * T) x D.
        mask = mask.expand(-1, heads, -1, -1).reshape(batch * groups, fold * length, end)
        x = self.embedding[tokens]
        for (qkv_weight, o_weight, gate_up_weight, down_weight), held in zip(self.layers, cache, strict=True):
            qkv = F.linear(self._normalise(x).to(self.dtype), qkv_weight).float().view(*turns.shape, 2)
            qkv = torch.view_as_real(torch.view_as_complex(qkv) * turns).flatten(3)
            held[:, rows, :, at] = qkv[:, :, heads:].unflatten(2, (2, groups))
            keys, values = held[:, :, :, :end].flatten(1, 2)
            query = qkv[:, :, :heads].unflatten(2, (groups, fold)).permute(0, 2, 3, 1, 4)
            query = query.reshape(batch * groups, fold * length, size)
            scores = torch.baddbmm(mask, query, keys.transpose(1, 2))
            mixed = torch.bmm(scores.softmax(-1), values).view(batch, groups, fold, length, size)
            mixed = mixed.permute(0, 3, 1, 2, 4).reshape(batch, length, -1)
            x += F.linear(mixed.to(self.dtype), o_weight)
            gate, up = F.linear(self._normalise(x).to(self.dtype), gate_up_weight).chunk(2, -1)
            x += F.linear(F.silu(gate) * up, down_weight)
        return self._normalise(x)

    @torch.inference_mode()
    def logits(self, states: torch.Tensor, head: torch.Tensor | None = None) -> torch.Tensor:
        """The logits for states (... x W): of all tokens, or of those whose rows of `self.head` are given."""
        return F.linear(states, self.head if head is None else head)

    def _normalise(self, x: torch.Tensor) -> torch.Tensor:
        # Half the time of F.rms_norm, which takes more calls on a CPU.
        return x * x.square().mean(-1, keepdim=True).add_(self.eps).rsqrt_()


def fastest_dtype() -> torch.dtype:
    """bfloat16 where the processor multiplies it, else float32."""
    return torch.bfloat16 if torch.cpu._is_avx512_bf16_supported() else torch.float32
