"""Writes that survive a kill, a full disk and a second window."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from careerkit import capture, durable
from careerkit.errors import CannotWrite, Locked, NotAllowed
from careerkit.notes.journal import Line, parse
from tests.conftest import Builder

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


class Disk:
    """Counts what is asked of the disk, and lets the Nth request fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int = 0, code: int = 0) -> None:
        self.calls: list[str] = []
        self.fail_at, self.code = fail_at, code
        for name in ("open", "write", "fsync", "replace"):
            monkeypatch.setattr(os, name, self._counted(name, getattr(os, name)))
        real = os.fdopen
        monkeypatch.setattr(os, "fdopen", lambda *a, **k: _File(self, real(*a, **k)))

    def ask(self, name: str) -> None:
        self.calls.append(name)
        if len(self.calls) == self.fail_at:
            raise OSError(self.code, os.strerror(self.code))

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.ask(name)
            return real(*arguments, **options)

        return call


class _File:
    def __init__(self, disk: Disk, file: Any) -> None:
        self.disk, self.file = disk, file

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> None:
        self.disk.ask("file.write")
        self.file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_torn_tail_never_swallows_the_next_line(tmp_path: Path) -> None:
    """A file that a kill left at `- win: A tor`, without a line end; then one append."""
    path = tmp_path / "journal.md"
    path.write_bytes(b"- win: A tor")
    durable.append(path, b"- win: A whole one\n")
    assert path.read_bytes() == b"- win: A tor\n- win: A whole one\n"


def test_no_fence_where_none_is_needed(tmp_path: Path) -> None:
    """Appends to a missing, an empty and a well ended file."""
    path = tmp_path / "deep" / "er" / "a.jsonl"
    for _ in range(3):
        durable.append(path, b"{}\n")
    (tmp_path / "empty").write_bytes(b"")
    durable.append(tmp_path / "empty", b"x\n")
    assert path.read_bytes() == b"{}\n" * 3
    assert (tmp_path / "empty").read_bytes() == b"x\n"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("old", [b"old", None], ids=["replace", "create"])
def test_a_write_that_fails_anywhere_keeps_the_old_file(
    tmp_path: Path, old: bytes | None, code: int
) -> None:
    """The Nth request of a write fails, for every N until it passes: full disk, no rights, bad disk."""
    path = tmp_path / "report.html"
    for nth in range(1, 50):
        path.unlink(missing_ok=True)
        if old is not None:
            path.write_bytes(old)
        with pytest.MonkeyPatch.context() as patch:
            disk = Disk(patch, nth, code)
            try:
                durable.write(path, b"new bytes")
            except CannotWrite as error:
                said = str(error)
            else:
                break
        renamed = "replace" in disk.calls[:-1]
        assert ("did not confirm" in said) == renamed
        now = path.read_bytes() if path.exists() else None
        # Only after the rename does the new file stand there, and then it is whole.
        assert now == (b"new bytes" if renamed else old)
        assert set(_files(tmp_path)) <= {"report.html"}
    assert nth > 5
    assert path.read_bytes() == b"new bytes"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize(
    "old", [b"- win: one\n", b"- win: torn", b""], ids=["whole", "torn", "new"]
)
def test_an_append_that_fails_anywhere_keeps_the_old_lines(
    tmp_path: Path, old: bytes, code: int
) -> None:
    """The Nth request of an append fails, for every N; what was half written is taken back."""
    path = tmp_path / "journal.md"
    for nth in range(1, 20):
        path.unlink(missing_ok=True)
        if old:
            path.write_bytes(old)
        with pytest.MonkeyPatch.context() as patch:
            Disk(patch, nth, code)
            try:
                durable.append(path, b"- win: two\n")
            except CannotWrite as error:
                said = str(error)
            else:
                break
        assert "journal.md: " in said
        assert (path.read_bytes() if path.exists() else b"") == old
    assert nth > 2


