"""The lock: a shared page that opens with six words in any web browser, without a network.

PBKDF2-SHA256 makes a key of the words, HKDF-SHA256 splits it in two: one opens the page, the other
seals the reply that is written in it. The page is packed, filled up to full steps and sealed with
AES-256-GCM together with the header that says how. All of it is done by `cryptography` here and by
the browser's own WebCrypto in `assets/unlock.js`; nothing is home-made. The form and the scripts
around the sealed text are the same in every locked file, and hold nothing of the page.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import unicodedata
import zlib
from collections.abc import Mapping
from random import Random

from markupsafe import Markup

from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.limits import MAX_ITERATIONS, MAX_LOCKED, MAX_LOCKED_PAGE
from careerkit.report.page import asset, policy, scripts, style, templates

# What it takes to make a key; about half a second in a browser. Fixed by version 1 of the format.
ITERATIONS = 1_000_000
WORDS = 6
SALT_BYTES = 16
IV_BYTES = 12
# The size of a locked file tells the size of the page only to the next full step.
STEP = 16 * 1024

# Six words of the list have at least so many letters.
_FEWEST_LETTERS = 18
_TAG_BYTES = 16
_LENGTH_BYTES = 4
_REPLY_SAYS = b"careerkit reply 1"
_HEADER = re.compile(rb'<script type="application/json" id="header">([^<]{1,1000})</script>')
_SEALED = re.compile(rb'<script type="text/plain" id="sealed">([^<]*)</script>')

_DAMAGED = "this locked file is damaged or incomplete; ask for it again"
_WRONG = "these words do not open this file: a word is wrong, or the file was changed on its way"
_WRONG_REPLY = "this reply does not belong to the copy that these words lock, or it was changed"


def passphrase(random: Random) -> str:
    """Six words that lock a file, with spaces between: 77 bits if `random` is a SystemRandom."""
    # The list is taken from xkcdpass because its 7,776 words are picked for being typed, and ship with it.
    from xkcdpass.xkcd_password import generate_wordlist

    words = sorted(generate_wordlist(wordfile="eff-long", min_length=3, max_length=9))
    return " ".join(random.choice(words) for _ in range(WORDS))


def lock(
    page: bytes, passphrase: str, *, salt: bytes, iv: bytes, iterations: int = ITERATIONS
) -> bytes:
    """The page as an HTML file that asks for the words and then shows it; equal arguments, equal bytes.

    salt: 16 bytes, iv: 12 bytes, both random and new for every file; never use a pair twice.
    Raises UsageError when the words are too few, BadData when the page is too large to be opened.
    """
    if len(salt) != SALT_BYTES or len(iv) != IV_BYTES or not 1 <= iterations <= MAX_ITERATIONS:
        raise UsageError(f"a lock takes a salt of {SALT_BYTES} bytes and an iv of {IV_BYTES}")
    if len(_normal(passphrase)) < _FEWEST_LETTERS:
        raise UsageError("these words are too few for a lock; use the six that careerkit makes")
    if len(page) > MAX_LOCKED_PAGE:
        raise BadData(f"the page is too large to be locked ({len(page)} bytes); share less of it")
    header = _header(salt, iv, iterations)
    content, _ = _keys(passphrase, salt, iterations)
    return _file(header, _encrypt(content, iv, _pack(page), header), form=_has_form(page))


def unlock(file: bytes, passphrase: str) -> bytes:
    """The page that was locked, byte for byte.

    Raises BadData when the file is no whole locked file or asks for too much, NotAllowed when the
    words are wrong or any byte of what is sealed, or of its header, is another.
    """
    header, sealed = _parts(file)
    salt, iv, iterations = _read_header(header)
    content, _ = _keys(passphrase, salt, iterations)
    return _unpack(_decrypt(content, iv, sealed, header, _WRONG))


def open_reply(
    sealed: Mapping[str, str], passphrase: str, salt: bytes, *, iterations: int = ITERATIONS
) -> bytes:
    """The text of a reply that was written in a locked copy.

    sealed: `iv` and `data` in base64, as the page saves them. salt: that of the copy.
    Raises BadData when that is not what `sealed` holds, NotAllowed when the words or the copy are others.
    """
    iv, data = _from_base64(sealed.get("iv"), IV_BYTES), _from_base64(sealed.get("data"))
    if iv is None or data is None or len(data) < _TAG_BYTES:
        raise BadData("this reply is damaged or incomplete; ask for it again")
    _, reply = _keys(passphrase, salt, iterations)
    return _decrypt(reply, iv, data, _REPLY_SAYS, _WRONG_REPLY)


# ---- words and keys ------------------------------------------------------------------------------


def _normal(passphrase: str) -> str:
    """Letters and digits only, in small letters: how words are written or divided does not matter.

    No two sets of words of the list become the same by that, but for yo-yo and yoyo.
    """
    return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFKD", passphrase).casefold())


def _keys(passphrase: str, salt: bytes, iterations: int) -> tuple[bytes, bytes]:
    """The key of the page and the key of the reply, 32 bytes each."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    words = _normal(passphrase).encode()
    master = PBKDF2HMAC(SHA256(), 32, salt, iterations).derive(words)
    content = HKDF(SHA256(), 32, salt=b"", info=b"careerkit content").derive(master)
    return content, HKDF(SHA256(), 32, salt=b"", info=b"careerkit reply").derive(master)


