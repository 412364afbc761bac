"""Magpie with a model behind a URL: the template that it goes on from, its prompts and answers, refusals."""

import json
import re
import sys
from pathlib import Path

import pytest

from diagram.errors import DiagramError, ModelUnavailable
from diagram.generation import instructions, templates
from diagram.generation.endpoint import Endpoint
from tests.chat_server import ChatServer
from training import prepare_preferences, write_magpie
from training.examples import commands, served
from training.examples.served import EndpointWriter, Template

OUTLINE = "down box arrow green normal\napp -> gateway -> order service"
WORDS = "the app sends requests to the gateway, which calls the order service"
NAMES = ("order", "user", "mail", "stock", "search", "price", "login", "chat")
TEMPLATE = Template("User: ", "Assistant:")
CHAT = """{{ bos_token }}{% for m in messages %}<s:{{ m.role }}>
{{ m.content }}</s>
{% endfor %}<s:assistant>"""
NO_SYSTEM = "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}" + CHAT


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("URL", "MODEL", "TOKEN"):
        monkeypatch.delenv(f"LEGIBLE_ENDPOINT_{name}", raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)


@pytest.fixture
def tokenizer(tmp_path):
    """A folder with a tokenizer that has a chat template, made on the spot."""
    from tokenizers import Tokenizer, models
    from transformers import PreTrainedTokenizerFast

    def save(chat: str | None) -> str:
        found = Tokenizer(models.WordLevel({"<b>": 0, "<e>": 1, "a": 2}, unk_token="a"))
        made = PreTrainedTokenizerFast(tokenizer_object=found, bos_token="<b>", eos_token="<e>")
        made.chat_template = chat
        made.save_pretrained(tmp_path / "tokenizer")
        return str(tmp_path / "tokenizer")

    return save


def go_on(body: dict) -> str:
    return f"{WORDS} {body['seed']} </s>\n Assistant: Sure"


def magpie(monkeypatch, *options: str) -> None:
    monkeypatch.setattr(sys, "argv", ["write_magpie", *options])
    commands.run(write_magpie.make_parser(), write_magpie.main)


def prefer(monkeypatch, tmp_path, url: str, *options: str) -> Path:
    """Runs the command on eight prompts of a file; the folder that it writes."""
    prompts, out = tmp_path / "prompts.txt", tmp_path / "pairs"
    prompts.write_text("\n".join(WORDS.replace("order", name) for name in NAMES))
    given = ["--url", url, "--prompts", str(prompts), "--pairs", "6", "--test", "2", "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["prepare_preferences", *given, *options])
    commands.run(prepare_preferences.make_parser(), prepare_preferences.main)
    return out


def better_and_worse(body: dict) -> str:
    """The greedy answer is right, the others lack the service."""
    name = re.search(r"calls the (\w+) service", body["messages"][-1]["content"])[1]
    return OUTLINE.replace("order", name) if not body["temperature"] else OUTLINE.rpartition(" ->")[0]


def test_prompts_are_what_a_server_writes_after_the_bare_template():
    with ChatServer(lambda body: OUTLINE, go_on=go_on) as server:
        writer = EndpointWriter(Endpoint("m", server.url, "sk-mine"), TEMPLATE)
        found = writer.write_prompts([3, 4], 0)
        assert found == writer.write_prompts([3, 4], 0) and all(prompt.ended for prompt in found)
        assert found[0].words.startswith(WORDS) and found[0].words != found[1].words
    path, headers, body = server.requests[0]
    assert path == "/v1/completions" and headers["authorization"] == "Bearer sk-mine"
    assert (body["model"], body["prompt"], body["stop"]) == ("m", "User: ", ["Assistant:"])
    assert body["temperature"] == writer.prompt_temperature and body["max_tokens"] > 0


def test_a_prompt_that_comes_to_no_end_is_known_as_such():
    with ChatServer(lambda body: OUTLINE, go_on=lambda body: "and on and on") as server:
        found = EndpointWriter(Endpoint("m", server.url), TEMPLATE).write_prompts([0], 0)
    assert (found[0].words, found[0].ended) == ("and on and on", False)


@pytest.mark.parametrize("address", ["", "/", "/v1", "/v1/", "/v1/completions", "/v1/chat/completions"])
def test_the_route_is_found_from_each_part_of_the_address(address):
    with ChatServer(lambda body: OUTLINE, go_on=go_on) as server:
        url = server.url.removesuffix("/v1") + address
        EndpointWriter(Endpoint("m", url), TEMPLATE).write_prompts([0], 0)
    assert server.requests[0][0] == "/v1/completions"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "offers no raw completions (/v1/completions), or not for the model m (404)"),
        (405, "offers no raw completions (405)"),
        (400, "context is long enough"),
        (500, "out of order"),
        ("<html>a page</html>", "something else than a raw completion"),
    ],
)
def test_a_server_without_raw_completions_is_one_sentence(status, said):
    with (
        ChatServer(lambda body: OUTLINE, go_on=lambda body: status) as server,
        pytest.raises(ModelUnavailable) as error,
    ):
        EndpointWriter(Endpoint("m", server.url, "sk-hidden"), TEMPLATE).write_prompts([0], 0)
    assert said in str(error.value) and "\n" not in str(error.value)
    assert "sk-hidden" not in f"{error.value!r} {error.value.__cause__!r}"


def test_the_hub_has_no_raw_completions():
    with pytest.raises(ModelUnavailable, match=r"the Hub offers no raw completions .* by --url"):
        EndpointWriter(Endpoint("owner/name"), TEMPLATE).write_prompts([0], 0)


