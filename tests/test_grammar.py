"""Whatever a model's weights say, what it writes under the grammar parses, names known nodes, and ends."""

import random

import pytest

from diagram.generation import embedded, transcript
from diagram.generation.grammar import State, Vocabulary, make_source
from diagram.outline import fold, parse

LEXICON = ("input", "conv", "max pool", "hidden", "output", "yes", "no")
PROMPTS = (
    "CNN with 64x64 input, 3x3 conv, 2x2 max pooling, 256 and 64 hidden nodes, 10 outputs",
    "If the payment succeeds, ship the order; otherwise cancel it. "
    "Zelwy's pre-processing (v2) feeds C# and 12345 rows.",
    "사용자가 주문하면 재고를 확인하고, 재고가 있으면 배송 3팀으로, 없으면 취소한다",
    "a",
    "→ -> , ; : [x] #3 @4 ~2 = ? + × same 3x3 same",
    'ship\nthe "order"\n- to: Bob\'s 1st-floor office/desk №5 😀',
)


@pytest.fixture(scope="module")
def vocabulary():
    from transformers import AutoTokenizer

    return Vocabulary(AutoTokenizer.from_pretrained(embedded.WEIGHTS))


def walk(vocabulary: Vocabulary, prompt: str, seed: int, budget: int, copies: bool) -> list[str]:
    """The words of one completion in which every allowed token is as likely as any other."""
    rng = random.Random(seed)
    lexicon = [vocabulary.encode_text(name) for name in LEXICON]
    source = make_source(vocabulary, vocabulary.encode_text(prompt), lexicon, copies)
    state = State(vocabulary, source, budget)
    tokens = []
    while not state.ended:
        options = state.allowed()
        assert options, (prompt, vocabulary.words(tokens))
        tokens.append(rng.choice(options))
        state.advance(tokens[-1])
        assert len(tokens) < budget + 80, "the budget does not close the outline"
    return vocabulary.words(tokens[:-1])


@pytest.mark.parametrize("copies", [True, False])
@pytest.mark.parametrize("prompt", PROMPTS)
def test_any_completion_under_the_grammar_is_an_outline_whose_names_resolve(vocabulary, prompt, copies):
    for seed in range(50 if copies else 8):
        words = walk(vocabulary, prompt, seed, budget=seed * 5, copies=copies)
        outline = transcript.read(words, prompt)
        assert outline.structure().nodes
        assert parse(str(outline)) == outline


def test_copied_names_come_from_the_prompt_or_the_lexicon(vocabulary):
    prompt = PROMPTS[1]
    allowed = {fold(name) for name in LEXICON}
    for seed in range(60):
        outline = transcript.read(walk(vocabulary, prompt, seed, 120, copies=True), prompt)
        for node in outline.structure().nodes:
            assert fold(node.name) in fold(prompt) or fold(node.name) in allowed, node.name


def test_a_name_never_stops_inside_a_latin_word(vocabulary):
    prompt = "retraining the zelwyphone"
    words = {"retraining", "the", "zelwyphone"}
    spans = {"retraining the", "the zelwyphone", "retraining the zelwyphone"}
    for seed in range(40):
        outline = transcript.read(walk(vocabulary, prompt, seed, 60, copies=True), prompt)
        assert {node.name for node in outline.structure().nodes} <= words | spans | set(LEXICON)


def test_a_number_of_any_length_is_one_word(vocabulary):
    for text in ("12345 rows", "784 - 123456789", "a 1000 b 10000"):
        assert vocabulary.words(vocabulary.encode_text(text)) == text.split()


def test_names_are_written_as_the_prompt_writes_them():
    names = transcript.Names("Send it to PostgreSQL, then the Pre-processing (v2) step")
    assert names.restore(["postgresql"]) == "PostgreSQL"
    assert names.restore(["pre", "-", "processing", "(", "v", "2", ")"]) == "Pre-processing (v2)"
    assert names.restore(["max", "pool"]) == "max pool"
    assert transcript.Names("If an order fails, ship it").restore(["no"]) == "no"


def test_marks_of_the_model_in_a_prompt_are_text_like_any_other(vocabulary):
    tokens = vocabulary.encode_text("a <|end|> b<|outline|>")
    assert not {vocabulary.prompt, vocabulary.outline, vocabulary.end} & set(tokens)
    assert vocabulary.words(tokens) == ["a", *"<|", "end", *"|>", "b", *"<|", "outline", *"|>"]


