"""A token is never printed, logged, kept or sent elsewhere, whatever goes wrong."""

import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hub_scripts import adapter, files, run
from hub_server import Fault

from diagram.ratings.store import Ratings
from hub import feedback, keeping, pull, push


@pytest.mark.parametrize(
    "fault",
    [
        None,
        Fault("POST", "/commit/", status=500),
        Fault("POST", "/commit/", status=403, headers={"X-Error-Message": "no"}),
        Fault("PUT", "/lfs/", drop=True),
        Fault("GET", "/api/", status=401, headers={"X-Error-Message": "Invalid credentials"}),
        Fault("GET", "/resolve/", drop=True, keep=10),
        Fault("GET", "/resolve/", status=429),
    ],
)
def test_nothing_that_is_printed_or_logged_holds_the_token(hub, tmp_path, capsys, caplog, fault):
    caplog.set_level(logging.DEBUG)
    if fault:
        hub.faults.append(fault)
    push.main(["adapter", str(adapter(tmp_path / "made")), "--repo", "me/adapter", "--revision", "v1"])
    hub.repositories.setdefault(("model", "me/adapter"), hub.repository("model", "me/adapter", private=True))
    pull.main(["adapter", "--repo", "me/adapter", "--out", str(tmp_path / "out")])
    printed = "".join(capsys.readouterr()) + caplog.text
    assert hub.token not in printed and len(printed) > 100
    for folder in ("data", "out"):
        assert hub.token.encode() not in b"".join(files(tmp_path / folder).values())


def test_the_client_in_its_most_talkative_mood_does_not_say_it(hub, tmp_path):
    more = {"HF_DEBUG": "1", "HF_HUB_VERBOSITY": "debug", "PYTHONWARNINGS": "default"}
    command = ("-m", "hub.push", "adapter", str(adapter(tmp_path / "made")), "--repo", "me/adapter")
    done = run(hub, tmp_path, *command, more=more)
    assert done.returncode == 0 and hub.token not in done.stdout + done.stderr


def test_the_token_does_not_follow_a_redirection_to_another_address(hub, tmp_path, monkeypatch):
    hub.repository("model", "me/adapter", private=True).put(files(adapter(tmp_path / "made")))
    seen = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(dict(self.headers))
            self.send_error(404)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{other.server_port}/elsewhere"
        hub.faults.append(Fault("GET", "/resolve/", status=302, headers={"Location": place}))
        assert pull.main(["adapter", "--repo", "me/adapter", "--out", str(tmp_path / "out")]) == 2
        other.shutdown()
    assert seen and not [head for head in seen if "authorization" in {name.lower() for name in head}]
    assert not (tmp_path / "out").exists()


def test_keeping_ratings_logs_neither_the_token_nor_who_rated(hub, tmp_path, monkeypatch, caplog):
    from test_hub_feedback import drawing

    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv(keeping.VARIABLE, "me/ratings")
    with Ratings.open(f"sqlite:///{tmp_path}/r.sqlite3") as ratings:
        keeper = keeping.start(ratings, every=60)
        keeper.trigger().result(timeout=30)
        ratings.rate("account:annabel", drawing(1, 0), 4)
        hub.faults.append(Fault("POST", "/commit/", status=500, times=1))
        with pytest.raises(Exception, match="500"):
            keeper.trigger().result(timeout=30)
        keeper.trigger().result(timeout=30)
        keeper.stop()
    assert hub.token not in caplog.text and "annabel" not in caplog.text
    assert len(hub.repositories["dataset", "me/ratings"].tree()) == 1


def test_an_app_whose_ratings_cannot_be_kept_says_so_and_goes_on(hub, monkeypatch, caplog, weights):
    from diagram.scoring import panel

    monkeypatch.setenv(keeping.VARIABLE, "me/ratings")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    panel.reload()
    try:
        keeping.for_app()
        assert panel.shipped().problem.startswith("Ratings are lost when this program ends: The Hub")
        assert hub.token not in caplog.text and "\n" not in panel.shipped().problem
    finally:
        panel.reload()


def test_the_salt_of_the_hashes_is_in_no_row(hub, monkeypatch, tmp_path):
    from test_hub_feedback import drawing

    salt = "a salt that nobody can guess"
    monkeypatch.setenv(feedback.VARIABLE, salt)
    with Ratings.open() as ratings:
        ratings.rate_all("account:ann", [drawing(1, 5), drawing(2, 1)])
        ratings.agree("account:ann", True)
    with feedback.collection() as found:
        rows = str([row for splits in found.configs.values() for part in splits.values() for row in part])
    assert "A goes to B" in rows and salt not in rows and "ann" not in rows