def test_a_disk_that_fills_up_in_the_middle_of_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes five bytes of a line and then no more; the line is tried again later."""
    path = tmp_path / "journal.md"
    path.write_bytes(b"- win: one\n")
    real, asked = os.write, [0]

    def write(handle: int, data: bytes) -> int:
        asked[0] += 1
        if asked[0] > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data[:5])

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        with pytest.raises(CannotWrite, match="No space left"):
            durable.append(path, b"- win: two\n")
    assert path.read_bytes() == b"- win: one\n"
    durable.append(path, b"- win: two\n")
    assert path.read_bytes() == b"- win: one\n- win: two\n"


@posix
def test_every_write_is_flushed_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write, an append to a new file, an append to an old one: how often each is flushed."""
    disk = Disk(monkeypatch)
    durable.write(tmp_path / "a", b"1")
    assert [call for call in disk.calls if call in ("fsync", "replace")] == [
        "fsync",
        "replace",
        "fsync",
    ]
    disk.calls.clear()
    durable.append(tmp_path / "b", b"1\n")
    assert disk.calls.count("fsync") == 2
    assert disk.calls[-2:] == ["write", "fsync"]
    disk.calls.clear()
    durable.append(tmp_path / "b", b"2\n")
    assert disk.calls == ["open", "write", "fsync"]


def test_the_same_bytes_again_are_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that already holds what is to be written."""
    (tmp_path / "a").write_bytes(b"same")
    disk = Disk(monkeypatch)
    durable.write(tmp_path / "a", b"same")
    assert disk.calls == []


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    """A write, an append and a removal whose path is a folder, and one below a file."""
    (tmp_path / "a").mkdir()
    (tmp_path / "f").write_bytes(b"")
    for attempt in (
        lambda: durable.write(tmp_path / "a", b"x"),
        lambda: durable.append(tmp_path / "a", b"x"),
        lambda: durable.remove(tmp_path / "a"),
        lambda: durable.write(tmp_path / "f" / "g", b"x"),
    ):
        with pytest.raises(CannotWrite):
            attempt()
    assert _files(tmp_path) == ["a", "f"]


@posix
def test_files_are_the_owners_alone(workbook: Builder) -> None:
    """A log and an ingest with an inbox and a bad row, under a mask that forbids nothing."""
    workbook.write("answers/guesses.csv", "year,topic,guess\nnever,hours,70\n")
    workbook.write(
        "inbox/Connections.csv",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Lee,https://www.linkedin.com/in/ada,,Acme,Lead,02 Jan 2024\n",
    )
    given = {*workbook.root.rglob("*"), workbook.root}
    before = os.umask(0)
    try:
        capture.log(workbook.book, *_draft("A secret win"))
        workbook.refresh()
    finally:
        os.umask(before)
    made = [path for path in workbook.root.rglob("*") if path not in given]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made}
    assert {"raw", "linkedin", "tables", "quarantine", "journal", "seen.jsonl"} <= set(modes)
    folders = {path.name for path in made if path.is_dir()}
    assert {
        name: mode for name, mode in modes.items() if mode != (0o700 if name in folders else 0o600)
    } == {}


def test_a_second_writer_waits_and_then_is_told(tmp_path: Path) -> None:
    """A lock that another process keeps; the wait is a moment."""
    second = durable.locked(tmp_path, wait=0.05)
    held = FileLock(tmp_path / ".careerkit.lock")
    with held, pytest.raises(Locked, match="try again"), second:
        pass
    with durable.locked(tmp_path, wait=0.05):
        pass


def test_who_holds_the_lock_may_take_it_again(tmp_path: Path) -> None:
    """Within one thread, twice more, by another spelling of the folder, and past an error; then it is free for others."""
    held = FileLock(tmp_path / ".careerkit.lock", timeout=0.01)
    with durable.locked(tmp_path):
        with contextlib.suppress(ValueError), durable.locked(tmp_path / "x" / "..", wait=0.05):
            raise ValueError
        with durable.locked(tmp_path, wait=0.05), pytest.raises(TimeoutError):
            held.acquire()
        with pytest.raises(TimeoutError):
            held.acquire()
    with held, pytest.raises(Locked), durable.locked(tmp_path, wait=0.05):
        pass


def test_another_thread_waits_for_its_turn(tmp_path: Path) -> None:
    """One thread holds the lock while another asks for it, for a moment and then for as long as it takes."""
    said: list[str] = []

    def ask(wait: float) -> None:
        try:
            with durable.locked(tmp_path, wait=wait):
                said.append("mine")
        except Locked:
            said.append("locked")

    with durable.locked(tmp_path):
        short = threading.Thread(target=ask, args=(0.05,))
        short.start()
        short.join()
        long = threading.Thread(target=ask, args=(10,))
        long.start()
        said.append("first")
    long.join()
    assert said == ["locked", "first", "mine"]


def test_a_frozen_folder_is_refused_also_to_who_holds_it(tmp_path: Path) -> None:
    """A folder that is frozen while its lock is held."""
    with durable.locked(tmp_path):
        (tmp_path / durable.FROZEN).write_text("{}")
        with pytest.raises(NotAllowed), durable.locked(tmp_path):
            pass


def test_a_log_appends_only_under_the_lock(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the line is appended, nobody else can take the workbook's lock."""
    real, held = durable.append, []

    def append(path: Path, data: bytes) -> None:
        lock = FileLock(workbook.root / ".careerkit.lock")
        with pytest.raises(TimeoutError):
            lock.acquire(timeout=0.01)
        held.append(path)
        real(path, data)

    monkeypatch.setattr(durable, "append", append)
    capture.log(workbook.book, *_draft("A win"))
    assert len(held) == 1


