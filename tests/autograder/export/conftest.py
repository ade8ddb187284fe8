"""The command line on copies of files as LMSs give them."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder.cli import app

FIELD = Path(__file__).parent / "field"


class Desk:
    """A folder in which somebody exports."""

    def __init__(self, folder: Path):
        self.folder = folder
        (folder / "course.toml").write_text('title = "Desk"\npackages = ["numpy"]\n')

    def copy(self, case: str) -> None:
        for file in (FIELD / case).iterdir():
            shutil.copy(file, self.folder / file.name)

    def write(self, name: str, text: "str | bytes") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def export(self, *words: str) -> tuple[int, str]:
        """Words that name a file of this folder stand for it."""
        full = [words[0], *[str(self.folder / w) if (self.folder / w).exists() or w.startswith("out") else w for w in words[1:]]]
        course = [] if words[0] in ("junit", "classroom") else ["--course", str(self.folder)]
        result = CliRunner().invoke(app, ["export", *full, *course])
        return result.exit_code, " ".join(result.output.split())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)
