"""Draws the README's pictures again with the shipped model.

python -m tests.bench.readme_pictures
"""

from __future__ import annotations

import io
from pathlib import Path

SEED = 1
PICTURES = {  # name: prompt, and the direction that suits the page
    "cnn": ("CNN with 64x64 input, 3x3 conv, 2x2 max pooling, 256 and 64 hidden nodes, 10 outputs", "right"),
    "order": (
        "Check the stock. If the item is in stock, ship it, otherwise reorder it. "
        "Finally notify the customer.",
        "down",
    ),
    "services": (
        "The mobile app and the website both send requests to the API gateway. The API gateway calls the "
        "order service and the user service. Both services write to the database.",
        "down",
    ),
    "korean": ("데이터를 수집한 뒤 전처리하고, 모델을 학습한 다음 평가한다", "right"),
    "how_it_works": (
        "The prompt goes to the language model. The language model feeds the verifier. "
        "The verifier feeds layout and fidelity. Layout feeds readability and preference. "
        "Readability, preference and fidelity feed the ranking.",
        "right",
    ),
}


def main() -> None:
    from PIL import Image

    from diagram import recommend
    from diagram.page.crop import cropped_png

    folder = Path("diagram/pictures")
    folder.mkdir(exist_ok=True)
    for name, (prompt, direction) in PICTURES.items():
        candidates = [c for c in recommend(prompt, 5, 5, seed=SEED) if c.judgement.leading]
        candidate = next(
            (
                c
                for c in candidates
                if (c.outline.style.direction, c.outline.style.line) == (direction, "arrow")
            ),
            candidates[0],
        )
        picture = Image.open(io.BytesIO(cropped_png(candidate.png(), candidate.diagram, 1.0)))
        path = folder / f"{name}.png"
        picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(path, optimize=True)
        said = str(candidate.outline).split("\n", 1)[1].replace("\n", " / ")
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB, faithful: {candidate.fidelity.faithful}, {said}")


if __name__ == "__main__":
    main()
