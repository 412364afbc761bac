"""Pushing: one commit, a tag, nothing twice, nothing that must not leave; against a loopback server."""

import json
import pickle

import pytest
from hub_scripts import adapter, files
from hub_server import Fault

from diagram.remote.names import EMBEDDED
from hub import contents, pull, push


@pytest.fixture
def folder(tmp_path):
    return adapter(tmp_path / "made")


@pytest.fixture
def pushing(capsys):
    """Runs the command; (exit code, what it printed, what it said on stderr)."""

    def run(*arguments) -> tuple[int, str, str]:
        code = push.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return run


def repository(hub, name="me/adapter", kind="model"):
    return hub.repositories[kind, name]


def test_a_push_makes_a_private_repository_with_one_commit_a_tag_and_an_address(hub, folder, pushing):
    code, printed, _ = pushing("adapter", folder, "--repo", "me/adapter", "--revision", "v1.0")
    made = repository(hub)
    assert code == 0 and made.private
    assert made.messages == ["initial commit", "Push adapter"]
    assert made.tags == {"v1.0": made.branches["main"]}
    assert set(made.tree("v1.0")) == {
        "README.md",
        "adapter_config.json",
        "adapter_model.safetensors",
        "legible.json",
    }
    assert made.tree()["adapter_model.safetensors"].data == files(folder)["adapter_model.safetensors"]
    assert f"{hub.url}/me/adapter/tree/v1.0" in printed and made.branches["main"] in printed
    listed = json.loads(made.tree()["legible.json"].data)
    assert listed["kind"] == "adapter" and set(listed["files"]) == set(made.tree()) - {"legible.json"}


def test_a_second_push_without_changes_uploads_nothing(hub, folder, pushing):
    pushing("adapter", folder, "--repo", "me/adapter")
    hub.requests.clear()
    code, printed, _ = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 0 and "nothing was uploaded" in printed and "@v1" in printed
    assert {method for method, _ in hub.requests} == {"GET"}
    assert len(repository(hub).messages) == 2


def test_a_change_sends_only_what_changed_and_takes_the_next_version(hub, folder, pushing):
    pushing("adapter", folder, "--repo", "me/adapter")
    adapter(folder, fill=0.25)
    code, printed, _ = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 0 and "2 files uploaded" in printed  # weights and the list of hashes
    made = repository(hub)
    assert sorted(made.tags) == ["v1", "v2"] and made.tags["v2"] == made.branches["main"]
    assert made.tree("v1")["adapter_model.safetensors"] != made.tree("v2")["adapter_model.safetensors"]


def test_what_an_earlier_push_left_is_deleted_and_nothing_else(hub, folder, pushing):
    (folder / "tokenizer_config.json").write_text("{}")
    pushing("adapter", folder, "--repo", "me/adapter")
    made = repository(hub)
    made.commit({**made.tree(), "by_hand.txt": made.tree()["README.md"]}, "somebody adds a file")
    (folder / "tokenizer_config.json").unlink()
    _, printed, _ = pushing("adapter", folder, "--repo", "me/adapter")
    assert "1 deleted" in printed
    assert "tokenizer_config.json" not in made.tree() and "by_hand.txt" in made.tree()


def test_a_dry_run_shows_every_file_and_the_card_and_asks_nobody(hub, folder, pushing):
    (folder / "training_args.bin").write_bytes(pickle.dumps({}))
    code, printed, _ = pushing("adapter", folder, "--repo", "me/adapter", "--dry-run")
    assert code == 0 and hub.requests == [] and hub.repositories == {}
    for name in ("README.md", "adapter_config.json", "adapter_model.safetensors", "legible.json"):
        assert f"  {name}\n" in printed
    assert (
        "library_name: peft" in printed and "training_args.bin: a pickle" in printed and "private" in printed
    )


def test_public_is_a_decision(hub, folder, pushing):
    code, _, _ = pushing("adapter", folder, "--repo", "me/adapter", "--public")
    assert code == 0 and not repository(hub).private
    code, _, said = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 2 and "is public, and --public is not given" in said
    pushing("adapter", folder, "--repo", "me/hidden")
    assert repository(hub, "me/hidden").private
    pushing("adapter", folder, "--repo", "me/hidden", "--public")
    assert not repository(hub, "me/hidden").private


def test_a_version_keeps_its_meaning(hub, folder, pushing):
    pushing("adapter", folder, "--repo", "me/adapter", "--revision", "v1")
    adapter(folder, fill=0.25)
    before = dict(repository(hub).branches)
    code, _, said = pushing("adapter", folder, "--repo", "me/adapter", "--revision", "v1")
    assert code == 2 and "has a version v1 already, with other content" in said
    assert repository(hub).branches == before  # found out before anything was sent


def test_one_content_may_have_two_names(hub, folder, pushing):
    pushing("adapter", folder, "--repo", "me/adapter", "--revision", "v1")
    _, printed, _ = pushing("adapter", folder, "--repo", "me/adapter", "--revision", "stable")
    assert "nothing was uploaded" in printed
    assert repository(hub).tags["stable"] == repository(hub).tags["v1"]