def test_an_answer_that_is_no_outline_is_none_but_a_server_that_fails_is_an_error():
    with ChatServer(lambda body: OUTLINE if body["messages"][-1]["content"] == WORDS else "No.") as server:
        writer = EndpointWriter(Endpoint("m", server.url), TEMPLATE)
        found = writer.answer([WORDS, "else"], 1, 0, 0.0)
    assert [len(answers) for answers in found] == [1, 0]
    assert found[0][0].ended and found[0][0].text == OUTLINE
    with ChatServer(lambda body: 503) as server, pytest.raises(ModelUnavailable, match="out of order"):
        EndpointWriter(Endpoint("m", server.url), TEMPLATE).answer([WORDS], 1, 0, 0.0)


@pytest.mark.parametrize("chat", [CHAT, NO_SYSTEM])
def test_a_chat_template_ends_where_the_users_words_begin(tokenizer, chat):
    found = served.template_of("outline", tokenizer(chat))
    assert found.before.endswith("<s:user>\n") and found.end == "</s>"
    assert instructions.SYSTEM in found.before and instructions.EXAMPLES[0][1] in found.before
    assert "<b>" not in found.before and served.MARK not in found.before


def test_without_a_chat_template_one_has_to_be_given(tokenizer):
    with pytest.raises(ModelUnavailable, match="has no chat template; give one by --template"):
        served.template_of("outline", tokenizer(None))


def test_rows_go_on_from_the_template_that_their_models_are_trained_on():
    found = served.template_of("rows", "")
    assert found.before == templates.bare_prompt("rows")
    assert templates.row_prompt("x").startswith(f"{found.before}x {found.end}")


def test_a_template_of_a_file_is_taken_as_it_stands(tmp_path):
    path = tmp_path / "template.txt"
    path.write_bytes(b"<|user|>\r\n{words}\n<|end|>\n<|assistant|>")
    assert served.read_template(path) == Template("<|user|>\r\n", "<|end|>")
    path.write_text("User: ")
    with pytest.raises(DiagramError, match=r"has \{words\} 0 times"):
        served.read_template(path)


def test_the_command_writes_raw_examples_with_a_server(tmp_path, monkeypatch, capsys, tokenizer):
    out, own = tmp_path / "raw", tokenizer(CHAT)
    with ChatServer(lambda body: OUTLINE, go_on=go_on) as server:
        options = ["--url", server.url, "--model", "m", "--tokenizer", own, "--out", str(out)]
        magpie(monkeypatch, "--raw", "5", *options)
        asked = len(server.requests)
        magpie(monkeypatch, "--raw", "5", *options)  # all of it is there
    assert len(server.requests) == asked == 10
    assert "5 raw examples, 5 of them ended" in capsys.readouterr().out
    records = [json.loads(line) for line in (out / "raw.jsonl").read_text().splitlines()]
    assert len({record["words"] for record in records}) == 5
    assert all(record["answer"] == OUTLINE for record in records)
    assert json.loads((out / "settings.json").read_text())["template"][1] == "</s>"


def test_what_does_not_go_together_is_one_line(tmp_path, monkeypatch):
    out = ["--out", str(tmp_path / "raw")]
    with pytest.raises(SystemExit, match="give its address by --url"):
        magpie(monkeypatch, "--template", "x", *out)
    with pytest.raises(SystemExit, match="Whose chat template"):
        magpie(monkeypatch, "--url", "http://localhost:1/v1", *out)
    with pytest.raises(SystemExit, match="takes no --adapter"):
        magpie(monkeypatch, "--url", "http://localhost:1/v1", "--adapter", "x", *out)


def test_preferences_are_those_among_the_answers_of_a_server(tmp_path, monkeypatch):
    options = ("--model", "m", "--eos", "<e>", "--candidates", "3", "--temperature", "0.9")
    with ChatServer(better_and_worse) as server:
        out = prefer(monkeypatch, tmp_path, server.url, *options)
    assert {path for path, _, _ in server.requests} == {"/v1/chat/completions"}
    heat = [body["temperature"] for _, _, body in server.requests]
    assert heat.count(0.0) == 8 and heat.count(0.9) == 16  # of eight prompts, which are asked together
    assert {body["model"] for _, _, body in server.requests} == {"m"}
    pairs = load_rows(out)
    assert len(pairs) == 6 and all(row["score_chosen"] > row["score_rejected"] for row in pairs)
    assert all(row["chosen"].endswith(" service<e>") for row in pairs)
    assert all(row["rejected"].endswith("-> gateway<e>") for row in pairs)
    facts = json.loads((out / "facts.json").read_text())
    assert (facts["model"], facts["eos"], facts["temperature"]) == ("endpoint:m", "<e>", 0.9)


def load_rows(folder: Path) -> list[dict]:
    from datasets import Dataset

    tables = sorted((folder / "data").glob("*.parquet"))
    return [row for table in tables for row in Dataset.from_parquet(str(table))]


def test_preferences_go_on_when_the_server_is_back_and_with_that_one_only(tmp_path, monkeypatch):
    options = ("--eos", "<e>", "--candidates", "2")
    with ChatServer(lambda body: 503) as server:
        with pytest.raises(SystemExit, match="out of order"):
            prefer(monkeypatch, tmp_path, server.url, *options)
        with pytest.raises(SystemExit, match="begun with other settings"):
            prefer(monkeypatch, tmp_path, "http://127.0.0.1:9/v1", *options)
        server.answer = better_and_worse
        assert len(load_rows(prefer(monkeypatch, tmp_path, server.url, *options))) == 6


def test_a_server_that_is_asked_for_answers_only_writes_no_prompts():
    with pytest.raises(ModelUnavailable, match="answers prompts but cannot write them"):
        EndpointWriter(Endpoint("m", "http://127.0.0.1:9/v1")).write_prompts([0], 0)
