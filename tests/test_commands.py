"""Commands end quietly where nobody reads on, and in one sentence where a user can mend what is wrong."""

import os
import subprocess
import sys

import pytest
from hub_scripts import ROOT, adapter

from diagram import commands
from hub import pull, push


@pytest.fixture
def closed():
    """A pipe to write to whose reader has gone, as after `| head -1`."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@pytest.fixture
def unread(closed, monkeypatch):
    """Standard output goes into that pipe."""
    with open(os.dup(closed), "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        yield


def test_a_push_that_is_shown_to_nobody_any_more_is_no_error(tmp_path, unread, capfd):
    folder = adapter(tmp_path / "made")
    assert push.main(["adapter", str(folder), "--repo", "me/a", "--dry-run"]) == 0
    assert capfd.readouterr().err == ""


def test_a_list_of_what_was_pulled_neither(unread, capfd):
    assert pull.main(["--list"]) == 0
    assert capfd.readouterr().err == ""


def test_a_command_of_data_neither(unread, monkeypatch, capfd):
    import argparse

    from training.examples.commands import run

    monkeypatch.setattr(sys, "argv", ["prepare_sft"])
    run(argparse.ArgumentParser(), lambda args: print("much\n" * 100_000))
    assert capfd.readouterr().err == ""


def test_other_errors_inside_come_out(unread):
    with pytest.raises(ZeroDivisionError), commands.quiet_pipe():
        print("much\n" * 10)
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("task", "code", "said"),
    [
        ("print('much' * 9)", 0, ""),
        ("print('much' * 99_999)", 0, ""),
        ("fail('Give another.')", 1, "Give another.\n"),
        ("3", 3, ""),
        ("sys.exit(4)", 4, ""),  # as argparse does after --help
    ],
)
def test_a_process_ends_in_silence_with_its_own_code(closed, task, code, said):
    program = f"""
import sys
from diagram import commands
from diagram.errors import DiagramError
def fail(text):
    print("some lines")
    raise DiagramError(text)
commands.run(lambda: {task})
"""
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=buffered, stdout=closed, stderr=subprocess.PIPE
    )
    assert (done.returncode, done.stderr.decode()) == (code, said)


def test_what_is_read_arrives_whole():
    program = "from diagram import commands\ncommands.run(lambda: print('much'))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert (done.stdout.split(), done.stderr) == ([b"much"], b"")