def test_a_repository_of_another_kind_is_left_alone(hub, folder, pushing):
    hub.repository("model", "me/adapter", private=True).put(
        {"legible.json": b'{"kind": "scorers", "files": {}}'}
    )
    code, _, said = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 2 and "holds a scorers" in said
    assert list(repository(hub).tree()) == ["legible.json"]


def test_the_base_is_named_without_a_path_of_this_machine(hub, folder, pushing):
    adapter(folder, base="/home/somebody/secret/checkpoints/base")
    pushing("adapter", folder, "--repo", "me/adapter")
    config = json.loads(repository(hub).tree()["adapter_config.json"].data)
    assert config["base_model_name_or_path"] == EMBEDDED
    assert b"somebody" not in b"".join(blob.data for blob in repository(hub).tree().values())
    pushing("adapter", folder, "--repo", "me/adapter", "--base", "me/model")
    assert (
        json.loads(repository(hub).tree()["adapter_config.json"].data)["base_model_name_or_path"]
        == "me/model"
    )


# What must not leave


@pytest.mark.parametrize(
    "secret",
    [
        "hf_" + "abcdefghijABCDEFGHIJabcdefghijABCD",
        "ghp_" + "abcdefghijABCDEFGHIJabcdefghijABCD",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "-----BEGIN " + "RSA PRIVATE KEY-----",
        "env",
    ],
)
def test_a_token_stops_the_push(hub, folder, pushing, secret):
    if secret == "env":
        secret = hub.token
    (folder / "notes.json").write_text(json.dumps({"text": f"x{'y' * 2_000_000} {secret} z"}))
    code, _, said = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 2 and "token or a key in notes.json" in said and secret not in said
    assert hub.requests == []


@pytest.mark.parametrize("begins", [pickle.dumps({"a": 1}), b"PK\x03\x04rest", b"SQLite format 3\0rest"])
def test_a_pickle_or_a_database_under_another_name_stops_the_push(hub, folder, pushing, begins):
    (folder / "more.json").write_bytes(begins)
    code, _, said = pushing("adapter", folder, "--repo", "me/adapter", "--dry-run")
    assert code == 2 and "more.json is a" in said


def test_what_is_left_out_of_a_folder_and_why(tmp_path):
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    outside.mkdir()
    (outside / "private.json").write_text("{}")
    (folder / "sub").mkdir(parents=True)
    for name in (
        "good.json",
        "sub/good.md",
        "w.bin",
        "w.pt",
        "r.sqlite3",
        ".env",
        "token",
        "x.exe",
        ".hidden.json",
    ):
        (folder / name).write_text("x")
    (folder / "link.json").symlink_to(outside / "private.json")
    (folder / "linked").symlink_to(outside)
    found = contents.of_folder(folder, (".json", ".md"))
    assert list(found.files) == ["good.json", "sub/good.md"]
    assert found.left_out["link.json"] == found.left_out["linked/"] == "a link"
    assert "pickle" in found.left_out["w.bin"] and "database" in found.left_out["r.sqlite3"]
    assert set(found.left_out) >= {"w.pt", ".env", "token", "x.exe", ".hidden.json"}


@pytest.mark.parametrize("name", ["../elsewhere", "a/b/c", "name", "me/x@v1"])
def test_a_name_that_is_no_repository(hub, folder, pushing, name):
    code, _, said = pushing("adapter", folder, "--repo", name, "--dry-run")
    assert code == 2 and said.count("\n") == 1


def test_a_folder_that_is_no_adapter(hub, tmp_path, pushing):
    (tmp_path / "empty").mkdir()
    assert "is missing" in pushing("adapter", tmp_path / "empty", "--repo", "me/x")[2]
    assert "is not a folder" in pushing("adapter", tmp_path / "nowhere", "--repo", "me/x")[2]


def embedded(weights, folder, *without):
    """A copy of the model that ships, as links, without some of its files."""
    folder.mkdir()
    for path in weights.iterdir():
        if path.name not in without:
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize(
    ("without", "there"),
    [("verifier.json", "verifier.safetensors"), ("verifier.safetensors", "verifier.json")],
)
def test_a_model_with_half_a_verifier_is_neither_pushed_nor_pulled(
    hub, weights, tmp_path, pushing, without, there
):
    folder = embedded(weights, tmp_path / "half", without)
    code, _, said = pushing("model", folder, "--repo", "me/half")
    assert code == 2 and said.count("\n") == 1 and hub.repositories == {}
    assert f"only one of the verifier's two files, {there}: {without} is missing" in said
    hub.repository("model", "me/half", private=True).put(files(folder))
    assert pull.main(["model", "--repo", "me/half", "--out", str(tmp_path / "area" / "out")]) == 2
    assert not (tmp_path / "area" / "out").exists()


