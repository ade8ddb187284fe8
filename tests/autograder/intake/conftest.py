"""Builders of hand-ins as the field sends them, each in a temporary folder."""

import io
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder.intake import Asked, HandIn, read_roster, take_in

MODULES = ("flops", "memory", "pareto", "scaling", "hardware")
ASKED = Asked("week01_warmup", (*(f"{name}.py" for name in MODULES), "report.ipynb"), MODULES)
FIVE = {f"{name}.py": f"# {name}\n".encode() for name in MODULES}
CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section\n"


class Course:
    """A folder of hand-ins and a roster, and what intake makes of them."""

    five: Mapping[str, bytes] = FIVE
    asked = ASKED

    def __init__(self, folder: Path):
        self.folder = folder / "submissions"
        self.folder.mkdir()
        self.roster_path = folder / "roster.csv"

    def roster(self, text: "str | bytes") -> None:
        self.roster_path.write_bytes(text.encode() if isinstance(text, str) else text)

    def canvas(self, *rows: "tuple[str, int, str]") -> None:
        """(name, Canvas id, login)."""
        self.roster(CANVAS + "".join(f'"{name}",{number},s{number},{login},A\n' for name, number, login in rows))

    def put(self, name: str, content: bytes = b"x = 1\n") -> Path:
        path = self.folder / name
        assert self.folder in path.parents, "a test writes into its own folder only"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def put_folder(self, name: str, files: "Mapping[str, bytes]" = FIVE) -> Path:
        for file, content in files.items():
            self.put(f"{name}/{file}" if name else file, content)
        return self.folder / name

    def rows(self, path: "Path | None" = None, **more: object) -> "list[HandIn]":
        roster = read_roster(self.roster_path) if self.roster_path.exists() else None
        return list(take_in(path or self.folder, ASKED, roster, **more))  # type: ignore[arg-type]

    def take(self, path: "Path | None" = None, **more: object) -> "dict[str, HandIn]":
        rows = self.rows(path, **more)
        assert len({row.student_id for row in rows}) == len(rows), "one row a student"
        return {row.student_id: row for row in rows}

    def one(self, path: "Path | None" = None, **more: object) -> HandIn:
        (row,) = self.rows(path, **more)
        return row

    @staticmethod
    def zip(files: "Mapping[str, bytes] | list[tuple[str, bytes]]" = FIVE, prefix: str = "") -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items() if isinstance(files, Mapping) else files:
                archive.writestr(zipfile.ZipInfo(prefix + name), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    @staticmethod
    def zip_of_kind(name: str, kind: int, files: "Mapping[str, bytes]" = FIVE) -> bytes:
        """A zip that also holds a link, device or FIFO: `kind` is one of stat's S_IF… values."""
        out = io.BytesIO(Course.zip(files))
        with zipfile.ZipFile(out, "a") as archive:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, (kind | 0o777) << 16
            archive.writestr(info, b"../../etc/passwd" if kind == stat.S_IFLNK else b"")
        return out.getvalue()

    @staticmethod
    def tar(
        files: "Mapping[str, bytes]" = FIVE, mode: str = "w:gz", more: "list[tarfile.TarInfo] | None" = None
    ) -> bytes:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
            for name, content in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
            for info in more or []:
                archive.addfile(info)
        return out.getvalue()


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path)


@pytest.fixture(scope="session")
def builders() -> "type[Course]":
    return Course


@pytest.fixture
def handed_in(course: Course) -> "Callable[..., HandIn]":
    """Intake of one Canvas upload of student ada."""

    def hand_in(content: bytes, file: str = "week01.zip", **more: object) -> HandIn:
        course.canvas(("Lovelace, Ada", 7301, "ada"))
        for before in course.folder.iterdir():
            before.unlink()
        course.put(f"lovelaceada_7301_91301_{file}", content)
        return course.one(**more)

    return hand_in
