"""Any text as LaTeX: specials escaped, common signs as commands, so that pdflatex sets what it can."""

from __future__ import annotations

import re

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "…": r"\ldots{}",
    "·": r"\textperiodcentered{}",
    "−": r"\ensuremath{-}",
    "\t": " ",
    "\u00a0": "~",
    # Behind a line break, these would be read as its options; next to one another, as ligatures.
    **{character: f"{{{character}}}" for character in "[]*-,"},
    **{character: f"\\{character}" for character in "{}#$%&_"},
    **{chr(0x2080 + i): rf"\textsubscript{{{i}}}" for i in range(10)},
    **{character: rf"\textsuperscript{{{i}}}" for i, character in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
}
_SIGNS = """
→=rightarrow ←=leftarrow ↔=leftrightarrow ↑=uparrow ↓=downarrow ⇒=Rightarrow ⇐=Leftarrow ⇔=Leftrightarrow
≤=leq ≥=geq ≠=neq ≈=approx ±=pm ×=times ÷=div ∞=infty √=surd ∑=sum ∏=prod ∂=partial ∫=int ∈=in ∩=cap ∪=cup
∧=wedge ∨=vee ⊕=oplus ⊗=otimes ∘=circ α=alpha β=beta γ=gamma δ=delta ε=varepsilon ζ=zeta η=eta θ=theta
ι=iota κ=kappa λ=lambda μ=mu ν=nu ξ=xi π=pi ρ=rho σ=sigma ς=varsigma τ=tau υ=upsilon φ=varphi χ=chi ψ=psi
ω=omega Γ=Gamma Δ=Delta Θ=Theta Λ=Lambda Ξ=Xi Π=Pi Σ=Sigma Φ=Phi Ψ=Psi Ω=Omega
"""
_MATH = dict(sign.split("=") for sign in _SIGNS.split())
_MAP = str.maketrans(_COMMANDS | {c: f"\\ensuremath{{\\{name}}}" for c, name in _MATH.items()})
# What T1 fonts have, beyond what is written as commands.
_PLAIN = re.compile("[\x20-\x7e\n\t\u00a0¡-¬®-ÿ–—‘’“”•€™" + re.escape("".join([*_COMMANDS, *_MATH])) + "]*")


def escaped(text: str) -> str:
    """`text` of one line as LaTeX that sets just these characters."""
    return text.translate(_MAP)


def is_plain(text: str) -> bool:
    """Whether pdflatex can set the text; the rest, Hangul first of all, takes XeLaTeX or LuaLaTeX."""
    return _PLAIN.fullmatch(text) is not None
