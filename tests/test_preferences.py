"""Pairs of answers: what is worth more, what is never rejected, what a user's own stars decide."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from fake_writer import FakeWriter

from diagram.errors import DiagramError
from diagram.generation import templates
from diagram.graph import Style
from diagram.outline import parse
from diagram.ratings.records import RatedDrawing
from training.examples import matching, personal, preferences
from training.examples.preferences import Case, Pair, choose
from training.examples.readings import read_answer, write_answer
from training.examples.reward import NOTHING, Judge, Reward, content
from training.examples.writers import Answer

STYLE = "right round arrow blue normal"
RIGHT = f"{STYLE}\nscanner -> parser -> clerk"
LESS = f"{STYLE}\nscanner -> parser"
WRONG = f"{STYLE}\nscanner -> clerk -> parser"
WORDS = "the scanner feeds the parser, which feeds the clerk"
CASE = Case(WORDS, reference=parse(RIGHT), style={})


def answer(text, ended=True):
    return Answer(text, ended, 9)


def rewards(*texts, words=WORDS, reference=None, **more):
    return Judge().judge(words, [answer(text) for text in texts], "outline", reference, **more)


def test_structure_counts_first_and_the_style_does_not():
    other = RIGHT.replace(STYLE, "down box line red wide")
    found = rewards(RIGHT, other, WRONG, LESS, reference=parse(RIGHT), style={})
    assert [reward.content for reward in found[:2]] == [1.0, 1.0]
    # WRONG has 3 of 3 nodes and 0 of 2 edges: 0.8 * 2 * 3 / 10; LESS 3 of 5 parts: 0.8 * 2 * 3 / 8.
    assert [round(reward.content, 3) for reward in found[2:]] == [0.48, 0.6]
    assert all(0 < reward.readability <= 5 for reward in found)


def test_without_a_reference_fidelity_decides():
    right, less = rewards(RIGHT, LESS)
    assert right.content == 1.0
    assert less.content < 0.8


def test_what_cannot_be_read_or_has_not_ended_is_worth_nothing():
    found = Judge().judge(WORDS, [answer("scanner ->"), answer(RIGHT, False), answer(RIGHT)], "outline")
    assert found[:2] == [NOTHING, NOTHING]
    assert found[2].value > 10


def test_a_style_that_was_asked_for_counts():
    plain, dressed = rewards(RIGHT, RIGHT.replace("blue", "red"), style={"palette": "red"})
    assert (plain.content, dressed.content) == (0.9, 1.0)
    read = rewards(RIGHT, words=f"{WORDS}, in red")[0]
    assert read.content == 0.9


def test_looks_are_left_out_where_nothing_is_good_enough():
    found = rewards(WRONG, reference=parse(RIGHT), style={}, least=0.5)
    assert found[0].readability == 0


def test_rows_are_matched_by_what_is_drawn():
    wanted = parse(f"{STYLE}\ninput #3; hidden #4; output #2")
    other = parse(f"{STYLE}\ninput #3; hidden #5; output #2")
    for labels in (True, False):
        right, wrong = (read_answer(write_answer(o, "rows", labels), "rows") for o in (wanted, other))
        assert content("", right, wanted) == 1.0
        assert (0.3 if labels else 0) < content("", wrong, wanted) < 0.8


def test_overlap_is_the_f1_of_multisets():
    assert matching.overlap("aab", "abb") == pytest.approx(2 / 3)
    assert matching.overlap("a", "b") == 0


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([Reward(1.0, 4.8), Reward(0.5, 4.8), Reward(0.7, 4.8)], (0, 1)),
        ([Reward(0.4, 5.0), Reward(0.1, 4.8)], "none good enough to be chosen"),
        ([Reward(1.0, 4.9), Reward(1.0, 4.1)], "all perfect or the same"),
        ([Reward(1.0, 4.9), Reward(1.0, 3.0)], (0, 1)),  # right, but hard to read
        ([Reward(1.0, 4.2), Reward(1.0, 3.9)], "margin too small"),
        ([], "no answer"),
    ],
)
def test_best_and_worst_make_a_pair_where_they_differ_enough(given, found):
    answers = [answer(str(i)) for i in range(len(given))]
    assert choose(answers, given, 0.2) == found


def test_what_its_reader_likes_is_never_rejected_however_it_reads():
    liked, disliked = Reward(1.0, 2.0, 4.5), Reward(1.0, 5.0, 1.0)
    assert liked.perfect and not disliked.perfect
    assert choose([answer("a"), answer("b")], [liked, disliked], 0.2) == (0, 1)


OPTIONS = {"margin": 0.2, "count": 3, "temperature": 1.0, "seed": 0}


def test_sampled_pairs_hold_the_exact_text_and_both_scores():
    tally = preferences.Tally()
    writer = FakeWriter({WORDS: [RIGHT, LESS, WRONG]})
    cases = [CASE, Case("A goes to B", reference=parse(f"{STYLE}\nA -> B"), style={})]
    pairs = list(preferences.pairs("sampled", writer, cases, Judge(), tally=tally, **OPTIONS))
    assert [(pair.chosen, pair.rejected) for pair in pairs] == [(RIGHT, WRONG)]
    assert tally.prompts == 2 and tally.none == {"all perfect or the same": 1}
    row = preferences.record(pairs[0], "outline", "later", templates.END)
    assert row["prompt"] == templates.outline_prompt(WORDS)
    assert (row["chosen"], row["rejected"]) == (f"{RIGHT}<|end|>", f"{WRONG}<|end|>")
    assert row["score_chosen"] - row["score_rejected"] == pytest.approx(pairs[0].margin, abs=1e-3)


def test_the_plain_kind_takes_the_reference_in_the_answers_style():
    writer = FakeWriter(
        {WORDS: [RIGHT.replace("blue", "red"), LESS.replace(STYLE, "down box dashed red wide")]}
    )
    case = Case(WORDS, reference=parse(RIGHT), style={"palette": "blue"})
    pair = next(preferences.pairs("plain", writer, [case], Judge(), **OPTIONS))
    assert pair.rejected == writer.answers[WORDS][0]  # right but for the palette that was asked for
    assert pair.chosen == RIGHT
    writer.answers[WORDS] = writer.answers[WORDS][1:]
    pair = next(preferences.pairs("plain", writer, [case], Judge(), **OPTIONS))
    assert parse(pair.chosen).style == Style("down", "box", "dashed", "blue", "wide")
    assert parse(pair.chosen).statements == parse(RIGHT).statements
    assert pair.chosen_reward.content == 1.0 > pair.rejected_reward.content


def test_right_answers_give_no_plain_pair():
    writer = FakeWriter({WORDS: [RIGHT, RIGHT.replace("blue", "red")]})
    assert list(preferences.pairs("plain", writer, [CASE], Judge(), **OPTIONS)) == []


def test_a_prompt_is_in_one_pair_only_and_no_more_are_taken_than_asked():
    writer = FakeWriter(
        {WORDS: [RIGHT, WRONG], WORDS.upper(): [RIGHT, WRONG], f"{WORDS} now": [RIGHT, WRONG]}
    )
    reference = parse(RIGHT)
    cases = [Case(words, reference=reference, style={}) for words in writer.answers]
    pairs = preferences.pairs("sampled", writer, cases, Judge(), **OPTIONS)
    assert [pair.case.words for pair in preferences.take(pairs, 5)] == [WORDS, f"{WORDS} now"]
    assert len(preferences.take(preferences.pairs("sampled", writer, cases, Judge(), **OPTIONS), 1)) == 1


def drawing(score, outline, prompt=WORDS, number=0):
    when = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    rows = write_answer(parse(outline), "rows")
    return RatedDrawing(id=f"d{number}", prompt=prompt, rows=rows, outline=outline, score=score, when=when)


def ratings(*drawings):
    return SimpleNamespace(each=lambda user: iter(drawings))


BLUE, RED, GRAY = (RIGHT.replace("blue", colour) for colour in ("blue", "red", "gray"))


def test_real_ratings_make_pairs_of_one_prompt():
    given = ratings(
        drawing(1, RED, number=1),
        drawing(5, BLUE, number=2),
        drawing(4, GRAY, number=3),
        drawing(0, RED, "other", 4),
    )
    found = personal.rated(given, "me")
    assert list(found) == [WORDS, "other"]
    pairs = list(personal.real_pairs(found, "outline", Judge()))
    assert [(pair.chosen, pair.rejected) for pair in pairs] == [(BLUE, RED), (GRAY, RED)]
    assert pairs[0].chosen_reward.liking == 5 and pairs[0].source == "rated"


def test_a_liked_drawing_that_says_less_is_not_chosen():
    found = personal.rated(ratings(drawing(5, LESS, number=1), drawing(1, BLUE, number=2)), "me")
    assert list(personal.real_pairs(found, "outline", Judge())) == []


def test_a_user_without_ratings_is_told():
    with pytest.raises(DiagramError, match="'me' has rated no drawing"):
        personal.rated(ratings(), "me")


class LikesRed:
    """A panel that gives red drawings five points and others one, and reads all alike."""

    ratings = object()

    def judge(self, user, diagrams):
        assert user == "me"
        return [
            SimpleNamespace(
                readability=SimpleNamespace(mean=4.8),
                preference=SimpleNamespace(score=5.0 if diagram.style.palette == "red" else 1.0),
            )
            for diagram in diagrams
        ]


def test_predicted_taste_decides_among_answers_that_say_the_same():
    writer = FakeWriter({WORDS: [BLUE, RED, LESS.replace("blue", "red")]})
    judge = Judge("me", panel=LikesRed())
    pair = next(preferences.pairs("sampled", writer, [CASE], judge, **OPTIONS))
    assert pair.chosen == RED
    assert pair.rejected == writer.answers[WORDS][2]  # worth less than any taste
    writer.answers[WORDS] = [BLUE, RED]
    pair = next(preferences.pairs("sampled", writer, [CASE], judge, **OPTIONS))
    assert (pair.chosen, pair.rejected) == (RED, BLUE)
    assert pair.margin == pytest.approx(0.8 * 4 / 5)


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Runs the command on twenty prompts of a file, into a folder of that name, with a writer."""
    import sys

    from training import prepare_preferences
    from training.examples import commands, writers

    names = [f"part {a}{b}" for a in "abcd" for b in "vwxyz"]
    texts = [WORDS.replace("scanner", name) for name in names]
    prompts = tmp_path / "prompts.txt"
    prompts.write_text("\n".join(texts), encoding="utf-8")

    def answers(number):
        found = [text.replace("scanner", names[number]) for text in (RIGHT, LESS)]
        return found if number % 3 else found[:1]  # every third prompt gives no pair

    def run(name, writer=FakeWriter, *more):
        made = writer({words: answers(i) for i, words in enumerate(texts)})
        monkeypatch.setattr(writers, "load_writer", lambda *_, **__: made)
        options = ["--pairs", "13", "--test", "3", "--prompts", str(prompts), "--out", str(tmp_path / name)]
        monkeypatch.setattr(sys, "argv", ["x", *options, *more])
        commands.run(prepare_preferences.make_parser(), prepare_preferences.main)
        return made

    return run


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


