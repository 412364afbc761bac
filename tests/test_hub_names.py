"""Where a path is accepted, OWNER/NAME[@REVISION] is too; without a network, what ships serves."""

import json
import sys
from pathlib import Path

import pytest
from hub_scripts import adapter, connect_libraries, files
from tiny_models import save_model
from tiny_training import make_base, rows

from diagram.__main__ import main as draw
from diagram.errors import DiagramError
from diagram.remote.errors import NoRevision, NotThere
from diagram.scoring import choice, panel
from training.finetuning import base as bases
from training.finetuning.errors import CannotTrain
from training.finetuning.options import Options

NOWHERE = "http://127.0.0.1:9"
ROWS = "\n".join(
    f"[{i}, {x}, 300, 'circle', 60, 60, 'solid arrow', (255, 255, 255), (0, 0, 0), [{target}]]"
    for i, x, target in ((0, 100, "1"), (1, 300, ""))
)


@pytest.fixture
def hub(hub):
    forget()
    yield hub
    forget()


def forget() -> None:
    """As in a new process."""
    from diagram.page import models

    choice._find.cache_clear()
    choice._named.clear()
    panel.reload()
    bases._resolved.cache_clear()
    models._found.cache_clear()


@pytest.fixture
def offline(hub, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", NOWHERE)


def put(hub, kind: str, name: str, folder: Path) -> str:
    """Puts a folder's files at the tag v1 of a repository; its commit."""
    made = hub.repository(kind, name, private=True)
    made.tags["v1"] = made.put(files(folder))
    return made.tags["v1"]


# Scorers


@pytest.fixture
def undecided(tmp_path, weights):
    """Scorers whose readability is 2.5 whatever they see, in the layout of the Hub."""
    from hub.scorers import Scorers

    found = Scorers.of_folder(choice.WEIGHTS)
    for network in found.readability:
        for parameter in network.parameters():
            parameter.zero_()
    found.save_pretrained(tmp_path / "undecided")
    return tmp_path / "undecided"


def scored(tmp_path, *more: str) -> tuple[int, float | None]:
    """(exit code, readability) of two circles and an arrow by `--score`."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"diagram": ROWS}))
    code = draw(["--score", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out"), *more])
    path = tmp_path / "out" / "scores.jsonl"
    return code, json.loads(path.read_text())["readability"] if code == 0 else None


def test_scorers_by_name_judge(hub, undecided, tmp_path, monkeypatch):
    commit = put(hub, "model", "me/scorers", undecided)
    _, shipped = scored(tmp_path)
    assert shipped != 2.5
    for name in ("me/scorers", "me/scorers@v1", f"me/scorers@{commit}"):
        assert scored(tmp_path, "--scorers", name) == (0, 2.5)
    assert scored(tmp_path) == (0, shipped)
    monkeypatch.setenv(choice.VARIABLE, "me/scorers@v1")
    assert scored(tmp_path) == (0, 2.5)
    folder = choice.chosen().folder
    forget()
    assert scored(tmp_path, "--scorers", str(folder)) == (0, 2.5)  # as a folder, too


def test_scorers_by_name_rank_what_is_drawn(hub, undecided, tmp_path):
    put(hub, "model", "me/scorers", undecided)
    out = tmp_path / "drawn"
    assert (
        draw(["A -> B", "--count", "1", "--out", str(out), "--seed", "1", "--scorers", "me/scorers@v1"]) == 0
    )
    assert json.loads((out / "candidate-1.json").read_text())["readability"] == 2.5
    assert panel.shipped().note == ""


def test_without_a_network_the_scorers_that_ship_judge_and_a_note_says_so(offline, tmp_path, capsys):
    _, shipped = scored(tmp_path)
    capsys.readouterr()
    assert scored(tmp_path, "--scorers", "me/scorers@v1") == (0, shipped)
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "cannot be reached" in said
    assert "Instead of me/scorers@v1, what ships with the program is used" in said


def test_scorers_that_are_not_there_are_one_sentence(hub, undecided, tmp_path, capsys):
    put(hub, "model", "me/scorers", undecided)
    for name, says in (
        ("me/none", "no repository me/none"),
        ("me/scorers@v9", "no such tag"),
        ("./x", "neither"),
    ):
        assert scored(tmp_path, "--scorers", name)[0] == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and says in said


# Models and adapters of the command line


def test_without_a_network_the_model_that_ships_draws_and_a_note_says_so(offline, weights, tmp_path, capsys):
    wanted = ["A -> B", "--count", "1", "--seed", "1", "--out"]
    assert draw([*wanted, str(tmp_path / "shipped")]) == 0
    capsys.readouterr()
    for more in (
        ["--model", "me/model@v1"],
        ["--adapter", "me/adapter"],
        ["--backend", "transformers", "--model", "me/large", "--dtype", "float32"],
    ):
        assert draw([*wanted, str(tmp_path / "instead"), *more]) == 0
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and "cannot be reached" in said and "what ships" in said
        assert (
            files(tmp_path / "instead")["candidate-1.svg"] == files(tmp_path / "shipped")["candidate-1.svg"]
        )


def test_an_adapter_by_tag_and_by_commit_draws_as_the_folder_does(hub, weights, tmp_path):
    made = adapter(tmp_path / "made", fill=0.05)
    commit = put(hub, "model", "me/adapter", made)
    drawn = {}
    for name in (str(made), "me/adapter@v1", f"me/adapter@{commit}"):
        out = tmp_path / str(len(drawn))
        assert (
            draw(["A goes to B and C", "--count", "2", "--seed", "1", "--out", str(out), "--adapter", name])
            == 0
        )
        drawn[name] = files(out)["candidate-1.svg"]
    assert len(set(drawn.values())) == 1


def test_a_revision_that_is_missing_is_one_sentence_and_nothing_draws(hub, weights, tmp_path, capsys):
    put(hub, "model", "me/adapter", adapter(tmp_path / "made"))
    assert draw(["A -> B", "--out", str(tmp_path / "out"), "--adapter", "me/adapter@v9"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "me/adapter@v9 does not exist" in said
    assert files(tmp_path / "out") == {}


# Training


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return make_base(tmp_path_factory.mktemp("tiny") / "tiny")


@pytest.fixture
def data(hub):
    """A data set on the server, with both configurations as `hub.push dataset` writes them."""
    head = "configs:\n" + "".join(
        f"- config_name: {name}\n  data_files:\n  - split: train\n    path: {name}/train.jsonl\n"
        + ("  default: true\n" if name == "sft" else "")
        for name in ("sft", "preferences")
    )
    content = {
        f"{name}/train.jsonl": "".join(
            json.dumps(r) + "\n" for r in rows(6, 0, name == "preferences")
        ).encode()
        for name in ("sft", "preferences")
    }
    made = hub.repository("dataset", "me/data", private=True)
    made.tags["v1"] = made.put(content | {"README.md": f"---\n{head}---\n# Data\n".encode()})


def options(out: Path, **more) -> Options:
    usual = {"per_device_train_batch_size": 4, "logging_steps": 1, "max_steps": 1, "use_cpu": True}
    return Options(output_dir=str(out), **{**usual, **more})


def test_a_training_takes_model_data_and_adapter_by_name(hub, tiny, data, tmp_path):
    from hub_server import front_matter
    from safetensors.numpy import load_file

    from training.finetune import train

    put(hub, "model", "me/tiny", tiny)
    named = {"model": "me/tiny@v1", "dataset": "me/data@v1"}
    train(options(tmp_path / "first", **named))
    config = json.loads((tmp_path / "first" / "adapter_config.json").read_text())
    assert (config["base_model_name_or_path"], config["revision"]) == ("me/tiny", "v1")
    head = front_matter((tmp_path / "first" / "README.md").read_text())
    assert (head["base_model"], head["datasets"]) == ("me/tiny", ["me/data"])
    train(options(tmp_path / "local", **named | {"model": str(tiny)}))
    by_name, by_folder = (load_file(tmp_path / n / "adapter_model.safetensors") for n in ("first", "local"))
    assert by_name.keys() == by_folder.keys() and all((by_name[n] == by_folder[n]).all() for n in by_name)

    put(hub, "model", "me/first", tmp_path / "first")
    report = train(options(tmp_path / "second", method="dpo", adapter="me/first@v1", **named))
    assert report.examples == 6  # the configuration "preferences", as dpo needs it


def test_a_base_that_an_adapter_names_is_found_at_its_revision(hub, tiny, tmp_path):
    from diagram.generation import sources

    folder = adapter(tmp_path / "made", base="me/tiny")
    config = json.loads((folder / "adapter_config.json").read_text())
    (folder / "adapter_config.json").write_text(json.dumps(config | {"revision": "v1"}))
    assert sources.base_of(folder) == "me/tiny@v1" and sources.base_of(folder, "v2") == "me/tiny@v2"
    (folder / "adapter_config.json").write_text(json.dumps(config | {"base_model_name_or_path": str(tiny)}))
    assert sources.base_of(folder, "v2") == str(tiny)


def test_a_training_without_a_network_says_so_and_takes_what_was_pulled(
    hub, tiny, data, monkeypatch, tmp_path
):
    from training.finetune import train

    put(hub, "model", "me/tiny", tiny)
    for kind, name in (("model", "me/tiny@v1"), ("dataset", "me/data@v1")):
        bases.folder_of(name, kind)
    monkeypatch.setenv("HF_ENDPOINT", NOWHERE)
    bases._resolved.cache_clear()
    assert train(options(tmp_path / "out", model="me/tiny@v1", dataset="me/data@v1")).steps == 1
    for more in ({"model": "me/other"}, {"model": str(tiny), "dataset": "me/other"}):
        with pytest.raises(CannotTrain, match="cannot be reached") as raised:
            train(options(tmp_path / "none", **{"dataset": "me/data@v1", **more}))
        assert "\n" not in str(raised.value) and not (tmp_path / "none").exists()


@pytest.fixture
def causal(hub, monkeypatch, tmp_path):
    """A tiny model of another kind on the server, and libraries that ask it."""
    connect_libraries(monkeypatch, hub)
    put(hub, "model", "me/causal", save_model(tmp_path / "causal", width=32))
    return "me/causal@v1"


def test_the_end_token_and_the_memory_are_known_without_fetching_weights(hub, causal, capsys):
    from types import SimpleNamespace

    from training import memory
    from training.examples.commands import eos_of

    assert eos_of(SimpleNamespace(eos=None, model=causal, notation="rows")) == "<|EOT|>"
    assert memory.main(memory.make_parser().parse_args(["--model", causal, "--length", "64"])) == 0
    assert "peak" in capsys.readouterr().out
    assert hub.count("GET", "safetensors") == 0
    with pytest.raises(DiagramError, match="cannot be loaded"):
        eos_of(SimpleNamespace(eos=None, model="me/causal@v9", notation="rows"))


def test_writers_of_data_take_a_model_by_name(causal, weights):
    from training.examples.commands import weights_of
    from training.examples.writers import load_writer

    assert load_writer(causal, "rows").backend.name == "transformers:me/causal@v1"
    assert len(weights_of(causal)) == 16


def commands() -> list:
    """Every other command that takes weights: (module, arguments with {name})."""
    return [
        ("training.compare", ["--base", "{name}", "--out", "out"]),
        ("training.pretrain", ["--tokenizer", "{name}", "--out", "out"]),
        ("training.pretrain", ["--init", "{name}", "--out", "out"]),
        ("training.write_candidates", ["--model", "{name}", "--out", "out"]),
        ("training.weigh_evidence", ["--verifier", "{name}", "--candidates", "x"]),
        ("training.evaluate", ["--model", "{name}"]),
        ("training.evaluate", ["--adapter", "{name}"]),
        ("training.prepare_preferences", ["--model", "{name}", "--eos", "x"]),
        ("training.write_magpie", ["--model", "{name}"]),
        (
            "training.scorers.evaluate_readability",
            ["--scorers", "{name}", "--human-scores", "x", "--out", "out"],
        ),
        ("training.scorers.evaluate_latents", ["--scorers", "{name}", "--out", "out"]),
        ("training.scorers.train_latents", ["--init", "{name}", "--out", "out"]),
        ("training.scorers.readers", ["--scorers", "{name}", "--out", "out"]),
    ]


@pytest.mark.parametrize(("module", "arguments"), commands())
def test_every_command_asks_the_hub_for_the_name(hub, weights, monkeypatch, tmp_path, module, arguments):
    import importlib
    import inspect

    monkeypatch.setenv("ACCELERATE_USE_CPU", "true")
    hub.repository("model", "me/empty")
    program = importlib.import_module(module)
    for name, problem in (("me/none", NotThere), ("me/empty@v9", NoRevision)):
        given = [part.format(name=name) for part in arguments]
        given = [str(tmp_path / part) if part == "out" else part for part in given]
        monkeypatch.setattr(sys, "argv", [module, *given])
        with pytest.raises(problem):
            if inspect.signature(program.main).parameters:
                program.main(program.make_parser().parse_args(given))
            else:
                program.main()


# The app


@pytest.fixture
def app(hub, monkeypatch):
    """`python app.py` up to serving: apply(arguments)."""
    from diagram.page import settings

    for variable in settings.VARIABLES.values():
        monkeypatch.setenv(variable, "")
    return settings.apply


def test_what_the_app_is_set_to_draws_and_judges_for_everybody(
    app, hub, undecided, tmp_path, monkeypatch, capsys
):
    from diagram.page import models

    put(hub, "model", "me/adapter", adapter(tmp_path / "made"))
    put(hub, "model", "me/scorers", undecided)
    app(["--adapter", "me/adapter@v1", "--scorers", "me/scorers@v1"])
    assert capsys.readouterr().err == ""
    hub.requests.clear()
    assert models.backend(None, None).name == "embedded:weights+me/adapter@v1"
    monkeypatch.setenv("SPACE_ID", "someone/legible")  # nobody names it here, and it is private
    assert models.backend({"kind": "shipped"}, "browser:a").name == "embedded:weights+me/adapter@v1"
    found = models.find(models.Choice(), "browser:a")
    assert found.choice == models.Choice() and found.folders[0][0] == "adapter"
    assert panel.shipped().ensemble.judge([drawn()])[0].mean == 2.5
    assert hub.requests == []  # asked for once, at start


def drawn():
    from diagram import layout, outline

    return layout.lay_out(outline.parse("right boxes arrow blue normal\nA -> B -> C"))


def test_an_app_without_a_network_serves_what_ships_and_says_so(app, offline, capsys):
    from diagram.page import models, texts

    app(["--model", "me/model@v1", "--scorers", "me/scorers@v1"])
    said = capsys.readouterr().err
    assert said.count("note: ") == said.count("\n") == 2
    assert "me/scorers@v1" in said and "instead of me/model@v1 the model that ships draws" in said
    told = []
    assert models.backend(None, None, told.append).name == models.EMBEDDED
    assert told == [texts.MODEL_OFFLINE.format(name="me/model@v1")]
    assert panel.shipped().note


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--model", "me/none"], "no repository me/none"),
        (["--adapter", "me/adapter@v9"], "me/adapter@v9 does not exist"),
        (["--scorers", "./nowhere"], "neither a folder nor"),
    ],
)
def test_an_app_that_is_set_to_what_is_not_there_does_not_start(app, hub, tmp_path, capsys, arguments, says):
    put(hub, "model", "me/adapter", adapter(tmp_path / "made"))
    with pytest.raises(SystemExit) as ended:
        app(arguments)
    said = capsys.readouterr().err
    assert ended.value.code == 2 and says in said and said.count("\n") == 1
