"""A loopback server that speaks the Hub's HTTP API, with commits, tags, LFS, rights, and faults on demand.

    with HubServer() as hub:
        hub.url, hub.token          # for HF_ENDPOINT and HF_TOKEN
        hub.repositories["model", "me/scorers"].tree("v1")
        hub.faults.append(Fault("POST", r"/commit/", status=500))

Every commit is kept, so that a revision means the same for ever. `hub.requests` are (method, path) in order.
What is asked of it is what huggingface_hub 2, datasets 5, and peft 0.21 ask.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any, ClassVar
from urllib.parse import quote, unquote

import yaml

LFS_ENDINGS = (".safetensors", ".parquet", ".bin", ".pt", ".otf", ".png", ".arrow")
TYPES = {"models": "model", "datasets": "dataset", "spaces": "space"}
COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
ID = r"(?P<id>[\w.-]+/[\w.-]+)"
API = rf"/api/(?P<type>models|datasets|spaces)/{ID}"
WEB = rf"/(?:(?P<type>datasets|spaces)/)?{ID}"


@dataclass(frozen=True)
class Blob:
    """A file's content as the Hub keeps it; `claims` is what a lying server says of it."""

    data: bytes
    lfs: bool
    claims: dict = field(default_factory=dict, hash=False)

    @property
    def sha256(self) -> str:
        return self.claims.get("sha256") or hashlib.sha256(self.data).hexdigest()

    @property
    def size(self) -> int:
        return self.claims.get("size", len(self.data))

    @property
    def oid(self) -> str:
        """Git's name: of the content, or of the pointer that stands for an LFS file."""
        content = self.data
        if self.lfs:
            sha, size = hashlib.sha256(self.data).hexdigest(), len(self.data)
            content = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha}\nsize {size}\n".encode()
        if "blob" in self.claims:
            return self.claims["blob"]
        return hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()

    @property
    def etag(self) -> str:
        return self.sha256 if self.lfs else self.oid


@dataclass
class Repository:
    """One repository: its commits as trees of blobs, and the branches and tags that name them."""

    type: str
    id: str
    private: bool
    sdk: str | None = None
    commits: dict[str, dict[str, Blob]] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    branches: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def commit(self, tree: dict[str, Blob], message: str, branch: str = "main") -> str:
        parent = self.branches.get(branch, "")
        listing = json.dumps([parent, message, sorted((path, blob.oid) for path, blob in tree.items())])
        sha = hashlib.sha1(f"{self.id}{len(self.commits)}{listing}".encode()).hexdigest()
        self.commits[sha] = dict(tree)
        self.branches[branch] = sha
        self.messages.append(message)
        return sha

    def sha(self, revision: str) -> str | None:
        revision = unquote(revision)
        return (
            self.branches.get(revision)
            or self.tags.get(revision)
            or next((sha for sha in self.commits if sha == revision), None)
        )

    def tree(self, revision: str = "main") -> dict[str, Blob]:
        sha = self.sha(revision)
        assert sha is not None, f"{self.id} has no {revision}"
        return self.commits[sha]

    def put(self, files: dict[str, bytes], claims: dict[str, dict] | None = None) -> str:
        """A commit by the test itself, with any names and claims; its sha."""
        blobs = {
            path: Blob(data, path.endswith(LFS_ENDINGS), (claims or {}).get(path, {}))
            for path, data in files.items()
        }
        return self.commit(blobs, "by the test")


@dataclass
class Fault:
    """What goes wrong with requests of a method to paths that match: an error, or an answer that breaks off.

    times: how often, then all is well again; after: how many matching requests go well before; keep: bytes
    that still arrive (for `drop`); a `status` of 0 with `drop` breaks off, `endless` never stops sending.
    """

    method: str
    path: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    keep: int = 0
    endless: bool = False
    times: int = 10**9
    after: int = 0


class Problem(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, code: str = "", headers: dict | None = None) -> None:
        super().__init__(message)
        self.status, self.message = status, message
        self.headers = {
            "X-Error-Message": message,
            **({"X-Error-Code": code} if code else {}),
            **(headers or {}),
        }