def _encrypt(key: bytes, iv: bytes, text: bytes, header: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).encrypt(iv, text, header)


def _decrypt(key: bytes, iv: bytes, sealed: bytes, header: bytes, otherwise: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(iv, sealed, header)
    except InvalidTag:
        raise NotAllowed(otherwise) from None


# ---- what is sealed ------------------------------------------------------------------------------


def _pack(page: bytes) -> bytes:
    """Four bytes of length, the gzip stream, zeros up to the next full step."""
    packed = gzip.compress(page, 9, mtime=0)
    whole = len(packed).to_bytes(_LENGTH_BYTES, "big") + packed
    return whole + bytes(-len(whole) % STEP)


def _unpack(whole: bytes) -> bytes:
    length = int.from_bytes(whole[:_LENGTH_BYTES], "big")
    unzip = zlib.decompressobj(wbits=31)
    try:
        page = unzip.decompress(whole[_LENGTH_BYTES : _LENGTH_BYTES + length], MAX_LOCKED_PAGE + 1)
    except zlib.error:
        raise BadData(_DAMAGED) from None
    if len(page) > MAX_LOCKED_PAGE or not unzip.eof or unzip.unused_data:
        raise BadData(_DAMAGED)
    return page


# ---- the file ------------------------------------------------------------------------------------


def _header(salt: bytes, iv: bytes, iterations: int) -> bytes:
    said = {
        "format": "careerkit-locked",
        "version": 1,
        "kdf": "PBKDF2-SHA256, HKDF-SHA256",
        "iterations": iterations,
        "salt": _to_base64(salt),
        "cipher": "AES-256-GCM",
        "iv": _to_base64(iv),
        "packed": f"gzip, {STEP}",
        "reply": {"cipher": "AES-256-GCM", "key": "careerkit reply"},
    }
    return json.dumps(said, separators=(",", ":")).encode()


def _read_header(header: bytes) -> tuple[bytes, bytes, int]:
    """Salt, iv and iterations of a header of which every other byte is as `_header` writes it."""
    try:
        said = json.loads(header)
        salt, iv, iterations = said["salt"], said["iv"], said["iterations"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadData(_DAMAGED) from None
    read = _from_base64(salt, SALT_BYTES), _from_base64(iv, IV_BYTES)
    if read[0] is None or read[1] is None or type(iterations) is not int:
        raise BadData(_DAMAGED)
    if not 1 <= iterations <= MAX_ITERATIONS or header != _header(read[0], read[1], iterations):
        raise BadData(_DAMAGED)
    return read[0], read[1], iterations


def _parts(file: bytes) -> tuple[bytes, bytes]:
    """The header and what is sealed, of a whole file that is not too large."""
    if len(file) > MAX_LOCKED:
        raise BadData(f"this file is too large for a locked one ({len(file)} bytes)")
    headers, texts = _HEADER.findall(file), _SEALED.findall(file)
    if len(headers) != 1 or len(texts) != 1 or not file.rstrip().endswith(b"</html>"):
        raise BadData(_DAMAGED)
    sealed = _from_base64(texts[0].decode("ascii", "replace"))
    if sealed is None or len(sealed) <= _TAG_BYTES or len(sealed) % STEP != _TAG_BYTES:
        raise BadData(_DAMAGED)
    return headers[0], sealed


def _file(header: bytes, sealed: bytes, *, form: bool) -> bytes:
    styles = [style(form=form), asset("locked.css")]
    programs = [*scripts(form=form), asset("unlock.js")]
    # Our own files, hashes and base64, to be written as they are.
    text = templates().get_template("locked.html.j2").render(
        policy=Markup(policy(styles, programs)),  # noqa: S704
        styles=[Markup(one) for one in styles],  # noqa: S704
        scripts=[Markup(one) for one in programs],  # noqa: S704
        header=Markup(header.decode()),  # noqa: S704
        sealed=_to_base64(sealed),
    )  # fmt: skip
    return text.encode()


def _has_form(page: bytes) -> bool:
    """Whether the page is one with the reply form; by its style, which the locked file then has to bring."""
    return style(form=True).encode() in page


def _to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _from_base64(text: object, length: int | None = None) -> bytes | None:
    """None for anything but base64 in its one spelling (so that no changed character goes unseen) of `length` bytes."""
    if not isinstance(text, str):
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    right = _to_base64(data) == text and length in (None, len(data))
    return data if right else None
