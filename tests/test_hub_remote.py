"""Pulling: what is verified, what is refused, what goes on after a break; against a loopback server."""

import json
import pickle

import pytest
from chat_server import ChatServer
from hub_scripts import adapter, everything, files
from hub_server import Fault

from diagram.errors import ModelUnavailable
from diagram.generation.endpoint import Endpoint
from diagram.remote import download, errors, installed, names, sources, verification


@pytest.fixture
def pushed(hub, tmp_path):
    """An adapter on the server, at the tag v1; (repository, its files)."""
    content = files(adapter(tmp_path / "made"))
    repository = hub.repository("model", "me/adapter", private=True)
    repository.tags["v1"] = repository.put(content)
    return repository, content


def fetch(name="me/adapter@v1", kind="adapter", **options):
    return download.fetch(names.parse(name), kind, **options)


@pytest.mark.parametrize(
    ("name", "repo", "revision"),
    [
        ("me/adapter", "me/adapter", "main"),
        ("me/a.b-c_d@v1.0", "me/a.b-c_d", "v1.0"),
        ("me/adapter@" + "a" * 40, "me/adapter", "a" * 40),
        ("me/adapter@refs/pr/1", "me/adapter", "refs/pr/1"),
    ],
)
def test_a_name_on_the_hub(name, repo, revision):
    reference = names.parse(name)
    assert (reference.repo, reference.revision) == (repo, revision)
    assert not names.is_local(name)


@pytest.mark.parametrize(
    "name",
    ["", "adapter", "me/../other", "a/b/c", "me/adapter@", "me/adapter@../x", "me/a b", "-/x", "me/x@v 1"],
)
def test_what_is_no_name(name):
    with pytest.raises(errors.InvalidName):
        names.parse(name)


def test_a_folder_that_is_there_is_taken_as_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "me" / "adapter").mkdir(parents=True)
    assert sources.resolve("me/adapter", "adapter").samefile(tmp_path / "me" / "adapter")
    with pytest.raises(errors.InvalidName, match="neither a folder nor"):
        sources.resolve("./nowhere", "adapter")
    for name in ("~nobody-of-this-name/x", "a" * 300):
        with pytest.raises(errors.InvalidName, match="neither a folder nor"):
            sources.resolve(name, "adapter")


def test_a_pull_brings_the_files_and_pins_the_commit(pushed):
    repository, content = pushed
    pulled = fetch()
    assert pulled.new and pulled.commit == repository.tags["v1"] == pulled.folder.name
    found = files(pulled.folder)
    assert {name: found[name] for name in content} == content
    assert [p.commit for p in installed.every("adapter")] == [pulled.commit]
    assert not [name for name in everything(pulled.folder.parent) if "part" in name or "lock" in name]


def test_what_is_there_is_not_fetched_again(hub, pushed):
    first = fetch()
    hub.requests.clear()
    second = fetch(f"me/adapter@{first.commit}")
    assert not second.new and second.folder == first.folder
    assert hub.count("GET", "/resolve/") == 0
    assert sources.resolve("me/adapter@v1", "adapter") == first.folder


def test_a_hub_that_wants_patience_is_no_lack_of_a_network(hub, pushed):
    hub.faults.append(Fault("GET", "/api/", status=429))
    with pytest.raises(errors.Busy, match="asked too often") as told:
        sources.find("me/adapter@v1", "adapter")
    assert told.value.__cause__ is not told.value and not errors.no_network(told.value)


@pytest.mark.parametrize(("status", "said"), [(429, "too many requests"), (503, "out of order")])
def test_a_model_behind_a_url_has_its_own_sentences_after_the_hub_was_asked(hub, pushed, status, said):
    fetch()
    for _ in range(3):  # as often as the Hub is asked
        with ChatServer(lambda body: status) as server, pytest.raises(ModelUnavailable, match=said) as told:
            Endpoint("m", server.url).write("A -> B", 1)
        assert not isinstance(told.value, errors.RemoteError)
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        Endpoint("m", server.url).write("A -> B", 1)


