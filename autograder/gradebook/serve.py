"""`make formgrader`: a Jupyter server that serves nbgrader's formgrader and nothing else, on this machine only.

It starts no kernel and no terminal, so that no cell of a student's can be run in it by a click.
"""

from __future__ import annotations

import json
import os
import sys

from autograder.config import Course

from .errors import GradebookError
from .pages import course_folder


def serve(course: Course, port: int) -> None:
    """Become the server. Raises GradebookError where nothing has been imported yet."""
    root = course_folder(course)
    if not (root / "nbgrader_config.py").is_file():
        raise GradebookError("there is no gradebook to show yet; give first: autograder gradebook import RUN")
    command = server_command(str(root), port)
    os.chdir(root)
    os.execve(command[0], command, {**os.environ, "JUPYTER_NO_CONFIG": "1"})


def server_command(root: str, port: int) -> list[str]:
    """The command line; the token that opens the page is printed by the server."""
    extensions = {"nbgrader.server_extensions.formgrader": True}
    return [
        sys.executable,
        "-m",
        "jupyter_server",
        f"--ServerApp.root_dir={root}",
        f"--ServerApp.jpserver_extensions={json.dumps(extensions).replace('true', 'True')}",
        "--ServerApp.default_url=/formgrader",
        "--ServerApp.terminals_enabled=False",
        "--KernelSpecManager.ensure_native_kernel=False",
        "--KernelSpecManager.allowed_kernelspecs={'none'}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.open_browser=False",
        *(["--allow-root"] if os.name == "posix" and os.geteuid() == 0 else []),
    ]
