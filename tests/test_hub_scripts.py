"""The real commands as processes of their own, against a loopback server: push, pull, use."""

import json

import pytest
from hub_scripts import adapter, connect, files, run
from hub_server import Fault


@pytest.fixture(scope="module")
def hub(hub_server):
    """What a test pushes, the next one finds."""
    return hub_server


@pytest.fixture(autouse=True)
def fresh(hub):
    hub.faults.clear()
    hub.requests.clear()


def test_help_is_quick_and_names_the_kinds(hub, tmp_path):
    found = run(hub, tmp_path, "-X", "importtime", "-m", "hub.push", "--help")
    assert found.returncode == 0 and "scorers" in found.stdout and "--dry-run" in found.stdout
    assert not any(name in found.stderr for name in ("| torch\n", "| huggingface_hub\n", "| datasets\n"))


def test_an_adapter_there_and_back_by_tag_and_by_commit(hub, tmp_path):
    folder = adapter(tmp_path / "made")
    pushed = run(
        hub, tmp_path, "-m", "hub.push", "adapter", str(folder), "--repo", "me/a", "--revision", "v1"
    )
    assert (pushed.returncode, pushed.stderr) == (0, "")
    commit = hub.repositories["model", "me/a"].tags["v1"]
    assert commit in pushed.stdout and f"{hub.url}/me/a/tree/v1" in pushed.stdout
    for name, out in (("v1", "by_tag"), (commit, "by_commit")):
        pulled = run(
            hub,
            tmp_path,
            "-m",
            "hub.pull",
            "adapter",
            "--repo",
            "me/a",
            "--revision",
            name,
            "--out",
            str(tmp_path / out),
        )
        assert (pulled.returncode, pulled.stderr) == (0, "") and commit in pulled.stdout
    weights = "adapter_model.safetensors"
    assert (
        files(tmp_path / "by_tag")[weights]
        == files(tmp_path / "by_commit")[weights]
        == files(folder)[weights]
    )


def test_an_interrupted_push_and_pull_go_on_where_they_stopped(hub, tmp_path):
    folder = adapter(tmp_path / "made")
    push = ["-m", "hub.push", "adapter", str(folder), "--repo", "me/broken", "--revision", "v1"]
    hub.faults.append(Fault("POST", "/me/broken/commit/", drop=True, times=1))
    broken = run(hub, tmp_path, *push)
    assert broken.returncode == 2 and "connection to the Hub was lost" in broken.stderr
    put = hub.count("PUT", "/lfs/")
    assert run(hub, tmp_path, *push).returncode == 0 and hub.count("PUT", "/lfs/") == put

    pull = ["-m", "hub.pull", "adapter", "--repo", "me/broken@v1", "--out", str(tmp_path / "out")]
    hub.faults.append(Fault("GET", "/me/broken/resolve/.*safetensors", drop=True, keep=900, times=3))
    broken = run(hub, tmp_path, *pull)
    assert broken.returncode == 2 and broken.stderr.count("\n") == 1 and not (tmp_path / "out").exists()
    hub.requests.clear()
    assert run(hub, tmp_path, *pull).returncode == 0
    assert hub.count("GET", "/resolve/.*(README|adapter_config)") == 0  # had arrived before
    weights = "adapter_model.safetensors"
    assert files(tmp_path / "out")[weights] == files(folder)[weights]


def test_an_error_is_one_line_and_the_exit_code_two(hub, tmp_path):
    hub.faults.append(Fault("POST", "/api/repos/create", status=429, headers={"Retry-After": "30"}))
    folder = adapter(tmp_path / "made")
    found = run(hub, tmp_path, "-m", "hub.push", "adapter", str(folder), "--repo", "me/b")
    assert found.returncode == 2 and found.stdout == ""
    assert found.stderr.count("\n") == 1 and "in 30 seconds" in found.stderr


