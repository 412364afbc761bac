"""A server on a free local port with OpenAI's chat and raw completions, whose answers a test chooses."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class ChatServer:
    """`answer(body)` gives a completion's text, or a status; `requests` are (path, headers, body).

    `go_on(body)` does so for raw completions, which come to `max_tokens` where they do not end with one of
    the `stop` texts; without it the server has none: it answers 404.
    """

    def __init__(
        self,
        answer: Callable[[dict], str | int],
        seconds: float = 0.0,
        go_on: Callable[[dict], str | int] = lambda body: 404,
    ) -> None:
        self.answer, self.seconds, self.go_on = answer, seconds, go_on
        self.requests: list[tuple[str, dict[str, str], dict]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                headers = {name.lower(): value for name, value in self.headers.items()}
                server.requests.append((self.path, headers, body))
                time.sleep(server.seconds)
                raw = self.path == "/v1/completions"
                found = server.go_on(body) if raw else server.answer(body)
                status, text = (found, '{"error": "no"}') if isinstance(found, int) else (200, found)
                if status == 200 and not text.startswith("<html"):
                    choice = {"index": 0, "message": {"role": "assistant", "content": text}}
                    if raw:
                        end = next((at for at in map(text.find, body.get("stop", ())) if at >= 0), None)
                        reason = "length" if end is None else "stop"
                        choice = {"index": 0, "text": text[:end], "finish_reason": reason}
                    usage = {"prompt_tokens": 9, "completion_tokens": 7, "total_tokens": 16}
                    text = json.dumps({"id": "1", "choices": [choice], "usage": usage, "model": "m"})
                data = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.handle_error = lambda *_: None  # a client that has gone away
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"

    def __enter__(self) -> ChatServer:
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.http.shutdown()
        self.http.server_close()
