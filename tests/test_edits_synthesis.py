"""Synthetic edits: exact, writable under the grammar, broad, and not those of the hand-written test."""

import json
import random
import re
from pathlib import Path

import pytest

from diagram.editing.drafts import take_apart
from diagram.generation import embedded
from diagram.outline import fold, parse
from training.synthesis import mixture
from training.synthesis.edits import changes as edits_changes
from training.synthesis.edits import patterns as edits_patterns

SLOTS = {
    *(
        "a",
        "b",
        "c",
        "n",
        "m",
        "new",
        "more",
        "name",
        "old",
        "label",
        "list",
        "group",
        "colour",
        "colour_old",
    ),
    *("style", "one", "all", "pairs", "arrows"),
}
SOURCES = ("edits en", "edits ko")
HANDWRITTEN = Path(__file__).parent / "data" / "edits.jsonl"


def change(name: str, text: str, *arguments) -> str:
    """The body of an outline after a change of edits_changes; names stand for their first nodes."""
    draft = take_apart(parse(text))
    numbers = {name: number for number, name in reversed(draft.net.names.items())}
    given = [numbers.get(a, a) if isinstance(a, str) else a for a in arguments]
    return str(getattr(edits_changes, name)(draft, *given).outline()).partition("\n")[2]


PLAIN = parse("a").statements[0].lists[0][0].attributes
CASES = [
    ("insert_after", "a -> b -> c", ("b", "x", PLAIN), "a -> b -> x -> c"),
    ("insert_after", "a -> b\nb -> c, d", ("b", "x", PLAIN), "a -> b -> x\nx -> c, d"),
    ("insert_after", "a, b -> c", ("a", "x", PLAIN), "a -> x\nx, b -> c"),
    ("insert_after", "conv; conv; pool", ("conv", "x", PLAIN), "conv; x; conv; pool"),
    ("insert_before", "a ? -> yes: b, no: c", ("b", "x", PLAIN), "a ? -> yes: x, no: c\nx -> b"),
    ("insert_before", "a -> l: b -> c", ("b", "x", PLAIN), "a -> l: x -> b -> c"),
    ("add_target", "a -> b", ("a", "x", PLAIN), "a -> b, x"),
    ("add_beside", "a -> b -> c", ("b", "x", PLAIN), "a -> b, x -> c"),
    ("rename", "a -> b\nb -> c", ("b", "x"), "a -> x\nx -> c"),
    ("remove", "a -> b -> c", ("b",), "a -> c"),
    ("remove", "a -> b\nb -> c, d", ("b",), "a -> c, d"),
    ("remove", "a -> yes: b -> c", ("b",), "a -> yes: c"),
    ("remove", "conv #1; conv #2; pool", ("pool",), "conv #1; conv #2"),
    ("remove", "a -> b, c\nb, c -> d", ("b",), "a -> c\nc -> d"),  # the other branch leads there
    ("remove", "a ? -> yes: b, no: c\nb, c -> d", ("b",), "a ? -> no: c\nc -> d\na -> yes: d"),
    ("connect", "a -> b -> c", ("c", "a"), "a -> b -> c\nc -> a"),
    ("reverse_all", "a -> b, c -> d", (), "d -> b, c -> a"),
    ("swap", "a #1; b #2; c", ("a", "c"), "c; b #2; a #1"),
    ("rename_group", "[g] a -> b\nb -> c", ("g", "h"), "[h] a -> b\nb -> c"),
    ("rename_group", "a -> b\n[g] a", ("g", None), "a -> b"),
]


@pytest.mark.parametrize(("name", "text", "arguments", "expected"), CASES)
def test_a_change_leaves_what_a_reader_expects(name, text, arguments, expected):
    assert change(name, text, *arguments) == expected


def test_an_edge_in_the_middle_is_cut_without_losing_a_node():
    draft = take_apart(parse("a -> b, c -> d"))
    said = edits_changes.disconnect(draft, [(0, 1, "")]).outline().structure()
    names = [node.name for node in said.nodes]
    assert sorted(names) == ["a", "b", "c", "d"]
    assert {(names[s], names[t]) for s, t, _ in said.edges} == {("a", "c"), ("b", "d"), ("c", "d")}