def _draft(text: str) -> tuple[capture.Draft, Any]:
    from tests.conftest import TODAY

    return capture.Draft("win", text, TODAY), TODAY


_LOGGER = """
import os, random, signal, sys, time
from datetime import date, datetime
from pathlib import Path
from careerkit.capture import Draft, log
from careerkit.workspace import Workbook

book, at = Workbook(Path(sys.argv[1])), datetime(2026, 1, 15, 9, 30)

def log_one(text):
    log(book, Draft("win", text, date(2026, 1, 15), 1, 0.5), at)
"""

_KILLED = (
    _LOGGER
    + """
moments = random.Random(20260115)
log_one("Warm up")
print("Warm up", flush=True)
for turn in range(int(sys.argv[2])):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        for number in range(100_000):
            text = f"Turn {turn} line {number}"
            log_one(text)
            os.write(writing, text.encode() + b"\\n")
    time.sleep(moments.uniform(0.001, 0.05))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading) as said:
        print(said.read(), end="")
"""
)

_MANY = (
    _LOGGER
    + """
for number in range(50):
    log_one(f"Window {sys.argv[2]} line {number}")
"""
)


def _texts(workbook: Builder) -> list[str]:
    path = workbook.root / "journal" / "2026.md"
    lines = list(enumerate(path.read_text("utf-8").split("\n"), 1))
    found = list(parse(lines, "2026.md"))
    assert all(isinstance(line, Line) for line in found)
    return [line.text for line in found if isinstance(line, Line)]


