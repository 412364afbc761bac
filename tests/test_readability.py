"""Scoring by pixels: the same picture in training and use, sensible scores, and weights that fit."""

import io
import json
import random
import time

import numpy as np
import pytest
import torch
from PIL import Image

from diagram import outline, rows
from diagram.errors import ModelUnavailable
from diagram.geometry import Defects
from diagram.graph import Diagram, Edge, Node
from diagram.layout import lay_out
from diagram.rendering import png
from diagram.scoring import pictures, readability
from diagram.scoring.measures import NAMES, measures, quality
from diagram.scoring.network import SEEN, Network, Trunk, folded
from tests.timing import quickest
from training.scorers import drawings, people, statistics, tuning
from training.scorers.augmentation import augmented
from training.scorers.spoiling import SPOILS, spoiled

PROCESS = (
    "right round arrow blue normal\nReceive order -> check stock ?\ncheck stock -> yes: ship, no: reorder"
)


@pytest.fixture(scope="module")
def process() -> Diagram:
    return lay_out(outline.parse(PROCESS))


def network(seed: int = 0) -> Network:
    torch.manual_seed(seed)
    return Network(len(NAMES)).eval()


def piled(diagram: Diagram) -> Diagram:
    """All nodes around one point."""
    nodes = tuple(
        Node(n.number, 500 + 20 * i, 300 + 10 * i, n.shape, 160, 90, label=n.label)
        for i, n in enumerate(diagram.nodes)
    )
    return Diagram.with_edges(nodes, tuple(Edge(e.source, e.target) for e in diagram.edges))


# --- pictures ---


def test_a_picture_has_one_size_whatever_the_canvas(process):
    tall = Diagram((Node(0, 50, 400),), width=100, height=800)
    assert pictures.draw(process).size == pictures.draw(tall).size == (pictures.WIDTH, pictures.HEIGHT)
    padded = np.asarray(pictures.draw(tall))
    assert (padded[:, :80] == 255).all() and (padded[:, 100] < 255).any()


def test_a_picture_drawn_small_looks_like_the_png_made_small(process):
    small = np.asarray(pictures.draw(process), int)
    from_file = np.asarray(pictures.from_png(png(process, scale=2)), int)
    assert np.abs(small - from_file).mean() < 2.0
    assert np.corrcoef(small.ravel(), from_file.ravel())[0, 1] > 0.95


def test_what_lies_off_the_canvas_is_not_drawn():
    outside = Diagram((Node(0, 3000, 300),))
    assert np.asarray(pictures.draw(outside)).min() == 255


def test_every_shape_and_line_leaves_a_trace():
    for shape in ("rectangle", "round rectangle", "circle", "decision", "store", "pill", "document"):
        for line in ("solid arrow", "solid line", "dashed line"):
            nodes = (Node(0, 200, 300, shape, line=line), Node(1, 800, 300, shape, line=line))
            drawn = np.asarray(pictures.draw(Diagram.with_edges(nodes, (Edge(0, 1),))))
            assert drawn[:, 95:105].min() < 220, (shape, line)


def test_a_transparent_png_is_seen_on_white(process):
    clear = np.asarray(pictures.from_png(png(process, transparent=True)), int)
    white = np.asarray(pictures.from_png(png(process)), int)
    assert np.abs(clear - white).max() <= 3


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a" + b"\0" * 99]
)
def test_what_is_no_png_is_named_so(data):
    with pytest.raises(pictures.UnreadablePicture, match="no PNG"):
        pictures.from_png(data)


def test_a_png_that_is_cut_off_is_refused(process):
    with pytest.raises(pictures.UnreadablePicture, match="no PNG"):
        pictures.from_png(png(process)[:600])


def test_a_png_with_too_many_pixels_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)
    monkeypatch.setattr(Image.Image, "convert", None)
    file = io.BytesIO()
    Image.new("1", (20, 10)).save(file, "PNG")
    with pytest.raises(pictures.UnreadablePicture, match="20 x 10 px"):
        pictures.from_png(file.getvalue())


def test_the_tensor_is_paper_1_and_ink_0():
    black = Image.new("RGB", (pictures.WIDTH, pictures.HEIGHT))
    found = pictures.tensor([pictures.blank(), black])
    assert found.shape == (2, 3, pictures.HEIGHT, pictures.WIDTH)
    assert found[0].min() == 1 and found[1].max() == 0


# --- measures ---


def test_measures_are_shares_and_a_sound_drawing_has_full_marks_for_defects(process):
    found = dict(zip(NAMES, measures(process), strict=True))
    assert all(0 <= value <= 1 for value in found.values())
    assert [found[name] for name in ("apart", "unstacked", "inside", "clear", "fit")] == [1, 1, 1, 1, 1]