def test_a_commit_that_was_pulled_needs_no_network(hub, pushed):
    first = fetch()
    hub.requests.clear()
    assert sources.resolve(f"me/adapter@{first.commit}", "adapter") == first.folder
    assert hub.requests == []


def test_a_tag_is_asked_for_and_a_branch_moves(hub, pushed, tmp_path):
    repository, _ = pushed
    before = sources.resolve("me/adapter", "adapter")
    repository.put(files(adapter(tmp_path / "newer", fill=0.5)))
    after = sources.resolve("me/adapter", "adapter")
    assert before != after and before.is_dir()
    assert sources.resolve("me/adapter@v1", "adapter") == before


def test_without_a_network_what_was_pulled_serves_and_the_note_says_so(hub, pushed, monkeypatch, tmp_path):
    folder = fetch().folder
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    found = sources.find("me/adapter@v1", "adapter")
    assert found.folder == folder and "as it was pulled before" in found.note
    shipped = sources.find_or_shipped("me/other", "adapter", tmp_path)
    assert shipped.folder == tmp_path and "cannot be reached" in shipped.note and "ships" in shipped.note
    with pytest.raises(errors.NoNetwork, match="cannot be reached"):
        sources.resolve("me/other", "adapter")


def test_without_a_network_the_clients_own_cache_serves_where_it_is_whole(hub, pushed, monkeypatch):
    from huggingface_hub import constants, snapshot_download

    repository, content = pushed
    token, endpoint = hub.token, hub.url
    snapshot_download("me/adapter", revision="v1", allow_patterns="*.json", endpoint=endpoint, token=token)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(errors.NoNetwork):
        sources.resolve("me/adapter@v1", "adapter")  # the weights are not in it
    assert installed.every() == [] and everything(installed.home("adapter")) in ([], ["me--adapter"])
    snapshot_download("me/adapter", revision="v1", endpoint=endpoint, token=token)
    assert constants.HF_HUB_OFFLINE is False  # the library may ask; this program does not
    hub.requests.clear()
    found = sources.find("me/adapter@v1", "adapter")
    assert found.folder.name == repository.tags["v1"] and "cannot be reached" in found.note
    assert {name: files(found.folder)[name] for name in content} == content
    assert not (found.folder / GOOD).is_symlink() and hub.requests == []
    assert sources.find("me/adapter@v1", "adapter").folder == found.folder


def test_a_cache_is_not_trusted_more_than_the_hub(hub, pushed, monkeypatch):
    from huggingface_hub import snapshot_download

    repository, content = pushed
    repository.tags["v2"] = repository.put(content | {GOOD: bad_pickle()})
    snapshot_download("me/adapter", revision="v2", endpoint=hub.url, token=hub.token)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(errors.NoNetwork):
        sources.resolve("me/adapter@v2", "adapter")
    assert installed.every() == []


def test_offline_is_obeyed(hub, pushed, monkeypatch):
    folder = fetch().folder
    hub.requests.clear()
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert sources.resolve("me/adapter@v1", "adapter") == folder
    with pytest.raises(errors.NoNetwork, match="HF_HUB_OFFLINE"):
        sources.resolve("me/other", "adapter")
    assert hub.requests == []


def test_a_pull_into_a_folder_of_ones_own(pushed, tmp_path):
    out = tmp_path / "out"
    assert fetch(out=out).folder == out
    assert not fetch(out=out).new
    (out / "adapter_config.json").write_text("{}")  # somebody changes it by hand
    assert fetch(out=out).new
    assert json.loads((out / "adapter_config.json").read_text())["peft_type"] == "LORA"