DATASET = {"README.md", "facts.json", "data/test-00000-of-00001.parquet", "data/train-00000-of-00001.parquet"}


def test_the_command_writes_the_same_bytes_again(tmp_path, command):
    for name in ("one", "two"):
        command(name)
    one, two = (contents(tmp_path / name) for name in ("one", "two"))
    assert set(one) == DATASET and json.loads(one["facts.json"])["without a pair"]
    for name in DATASET - {"README.md"}:  # the card names its own folder
        assert one[name] == two[name]


class Killed(BaseException):
    """Stands for SIGKILL: nothing after it is written."""


class Dying(FakeWriter):
    """Is killed when it has answered `after` batches."""

    after, asked = 1, 0

    def answer(self, *arguments):
        if self.asked == self.after:
            raise Killed
        self.asked += 1
        return super().answer(*arguments)


@pytest.mark.parametrize("cut", [0, 7])
def test_killed_anywhere_it_goes_on_to_the_same_bytes(tmp_path, command, cut):
    command("out")
    whole = contents(tmp_path / "out")
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            path.unlink()
    for _ in range(2):  # after the first of the three batches, then after another
        with pytest.raises(Killed):
            command("out", Dying)
    log = tmp_path / "out" / "unfinished" / "outcomes.jsonl"
    assert log.read_bytes().count(b"\n") == 2 and not (tmp_path / "out" / "README.md").exists()
    if cut:  # killed while the last line was written
        log.write_bytes(log.read_bytes()[:-cut])
    Dying.after, writer = 3 if cut else 2, None
    try:
        writer = command("out", Dying)
    finally:
        Dying.after = 1
    assert writer.asked == (2 if cut else 1)  # what was there is not asked for again
    assert contents(tmp_path / "out") == whole


