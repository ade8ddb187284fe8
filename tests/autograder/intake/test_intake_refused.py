"""What is refused whole: each with a sentence for the student, and nobody else is affected."""

import io
import os
import stat
import tarfile
import zipfile

import pytest

from autograder.intake import Limits


@pytest.mark.parametrize(
    "name",
    [
        "../a.py", "/tmp/a.py", "w/../../a.py", "..\\..\\a.py", "C:\\a.py", "c:a.py", "//tmp/a.py", "./.././a.py",
        "w/../a.py", "\\\\host\\a.py", ".git/../../a.py", "\\a.py", ".. /a.py",
    ],
)  # fmt: skip
def test_names_that_lead_out(handed_in, course, name):
    row = handed_in(course.zip({**course.five, name: b"CANARY"}))
    assert row.status == "refused" and "leads out" in row.messages[0] and row.files == {} and row.digest == ""


@pytest.mark.parametrize("name", ["CON", "nul.py", "d/COM1.txt", "lpt9", "aux .py"])
def test_names_that_windows_reserves(handed_in, course, name):
    assert "reserved" in handed_in(course.zip({**course.five, name: b""})).messages[0]


@pytest.mark.parametrize("name", ["a\nb.py", "a\x1b[31m.py", "a\u202eyp.txt", "\u2066a.py", "a\u200e.py", "a\x7f.py"])
def test_names_with_letters_that_cannot_be_seen(handed_in, course, name):
    row = handed_in(course.zip({**course.five, name: b""}))
    assert row.status == "refused" and row.messages[0].isprintable()


@pytest.mark.parametrize(
    "names",
    [
        ("Flops.py",), ("flops.py",), ("d/\u00e9.txt", "d/e\u0301.txt"), ("a.txt", "A.txt"), ("flops.py/x",),
        ("b.py.", "b.py"), ("w\\x.txt", "w/x.txt"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_collide(handed_in, course, names):
    row = handed_in(course.zip([*course.five.items(), *((name, b"2") for name in names)]))
    assert row.status == "refused" and ("same" in row.messages[0] or "twice" in row.messages[0])


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_devices_in_a_zip(handed_in, course, kind):
    row = handed_in(course.zip_of_kind("notes.txt", kind))
    assert row.status == "refused" and ("link" in row.messages[0] or "device" in row.messages[0])


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, b"Z"])
def test_links_and_devices_in_a_tar(handed_in, course, kind):
    info = tarfile.TarInfo("notes.txt")
    info.type, info.linkname = kind, "flops.py"
    row = handed_in(course.tar(more=[info]), "w.tar.gz")
    assert row.status == "refused" and ("link" in row.messages[0] or "device" in row.messages[0])


def test_a_link_on_disk_is_never_followed(course, tmp_path):
    (tmp_path / "secret.py").write_text("CANARY")
    course.put_folder("ada")
    os.symlink(tmp_path / "secret.py", course.folder / "ada" / "notes.py")
    course.put_folder("bob")
    os.mkfifo(course.folder / "bob" / "pipe")
    os.symlink(tmp_path, course.folder / "cy")
    os.symlink(tmp_path / "secret.py", course.folder / "dee.zip")
    course.put_folder("eve")
    os.symlink(tmp_path, course.folder / "eve" / "node_modules")
    statuses = {row.student_id: row.status for row in course.rows()}
    assert statuses.pop("eve") == "graded"
    assert statuses == dict.fromkeys(("ada", "bob", "cy", "dee"), "refused")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"), (b"<!DOCTYPE html><html>", "HTML"), (b"\xef\xbb\xbf<html>", "HTML"), (b"I was ill.\n", "text"),
        (b"Rar!\x1a\x07\x00abc", "RAR"), (b"7z\xbc\xaf\x27\x1cabc", "7z"), (b"%PDF-1.4", "PDF"),
        (os.urandom(99) + b"\0\xff", "zip"), ("müde\n".encode(), "text"),
    ],
)  # fmt: skip
def test_what_is_no_archive(handed_in, content, word):
    row = handed_in(content)
    assert row.status == "refused" and word in row.messages[0] and "zip" in row.messages[0]