def test_a_folder_with_other_things_is_left_alone(pushed, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    with pytest.raises(errors.RemoteError, match="not empty"):
        fetch(out=tmp_path / "mine")
    assert everything(tmp_path / "mine") == ["thesis.txt"]


def test_a_newer_version_takes_the_place_of_an_older_one_as_a_whole(pushed, tmp_path):
    repository, _ = pushed
    out = tmp_path / "out"
    fetch(out=out)
    content = files(adapter(tmp_path / "newer", fill=0.7))
    repository.tags["v2"] = repository.put(content)
    fetch("me/adapter@v2", out=out)
    assert files(out)["adapter_model.safetensors"] == content["adapter_model.safetensors"]
    assert not [name for name in everything(tmp_path) if ".before" in name or ".part" in name]


# What an honest repository never has


def bad_pickle() -> bytes:
    return pickle.dumps({"weights": [1, 2, 3]})


GOOD = "adapter_model.safetensors"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"../outside.json": b"{}"}, "points out of its folder"),
        ({"a/../../outside.json": b"{}"}, "points out of its folder"),
        ({"/etc/outside.json": b"{}"}, "points out of its folder"),
        ({"..\\outside.json": b"{}"}, "no folder can hold"),
        ({"C:\\outside.json": b"{}"}, "no folder can hold"),
        ({"nul.json": b"{}"}, "points out of its folder"),
        ({"README.MD": b"x", "readme.md": b"y"}, "capitals"),
        ({GOOD: bad_pickle()}, "a pickle under another name"),
        ({GOOD: b"PK\x03\x04" + b"\0" * 100}, "a pickle under another name"),
        ({GOOD: b"\x08\0\0\0\0\0\0\0{}      extra"}, "no safetensors file"),
        ({GOOD: (2**60).to_bytes(8, "little") + b"{}"}, "no safetensors file"),
        ({GOOD: None, "adapter_model.bin": bad_pickle()}, "adapter_model.safetensors is missing"),
        ({"adapter_config.json": b"[1, 2"}, "not JSON"),
        ({"adapter_config.json": b'{"peft_type": "EVIL"}'}, "does not know"),
        (
            {"adapter_config.json": b'{"peft_type": "LORA", "auto_mapping": {"parent_library": "evil"}}'},
            "asks for the library",
        ),
        ({"config.json": b'{"auto_map": {"AutoModel": "evil.Model"}}'}, "program code of its own"),
        ({"legible.json": b'{"kind": "adapter", "files": {"adapter_config.json": "00"}}'}, "another file"),
        ({"legible.json": b'{"kind": "scorers", "files": {}}'}, "holds a 'scorers'"),
    ],
)
def test_a_malicious_repository_gets_nothing_onto_the_disk(hub, tmp_path, change, says):
    content = files(adapter(tmp_path / "made")) | change
    hub.repository("model", "me/adapter").put({k: v for k, v in content.items() if v is not None})
    out = tmp_path / "area" / "out"
    with pytest.raises(errors.Refused, match=says):
        fetch("me/adapter", out=out)
    left = [name for name in everything(tmp_path / "area") if not name.endswith(".lock")]
    assert left == [] and not (tmp_path / "outside.json").exists()


@pytest.mark.parametrize("name", ["../../secret.jsonl", "/etc/passwd", "~/.netrc", "https://evil/x.jsonl"])
@pytest.mark.parametrize("within", ["{}", "[{}]", "[{{split: train, path: {}}}]"])
def test_a_data_set_whose_card_points_elsewhere_gets_nothing_onto_the_disk(hub, tmp_path, name, within):
    head = f"configs:\n- config_name: sft\n  data_files: {within.format(json.dumps(name))}\n"
    content = {"README.md": f"---\n{head}---\n".encode(), "train.jsonl": b'{"prompt": "a"}\n'}
    hub.repository("dataset", "me/data").put(content)
    with pytest.raises(errors.Refused, match="outside of the data set"):
        fetch("me/data", "dataset", out=tmp_path / "area" / "out")
    assert [name for name in everything(tmp_path / "area") if not name.endswith(".lock")] == []


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({GOOD: {"sha256": "0" * 64}}, "not what the Hub says"),
        ({"adapter_config.json": {"blob": "0" * 40}}, "not what the Hub says"),
        ({GOOD: {"size": 10**12}}, "at most"),
        ({GOOD: {"size": 100}}, "larger than the Hub says"),
        ({"adapter_config.json": {"size": 10**9}}, "at most"),
    ],
)
def test_a_server_that_lies_gets_nothing_onto_the_disk(hub, tmp_path, claims, says):
    hub.repository("model", "me/adapter").put(files(adapter(tmp_path / "made")), claims)
    with pytest.raises(errors.Refused, match=says):
        fetch("me/adapter", out=tmp_path / "area" / "out")
    assert [name for name in everything(tmp_path / "area") if not name.endswith(".lock")] == []