def test_scorers_through_the_mixin_give_the_same_scores(hub, tmp_path, monkeypatch):
    from diagram import layout
    from diagram.outline import parse
    from diagram.remote import sources
    from diagram.scoring import pictures, readability
    from diagram.scoring.latents import Encoder
    from hub import push
    from hub.scorers import Scorers

    connect(monkeypatch, hub, tmp_path)
    assert push.main(["scorers", "--repo", "me/scorers", "--revision", "v1"]) == 0
    hub.requests.clear()
    assert push.main(["scorers", "--repo", "me/scorers"]) == 0
    assert {method for method, _ in hub.requests} == {"GET"}  # nothing is uploaded twice

    folder = sources.resolve("me/scorers@v1", "scorers")
    diagram = layout.lay_out(parse("right boxes arrow blue normal\nA -> B -> C\nC -> A"))
    picture = [pictures.draw(diagram)]
    assert readability.load(folder)[0].judge([diagram]) == readability.judge([diagram])
    assert (Encoder.load(folder).embed(picture) == Encoder.load().embed(picture)).all()
    assert Encoder.load(folder).version == Encoder.load().version

    mixed = Scorers.from_pretrained(str(folder))
    expected = readability.readability(picture)[0].mean
    assert float(mixed(pictures.tensor(picture))[0]) == pytest.approx(expected, abs=1e-4)
    assert mixed.ensemble().judge([diagram]) == readability.judge([diagram])
    assert abs(mixed.embedder().embed(picture) - Encoder.load().embed(picture)).max() < 1e-5


ROWS = [{"prompt": f"<|prompt|>{i}<|outline|>", "completion": f"A -> B{i}<|end|>"} for i in range(20)]
PAIRS = [{"prompt": f"p{i}", "chosen": "A -> B", "rejected": f"A -> {i}"} for i in range(12)]
LOAD = """
import sys
from datasets import load_dataset
for config in ("sft", "preferences"):
    more = {"revision": sys.argv[2]} if sys.argv[2:] else {}
    for name, rows in load_dataset(sys.argv[1], config, **more).items():
        print(config, name, len(rows), ",".join(rows.column_names), rows[0]["prompt"])
"""


@pytest.fixture
def data(tmp_path):
    """Folders of an sft and of a preferences data set."""
    for name, rows in (("sft", ROWS), ("preferences", PAIRS)):
        (tmp_path / name).mkdir()
        for split, part in (("train", rows[2:]), ("test", rows[:2])):
            text = "".join(json.dumps(row) + "\n" for row in part)
            (tmp_path / name / f"{split}.jsonl").write_text(text, "utf-8")
    (tmp_path / "sft" / "README.md").write_text(
        "---\nlicense: mit\n---\n# Title\n\nKept 18 of 20.\n", "utf-8"
    )
    return tmp_path / "sft", tmp_path / "preferences"


def test_a_data_set_there_and_back_through_load_dataset(hub, tmp_path, data):
    command = ["-m", "hub.push", "dataset", *map(str, data), "--repo", "me/data", "--revision", "v1"]
    pushed = run(hub, tmp_path, *command)
    assert pushed.returncode == 0, pushed.stderr
    made = hub.repositories["dataset", "me/data"]
    assert made.private and made.tags["v1"] == made.branches["main"]
    assert made.messages == ["initial commit", "Push dataset"]  # tables of both and the card at once
    card = made.tree()["README.md"].data.decode()
    assert "| sft | train | 18 | prompt, completion |" in card and "Kept 18 of 20." in card
    assert "pretty_name: Prompts and diagrams" in card and "license: apache-2.0" in card
    loaded = run(hub, tmp_path, "-c", LOAD, "me/data", "v1")
    assert loaded.stdout.splitlines() == [
        "sft train 18 prompt,completion <|prompt|>2<|outline|>",
        "sft test 2 prompt,completion <|prompt|>0<|outline|>",
        "preferences train 10 prompt,chosen,rejected p2",
        "preferences test 2 prompt,chosen,rejected p0",
    ], loaded.stderr