def test_a_verifier_of_another_shape_is_not_pushed(hub, weights, tmp_path, pushing):
    folder = embedded(weights, tmp_path / "other")
    config = json.loads((folder / "verifier.json").read_text())
    (folder / "verifier.json").write_text(json.dumps(config | {"num_hidden_layers": 1}))
    code, _, said = pushing("model", folder, "--repo", "me/other")
    assert code == 2 and "more than its configuration tells of" in said and hub.repositories == {}


def test_a_model_with_its_verifier_arrives_with_both(hub, weights, tmp_path, pushing):
    assert pushing("model", "--repo", "me/model")[0] == 0
    assert pull.main(["model", "--repo", "me/model", "--out", str(tmp_path / "out")]) == 0
    for name in ("verifier.safetensors", "verifier.json", "lexicon.json"):
        assert (tmp_path / "out" / name).read_bytes() == (weights / name).read_bytes()


def test_a_file_that_the_push_wrote_down_and_that_is_gone_is_missed(hub, weights, tmp_path, pushing, capsys):
    pushing("model", "--repo", "me/model")
    made = repository(hub, "me/model")
    made.commit({k: v for k, v in made.tree().items() if not k.startswith("verifier")}, "by hand")
    assert pull.main(["model", "--repo", "me/model", "--out", str(tmp_path / "out")]) == 2
    assert "verifier.json" in capsys.readouterr().err and not (tmp_path / "out").exists()


# Interruptions and errors


def test_an_interrupted_upload_goes_on_where_it_stopped(hub, folder, pushing):
    hub.faults.append(Fault("POST", "/commit/", status=500, times=1))
    code, _, said = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 2 and "out of order (500)" in said and repository(hub).messages == ["initial commit"]
    assert hub.count("PUT", "/lfs/") == 1
    code, _, _ = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 0 and hub.count("PUT", "/lfs/") == 1  # the weights had arrived
    assert len(repository(hub).messages) == 2


def test_of_several_files_only_those_that_had_not_arrived_are_sent_again(hub, folder, pushing):
    (folder / "more.safetensors").write_bytes((folder / "adapter_model.safetensors").read_bytes() + b"")
    adapter(folder, fill=0.5)
    hub.faults.append(Fault("PUT", "/lfs/", status=500, after=1))
    code, printed, said = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 2 and "out of order (500)" in said and printed == "" and len(hub.storage) == 1
    assert repository(hub).messages == ["initial commit"]
    hub.faults.clear()
    hub.requests.clear()
    assert pushing("adapter", folder, "--repo", "me/adapter")[0] == 0
    assert hub.count("PUT", "/lfs/") == 1 and len(hub.storage) == 2


def test_a_push_that_broke_off_before_the_tag_gets_it_later(hub, folder, pushing):
    hub.faults.append(Fault("POST", "/tag/", status=503, times=1))
    assert pushing("adapter", folder, "--repo", "me/adapter", "--revision", "v1")[0] == 2
    code, printed, _ = pushing("adapter", folder, "--repo", "me/adapter", "--revision", "v1")
    assert code == 0 and "nothing was uploaded" in printed and "v1" in repository(hub).tags


def test_a_short_failure_of_the_storage_is_repeated(hub, folder, pushing):
    hub.faults.append(Fault("PUT", "/lfs/", status=500, times=2))
    assert pushing("adapter", folder, "--repo", "me/adapter")[0] == 0


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault("PUT", "/lfs/", status=500), "out of order (500)"),
        (
            Fault("POST", "/preupload/", status=429, headers={"Retry-After": "600"}),
            "try again in 600 seconds",
        ),
        (Fault("POST", "/commit/", status=429), "try again in a few minutes"),
        (Fault("POST", "/commit/", status=409), "changed by somebody else"),
        (Fault("POST", "/commit/", status=412), "changed by somebody else"),
        (Fault("POST", "/commit/", status=403), "may not change"),
        (Fault("POST", "/commit/", status=404), "no repository"),
        (Fault("POST", "/commit/", drop=True, times=1), "connection to the Hub was lost"),
        (Fault("POST", "/api/repos/create", status=403), "may not change"),
        (Fault("POST", "/validate-yaml", status=400), "does not accept"),
    ],
)
def test_each_fault_is_one_sentence(hub, folder, pushing, fault, says):
    hub.faults.append(fault)
    code, printed, said = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 2 and says in said and said.count("\n") == 1 and printed == ""


def test_no_token_a_wrong_one_and_somebody_elses(hub, folder, pushing, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "")
    assert "There is no token" in pushing("adapter", folder, "--repo", "me/adapter")[2]
    monkeypatch.setenv("HF_TOKEN", "hf_" + "wrong" * 7)
    assert "does not know the token" in pushing("adapter", folder, "--repo", "me/adapter")[2]
    monkeypatch.setenv("HF_TOKEN", hub.stranger)
    assert "may not change" in pushing("adapter", folder, "--repo", "me/adapter")[2]
    assert hub.repositories == {}


def test_no_network(hub, folder, pushing, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    code, _, said = pushing("adapter", folder, "--repo", "me/adapter")
    assert code == 2 and "cannot be reached" in said
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert "HF_HUB_OFFLINE" in pushing("adapter", folder, "--repo", "me/adapter")[2]
