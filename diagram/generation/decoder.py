"""The forward pass of a small Llama for decoding on a CPU: fused weights and a preallocated key-value cache.

The same arithmetic as transformers' LlamaForCausalLM (tested against it), several times as fast at batch
sizes of a few candidates, where the time goes into calls rather than arithmetic.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F

Cache = list[tuple[torch.Tensor, torch.Tensor]]  # keys and values of each layer


class Decoder:
    """Weights of a LlamaForCausalLM, ready to decode.

    Products with the layers' weights are taken in `dtype`: bfloat16 is over three times as fast as float32
    where the processor has it, and what the model was trained in; the rest is float32.

    Shapes: B candidates, T positions, G key-value heads, D = head size, W = width, V vocabulary.
    """

    def __init__(self, config, state: dict[str, torch.Tensor], dtype: torch.dtype = torch.float32) -> None:
        self.heads, self.groups = config.num_attention_heads, config.num_key_value_heads
        self.size = config.hidden_size // self.heads
        self.width, self.eps = config.hidden_size, config.rms_norm_eps
        self.limit = config.max_position_embeddings
        state = {name: tensor.float() for name, tensor in state.items()}
        self.embedding = state["model.embed_tokens.weight"]
        self.head = state.get("lm_head.weight", self.embedding)
        self.norm = state["model.norm.weight"]
        self.layers = []
        for i in range(config.num_hidden_layers):
            at = f"model.layers.{i}."
            qkv = [state[f"{at}self_attn.{x}_proj.weight"] for x in "qkv"]
            # The norm's scale and the softmax's are folded into the weights that follow.
            qkv[0] = qkv[0] * self.size**-0.5
            before = state[f"{at}input_layernorm.weight"]
            after = state[f"{at}post_attention_layernorm.weight"]
            gate, up = state[f"{at}mlp.gate_proj.weight"], state[f"{at}mlp.up_proj.weight"]
            self.layers.append(
                (
                    (torch.cat(qkv) * before).to(dtype),
                    state[f"{at}self_attn.o_proj.weight"].to(dtype),
                    (torch.cat([gate, up]) * after).to(dtype),
                    state[f"{at}mlp.down_proj.weight"].to(dtype),
                )
            )
        base = config.rope_parameters["rope_theta"]
        inverse = 1.0 / base ** (torch.arange(0, self.size, 2).float() / self.size)
        angles = torch.outer(torch.arange(self.limit).float(), inverse)
        self.cos = torch.cat([angles.cos(), angles.cos()], -1)
        self.sin = torch.cat([-angles.sin(), angles.sin()], -1)  # signs of rotate_half

    def cache(self, batch: int, length: int) -> Cache:
        """Room for the keys and values of `length` positions, B x G x T x D each, a layer."""
        shape = (batch, self.groups, length, self.size)
        return [(torch.empty(shape), torch.empty(shape)) for _ in self.layers]

    def _rotate(self, x: torch.Tensor, start: int, length: int) -> torch.Tensor:
        half = self.size // 2
        swapped = torch.cat([x[..., half:], x[..., :half]], -1)
        cos, sin = self.cos[start : start + length], self.sin[start : start + length]
        return x * cos[:, None] + swapped * sin[:, None]

    def _normalise(self, x: torch.Tensor) -> torch.Tensor:
        return F.rms_norm(x, (self.width,), None, self.eps)

    @torch.inference_mode()
    def forward(self, tokens: torch.Tensor, cache: Cache, start: int) -> torch.Tensor:
        """Logits (B x V) after the last of `tokens` (B x T), which stand at positions `start` on.

        Fills the cache at these positions.
        """
        batch, length = tokens.shape
        heads, groups, size = self.heads, self.groups, self.size
        fold = heads // groups
        end = start + length
        mask = None
        if length > 1:
            mask = torch.ones(length, end, dtype=torch.bool).tril(start)
        x = self.embedding[tokens]
        for weights, (keys, values) in zip(self.layers, cache, strict=True):
            qkv_weight, o_weight, gate_up_weight, down_weight = weights
            qkv = _product(self._normalise(x), qkv_weight).view(batch, length, heads + 2 * groups, size)
            rotated = self._rotate(qkv[:, :, : heads + groups], start, length)
            keys[:, :, start:end] = rotated[:, :, heads:].transpose(1, 2)
            values[:, :, start:end] = qkv[:, :, heads + groups :].transpose(1, 2)
            # Query heads that share keys become rows of one product: B x G x (fold * T) x D.
            query = rotated[:, :, :heads].view(batch, length, groups, fold, size).permute(0, 2, 3, 1, 4)
            query = query.reshape(batch, groups, fold * length, size)
            scores = query @ keys[:, :, :end].transpose(2, 3)
            if mask is not None:
                scores = scores.view(batch, groups, fold, length, end).masked_fill(~mask, float("-inf"))
                scores = scores.view(batch, groups, fold * length, end)
            mixed = scores.softmax(-1) @ values[:, :, :end]
            mixed = mixed.view(batch, groups, fold, length, size).permute(0, 3, 1, 2, 4)
            x = x + _product(mixed.reshape(batch, length, -1), o_weight)
            gate, up = _product(self._normalise(x), gate_up_weight).chunk(2, -1)
            x = x + _product(F.silu(gate) * up, down_weight)
        return self._normalise(x[:, -1]) * self.norm

    @torch.inference_mode()
    def logits(self, state: torch.Tensor, tokens: list[int] | slice = slice(None)) -> torch.Tensor:
        """The logits of `tokens`, all by default, for a state (W) or states (B x W)."""
        return F.linear(state, self.head[tokens])


def fastest_dtype() -> torch.dtype:
    """bfloat16 where the processor multiplies it, else float32."""
    return torch.bfloat16 if torch.cpu._is_avx512_bf16_supported() else torch.float32


def _product(x: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return F.linear(x.to(weight.dtype), weight).float()