class HubServer:
    """See the module. `token` may write everything of the user "me"; `stranger` belongs to somebody else."""

    token = "hf_" + "meMEmeMEmeMEmeMEmeMEmeMEmeMEmeMEme"
    stranger = "hf_" + "otherOTHERotherOTHERotherOTHERothe"
    users: ClassVar = {token: "me", stranger: "other"}

    def __init__(self) -> None:
        self.repositories: dict[tuple[str, str], Repository] = {}
        self.storage: dict[str, bytes] = {}  # LFS objects by sha256
        self.requests: list[tuple[str, str]] = []
        self.faults: list[Fault] = []
        self.url = ""

    # Running

    def __enter__(self) -> HubServer:
        import uvicorn

        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            self._app, log_level="critical", lifespan="off", interface="asgi3", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 30
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        return self

    def __exit__(self, *_) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)

    def clear(self) -> None:
        """As if it had just begun."""
        for what in (self.repositories, self.storage, self.requests, self.faults):
            what.clear()

    def repository(self, kind: str, id_: str, private: bool = False) -> Repository:
        """A repository made by the test."""
        found = Repository(kind, id_, private)
        found.commit({}, "initial commit")
        self.repositories[kind, id_] = found
        return found

    def count(self, method: str, pattern: str) -> int:
        """How many requests so far have this method and a path with this pattern."""
        return sum(m == method and re.search(pattern, path) is not None for m, path in self.requests)

    # The application

    async def _app(self, scope, receive, send) -> None:
        from starlette.requests import Request
        from starlette.responses import JSONResponse

        request = Request(scope, receive)
        path = scope["raw_path"].decode() if scope.get("raw_path") else request.url.path
        path = path.partition("?")[0]
        self.requests.append((request.method, path))
        body = await request.body()
        fault = self._fault(request.method, path)
        if fault and fault.status:
            answer = JSONResponse({"error": "a fault"}, fault.status, headers=fault.headers)
        else:
            try:
                answer = self._answer(request, path, body)
            except Problem as problem:
                answer = JSONResponse({"error": problem.message}, problem.status, headers=problem.headers)
            except Exception as error:  # of this server itself: shown by the client's own message
                said = f"the test's server failed: {type(error).__name__}: {error}"
                answer = JSONResponse({"error": said}, 418, headers={"X-Error-Message": repr(said)})
        if fault and (fault.drop or fault.endless):
            await _broken(answer, fault, send)
            return
        await answer(scope, receive, send)

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.method == method and re.search(fault.path, path) and fault.times > 0:
                if fault.after > 0:
                    fault.after -= 1
                    continue
                fault.times -= 1
                return fault
        return None

    def _answer(self, request, path: str, body: bytes):
        for method, pattern, handler in ROUTES:
            found = re.fullmatch(pattern, path)
            if found and method == request.method:
                return getattr(self, handler)(request, body, **found.groupdict())
        raise Problem(404, f"no such address: {path}")

    # Rights

    def _user(self, request) -> str | None:
        header = request.headers.get("authorization", "")
        if not header:
            return None
        user = self.users.get(header.removeprefix("Bearer ").strip())
        if user is None:
            raise Problem(401, "Invalid credentials in Authorization header")
        return user

    def _find(self, request, type: str | None, id: str, write: bool = False) -> Repository:
        user = self._user(request)
        repository = self.repositories.get((TYPES[type or "models"], id))
        mine = user is not None and id.startswith(f"{user}/")
        if repository is None or (repository.private and not mine):
            raise Problem(401 if user is None else 404, "Repository not found", "RepoNotFound")
        if write and not mine:
            raise Problem(403, "You have no right to write here")
        return repository

    def _commit_of(self, repository: Repository, revision: str | None) -> str:
        sha = repository.sha(revision or "main")
        if sha is None:
            raise Problem(404, f"Invalid rev id: {revision}", "RevisionNotFound")
        return sha

    # Answers

    def whoami(self, request, body):
        user = self._user(request)
        if user is None:
            raise Problem(401, "Invalid username or password.")
        return _json({"type": "user", "name": user, "orgs": [], "auth": {"type": "access_token"}})

    def create(self, request, body):
        user = self._user(request)
        if user is None:
            raise Problem(401, "Invalid username or password.")
        asked = json.loads(body)
        owner = asked.get("organization") or user
        id_, kind = f"{owner}/{asked['name']}", asked.get("type", "model")
        if owner != user:
            raise Problem(403, f"You have no right to create a repository under {owner}")
        private = asked.get("private", asked.get("visibility") == "private")
        url = f"{self.url}/{'' if kind == 'model' else kind + 's/'}{id_}"
        if (kind, id_) in self.repositories:
            return _json({"error": "You already created this repo", "url": url}, 409)
        repository = self.repository(kind, id_, bool(private))
        repository.sdk = asked.get("sdk")
        return _json({"url": url, "name": id_, "id": id_})

    def validate(self, request, body):
        asked = json.loads(body)
        return _json({"errors": front_matter_errors(asked["content"], asked.get("repoType")), "warnings": []})

    def preupload(self, request, body, type, id, revision):
        repository = self._find(request, type, id, write=True)
        tree = repository.commits[self._commit_of(repository, revision)]
        files = []
        for asked in json.loads(body)["files"]:
            path = asked["path"]
            lfs = path.endswith(LFS_ENDINGS) or asked["size"] > 10 * 2**20
            known = (
                {"oid": tree[path].oid if not tree[path].lfs else tree[path].sha256} if path in tree else {}
            )
            files.append(
                {"path": path, "uploadMode": "lfs" if lfs else "regular", "shouldIgnore": False, **known}
            )
        return _json({"files": files})

    def batch(self, request, body, type, id):
        self._find(request, type, id, write=True)
        objects = []
        for asked in json.loads(body)["objects"]:
            entry: dict[str, Any] = {"oid": asked["oid"], "size": asked["size"]}
            if asked["oid"] not in self.storage:
                entry["actions"] = {"upload": {"href": f"{self.url}/lfs/{asked['oid']}"}}
            objects.append(entry)
        return _json({"transfer": "basic", "objects": objects})

    def store(self, request, body, oid):
        if hashlib.sha256(body).hexdigest() != oid:
            raise Problem(400, "the content has another hash")
        self.storage[oid] = body
        return _json({})

    def commit(self, request, body, type, id, revision):
        repository = self._find(request, type, id, write=True)
        branch = unquote(revision)
        parent = self._commit_of(repository, branch)
        tree, header = dict(repository.commits[parent]), {}
        for line in body.splitlines():
            item = json.loads(line)
            value = item["value"]
            if item["key"] == "header":
                header = value
            elif item["key"] == "file":
                tree[value["path"]] = Blob(base64.b64decode(value["content"]), False)
            elif item["key"] == "lfsFile":
                if value["oid"] not in self.storage:
                    raise Problem(400, f"{value['path']} was not uploaded")
                tree[value["path"]] = Blob(self.storage[value["oid"]], True)
            elif item["key"] == "deletedFile":
                tree.pop(value["path"], None)
            elif item["key"] == "deletedFolder":
                tree = {p: b for p, b in tree.items() if not p.startswith(value["path"].rstrip("/") + "/")}
            else:
                raise Problem(400, f"what is {item['key']}?")
        if header.get("parentCommit", parent) != parent:
            raise Problem(412, "A commit has happened since. Please refresh and try again.")
        if "README.md" in tree:
            errors = front_matter_errors(tree["README.md"].data.decode(), repository.type)
            if errors:
                raise Problem(400, f"Invalid metadata in README.md: {errors[0]['message']}")
        sha = repository.commit(tree, header.get("summary", ""), branch)
        prefix = "" if repository.type == "model" else f"{repository.type}s/"
        return _json(
            {"success": True, "commitOid": sha, "commitUrl": f"{self.url}/{prefix}{id}/commit/{sha}"}
        )

    def info(self, request, body, type, id, revision=None):
        repository = self._find(request, type, id)
        sha = self._commit_of(repository, revision)
        detailed = request.query_params.get("blobs") in ("true", "True", "1")
        siblings = []
        for path, blob in sorted(repository.commits[sha].items()):
            entry: dict[str, Any] = {"rfilename": path}
            if detailed:
                entry |= {"size": blob.size, "blobId": blob.oid}
                if blob.lfs:
                    entry["lfs"] = {"sha256": blob.sha256, "size": blob.size, "pointerSize": 134}
            siblings.append(entry)
        readme = repository.commits[sha].get("README.md")
        card = front_matter(readme.data.decode("utf-8", "replace")) if readme else None
        answer = {
            "_id": "1",
            "id": id,
            "modelId": id,
            "author": id.partition("/")[0],
            "sha": sha,
            "private": repository.private,
            "gated": False,
            "disabled": False,
            "tags": [],
            "downloads": 0,
            "likes": 0,
            "siblings": siblings,
            "cardData": card if isinstance(card, dict) else None,
            "lastModified": "2026-01-01T00:00:00.000Z",
            "createdAt": "2026-01-01T00:00:00.000Z",
        }
        return _json(answer | ({"sdk": repository.sdk} if repository.type == "space" else {}))

    def tree(self, request, body, type, id, revision, path=""):
        repository = self._find(request, type, id)
        tree = repository.commits[self._commit_of(repository, revision)]
        folder = unquote(path or "").strip("/")
        start = f"{folder}/" if folder else ""
        recursive = request.query_params.get("recursive", "").lower() in ("true", "1")
        if folder and folder not in tree and not any(p.startswith(start) for p in tree):
            raise Problem(404, f"{folder} is not there", "EntryNotFound")
        entries, folders = [], set()
        for name, blob in sorted(tree.items()):
            if not name.startswith(start):
                continue
            parts = name[len(start) :].split("/")
            for depth in range(1, len(parts)):
                inner = start + "/".join(parts[:depth])
                if inner not in folders and (recursive or depth == 1):
                    folders.add(inner)
                    entries.append(_folder_entry(inner))
            if recursive or len(parts) == 1:
                entries.append(_file_entry(name, blob))
        return _json(entries)

    def paths(self, request, body, type, id, revision):
        repository = self._find(request, type, id)
        tree = repository.commits[self._commit_of(repository, revision)]
        if request.headers.get("content-type", "").startswith("application/json"):
            asked = json.loads(body)["paths"]
        else:
            from urllib.parse import parse_qs

            asked = parse_qs(body.decode()).get("paths", [])
        entries = []
        for path in [asked] if isinstance(asked, str) else asked:
            if path in tree:
                entries.append(_file_entry(path, tree[path]))
            elif any(name.startswith(f"{path.rstrip('/')}/") for name in tree):
                entries.append(_folder_entry(path))
        return _json(entries)

    def resolve(self, request, body, type=None, id="", revision="main", path=""):
        from starlette.responses import Response

        repository = self._find(request, type, id)
        sha = self._commit_of(repository, revision)
        blob = repository.commits[sha].get(unquote(path))
        if blob is None:
            raise Problem(404, "Entry not found", "EntryNotFound", {"X-Repo-Commit": sha})
        headers = {"X-Repo-Commit": sha, "ETag": f'"{blob.etag}"', "Accept-Ranges": "bytes"}
        if blob.lfs:
            headers |= {"X-Linked-Etag": f'"{blob.sha256}"', "X-Linked-Size": str(blob.size)}
        data, status = blob.data, 200
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("range", ""))
        if asked:
            first, last = int(asked[1]), int(asked[2] or len(data) - 1)
            headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
            data, status = data[first : last + 1], 206
        if request.method == "HEAD":
            return Response(b"", status, headers | {"Content-Length": str(len(data))})
        return Response(data, status, headers, "application/octet-stream")

    def tag(self, request, body, type, id, revision):
        repository = self._find(request, type, id, write=True)
        sha, name = self._commit_of(repository, revision), json.loads(body)["tag"]
        if name in repository.tags:
            raise Problem(409, f"Tag {name} already exists")
        repository.tags[name] = sha
        return _json({})

    def branch(self, request, body, type, id, revision):
        repository = self._find(request, type, id, write=True)
        name = unquote(revision)
        if name in repository.branches:
            raise Problem(409, f"Branch {name} already exists")
        repository.branches[name] = repository.branches["main"]
        return _json({})

    def refs(self, request, body, type, id):
        repository = self._find(request, type, id)

        def told(names: dict, start: str) -> list[dict]:
            return [{"name": n, "ref": f"refs/{start}/{n}", "targetCommit": sha} for n, sha in names.items()]

        return _json(
            {
                "branches": told(repository.branches, "heads"),
                "tags": told(repository.tags, "tags"),
                "converts": [],
            }
        )

    def squash(self, request, body, type, id, revision):
        """One commit with what is there now, and none of those before."""
        repository = self._find(request, type, id, write=True)
        branch = unquote(revision)
        tree = repository.tree(branch)
        repository.commits, repository.messages = {}, []
        repository.commit(tree, json.loads(body or b"{}").get("message") or "Super-squash branch", branch)
        return _json({})

    def settings(self, request, body, type, id):
        repository = self._find(request, type, id, write=True)
        asked = json.loads(body)
        repository.private = asked.get("private", asked.get("visibility", "private") == "private")
        return _json({"private": repository.private})