def test_an_answer_without_an_end_is_cut_off(hub, pushed, tmp_path):
    hub.faults.append(Fault("GET", r"/resolve/.*safetensors", endless=True))
    with pytest.raises(errors.Refused, match="larger than the Hub says"):
        fetch(out=tmp_path / "area" / "out")
    assert [name for name in everything(tmp_path / "area") if not name.endswith(".lock")] == []


def test_more_files_than_any_adapter_has(hub):
    hub.repository("model", "me/adapter").put({f"{i}.json": b"{}" for i in range(2_001)})
    with pytest.raises(errors.Refused, match="2,001 files"):
        fetch("me/adapter")


def test_pickles_and_programs_beside_good_weights_are_never_fetched(hub, pushed):
    repository, content = pushed
    extra = {
        "training_args.bin": bad_pickle(),
        "evil.py": b"print()",
        ".git/config.json": b"{}",
        "x.onnx": b"x",
    }
    repository.put(content | extra)
    pulled = fetch("me/adapter")
    assert not set(extra) & set(files(pulled.folder))
    assert hub.count("GET", r"/resolve/.*(bin|py|onnx|config\.json)$") == 1  # adapter_config.json


# Interruptions


def test_an_interrupted_pull_goes_on_where_it_stopped(hub, pushed, tmp_path):
    size = len(pushed[1][GOOD])
    hub.faults.append(Fault("GET", r"/resolve/.*safetensors", drop=True, keep=500, times=3))
    with pytest.raises(errors.Dropped, match="same command again"):
        fetch(out=tmp_path / "area" / "out")
    assert not (tmp_path / "area" / "out").exists()
    part = [name for name in everything(tmp_path / "area") if name.endswith(f"{GOOD}.part")]
    assert len(part) == 1 and (tmp_path / "area" / part[0]).stat().st_size >= 500
    hub.requests.clear()
    fetch(out=tmp_path / "area" / "out")
    assert files(tmp_path / "area" / "out")[GOOD] == pushed[1][GOOD] and size > 500
    assert hub.count("GET", "/resolve/.*adapter_config") == 0  # had arrived before


def test_a_single_break_is_not_even_noticed(hub, pushed):
    hub.faults.append(Fault("GET", r"/resolve/.*safetensors", drop=True, keep=500, times=1))
    assert files(fetch().folder)[GOOD] == pushed[1][GOOD]


def test_a_part_of_other_bytes_is_found_out(hub, pushed, tmp_path):
    hub.faults.append(Fault("GET", r"/resolve/.*safetensors", drop=True, keep=500, times=3))
    with pytest.raises(errors.Dropped):
        fetch(out=tmp_path / "area" / "out")
    part = next((tmp_path / "area").rglob(f"*{GOOD}.part"))
    part.write_bytes(b"x" * 500)
    with pytest.raises(errors.Refused, match="not what the Hub says"):
        fetch(out=tmp_path / "area" / "out")
    assert fetch(out=tmp_path / "area" / "out").new  # and the next try begins anew


def test_two_processes_that_pull_the_same_fetch_it_once(hub, pushed, monkeypatch):
    first = fetch()
    hub.requests.clear()
    there = download._there
    answers = iter([None])  # as for the one that has looked before the other was done
    monkeypatch.setattr(download, "_there", lambda *given: next(answers, there(*given)))
    second = fetch()
    assert second.folder == first.folder and not second.new and hub.count("GET", "/resolve/") == 0