def test_killed_while_the_dataset_is_saved(tmp_path, command, monkeypatch):
    from training.examples import folder

    command("out")
    whole = contents(tmp_path / "out")
    for name in ("README.md", "facts.json"):
        (tmp_path / "out" / name).unlink()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(folder, "_plain", lambda _: (_ for _ in ()).throw(Killed))  # of the card
        command("out")
    assert set(contents(tmp_path / "out")) < DATASET | {
        "unfinished/settings.json",
        "unfinished/outcomes.jsonl",
    }
    command("out")
    assert contents(tmp_path / "out") == whole


def test_what_was_begun_with_other_options_or_prompts_is_not_mixed(tmp_path, command, capsys):
    with pytest.raises(Killed):
        command("out", Dying)
    with pytest.raises(SystemExit, match="seed 0, now 1"):
        command("out", FakeWriter, "--seed", "1")
    prompts = tmp_path / "prompts.txt"
    prompts.write_text("another first line\n" + prompts.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(SystemExit, match="are others than those that come now; delete that folder"):
        command("out")


def test_outcomes_come_back_as_they_were(tmp_path):
    from training.examples.outcomes import Outcomes

    better, worse = Reward(1.0, 1 / 3, 4.1, 0.8), Reward(0.1 + 0.2, 4.9)
    found = [Pair(CASE, RIGHT, LESS, better, worse, "reference"), "margin too small"]
    batch = [CASE, Case("other")]
    Outcomes(tmp_path, {}).add(4, batch, found)
    again = Outcomes(tmp_path, {})
    assert again.get(4, batch) == found and again.get(5, batch) is None


def test_the_digest_of_ratings_changes_with_them():
    given = ratings(drawing(1, RED, number=1), drawing(5, BLUE, number=2))
    same = ratings(drawing(5, BLUE, number=2), drawing(1, RED, number=1))
    other = ratings(drawing(1, RED, number=1), drawing(4, BLUE, number=2))
    first, second, third = (personal.digest(found, "me") for found in (given, same, other))
    assert first == second != third