def test_empty_archives_are_refused(handed_in, course):
    assert "empty" in handed_in(course.zip({})).messages[0]
    assert "empty" in handed_in(course.zip({"w/.DS_Store": b"", "__MACOSX/x": b""})).messages[0]
    assert "empty" in handed_in(course.tar({}, "w"), "w.tar").messages[0]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_tars_are_unpacked_by_content_and_refused_wherever_they_are_cut(handed_in, course, mode):
    whole = course.tar(mode=mode)
    assert handed_in(whole, "week01.zip").status == "graded"
    ends = len(whole) - (tarfile.RECORDSIZE - 10 * 512 if mode == "w" else 0)
    for cut in (ends // 4, ends // 2, ends - 1 if mode != "w" else 4 * 512):
        row = handed_in(whole[:cut], "week01.tar")
        assert row.status == "refused" and row.files == {}, cut


def test_a_zip_with_a_wrong_checksum_or_cut_off(handed_in, course):
    whole = course.zip({**course.five, "flops.py": b"x = 12345\n" * 5})
    at = whole.index(b"flops.py") + len("flops.py") + 3
    for damaged in (whole[:-20], whole[: len(whole) // 2], whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :]):
        row = handed_in(damaged)
        assert row.status == "refused" and "damaged" in row.messages[0]


def test_a_locked_zip(handed_in, course):
    raw = bytearray(course.zip())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        while start >= 0:
            raw[start + at] |= 1
            start = raw.find(mark, start + 1)
    assert "password" in handed_in(bytes(raw)).messages[0]


def test_bombs_by_size_count_and_ratio(handed_in, course):
    small = Limits(entries=50, total_bytes=2_000_000, kept_bytes=500_000, ratio_from=300_000)
    zeros = {**course.five, "big.txt": bytes(400_000)}
    assert "times its size" in handed_in(course.zip(zeros), limits=small).messages[0]
    assert "times its size" in handed_in(course.tar(zeros), "w.tar.gz", limits=small).messages[0]
    many = {**course.five, **{f".git/{number}": b"" for number in range(60)}}
    assert "more than 50 files" in handed_in(course.zip(many), limits=small).messages[0]
    assert "more than 50 files" in handed_in(course.tar(many), "w.tar.gz", limits=small).messages[0]
    noise = {**course.five, ".venv/big": os.urandom(2_100_000)}
    assert "MB" in handed_in(course.zip(noise), limits=small).messages[0]
    assert "MB" in handed_in(course.zip({"big": os.urandom(600_000)}), limits=small).messages[0]
    assert handed_in(course.zip({**course.five, "flops.py": b"#" * 280_000}), limits=small).status == "graded"


@pytest.mark.parametrize("pack", ["zip", "tar", "bare"])
def test_a_notebook_may_be_large_and_what_lies_beside_it_may_not(handed_in, course, pack):
    small = Limits(total_bytes=2_000_000, kept_bytes=100_000, notebook_bytes=500_000)

    def hand_in(files):
        if pack == "bare":
            return handed_in(files["report.ipynb"], "report.ipynb", limits=small)
        return handed_in(getattr(course, pack)(files), "w.zip" if pack == "zip" else "w.tar.gz", limits=small)

    assert hand_in({**course.five, "report.ipynb": os.urandom(400_000)}).status == "graded"
    assert "MB" in hand_in({**course.five, "report.ipynb": os.urandom(600_000)}).messages[0]
    if pack != "bare":
        beside = {**course.five, "report.ipynb": os.urandom(400_000), "data.npy": os.urandom(110_000)}
        assert "MB" in hand_in(beside).messages[0]


def test_a_size_that_lies_and_parts_that_overlap(handed_in, course):
    raw = course.zip({"flops.py": b"0123456789" * 1_000})
    lying = raw.replace((10_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    assert handed_in(lying).status == "refused"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("flops.py", os.urandom(5_000))
        info = archive.infolist()[0]
        for number in range(20):
            twin = zipfile.ZipInfo(f"m{number}.py")
            twin.header_offset, twin.CRC = 0, info.CRC
            twin.file_size, twin.compress_size = info.file_size, info.compress_size
            archive.filelist.append(twin)
        archive._didModify = True
    assert handed_in(out.getvalue()).status == "refused"


def test_an_archive_in_an_archive_is_not_opened(handed_in, course):
    row = handed_in(course.zip({**course.five, "inner.zip": course.zip({"../x": b""})}))
    assert row.status == "graded" and "inner.zip" in row.files


def test_too_deep_and_too_long(handed_in, course):
    assert "folders deep" in handed_in(course.zip({**course.five, "d/" * 20 + "x": b""})).messages[0]
    assert "too long" in handed_in(course.zip({**course.five, "n" * 300: b""})).messages[0]


def test_one_bad_hand_in_harms_no_other(course):
    course.put("ada.zip", b"PK\x03\x04" + os.urandom(200))
    course.put("bob.zip", course.zip())
    assert [row.status for row in course.rows()] == ["refused", "graded"]


def test_rows_are_read_one_at_a_time(course):
    from autograder.intake import take_in

    course.put("ada.zip", course.zip())
    course.put("bob.zip", course.zip())
    rows = take_in(course.folder, course.asked)
    assert next(rows).status == "graded"
    (course.folder / "bob.zip").unlink()
    assert next(rows).status == "refused"