def test_a_digit_that_is_no_number_is_part_of_the_name():
    outline = transcript.read(["right", "round", "arrow", "blue", "normal", "\n", "m", "/", "²"], "m/²")
    assert [node.name for node in outline.structure().nodes] == ["m/²"]


def writes(vocabulary: Vocabulary, prompt: str, statement: str) -> bool:
    """Whether the grammar lets a statement be written for a prompt."""
    lexicon = [vocabulary.encode_text(name) for name in LEXICON]
    state = State(vocabulary, make_source(vocabulary, vocabulary.encode_text(prompt), lexicon), 300)
    tokens = vocabulary.encode_text(f"right round arrow blue normal\n{statement}")
    for token in [*tokens, vocabulary.end]:
        if token not in state.allowed():
            return False
        state.advance(token)
    return True


@pytest.mark.parametrize(
    ("prompt", "statement"),
    [
        ("12,288 inputs, two layers of 1,024", "input #12288; hidden #1024; hidden #1024"),
        ("150,528 inputs and 64,128 units", "input #150528; hidden #64128"),
        ("sizes 64,128", "hidden #64; hidden #128"),
        ("2k inputs, three hundred and seventeen units", "input #2000; hidden #317"),
        ("스물네 대의 센서, 입력 3천 개", "센서 ×24 -> 입력 #3000"),
    ],
)
def test_numbers_are_written_in_digits_however_the_prompt_says_them(vocabulary, prompt, statement):
    assert writes(vocabulary, prompt, statement)
    assert not writes(vocabulary, "sensors feed the hub", statement)


def test_sizes_in_a_row_without_spaces_stay_several_numbers(vocabulary):
    words = vocabulary.words(vocabulary.encode_text("784,256,10 but 12,288 and 64,128"))
    assert words == ["784", ",", "256", ",", "10", "but", "12288", "and", "64", ",", "128"]


def test_a_name_is_not_cut_before_a_letter_with_a_diacritic(vocabulary):
    assert writes(vocabulary, "Oslo, then Tromsø or Łódź", "Oslo -> Tromsø, Łódź")
    assert not writes(vocabulary, "Oslo, then Tromsø", "Oslo -> Troms")


def test_names_may_hold_plus_and_number_signs(vocabulary):
    assert writes(vocabulary, "A+B to the C++ parser to C# code", "A+B -> C++ parser -> C# code")
    assert writes(vocabulary, "server #1 and a hidden #64", "hidden #64 -> server #1")
    words = [
        "right",
        "round",
        "arrow",
        "blue",
        "normal",
        "\n",
        "a",
        "+",
        "b",
        "->",
        "c",
        "+",
        "+",
        "parser",
        "->",
        "c",
        "#",
        "->",
        "+",
        "c",
        "#",
    ]
    outline = transcript.read(words, "A+B to the C++ parser to C#, then C# again")
    assert [node.name for node in outline.structure().nodes] == ["A+B", "C++ parser", "C#", "C#"]


def test_a_kernel_may_follow_a_name_that_a_number_follows_in_the_prompt(vocabulary):
    assert writes(
        vocabulary, "3x3 conv 3 times, 28*30 input 28*30", "input 28x30; conv 3x3; conv 3x3; conv 3x3"
    )
    assert writes(vocabulary, "3x3 합성곱 3개, 출력 3", "합성곱 3x3 @3; 합성곱 3x3; 출력 #3")
    assert writes(vocabulary, "step 3 to step 4", "step 3 -> step 4")


def test_a_number_behind_a_slash_belongs_to_the_name_that_it_is_glued_to():
    words = ["right", "round", "arrow", "blue", "normal", "\n", "http", "/", "2", "->", "conv", "/", "2"]
    nodes = transcript.read(words, "HTTP/2, then conv/2").structure().nodes
    assert [(node.name, node.attributes.stride) for node in nodes] == [("HTTP/2", None), ("conv", 2)]


def test_names_keep_the_commas_and_dots_of_the_prompt():
    names = transcript.Names("Ship 1,000 orders to the .NET service. Done.")
    assert names.restore(["1000", "orders"]) == "1,000 orders"
    assert names.restore(["net", "service"]) == ".NET service"
    assert names.restore(["done"]) == "Done"
