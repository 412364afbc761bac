"""Data sets on the Hub: one commit, in the layout of `Dataset.push_to_hub`, beside what was pushed before."""

import json

import pytest
import yaml
from hub_scripts import files

from hub import pull, push

ROWS = [{"prompt": f"p{i}", "completion": f"A -> B{i}"} for i in range(20)]
PAIRS = [{"prompt": f"p{i}", "chosen": "A -> B", "rejected": f"A -> {i}"} for i in range(12)]


def save(folder, rows):
    folder.mkdir(exist_ok=True)
    for split, part in (("train", rows[2:]), ("test", rows[:2])):
        (folder / f"{split}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in part), "utf-8")
    return folder


@pytest.fixture
def data(tmp_path):
    return save(tmp_path / "sft", ROWS), save(tmp_path / "preferences", PAIRS)


@pytest.fixture
def pushing(hub, capsys):
    """Pushes folders to me/data; (exit code, what was printed, what was said on stderr)."""

    def run(*arguments):
        code = push.main(["dataset", *map(str, arguments), "--repo", "me/data"])
        return code, *capsys.readouterr()

    return run


def repository(hub):
    return hub.repositories["dataset", "me/data"]


def head(tree) -> dict:
    return yaml.safe_load(tree["README.md"].data.decode().split("---\n")[1])


def test_all_configurations_and_the_card_are_one_commit(hub, data, pushing):
    code, printed, said = pushing(*data)
    assert code == 0, said
    made = repository(hub)
    assert made.private and made.messages == ["initial commit", "Push dataset"]
    assert made.tags == {"v1": made.branches["main"]} and "6 files uploaded" in printed
    assert set(made.tree()) == {
        "README.md",
        "legible.json",
        *(f"{c}/{s}-00000-of-00001.parquet" for c in ("sft", "preferences") for s in ("train", "test")),
    }


def test_a_second_push_without_changes_uploads_nothing(hub, data, pushing):
    pushing(*data)
    hub.requests.clear()
    code, printed, _ = pushing(*data)
    assert code == 0 and "nothing was uploaded" in printed
    assert {method for method, _ in hub.requests} == {"GET"}


def test_a_changed_configuration_is_sent_alone(hub, data, pushing):
    pushing(*data)
    save(data[0], ROWS[::-1])
    code, printed, _ = pushing(*data)
    sent = "4 files uploaded"  # its two tables, card and list of hashes
    assert code == 0 and sent in printed and sorted(repository(hub).tags) == ["v1", "v2"]


def test_a_configuration_that_was_pushed_before_stays(hub, data, pushing, tmp_path):
    pushing(data[0])
    code, printed, said = pushing(data[1])
    assert code == 0 and "deleted" not in printed, said
    tree = repository(hub).tree()
    found = head(tree)
    assert [(c["config_name"], c.get("default")) for c in found["configs"]] == [
        ("preferences", None),
        ("sft", True),
    ]
    assert {info["config_name"]: info["splits"][0]["num_examples"] for info in found["dataset_info"]} == {
        "preferences": 10,
        "sft": 18,
    }
    card = tree["README.md"].data.decode()
    assert "| sft | train | 18 | prompt, completion |" in card and "| preferences | test | 2 |" in card
    assert set(json.loads(tree["legible.json"].data)["files"]) == set(tree) - {"legible.json"}
    assert "nothing was uploaded" in pushing(data[1])[1]
    assert pull.main(["dataset", "--repo", "me/data", "--out", str(tmp_path / "out")]) == 0
    assert set(files(tmp_path / "out")) >= set(tree) - {"legible.json"}


def test_a_split_that_is_gone_is_deleted(hub, data, pushing):
    pushing(data[0])
    (data[0] / "test.jsonl").unlink()
    assert "1 deleted" in pushing(data[0])[1]
    assert [c["data_files"] for c in head(repository(hub).tree())["configs"]] == [
        [{"split": "train", "path": "sft/train-*"}]
    ]


def test_a_card_that_somebody_broke_loses_no_tables(hub, data, pushing):
    pushing(data[0])
    made = repository(hub)
    made.commit({**made.tree(), "README.md": hub_blob(b"---\ndataset_info: [1, {a: 2}]\n---\n")}, "by hand")
    assert pushing(data[1])[0] == 0
    assert "sft/train-00000-of-00001.parquet" in made.tree()
    assert [c["config_name"] for c in head(made.tree())["configs"]] == ["preferences", "sft"]


def hub_blob(data: bytes):
    from hub_server import Blob

    return Blob(data, False)


def test_a_dry_run_shows_every_file_and_the_card_and_asks_nobody(hub, data, pushing):
    code, printed, _ = pushing(*data, "--dry-run")
    assert code == 0 and hub.requests == [] and hub.repositories == {}
    for name in (
        "sft/train-00000-of-00001.parquet",
        "preferences/test-00000-of-00001.parquet",
        "legible.json",
    ):
        assert f"  {name}\n" in printed
    assert "| preferences | train | 10 | prompt, chosen, rejected |" in printed
    assert "- config_name: preferences" in printed


def test_what_a_training_left_beside_the_tables_stays_here(hub, data, pushing):
    for name in ("cache", "unfinished"):
        (data[0] / name).mkdir()
        (data[0] / name / "outcomes.jsonl").write_text('{"batch": 0}\n')
    code, printed, said = pushing(data[0], "--dry-run")
    assert code == 0 and "outcomes" not in printed, said


def test_tables_of_two_kinds_in_one_folder_are_refused(hub, tmp_path, data, pushing):
    code, _, said = pushing(tmp_path)
    assert code == 2 and "different columns; name the folder of one kind" in said and said.count("\n") == 1


def test_a_token_in_a_row_stops_the_push(hub, data, pushing):
    save(data[0], [*ROWS, {"prompt": "use hf_" + "abcDEF" * 6, "completion": "A"}])
    code, _, said = pushing(*data)
    assert code == 2 and "token or a key in sft/train" in said and hub.repositories == {}


def test_the_layout_is_that_of_push_to_hub(hub, data, pushing, monkeypatch, tmp_path):
    """So what is pushed here is read as anything that the library pushes, and the other way round."""
    import datasets

    monkeypatch.setattr(datasets.config, "HF_ENDPOINT", hub.url)
    pushing(*data)
    for name, folder in (("sft", data[0]), ("preferences", data[1])):
        splits = datasets.DatasetDict(
            {split: datasets.Dataset.from_json(str(folder / f"{split}.jsonl")) for split in ("train", "test")}
        )
        splits.push_to_hub("me/theirs", config_name=name, set_default=name == "sft", private=True)
    mine, theirs = repository(hub).tree(), hub.repositories["dataset", "me/theirs"].tree()
    assert set(theirs) - {".gitattributes"} == set(mine) - {"legible.json"}
    assert head(mine)["configs"] == head(theirs)["configs"]
    # How large a table is compressed depends on how it is cut into pages.
    mine, theirs = (
        [{**info, "download_size": 0} for info in head(tree)["dataset_info"]] for tree in (mine, theirs)
    )
    assert mine == theirs
    assert pull.main(["dataset", "--repo", "me/theirs", "--out", str(tmp_path / "out")]) == 0
    assert "sft/train-00000-of-00001.parquet" in files(tmp_path / "out")