@posix
def test_a_kill_loses_nothing_that_was_acknowledged(workbook: Builder) -> None:
    """A child logs in a loop, says so after each line, and is killed: 60 times, at random moments."""
    command = [sys.executable, "-c", _KILLED, str(workbook.root), "60"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    said = done.stdout.splitlines()
    assert len(said) > 60
    texts = _texts(workbook)
    assert set(said) <= set(texts)
    # At most the one line of each turn that was on its way stands there without having been said.
    assert len(texts) == len(set(texts))
    assert len(texts) - len(said) <= 60
    assert workbook.rebuild().counts["entry"] == len(texts)
    assert not list(workbook.root.rglob("*.tmp"))


def test_four_windows_at_once(workbook: Builder) -> None:
    """Four processes, each logging fifty lines into the same journal."""
    commands = [[sys.executable, "-c", _MANY, str(workbook.root), str(n)] for n in range(4)]
    started = [subprocess.Popen(command) for command in commands]
    assert [process.wait(120) for process in started] == [0] * 4
    texts = _texts(workbook)
    assert len(texts) == len(set(texts)) == 200
    journal = (workbook.root / "journal" / "2026.md").read_text("utf-8")
    assert journal.count("## 2026-01-15") == 1


def test_a_copy_is_whole_or_not_at_all(tmp_path: Path) -> None:
    """A stream of three MiB; then one that breaks in its middle, over the same file."""
    target = tmp_path / "deep" / "raw.csv"
    data = bytes(range(256)) * 12_288
    durable.copy(target, io.BytesIO(data))
    assert target.read_bytes() == data

    class Broken(io.BytesIO):
        """A disk that fails after the first piece."""

        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(CannotWrite, match="the old file is untouched"):
        durable.copy(target, Broken(data[::-1]))
    assert target.read_bytes() == data
    assert [path.name for path in target.parent.iterdir()] == ["raw.csv"]


# ---- whole folders -----------------------------------------------------------------------------------

_FOLDERS = """
import os, random, signal, sys, time
from pathlib import Path
from careerkit import durable
moments = random.Random(20260115)
root = Path(sys.argv[1])
files = {f"tables/{number}": bytes([number]) * 5000 for number in range(8)}
for turn in range(20):
    child = os.fork()
    if child == 0:
        for number in range(100_000):
            durable.write_folder(root / f"{turn}-{number}", files)
    time.sleep(moments.uniform(0.02, 0.08))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


@posix
def test_a_kill_leaves_no_half_of_a_folder(tmp_path: Path) -> None:
    """A child makes folders of eight files in a loop and is killed, 20 times at random moments: what has a name is whole."""
    subprocess.run([sys.executable, "-c", _FOLDERS, str(tmp_path)], check=True, timeout=120)
    made = [path for path in tmp_path.iterdir() if not path.name.endswith(".tmp")]
    assert made
    for folder in made:
        found = {path.name: path.read_bytes() for path in (folder / "tables").iterdir()}
        assert found == {str(number): bytes([number]) * 5000 for number in range(8)}


def test_a_folder_that_cannot_be_removed_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system refuses to rename it: it is said, and not one file is gone."""
    durable.write_folder(tmp_path / "a", {"x": b"1", "b/y": b"2"})

    def refuse(*arguments: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        with pytest.raises(CannotWrite, match=r"cannot remove .*a: Permission denied"):
            durable.remove_folder(tmp_path / "a")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a", "b", "x", "y"]
    durable.remove_folder(tmp_path / "a")
    assert not list(tmp_path.iterdir())


@posix
def test_a_link_to_a_folder_is_not_removed(tmp_path: Path) -> None:
    """What it leads to may be anybody's."""
    durable.write_folder(tmp_path / "a", {"x": b"1"})
    (tmp_path / "link").symlink_to(tmp_path / "a", target_is_directory=True)
    with pytest.raises(CannotWrite, match="it is a link"):
        durable.remove_folder(tmp_path / "link")
    assert (tmp_path / "link" / "x").read_bytes() == b"1"


def test_nobody_gets_the_lock_of_a_frozen_folder(tmp_path: Path) -> None:
    """A folder with a frozen.json: refused at once, without a lock file."""
    durable.write_folder(tmp_path / "a", {durable.FROZEN: b"{}"})
    with pytest.raises(NotAllowed, match="only for reading"), durable.locked(tmp_path / "a"):
        pass
    assert [path.name for path in (tmp_path / "a").iterdir()] == [durable.FROZEN]
