"""A server of Label Studio on this machine: tasks in, a picture shown, and the annotations out again."""

import os
import re
import socket
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import requests
from expected import EXPORTS, READABLE, same, tell

USER = {"email": "someone@example.com", "password": "something-long-1"}
OUT = EXPORTS / "label-studio" / "out"


def main() -> None:
    """Start it, ask it, end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {
        "LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED": "true",
        "LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT": str(EXPORTS),
        "LABEL_STUDIO_BASE_DATA_DIR": str(EXPORTS / "label-studio" / "data"),
        "COLLECT_ANALYTICS": "false",
        "LATEST_VERSION_CHECK": "false",
        "SENTRY_DSN": "",
        "FRONTEND_SENTRY_DSN": "",
    }
    command = [Path(sys.executable).with_name("label-studio"), "start", "--no-browser", "--port", str(port)]
    command += ["--internal-host", "127.0.0.1", "--username", USER["email"], "--password", USER["password"]]
    with (EXPORTS / "label-studio" / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env={**os.environ, **told}, stdout=log, stderr=subprocess.STDOUT)
        try:
            read(Visit(f"http://127.0.0.1:{port}", server))
        finally:
            server.terminate()
            server.wait(60)


class Visit:
    """Someone who has logged in."""

    def __init__(self, address: str, server: subprocess.Popen[bytes]) -> None:
        self._address, self._session = address, requests.Session()
        self._session.trust_env = False
        for _ in range(240):
            try:
                page = self._session.get(f"{address}/user/login/", timeout=10)
                break
            except requests.ConnectionError:
                assert server.poll() is None, "the server ended; see server.log"
                time.sleep(1)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.text[:500]
        given = {**USER, "csrfmiddlewaretoken": token[1]}
        self._session.post(f"{address}/user/login/", data=given, headers={"Referer": address}, timeout=30)

    def ask(self, method: str, place: str, **more: object) -> requests.Response:
        """A request to the server; a refusal is an error."""
        headers = {"X-CSRFToken": self._session.cookies.get("csrftoken", ""), "Referer": self._address}
        answer = self._session.request(method, f"{self._address}{place}", headers=headers, timeout=120, **more)
        assert answer.ok, f"{method} {place}: {answer.status_code} {answer.text[:500]}"
        return answer


def read(visit: Visit) -> None:
    """As docs/formats.md says: the interface, the local files, the tasks; then the export."""
    config = (OUT / "labeling.xml").read_text("utf-8")
    project = visit.ask("POST", "/api/projects", json={"title": "line 3", "label_config": config}).json()["id"]
    place = {"project": project, "path": str(EXPORTS / "new 相机"), "use_blob_urls": True}
    visit.ask("POST", "/api/storages/localfiles", json=place)
    with (OUT / "tasks.json").open("rb") as tasks:
        visit.ask("POST", f"/api/projects/{project}/import", files={"file": ("tasks.json", tasks, "application/json")})
    back = visit.ask("GET", f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true").json()
    said = {task["data"]["path"]: chosen(task["annotations"]) for task in back}
    same(said, {path: row.persons for path, row in READABLE.items()})
    tasks = visit.ask("GET", f"/api/tasks?project={project}&page_size=1000&fields=all").json()["tasks"]
    guessed = {task["data"]["path"]: chosen(task["predictions"]) for task in tasks}
    same(guessed, {path: row.machine_label for path, row in READABLE.items()})
    for task in back:
        picture = visit.ask("GET", task["data"]["image"])
        assert picture.content == (EXPORTS / "new 相机" / task["data"]["path"]).read_bytes(), task["data"]["path"]
    tell(
        version("label-studio"),
        f"{len(back)} tasks, predictions, a person's annotations and every picture, served and exported again",
    )


def chosen(words: list[dict]) -> str:
    """The choice in the first of these annotations or predictions; empty for none."""
    return words[0]["result"][0]["value"]["choices"][0] if words else ""


main()
