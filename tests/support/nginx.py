"""nginx before a server, with the blocks that docs/drift.md prints, for tests."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
from pathlib import Path

from tests.support.preview import PATIENCE, eventually
from tests.support.project import REPOSITORY
from tests.support.requirements import find_tool

OPERATION = (REPOSITORY / "docs" / "drift.md").read_text("utf-8")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def blocks(language: str) -> list[str]:
    """The blocks of docs/drift.md in `language`, as printed."""
    return re.findall(rf"^```{language}\n(.*?)^```$", OPERATION, re.MULTILINE | re.DOTALL)


class Nginx:
    """nginx in `folder`, with HTTPS on `port`, as docs/drift.md prints it but for names of paths.

    `sign_in` is the port of what stands where oauth2-proxy does: then its block is used too.
    """

    def __init__(self, folder: Path, port: int, behind: int, sign_in: int = 0) -> None:
        self.folder = folder
        self.port = port
        folder.mkdir()
        self.certificate = folder / "localhost.pem"
        key = folder / "localhost.key"
        subprocess.run(
            [
                find_tool("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                "-keyout", key, "-out", self.certificate,
            ],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        whole, signing_in = blocks("nginx")
        if sign_in:
            whole = re.sub(
                r"^    location .*?^    }\n", lambda _: signing_in, whole, flags=re.M | re.S
            )
        for printed, here in (
            ("/etc/ssl/certs/notat.uni.example.pem", str(self.certificate)),
            ("/etc/ssl/private/notat.uni.example.key", str(key)),
            ("/var/log/nginx/", f"{folder}/"),
            ("    listen [::]:80;\n", ""),
            ("    listen [::]:443 ssl http2;\n", ""),
            ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;"),
            ("127.0.0.1:8011", f"127.0.0.1:{behind}"),
            ("notat.uni.example", "localhost"),
        ):
            assert printed in whole, printed
            whole = whole.replace(printed, here)
        whole = whole.replace("127.0.0.1:4180", f"127.0.0.1:{sign_in}")
        (folder / "arkdoc.conf").write_text(whole, "utf-8")
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = "".join(f"  {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
        as_root = "user root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{as_root}daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log crit;\n"
            "events { worker_connections 512; }\n"
            f"http {{\n{temporary}  include {folder}/arkdoc.conf;\n}}\n",
            "utf-8",
        )
        self._process = subprocess.Popen(
            [
                find_tool("nginx"),
                "-p",
                folder,
                "-c",
                folder / "nginx.conf",
                "-e",
                folder / "error.log",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            eventually(self._answers, patience=60)
        except AssertionError:
            self.stop()
            raise

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            assert self._process.stderr
            raise AssertionError(self._process.stderr.read())
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def trust(self) -> ssl.SSLContext:
        """A context that knows its certificate."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def said(self) -> str:
        """All that its logs hold."""
        return "".join(log.read_text("utf-8") for log in sorted(self.folder.glob("*.log")))

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(PATIENCE)
        if self._process.stderr:
            self._process.stderr.close()