def test_quality_falls_for_what_geometry_takes_lightly(process):
    pale = tuple(
        Node(
            n.number, n.x, n.y, n.shape, n.width, n.height, n.line, line_color=(240, 240, 240), label=n.label
        )
        for n in process.nodes
    )
    faded = Diagram.with_edges(pale, process.edges, font_size=process.font_size)
    assert quality(faded) < quality(process) - 0.3


# --- the network ---


def test_folding_the_norms_in_changes_nothing():
    torch.manual_seed(1)
    trained = Trunk(norm=True)
    trained.train()
    batch = torch.rand(8, 3, pictures.HEIGHT, pictures.WIDTH)
    for _ in range(3):
        trained.features(batch)
    trained.eval()
    plain, told = folded(trained, len(NAMES)), torch.rand(8, len(NAMES))
    assert torch.allclose(plain.features(batch), trained.features(batch), atol=1e-4)
    kept = plain.told(plain.maps(batch), told)[:, : -2 * len(NAMES)]
    assert torch.allclose(kept, trained.features(batch), atol=1e-4)


def test_the_joint_answer_holds_a_share_of_the_pixels_answer():
    plain, batch = network(), torch.rand(3, 3, pictures.HEIGHT, pictures.WIDTH)
    told = torch.rand(3, len(NAMES))
    seen, both = plain.both_logits(batch, told)
    alone = plain.told_logits(plain.told(plain.maps(batch), told))
    assert torch.allclose(both, SEEN * seen + (1 - SEEN) * alone)
    assert torch.equal(plain.logits(batch), seen) and torch.equal(plain.logits(batch, told), both)


def test_measures_of_nothing_give_a_score():
    plain, blank = network(), torch.ones(1, 3, pictures.HEIGHT, pictures.WIDTH)
    assert torch.isfinite(plain.logits(blank, torch.zeros(1, len(NAMES)))).all()


def test_written_weights_are_read_as_they_were(tmp_path, process):
    networks = [network(seed) for seed in range(5)]
    readability.write(networks, tmp_path, {})
    before = readability.Ensemble(networks).judge([process])[0]
    after = readability.load(tmp_path)[0].judge([process])[0]
    assert after.mean == pytest.approx(before.mean, abs=0.01)
    assert after.spread == pytest.approx(before.spread, abs=0.01)


def test_scores_do_not_depend_on_what_is_scored_beside_them(process):
    model = readability.Ensemble([network(seed) for seed in range(3)])
    alone = model.judge([process])[0]
    among = model.judge([piled(process), process, process])[1]
    assert among.mean == pytest.approx(alone.mean, abs=1e-4)


def test_nothing_to_score_gives_no_scores():
    model = readability.Ensemble([network()])
    assert model.readability([]) == [] and model.judge([]) == []


def test_a_folder_without_weights_says_what_is_missing(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"lacks readability\.safetensors"):
        readability.load(tmp_path)


def test_weights_for_other_measures_are_refused(tmp_path):
    readability.write([network()], tmp_path, {})
    card = json.loads((tmp_path / "readability.json").read_text())
    (tmp_path / "readability.json").write_text(json.dumps(card | {"measures": ["crossings"]}))
    with pytest.raises(ModelUnavailable, match="does not fit"):
        readability.load(tmp_path)


def test_damaged_weights_are_refused(tmp_path):
    readability.write([network()], tmp_path, {})
    (tmp_path / "readability.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0{}      ")
    with pytest.raises(ModelUnavailable, match="does not fit"):
        readability.load(tmp_path)


# --- the shipped ensemble ---


def test_the_shipped_ensemble_has_five_networks_and_is_small():
    model, prepare = readability.load()
    assert len(model.networks) == 5 and prepare is pictures.tensor
    assert (readability.WEIGHTS / "readability.safetensors").stat().st_size <= 4_000_000


def test_a_good_drawing_scores_high_and_the_same_piled_up_scores_low(process):
    good, bad = readability.judge([process, piled(process)])
    assert good.mean >= 4 and bad.mean <= 3 and 0 <= good.spread < 1
    good, bad = readability.readability([pictures.draw(process), pictures.draw(piled(process))])
    assert good.mean >= 4 and bad.mean < good.mean - 0.5


def test_defects_that_are_known_already_change_no_score(process):
    told = readability.judge([process], [pictures.draw(process)], [Defects()])
    assert told == readability.judge([process])


@pytest.mark.slow
def test_five_candidates_are_scored_in_a_tenth_of_a_second(process):
    readability.judge([process])
    took = quickest(lambda: readability.judge([process] * 5), below=0.1, clock=time.process_time)
    assert took < 0.1


