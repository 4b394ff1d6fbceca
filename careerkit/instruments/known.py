"""Which questionnaires there are: the packaged ones, a person's own, and the very files that sittings were taken with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from careerkit.errors import BadData, UsageError
from careerkit.instruments import (
    EXAMPLES,
    PACKAGED,
    Instrument,
    examples,
    near,
    read_all,
    version_key,
)

USED = "used"


def instruments(folder: Path | None = None) -> dict[str, Instrument]:
    """The packaged questionnaires, those of a folder, and the copies kept in its `used/`, by fingerprint.

    Where two files have the same wording, scales and keys, a person's own counts before the packaged
    one and both before a kept copy. Raises BadData for broken files, all at once, and for a wording
    that changed while the version did not.
    """
    own, used = _files(folder), _files(folder / USED if folder else None)
    found = read_all([*used, *sorted(PACKAGED.glob("*.toml")), *own])
    refused = list(_silent_changes(found))
    if refused:
        raise BadData("\n".join(refused))
    return {instrument.fingerprint: instrument for instrument in found}


def latest(known: Iterable[Instrument]) -> list[Instrument]:
    """The highest version of each questionnaire and language, by id and language."""
    found: dict[tuple[str, str], Instrument] = {}
    for one in sorted(known, key=lambda one: version_key(one.version)):
        found[one.id, one.language] = one
    return [found[key] for key in sorted(found)]


def newest(known: Mapping[str, Instrument], name: str, language: str = "") -> Instrument:
    """The latest version of one questionnaire. Raises UsageError for an unknown name or an open choice of language."""
    named = [found for found in known.values() if found.id == name]
    if not named:
        raise UsageError(_unknown(name, known))
    spoken = languages(known, name)
    if (language and language not in spoken) or (not language and len(spoken) > 1):
        raise UsageError(f"{name} is there in: {', '.join(spoken)}; say which with --language")
    return next(found for found in latest(named) if found.language == (language or spoken[0]))


def languages(known: Mapping[str, Instrument], name: str) -> list[str]:
    """The languages in which a questionnaire is there, sorted."""
    return sorted({found.language for found in known.values() if found.id == name})


def used_file(instrument: Instrument) -> str:
    """Where the file of a sitting is kept, below `instruments/`: used/compass-1.0.0-94aecd3b.toml."""
    return f"{USED}/{instrument.id}-{instrument.version}-{instrument.fingerprint[:8]}.toml"


def _files(folder: Path | None) -> list[Path]:
    """The TOML files of a folder, sorted; links among them are passed over. Raises BadData for a folder that is one."""
    if folder is not None and folder.is_symlink():
        raise BadData(f"{folder} is a link, which careerkit does not follow; put a folder there")
    if folder is None or not folder.is_dir():
        return []
    return [path for path in sorted(folder.glob("*.toml")) if not path.is_symlink()]


def _silent_changes(found: Iterable[Instrument]) -> Iterable[str]:
    """Files that differ in wording, scales or keys although at most the last number of their versions does, and the reverse."""
    first: dict[tuple[object, ...], Instrument] = {}
    named: dict[str, Instrument] = {}
    for one in found:
        same = (one.id, one.language, version_key(one.version)[:2])
        other = first.setdefault(same, one)
        twin = named.setdefault(one.fingerprint, one)
        if twin.id != one.id:
            yield (
                f"{_named(twin)} and {_named(one)}: the same wording, scales and keys under two names;"
                " keep one of them, or change what is asked"
            )
        if other.fingerprint != one.fingerprint:
            yield (
                f"{_named(other)} and {_named(one)}: wording, scales or keys differ, but the version does not;"
                " give the changed one a new version, such as 2.0.0, or undo the change"
            )


def _named(instrument: Instrument) -> str:
    path = instrument.path
    if path is None:
        return f"{instrument.id} {instrument.version}"
    place = "careerkit's own " if path.parent == PACKAGED else ""
    return f"{place}{path.parent.name}/{path.name} ({instrument.id} {instrument.version})"


def _unknown(name: str, known: Mapping[str, Instrument]) -> str:
    ids = sorted({found.id for found in known.values()})
    keys = {found.id: found for found in examples()}
    if name in keys:
        return how_to_add(keys[name])
    return f"there is no questionnaire {name!r}{near(name, [*ids, *keys])}; there are: {', '.join(ids)}"


def how_to_add(instrument: Instrument) -> str:
    """What to do with a file that holds only the key of a questionnaire, because its wording is not ours to pass on."""
    name = instrument.id
    is_example = instrument.path is not None and instrument.path.parent == EXAMPLES
    first = f"careerkit assess copy {name}, then add" if is_example else "add"
    return (
        f"{name} has only its key, because its wording is not ours to pass on ({instrument.licence})."
        f" If you may use it: {first} the text of every item to instruments/{name}.toml in your workbook"
        ' and set text_status = "full"'
    )