ROUTES = (
    ("GET", r"/api/whoami-v2", "whoami"),
    ("POST", r"/api/repos/create", "create"),
    ("POST", r"/api/validate-yaml", "validate"),
    ("POST", rf"{API}/preupload/(?P<revision>[^/]+)", "preupload"),
    ("POST", rf"{WEB}\.git/info/lfs/objects/batch", "batch"),
    ("PUT", r"/lfs/(?P<oid>[0-9a-f]{64})", "store"),
    ("POST", rf"{API}/commit/(?P<revision>[^/]+)", "commit"),
    ("GET", API, "info"),
    ("GET", rf"{API}/revision/(?P<revision>[^/]+)", "info"),
    ("GET", rf"{API}/tree/(?P<revision>[^/]+)(?:/(?P<path>.*))?", "tree"),
    ("POST", rf"{API}/paths-info/(?P<revision>[^/]+)", "paths"),
    ("HEAD", rf"{WEB}/resolve/(?P<revision>[^/]+)/(?P<path>.+)", "resolve"),
    ("GET", rf"{WEB}/resolve/(?P<revision>[^/]+)/(?P<path>.+)", "resolve"),
    ("POST", rf"{API}/tag/(?P<revision>[^/]+)", "tag"),
    ("POST", rf"{API}/branch/(?P<revision>[^/]+)", "branch"),
    ("GET", rf"{API}/refs", "refs"),
    ("POST", rf"{API}/super-squash/(?P<revision>[^/]+)", "squash"),
    ("PUT", rf"{API}/settings", "settings"),
)