@pytest.mark.slow
def test_most_of_the_applications_own_drawings_score_4_and_lose_by_being_spoiled():
    good = [d for d in (drawings.laid_out(f"test {i}") for i in range(30)) if d]
    rng = random.Random(0)
    best = np.array([score.mean for score in readability.judge(good)])
    worse = np.array([score.mean for score in readability.judge([spoiled(rng, d) for d in good])])
    assert (best >= 4).mean() >= 0.9 and (worse < best).mean() >= 0.8


# --- what it is taught ---


def test_a_family_is_the_same_every_time_and_its_first_drawing_is_sound():
    first, again = drawings.family(5), drawings.family(5)
    assert first == again and len(first) == drawings.FAMILY
    assert quality(first[0]) > np.mean([quality(d) for d in first[1:]])


@pytest.mark.parametrize("spoil", SPOILS, ids=lambda spoil: spoil.__name__)
def test_every_way_of_spoiling_lowers_the_quality(spoil, process):
    rng = random.Random(3)
    bad = [quality(spoil(rng, process, 0.9)) for _ in range(8)]
    assert np.mean(bad) < quality(process)


def test_a_diagram_is_in_the_same_fold_in_every_file(tmp_path, process):
    line = json.dumps({"diagram": rows.write(process), "score": 3, "origin": "llm"})
    (tmp_path / "a.jsonl").write_text(line + "\n")
    (tmp_path / "b.jsonl").write_text('{"diagram": "nothing", "score": 0}\n' + line)
    (alone,) = people.read([tmp_path / "a.jsonl"])
    both = people.read([tmp_path / "b.jsonl"])
    assert both[1].fold == alone.fold and both[0].diagram is None
    assert people.as_arrays(both).quality[0] == 0


@pytest.mark.parametrize("line", ["[1]", '{"diagram": "[0, 1, 2"}', '{"diagram": "x", "score": 7}', "no"])
def test_a_line_that_is_no_score_is_named(tmp_path, line):
    (tmp_path / "a.jsonl").write_text(line)
    with pytest.raises(people.UnreadableScores, match="Line 1"):
        people.read([tmp_path / "a.jsonl"])


def test_augmentation_keeps_what_is_drawn():
    generator = torch.Generator().manual_seed(0)
    page = torch.ones(6, 3, pictures.HEIGHT, pictures.WIDTH)
    page[:, :, 40:80, 60:140] = 0.2
    ink = (1 - augmented(page.clone(), generator)).sum((1, 2, 3)) / (1 - page).sum((1, 2, 3))
    assert (ink > 0.7).all() and (ink < 1.05).all()


def test_tuning_learns_the_scores_and_leaves_the_kept_features_alone(monkeypatch):
    monkeypatch.setattr(tuning, "JOINT_STEPS", 40)
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, 255, (12, pictures.HEIGHT, pictures.WIDTH, 3), np.uint8)
    told = rng.random((12, len(NAMES)), np.float32)
    scores = (told[:, 0] > 0.5).astype(np.float32)
    torch.manual_seed(0)
    plain = folded(Trunk(norm=True).eval(), len(NAMES))
    people_seen = tuning.look(plain, drawn, told, 2)
    made = tuning.look(plain, drawn, told, 1)
    tuned = tuning.finetune(plain, people_seen, scores, made, scores, 2, 1e-3, 1)
    again = tuning.finetune(plain, people_seen, scores, made, scores, 2, 1e-3, 1)
    pixels = pictures.from_bytes(torch.from_numpy(drawn))
    answers = tuned.logits(pixels, torch.from_numpy(told))
    assert torch.equal(answers, again.logits(pixels, torch.from_numpy(told)))
    assert answers[scores == 1].mean() > answers[scores == 0].mean() + 0.5
    assert torch.equal(tuned.kept.weight, plain.kept.weight)
    assert torch.equal(tuned.kept_hidden.weight, plain.kept_hidden.weight)
    assert not torch.equal(tuned.hidden.weight, plain.hidden.weight)


def test_statistics_agree_with_their_definitions():
    true = np.array([0.0, 1.0, 2.0, 3.0])
    assert statistics.spearman(np.array([1, 2, 3, 9]), true) == pytest.approx(1)
    assert statistics.pairwise_accuracy(np.array([0, 2, 1, 3]), true) == pytest.approx(5 / 6)
    assert statistics.pairwise_accuracy(np.zeros(4), true) == 0.5
    x, y = statistics.isotonic(np.array([1.0, 2, 3, 4]), np.array([0.0, 2, 1, 5]))
    assert list(np.interp([1, 2.5, 4], x, y)) == [0, 1.5, 5]