def test_a_full_disk_is_one_sentence_and_leaves_nothing(hub, pushed, tmp_path, monkeypatch):
    def full(self, *_, **__):
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(download, "_stream", full)
    with pytest.raises(errors.DiskFull, match="The disk is full"):
        fetch(out=tmp_path / "area" / "out")
    assert [name for name in everything(tmp_path / "area") if not name.endswith(".lock")] == []


def test_a_disk_that_is_too_small_is_told_before(hub, pushed, tmp_path, monkeypatch):
    monkeypatch.setattr(download.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1_000})())
    with pytest.raises(errors.DiskFull, match="make room"):
        fetch(out=tmp_path / "area" / "out")
    assert hub.count("GET", "/resolve/") == 0


# What the Hub answers


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        (Fault("GET", "/api/", status=429, headers={"Retry-After": "17"}), errors.Busy, "in 17 seconds"),
        (Fault("GET", "/resolve/", status=429), errors.Busy, "asked too often"),
        (Fault("GET", "/api/", status=500), errors.Busy, r"out of order \(500\)"),
        (Fault("GET", "/resolve/", status=503), errors.Busy, r"out of order \(503\)"),
        (Fault("GET", "/resolve/", status=404), errors.RemoteError, "no repository"),
        (Fault("GET", "/api/", status=403), errors.NotAllowed, "may not"),
        (Fault("GET", "/api/", drop=True), errors.Dropped, "lost"),
    ],
)
def test_each_fault_is_one_sentence(hub, pushed, tmp_path, fault, kind, says):
    hub.faults.append(fault)
    with pytest.raises(kind, match=says) as caught:
        fetch(out=tmp_path / "area" / "out")
    assert "\n" not in str(caught.value) and str(caught.value).endswith(".")
    assert not (tmp_path / "area" / "out").exists()


def test_no_such_repository_revision_token(hub, pushed, monkeypatch):
    with pytest.raises(errors.NotThere, match="no repository me/nothing"):
        fetch("me/nothing")
    with pytest.raises(errors.NoRevision, match="no such tag, branch or commit"):
        fetch("me/adapter@v9")
    monkeypatch.setenv("HF_TOKEN", "hf_" + "wrong" * 7)
    with pytest.raises(errors.NotAllowed, match="does not know the token"):
        fetch()
    monkeypatch.setenv("HF_TOKEN", hub.stranger)
    with pytest.raises(errors.NotThere, match="private"):
        fetch()
    monkeypatch.setenv("HF_TOKEN", "")
    with pytest.raises(errors.NotThere, match="private"):
        fetch()


# An adapter and its base


def test_an_adapter_for_another_base_is_told_by_its_shape(weights, tmp_path):
    verification.check_base(adapter(tmp_path / "fits"), weights)
    wide = adapter(tmp_path / "wide", width=2048, base="deepseek-ai/deepseek-coder-1.3b-instruct")
    with pytest.raises(errors.WrongBase, match=r"made for deepseek-ai/deepseek-coder-1\.3b-instruct"):
        verification.check_base(wide, weights)
    with pytest.raises(errors.WrongBase, match="layer 24 of"):
        verification.check_base(adapter(tmp_path / "deep", layer=23), weights)


def test_a_card_is_summed_up_in_plain_words(tmp_path):
    (tmp_path / "README.md").write_text(
        "---\nlicense: mit\n---\n\n# A title\n\n```python\nprint()\n```\n\n| a |\n|---|\n\n"
        "It *draws*\nwith `lines`, as [told](https://x.y/z).\n\nIts signs are `<|prompt|>`.",
        "utf-8",
    )
    assert installed.summary(tmp_path) == "It draws with lines, as told."
    (tmp_path / "README.md").write_text("word " * 500, "utf-8")
    assert len(installed.summary(tmp_path)) <= installed.MAX_SUMMARY
    assert installed.summary(tmp_path / "nowhere") == ""