def front_matter(text: str) -> object:
    """What the YAML head of a card says; None where it has none."""
    if not text.startswith("---\n") or "\n---" not in text[3:]:
        return None
    return yaml.safe_load(text[4:].partition("\n---")[0])


def front_matter_errors(text: str, kind: str | None) -> list[dict]:
    """What the Hub would not take in a card's head."""
    try:
        head = front_matter(text)
    except yaml.YAMLError as error:
        return [{"message": f"not YAML: {error}"}]
    if head is not None and not isinstance(head, dict):
        return [{"message": "not a mapping"}]
    wrong = []
    if kind == "space":
        head = head or {}
        if head.get("sdk") not in ("gradio", "docker", "static"):
            wrong.append('"sdk" must be one of [gradio, docker, static]')
        for key in ("colorFrom", "colorTo"):
            if key in head and head[key] not in COLOURS:
                wrong.append(f'"{key}" must be one of {sorted(COLOURS)}')
        if len(head.get("short_description", "")) > 60:
            wrong.append('"short_description" length must be less than or equal to 60 characters long')
    return [{"message": message} for message in wrong]


def _json(found: object, status: int = 200):
    from starlette.responses import JSONResponse

    return JSONResponse(found, status)


def _file_entry(path: str, blob: Blob) -> dict:
    entry: dict[str, Any] = {"type": "file", "path": path, "size": blob.size, "oid": blob.oid}
    if blob.lfs:
        entry["lfs"] = {"oid": blob.sha256, "size": blob.size, "pointerSize": 134}
    return entry


def _folder_entry(path: str) -> dict:
    return {
        "type": "directory",
        "path": path,
        "size": 0,
        "oid": hashlib.sha1(quote(path).encode()).hexdigest(),
    }


async def _broken(answer, fault: Fault, send) -> None:
    """Sends the beginning of an answer and then no more, or more and more."""
    headers = [(k, v) for k, v in answer.raw_headers if not (fault.endless and k == b"content-length")]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    if fault.drop:
        await send({"type": "http.response.body", "body": answer.body[: fault.keep], "more_body": True})
        raise ConnectionError("dropped on demand")
    for _ in range(4_000):
        await send({"type": "http.response.body", "body": b"\0" * 65_536, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