@pytest.mark.slow
def test_a_data_set_is_pushed_once_goes_on_after_a_break_and_can_be_pulled(hub, tmp_path, data):
    command = ["-m", "hub.push", "dataset", *map(str, data), "--repo", "me/more"]
    hub.faults.append(Fault("POST", "/datasets/me/more/commit/", status=403, times=1))
    broken = run(hub, tmp_path, *command)
    assert broken.returncode == 2 and broken.stderr.count("\n") == 1, broken.stderr
    assert list(hub.repositories["dataset", "me/more"].tree()) == []  # nobody gets half of it
    put = hub.count("PUT", "/lfs/")
    assert run(hub, tmp_path, *command).returncode == 0
    assert hub.count("PUT", "/lfs/") == put  # all tables had arrived
    hub.requests.clear()
    again = run(hub, tmp_path, *command)
    assert "nothing was uploaded" in again.stdout and hub.count("POST", "/commit/") == 0
    pulled = run(
        hub, tmp_path, "-m", "hub.pull", "dataset", "--repo", "me/more@v1", "--out", str(tmp_path / "out")
    )
    assert pulled.returncode == 0, pulled.stderr
    loaded = run(hub, tmp_path, "-c", LOAD, str(tmp_path / "out"))
    assert len(loaded.stdout.splitlines()) == 4, loaded.stderr


@pytest.mark.slow
def test_feedback_is_a_data_set_that_training_takes(hub, tmp_path, monkeypatch):
    from test_hub_feedback import drawing

    from diagram.ratings.store import Ratings

    connect(monkeypatch, hub, tmp_path)
    command = ["-m", "hub.push", "feedback", "--repo", "me/feedback"]
    assert "nobody has agreed" in run(hub, tmp_path, *command).stderr
    with Ratings.open() as ratings:
        for prompt in ("A goes to B", "C goes to D", "E goes to F"):
            start = ord(prompt[0])
            ratings.rate_all("account:ann", [drawing(start, 5, prompt), drawing(start + 1, 1, prompt)])
        ratings.agree("account:ann", True)
    pushed = run(hub, tmp_path, *command)
    assert pushed.returncode == 0, pushed.stderr
    made = hub.repositories["dataset", "me/feedback"]
    assert made.private and b"account:ann" not in b"".join(blob.data for blob in made.tree().values())
    load = "import datasets as d; print(sorted(d.load_dataset('me/feedback', split='train')['words']))"
    assert "A goes to B" in run(hub, tmp_path, "-c", load).stdout
    trained = run(
        hub,
        tmp_path,
        *("-m", "training.finetune", "--method", "dpo", "--dataset", "me/feedback@v1", "--use_cpu", "true"),
        *("--max_steps", "1", "--output_dir", str(tmp_path / "lora")),
    )
    assert trained.returncode == 0, trained.stderr
    assert (tmp_path / "lora" / "adapter_model.safetensors").is_file()


@pytest.mark.slow
def test_the_model_there_and_back_draws_the_same(hub, tmp_path, weights):
    pushed = run(hub, tmp_path, "-m", "hub.push", "model", "--repo", "me/model", "--revision", "v1")
    assert pushed.returncode == 0, pushed.stderr
    hub.requests.clear()
    again = run(hub, tmp_path, "-m", "hub.push", "model", "--repo", "me/model", "--revision", "v1")
    assert "nothing was uploaded" in again.stdout and hub.count("PUT", "/lfs/") == 0, again.stderr
    pulled = run(
        hub,
        tmp_path,
        "-m",
        "hub.pull",
        "model",
        "--repo",
        "me/model",
        "--revision",
        "v1",
        "--out",
        str(tmp_path / "m"),
    )
    assert pulled.returncode == 0, pulled.stderr
    prompt = "The mobile app and the website both send requests to the API gateway."
    for out, more in (
        ("shipped", []),
        ("pulled", ["--model", str(tmp_path / "m")]),
        ("named", ["--model", "me/model@v1"]),
        ("by_commit", ["--model", f"me/model@{hub.repositories['model', 'me/model'].tags['v1']}"]),
    ):
        drawn = run(
            hub, tmp_path, "-m", "diagram", prompt, "--seed", "3", "--out", str(tmp_path / out), *more
        )
        assert drawn.returncode == 0, drawn.stderr
        assert files(tmp_path / out)["candidate-1.svg"] == files(tmp_path / "shipped")["candidate-1.svg"]
