"""A personal adapter: pairs that differ in style, kept for one reader, and gone with what it was made of."""

import threading

import pytest

from diagram.ratings.personal import keep_personal, personal_adapter, personal_folder, remove_personal
from diagram.ratings.records import DrawingRecord
from diagram.scoring.panel import Verdict
from tests.fake_panel import FakePanel
from training import personal, preference_pairs
from training.finetuning.errors import Cancelled, CannotTrain

PROMPT = "The parser sends rows to the cleaner, and the cleaner writes to the store."
BODY = "parser -> cleaner -> store"


class Likes(FakePanel):
    """Predicts that everything in one direction is liked; nothing else is judged."""

    direction = "down"

    def judge(self, user, diagrams):
        from diagram.scoring.explanation import Preference
        from diagram.scoring.readability import Score

        return [
            Verdict(
                Score(4.0, 0.1),
                Preference(5.0 if d.style.direction == self.direction else 0.0, True, (), ""),
                None,
            )
            for d in diagrams
        ]


@pytest.fixture
def panel(tmp_path):
    made = Likes(tmp_path)
    yield made
    made.ratings.close()


def rate(panel, user: str, styles: dict[str, int], prompt: str = PROMPT) -> None:
    for number, (style, score) in enumerate(styles.items()):
        record = DrawingRecord(id=f"{user}{number}", prompt=prompt, outline=f"{style}\n{BODY}")
        panel.ratings.rate(user, record, score)


STARS = {
    "down box arrow blue normal": 5,
    "down round arrow red wide": 4,
    "right box arrow blue normal": 1,
    "right round line teal tight": 0,
    "right circle arrow gray wide": 1,
}


def test_rated_pairs_have_one_structure_and_the_better_style_first(panel):
    rate(panel, "ann", STARS)
    pairs = preference_pairs.from_ratings(panel.ratings.rated("ann"))
    assert len(pairs) == 6 and all(pair.rated for pair in pairs)
    for pair in pairs:
        assert pair.chosen.style.direction == "down" and pair.rejected.style.direction == "right"
        assert pair.chosen.statements == pair.rejected.statements
    row = pairs[0].row()
    assert row["prompt"] == f"<|prompt|>{PROMPT}<|outline|>"
    assert row["chosen"].startswith("down ") and row["rejected"].startswith("right ")
    assert row["chosen"].count(" ") == row["rejected"].count(" ") == 4 and not row["ended"]


def test_what_is_not_faithful_or_not_in_the_style_asked_for_is_never_chosen(panel):
    panel.ratings.rate(
        "ann", DrawingRecord(id="a", prompt=PROMPT, outline="down box arrow blue normal\nparser -> moon"), 5
    )
    rate(panel, "ann", {"right box arrow blue normal": 0})
    assert preference_pairs.from_ratings(panel.ratings.rated("ann")) == []
    asked = f"{PROMPT} Draw it left to right."
    rate(panel, "ben", {"down box arrow blue normal": 5, "right box arrow blue normal": 0}, asked)
    assert preference_pairs.from_ratings(panel.ratings.rated("ben")) == []


def test_sampled_pairs_go_by_the_prediction(panel, weights, small):
    from diagram.generation import embedded

    asked = f"{PROMPT} Draw it in red."
    pairs = preference_pairs.sampled([PROMPT, asked], "ann", panel, embedded.load(), seed=1)
    assert len(pairs) >= 2
    for pair in pairs:
        assert (pair.chosen.style.direction, pair.rejected.style.direction) == ("down", "right")
        assert pair.chosen.statements == pair.rejected.statements
        assert preference_pairs.faithful(pair.prompt, pair.chosen)
        if pair.prompt == asked:
            assert pair.chosen.style.palette == pair.rejected.style.palette == "red"


@pytest.fixture
def small(monkeypatch):
    """Few prompts and pairs, so that training takes a few steps."""
    monkeypatch.setattr(preference_pairs, "STYLES", 4)
    for name, value in {"PROMPTS": 2, "PAIRS": 4}.items():
        monkeypatch.setattr(personal, name, value)


def test_an_adapter_is_trained_used_and_removed(panel, weights, small):
    from diagram.generation import embedded

    rate(panel, "ann", STARS)
    assert personal_adapter("ann") is None
    told = []
    folder = personal.train_personal("ann", minutes=3, panel=panel, progress=lambda *a: told.append(a))
    assert folder == personal_adapter("ann") == personal_folder("ann")
    assert "ann" not in str(folder) and personal_adapter("ben") is None
    assert {path.name for path in folder.iterdir()} == {
        "adapter_config.json",
        "adapter_model.safetensors",
        "report.json",
    }
    assert PROMPT not in "".join(p.read_text(errors="ignore") for p in folder.iterdir())
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and shares[-1] == 1 and "Comparing" in told[0][1]
    assert embedded.load(adapter=folder).write(PROMPT, 2, 0)
    assert list(folder.parent.iterdir()) == [folder]
    panel.forget("ann")
    assert personal_adapter("ann") is None and not folder.exists()
    assert not remove_personal("ann")


@pytest.mark.slow
def test_cancelled_or_forgotten_meanwhile_leaves_nothing(panel, weights, small):
    rate(panel, "ann", STARS)
    stop = threading.Event()
    with pytest.raises(Cancelled):
        personal.train_personal("ann", panel=panel, cancel=stop, progress=lambda *_: stop.set())
    with pytest.raises(Cancelled, match="ratings were deleted"):

        def forget(share: float, text: str) -> None:
            if "Keeping" in text:
                panel.forget("ann")

        personal.train_personal("ann", panel=panel, progress=forget)
    assert personal_adapter("ann") is None and not any(personal_folder("ann").parent.iterdir())


def test_too_few_ratings_or_all_alike(panel):
    with pytest.raises(CannotTrain, match="rated 0 drawings; rate at least 5"):
        personal.train_personal("ann", panel=panel)
    rate(panel, "ann", dict.fromkeys(STARS, 3))
    with pytest.raises(CannotTrain, match="alike"):
        personal.train_personal("ann", panel=panel)


def test_one_training_at_a_time_for_a_user(panel, weights, small):
    rate(panel, "ann", STARS)
    found = []

    def again(*_) -> None:
        try:
            personal.train_personal("ann", panel=panel)
        except CannotTrain as error:
            found.append(str(error))
            raise

    with pytest.raises(CannotTrain):
        personal.train_personal("ann", panel=panel, progress=again)
    assert found == ["Your adapter is being trained already; wait for it, or cancel it."]


def test_an_adapter_of_weights_that_ship_no_longer_is_not_used(tmp_path):
    from tests.test_adapters import adapted
    from tests.tiny_training import make_base

    made = tmp_path / "made"
    adapted(make_base(tmp_path / "base"), made)
    folder = keep_personal("../ann", made)
    assert folder.is_dir() and folder.parent.name == "adapters" and ".." not in str(folder)
    assert personal_adapter("../ann") is None
    assert remove_personal("../ann") and not folder.exists()
