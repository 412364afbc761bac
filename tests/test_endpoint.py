"""A model behind a URL: what is asked, how answers are read, and one sentence for everything that fails."""

import threading

import pytest

from diagram import recommend
from diagram.errors import Cancelled, ModelUnavailable, UnreadableOutline
from diagram.generation import choice, instructions
from diagram.generation.endpoint import Endpoint
from tests.chat_server import ChatServer

PROMPT = "the app sends requests to the gateway, which calls the order service"
OUTLINE = "down box arrow green normal\napp -> gateway -> order service"
TOKEN = "hf_secretsecretsecret"


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("URL", "MODEL", "TOKEN"):
        monkeypatch.delenv(f"LEGIBLE_ENDPOINT_{name}", raising=False)
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)


def edges(outline) -> set[tuple[str, str, str]]:
    said = outline.structure()
    return {(said.nodes[s].name, said.nodes[t].name, label) for s, t, label in said.edges}


def test_its_outlines_are_drawn_and_ranked():
    with ChatServer(lambda body: OUTLINE) as server:
        backend = choice.choose("endpoint", model="some-model", url=server.url)
        best = recommend(PROMPT, 3, 1, seed=5, backend=backend)[0]
    assert edges(best.outline) == {("app", "gateway", ""), ("gateway", "order service", "")}
    assert best.outline.style.palette == "green" and best.model == "endpoint:some-model"
    assert {path for path, _, _ in server.requests} == {"/v1/chat/completions"}
    bodies = sorted((body for _, _, body in server.requests), key=lambda body: body["seed"])
    assert [body["seed"] for body in bodies] == [5, 6, 7]
    assert [body["temperature"] > 0 for body in bodies] == [False, True, True]
    assert bodies[0]["model"] == "some-model" and bodies[0]["messages"][-1]["content"] == PROMPT


def test_the_hubs_token_goes_to_no_other_address_and_a_given_one_does(monkeypatch):
    with ChatServer(lambda body: OUTLINE) as server:
        Endpoint("m", server.url).write(PROMPT, 1, 0)
        monkeypatch.setenv("LEGIBLE_ENDPOINT_TOKEN", "sk-mine")
        Endpoint("m", server.url).write(PROMPT, 1, 0)
    sent = [str(headers) for _, headers, _ in server.requests]
    assert TOKEN not in sent[0] and "Bearer sk-mine" in sent[1]


def test_address_and_model_come_from_the_environment(monkeypatch):
    with ChatServer(lambda body: OUTLINE) as server:
        monkeypatch.setenv("LEGIBLE_ENDPOINT_URL", server.url)
        monkeypatch.setenv("LEGIBLE_ENDPOINT_MODEL", "from the environment")
        choice.choose("endpoint").write(PROMPT, 1, 0)
    assert server.requests[0][2]["model"] == "from the environment"


def test_an_answer_that_cannot_be_read_is_asked_for_again_once_and_counted():
    def answer(body: dict) -> str:
        again = len(body["messages"]) > 2 + 2 * len(instructions.EXAMPLES)
        return OUTLINE if body["seed"] == 0 or (body["seed"] == 1 and again) else "I cannot draw."

    with ChatServer(answer) as server:
        backend = Endpoint("m", server.url)
        writings = backend.write(PROMPT, 3, 0)
    assert len(writings) == 2 and writings[0].tokens == 7 and writings[1].tokens == 14
    assert (backend.report.asked, backend.report.unreadable, backend.report.retried) == (3, 1, 2)
    assert "connects nothing" in backend.report.problems[0]


def test_where_no_answer_can_be_read_that_is_said():
    with (
        ChatServer(lambda body: "Sorry.") as server,
        pytest.raises(ModelUnavailable, match="None of the 2 answers of endpoint:m could be read"),
    ):
        Endpoint("m", server.url).write(PROMPT, 2, 0)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "chat model"),
        (401, "does not accept the token"),
        (402, "payment"),
        (403, "ask for access"),
        (404, "does not have the model m"),
        (422, "does not understand"),
        (429, "too many requests"),
        (500, "out of order"),
        (503, "out of order"),
        (418, "answered 418"),
        ("<html>a page</html>", "something else than a chat completion"),
    ],
)
def test_a_refusal_is_one_sentence_without_the_token(status, said, capfd):
    with ChatServer(lambda body: status) as server, pytest.raises(ModelUnavailable) as error:
        Endpoint("m", server.url, "sk-hidden").write(PROMPT, 2, 0)
    assert said in str(error.value) and "\n" not in str(error.value)
    everything = f"{error.value!r} {error.value.__cause__!r} {Endpoint('m', server.url, 'sk-hidden')!r}"
    assert "sk-hidden" not in everything + "".join(capfd.readouterr())


def test_a_server_that_is_slow_or_not_there_is_one_sentence():
    with ChatServer(lambda body: OUTLINE, seconds=1) as server:
        with pytest.raises(ModelUnavailable, match=r"did not answer within 0\.1 s"):
            Endpoint("m", server.url, seconds=0.1).write(PROMPT, 1, 0)
        url = server.url
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        Endpoint("m", url).write(PROMPT, 1, 0)


def test_it_can_be_cancelled_and_says_how_far_it_is():
    told, stop = [], threading.Event()
    with ChatServer(lambda body: stop.set() or OUTLINE) as server:
        with pytest.raises(Cancelled):
            choice.watch(Endpoint("m", server.url), None, stop.is_set).write(PROMPT, 16, 0)
        Endpoint("m", server.url).write(PROMPT, 2, 0, progress=lambda *done: told.append(done))
    assert len(server.requests) < 16 + 2 and told == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    "text",
    [
        f"Here is the outline:\n```text\n{OUTLINE}\n```\nI hope it helps.",
        "<think>app first -> maybe</think>\nDown, box, arrow, green, normal\n- app --> gateway"
        "\n- gateway → order service",
        "1. app->gateway\n2. gateway => order service\n\nThis shows how the app reaches the order service.",
        "[0, 10, 10, 'circle', 9, 9, 'solid arrow', (1, 2, 3), (0, 0, 0), [1], 'app'], "
        "[1, 30, 10, 'circle', 9, 9, 'solid arrow', (1, 2, 3), (0, 0, 0), [2], 'gateway'], "
        "[2, 60, 10, 'circle', 9, 9, 'solid arrow', (1, 2, 3), (0, 0, 0), [], 'order service']",
    ],
    ids=["fence", "thoughts and arrows", "numbered, with prose", "rows"],
)
def test_answers_are_read_whatever_stands_around(text):
    found = instructions.read_answer(text).outline
    assert edges(found) == {("app", "gateway", ""), ("gateway", "order service", "")}


def test_lines_that_are_none_are_left_out_and_noted():
    answer = instructions.read_answer("app -> gateway\n[] -> x\na; b, c")
    assert edges(answer.outline) == {("app", "gateway", "")}
    assert [problem.split(" is")[0] for problem in answer.problems] == ["line 2", "line 3"]
    with pytest.raises(UnreadableOutline, match="connects nothing"):
        instructions.read_answer("")


def test_the_examples_are_outlines_as_we_read_them():
    for _, text in instructions.EXAMPLES:
        answer = instructions.read_answer(text)
        assert not answer.problems and str(answer.outline) == text
