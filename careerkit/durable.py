"""Writes that survive a kill, a full disk and a second window.

The only module that opens the person's files for writing. Four promises: a file is either
the old one or the new one, never half of each; a line that was acknowledged stays; two
writers wait for each other; nobody writes into a frozen folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from careerkit.errors import CannotWrite, Locked, NotAllowed

WAIT_SECONDS = 10.0
_PIECE = 1024 * 1024
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
# A folder with this file holds the tables of a past review: every writer takes the lock, so it is refused there.
FROZEN = "frozen.json"

# Without O_BINARY Windows would write \r\n for every \n.
_APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

# A virus scanner or a sync client may hold a file for a moment, on Windows only.
_WINDOWS_RETRIES = 10 if os.name == "nt" else 1


@contextlib.contextmanager
def locked(folder: Path, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the one writer's lock of a folder; whoever holds it may take it again within the same thread.

    `wait` is in seconds. Raises Locked when another process or thread keeps it longer than that, NotAllowed in a frozen
    folder.
    """
    refuse_frozen(folder)
    make_folder(folder)
    turn = _turn(folder)
    if not turn.lock.acquire(timeout=wait):
        raise _in_use(folder)
    try:
        turn.depth += 1
        with _locked_for_others(folder, wait) if turn.depth == 1 else contextlib.nullcontext():
            yield
    finally:
        turn.depth -= 1
        turn.lock.release()


class _Turn:
    """Whose turn it is within this process, and how often that thread has taken it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.depth = 0


_turns: dict[Path, _Turn] = {}


def _turn(folder: Path) -> _Turn:
    """One for all spellings of a folder. Threads wait here, since a file lock would be asked for again and again."""
    try:
        return _turns.setdefault(folder.resolve(), _Turn())
    except OSError as error:
        raise _cannot(folder, error) from None


@contextlib.contextmanager
def _locked_for_others(folder: Path, wait: float) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".careerkit.lock", timeout=wait, mode=PRIVATE_FILE)
    try:
        lock.acquire()
    except Timeout:
        raise _in_use(folder) from None
    except OSError as error:
        raise _cannot(folder, error) from None
    try:
        yield
    finally:
        lock.release()


def _in_use(folder: Path) -> Locked:
    return Locked(f"{folder} is in use by another careerkit; try again in a moment")


def refuse_frozen(folder: Path) -> None:
    """Raises NotAllowed for a folder that holds the tables of a past review."""
    if (folder / FROZEN).is_file():
        raise NotAllowed(
            f"{folder} is what a past review was made from, and only for reading;"
            " careerkit review and careerkit diff work on it"
        )


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can read; an existing one is left as it is."""
    try:
        # `parents=True` would make the folders above it readable for everyone.
        missing = [above for above in folder.parents if not above.exists()]
        for path in (*reversed(missing), folder):
            path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise _cannot(folder, error) from None


def write(path: Path, data: bytes) -> None:
    """Replace a file as a whole: temporary file beside it, flushed to disk, then renamed.

    Writing the same bytes again does nothing. Raises CannotWrite; the old file is then untouched.
    """
    make_folder(path.parent)
    try:
        same = path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError as error:
        raise _cannot(path, error) from None
    if not same:
        _replace_with(path, lambda file: file.write(data))


def copy(path: Path, source: BinaryIO) -> None:
    """Replace a file, as `write` does, by the bytes of a stream, which are never held as a whole."""
    make_folder(path.parent)
    _replace_with(path, lambda file: shutil.copyfileobj(source, file, _PIECE))


def _replace_with(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    temporary, replaced = "", False
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".careerkit-", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
        replaced = True
        _sync_folder(path.parent)
    except OSError as error:
        raise _unconfirmed(path, error) if replaced else _cannot(path, error) from None
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder with these files as a whole: a temporary one beside it, flushed to disk, then renamed.

    files: bytes by path inside the folder, with `/`. One that somebody else has made meanwhile stays as it is.
    Raises CannotWrite; nothing is there then.
    """
    make_folder(folder.parent)
    temporary = ""
    try:
        temporary = tempfile.mkdtemp(dir=folder.parent, prefix=".careerkit-", suffix=".tmp")
        for name, data in files.items():
            _write_new(Path(temporary, name), data)
        for inside in {Path(temporary, name).parent for name in files}:
            _sync_folder(inside)
        Path(temporary).rename(folder)
        _sync_folder(folder.parent)
    except OSError as error:
        # Two may make the same one at the same time: the second finds it there, and whole.
        if not folder.is_dir():
            raise _cannot(folder, error) from None
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def _write_new(path: Path, data: bytes) -> None:
    make_folder(path.parent)
    with os.fdopen(os.open(path, _NEW, PRIVATE_FILE), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def append(path: Path, data: bytes) -> None:
    """Add bytes at the end of a file and flush them to disk; call it under `locked`.

    Starts with a newline when the file does not end in one, so that a line torn by an earlier
    kill can never swallow this one. Raises CannotWrite; what was half written is then taken back.
    """
    make_folder(path.parent)
    try:
        new = not path.exists()
        with os.fdopen(os.open(path, _APPEND, PRIVATE_FILE), "rb+", buffering=0) as file:
            if new:
                _sync_folder(path.parent)
            _append(file.fileno(), data)
    except OSError as error:
        raise _cannot(path, error) from None


def remove(path: Path) -> None:
    """Delete a derived file; one that is gone already is fine. Raises CannotWrite."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot(path, error) from None


def remove_folder(folder: Path) -> None:
    """Delete a derived folder with all that is in it; a link in it goes, what it leads to stays.

    It is renamed first, so that half of it is never mistaken for whole. Raises CannotWrite.
    """
    try:
        if folder.is_symlink():
            raise OSError(0, "it is a link")
        gone = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".careerkit-", suffix=".tmp"))
        try:
            folder.rename(gone / folder.name)
        finally:
            shutil.rmtree(gone)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CannotWrite(f"cannot remove {folder}: {reason}") from None


def _append(handle: int, data: bytes) -> None:
    size = os.lseek(handle, 0, os.SEEK_END)
    try:
        _write_all(handle, _fence(handle, size) + data)
        os.fsync(handle)
    except OSError:
        # Said to have failed, so it must not stand there when it is tried again.
        with contextlib.suppress(OSError):
            os.ftruncate(handle, size)
        raise


def _fence(handle: int, size: int) -> bytes:
    if not size:
        return b""
    os.lseek(handle, size - 1, os.SEEK_SET)
    return b"" if os.read(handle, 1) == b"\n" else b"\n"


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _replace(temporary: str, path: Path) -> None:
    for attempt in range(_WINDOWS_RETRIES):
        try:
            Path(temporary).replace(path)
            return
        except PermissionError:
            if attempt + 1 == _WINDOWS_RETRIES:
                raise
            time.sleep(0.3)


def _sync_folder(folder: Path) -> None:
    """Make a rename itself durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot(path: Path, error: OSError) -> CannotWrite:
    reason = error.strerror or type(error).__name__
    return CannotWrite(f"cannot write {path}: {reason}; the old file is untouched")


def _unconfirmed(path: Path, error: OSError) -> CannotWrite:
    reason = error.strerror or type(error).__name__
    return CannotWrite(f"{path} is written, but the disk did not confirm it: {reason}")