@pytest.mark.parametrize("source", SOURCES)
def test_an_edit_changes_something_and_both_outlines_are_canonical(source):
    for seed in range(100):
        example = mixture.sample(seed, source)
        old, new = parse(example.before), parse(example.outline)
        assert old != new
        assert (str(old), str(new)) == (example.before, example.outline)
        assert take_apart(old).outline() == old and take_apart(new).outline() == new
        before, after = str(old).splitlines()[1:], str(new).splitlines()[1:]
        kept = {line for line in before if before.count(line) == after.count(line) == 1}
        if example.kind != "edit swap":  # what is swapped may be two whole lines
            assert [line for line in before if line in kept] == [line for line in after if line in kept]


@pytest.mark.parametrize("source", SOURCES)
def test_the_grammar_allows_every_token_of_the_new_outline(source):
    from transformers import AutoTokenizer

    from diagram.editing.writing import make_state
    from diagram.generation.grammar import Vocabulary
    from diagram.generation.lexicon import Lexicon
    from training.packing import Encoder

    tokenizer = AutoTokenizer.from_pretrained(embedded.WEIGHTS)
    vocabulary, encoder = Vocabulary(tokenizer), Encoder(tokenizer)
    usual = Lexicon(vocabulary, embedded.WEIGHTS / "lexicon.json").layers
    for seed in range(100):
        example = mixture.sample(seed, source)
        sequence = encoder(seed, example)
        assert len(sequence.tokens) <= 448
        state = make_state(vocabulary, parse(example.before), example.prompt, usual)
        for token in sequence.tokens[sequence.start :]:
            assert token in state.allowed(), (example, vocabulary.texts[token])
            state.advance(token)
        assert state.ended


def test_there_are_many_ways_to_ask_and_all_their_slots_are_known():
    for language, least in (("en", 400), ("ko", 250)):
        known = edits_patterns.patterns(language)
        assert sum(map(len, known.values())) >= least
        slots = {slot for ways in known.values() for way in ways for slot in re.findall(r"\{(\w+)", way)}
        assert slots <= SLOTS
    verbs = {
        verb
        for ways in edits_patterns.patterns("ko").values()
        for way in ways
        for verb in re.findall(r"\{!(\w+)", way)
    }
    assert verbs <= edits_patterns.STEMS.keys()
    kinds = {mixture.sample(seed, source).kind for seed in range(200) for source in SOURCES}
    assert len(kinds) == 15


def test_the_hand_written_requests_are_not_generated():
    rows = [json.loads(line) for line in HANDWRITTEN.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 60 and sum(row["language"] == "ko" for row in rows) == 30
    requests = {fold(re.sub(r"[.!?]", "", row["request"])) for row in rows}
    for source in SOURCES:
        for seed in range(150):
            assert fold(re.sub(r"[.!?]", "", mixture.sample(seed, source).prompt)) not in requests


def test_edits_are_more_than_a_quarter_of_the_mixture():
    assert abs(sum(mixture.SHARES.values()) - 1) < 1e-9
    share = sum(mixture.sample(seed).before is not None for seed in range(600)) / 600
    assert 0.22 < share < 0.34


def test_noise_in_a_request_never_reaches_a_name():
    rng = random.Random(5)
    for seed in rng.sample(range(10**6), 100):
        example = mixture.sample(seed, "edits en")
        said = fold(example.prompt + example.before)
        for node in parse(example.outline).structure().nodes:
            known = fold(node.name)
            assert known in said or "dropout" in known or known in embedded_layers(), (
                example.prompt,
                node.name,
            )


def embedded_layers() -> set[str]:
    lexicon = json.loads((embedded.WEIGHTS / "lexicon.json").read_text(encoding="utf-8"))
    return {fold(name) for name in lexicon["layers"]}
