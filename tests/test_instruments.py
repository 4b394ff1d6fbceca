"""Questionnaire files: the packaged ones, every way a file can be broken, and hostile ones that must cost nothing."""

from __future__ import annotations

import random
import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import assess, instruments
from careerkit.errors import BadData, UsageError
from careerkit.instruments import Instrument
from careerkit.instruments._form import MOST_ENTRIES, near
from careerkit.instruments.known import how_to_add, languages, latest, newest, used_file
from tests.test_assess import PART, SMALL

# ---- fingerprints ------------------------------------------------------------------------------------


def test_the_compass_keeps_its_fingerprint() -> None:
    """A changed fingerprint needs a new version: answers of last year would stop being comparable."""
    compass = instruments.load(instruments.PACKAGED / "compass.toml")
    assert (compass.version, compass.fingerprint) == ("1.0.0", "94aecd3b2b6b546b")
    assert assess.fingerprint(compass) == compass.fingerprint


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ('text = "Two."', 'text = "Two"', False),
        ('"e"]', '"f"]', False),
        ('"-three"', '"three"', False),
        ("min_answered = 2", "min_answered = 3", False),
        ('title = "A small one"', 'title = "Another name"', True),
        ('title = "Whole"', 'title = "All"', True),
        ('"middle"', '"between"', True),
        ("sd = 0.79", "sd = 0.8", True),
    ],
)
def test_wording_and_keys_change_the_fingerprint_and_titles_do_not(
    old: str, new: str, same: bool
) -> None:
    changed = Instrument(tomllib.loads(SMALL.replace(old, new)))
    assert (changed.fingerprint == PART.fingerprint) is same


# ---- broken files ------------------------------------------------------------------------------------


def load(folder: Path, text: str, name: str = "small.toml") -> Instrument:
    path = folder / name
    path.write_bytes(text.encode())
    return instruments.load(path)


def test_a_sound_file_loads(tmp_path: Path) -> None:
    assert load(tmp_path, SMALL).fingerprint == PART.fingerprint
    assert load(tmp_path, "\ufeff" + SMALL).id == "small"
    assert load(tmp_path, SMALL, "small-1.0.0-94aecd3b.toml").id == "small", "a frozen copy"


BROKEN = [
    ('"-three"', '"-thre"', 'score "whole": item "thre" does not exist (did you mean "three"?)'),
    ('"-three"]', '"one"]', 'score "whole": "one" is listed twice'),
    ('"two", "-three"]', '"two"]', 'item "three" is in no score (list it in one, or remove it)'),
    ('id = "two"\nscale', 'id = "two"\nscael', 'item 2 ("two"): unknown key "scael" (did you mean "scale"?)'),
    (', "e"]', "]", 'scale "agree": 5 values but 4 labels'),
    ("[1, 2, 3, 4, 5]", "[1, 3, 2, 4, 5]", 'scale "agree": values must rise from low to high'),
    ("[1, 2, 3, 4, 5]", "[nan, 2, 3, 4, 5]", 'scale "agree": every value must be a finite number'),
    ("min_answered = 2", "min_answered = 4", 'score "whole": min_answered 4 is more than its 3 parts'),
    ('items = ["one", "two", "-three"]', 'of = ["whole", "wole"]', "scores refer to each other in a circle: whole > whole"),
    ("min_answered = 2", 'of = ["whole", "whole2"]', "score 1 (\"whole\"): give either items = [...] or of = [...], not both and not neither"),
    ('id = "two"', 'id = "one"', 'item "one" is defined twice'),
    ('id = "whole"', 'id = "one"', '"one" is both an item and a score'),
    ('id = "small"', 'id = "smal"', 'instrument: id "smal" is not the file\'s name "small"; make them the same'),
    ('id = "small"', 'id = "Small!"', "is not allowed (ids: small letters, digits, _; versions: 1.0.0)"),
    ('version = "1.0.0"', 'version = "1.0"', 'instrument > version: "1.0" is not allowed'),
    ('evidence = "none"', 'evidence = "nome"', 'instrument > evidence: "nome" is not one of none, pilot, published (did you mean "none"?)'),
    ('licence = "CC0-1.0"\n', "", "instrument: missing licence"),
    ('text = "Two."\n', "", 'item "two": no text, but text_status is "full"'),
    ('text_status = "full"', 'text_status = "key-only"', 'item "one": has text, but text_status is "key-only"'),
    ('scale = "agree"\ntext = "Two."', 'scale = "agre"\ntext = "Two."', 'item "two": scale "agre" does not exist (did you mean "agree"?)'),
    ('scores = ["whole"]', 'scores = ["hole"]', 'reliability: score "hole" does not exist (did you mean "whole"?)'),
    ('names = ["low", "middle", "high"]', 'names = ["low", "high"]', "bands: 2 cuts need 3 names, there are 2"),
    ("cuts = [40, 60]", "cuts = [60, 40]", "bands: cuts must rise"),
    ("format = 1", "format = 2", "format = 2 is not known here"),
    ("[bands]", '[feedback.hole]\nlow = "x"\n[bands]', 'feedback: score "hole" does not exist (did you mean "whole"?)'),
    ("[bands]", '[[gap]]\nid = "g"\nhave = "whole"\nwant = "won"\n[bands]', 'gap "g": want = "won" is neither an item nor a score'),
    ('scale = "agree"\ntext = "Two."', 'scale = "wide"\ntext = "Two."\n[scale.wide]\nvalues = [0, 9]\nlabels = ["a", "b"]', "mixes different ranges"),
    ("[scale.agree]", "[scale.agree]\nvalues = [1]", "not valid TOML"),
    ("format = 1", 'format = 1\nitem = "one"', "not valid TOML"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"), BROKEN, ids=[message[:40] for _, _, message in BROKEN]
)
def test_every_broken_file_says_what_and_where(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in SMALL
    with pytest.raises(BadData, match=re.escape(message)):
        load(tmp_path, SMALL.replace(old, new, 1))


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    broken = (
        SMALL.replace('"-three"', '"-thre"')
        .replace("cuts = [40, 60]", "cuts = [60, 40]")
        .replace("scale = ", "scael = ", 1)
    )
    with pytest.raises(BadData) as caught:
        load(tmp_path, broken)
    text = str(caught.value)
    assert text.startswith("small.toml: 4 problem(s)")
    assert all(words in text for words in ("thre", "cuts must rise", "scael", "is in no score"))


@pytest.mark.parametrize(
    ("raw", "message"),
    [(b"a" * (256 * 1024 + 1), "larger than 256 KiB"), (b"\xff\xfe", "not UTF-8"), (b"a = " + b"[" * 9999, "not valid TOML"),
     (b"", "missing format"), (b"score = 3\nitem = []\nscale = 1\nbands = 2", "missing format")],
)  # fmt: skip
def test_files_that_are_no_questionnaire_are_refused(
    tmp_path: Path, raw: bytes, message: str
) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes(raw)
    with pytest.raises(BadData, match=message):
        instruments.load(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        instruments.load(tmp_path / "small.toml")


def test_own_questionnaires_stand_beside_the_packaged_ones(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL, "utf-8")
    found = assess.instruments(tmp_path)
    assert {part.id for part in found.values()} >= {"compass", "small"}
    assert assess.instruments(tmp_path / "none") == assess.instruments()


def test_the_problems_of_several_files_come_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text("format = 1", "utf-8")
    with pytest.raises(BadData, match=r"(?s)a\.toml.*b\.toml"):
        assess.instruments(tmp_path)


COMPASS_TEXT = (instruments.PACKAGED / "compass.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ('"-scope_3"]', '"-scop_3"]', ['score "scope": item "scop_3" does not exist (did you mean "scope_3"?)',
                                       'item "scope_3" is in no score (list it in one, or remove it)']),
        ('id = "drive_1"\nscale', 'id = "drive_1"\nscael', ['item 2 ("drive_1"): unknown key "scael" (did you mean "scale"?)',
                                                           'item "drive_1": say which scale; there are true_of_me, wanted']),
        (', "Very true of me"]', "]", ['scale "true_of_me": 5 values but 4 labels']),
        ("min_answered = 2", "min_answered = 4", ['score "scope": min_answered 4 is more than its 3 parts']),
        ('of = ["drive", "fit"]', 'of = ["meaning", "fit"]', ["scores refer to each other in a circle: meaning > meaning"]),
    ],
)  # fmt: skip
def test_the_messages_word_for_word(
    tmp_path: Path, old: str, new: str, problems: list[str]
) -> None:
    """The compass with one slip each: the file, the element, the suggestion, and nothing else."""
    assert old in COMPASS_TEXT
    with pytest.raises(BadData) as caught:
        load(tmp_path, COMPASS_TEXT.replace(old, new, 1), "compass.toml")
    head, *told = str(caught.value).split("\n")
    assert head == f"compass.toml: {len(problems)} problem(s)"
    assert told == [f"  - {problem}" for problem in problems]


def test_a_key_given_twice_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        load(tmp_path, 'format = 1\nformat = 1\n[instrument]\nid = "small"\n')
    assert str(caught.value).startswith("small.toml: not valid TOML: Cannot overwrite a value (at ")


MORE_BROKEN = [
    ('"One."', '"One\\u001b[31m."', 'item 1 ("one") > text: a character that cannot be seen stands in it; write plain text'),
    ('labels = ["a"', 'labels = ["\\u202ea"', "scale > agree > labels 1: a character that cannot be seen"),
    ('labels = ["a"', 'labels = ["a\\nb"', "scale > agree > labels 1: a character that cannot be seen"),
    ('labels = ["a", "b"', 'labels = ["a", "A "', 'scale "agree": every label must be a word of its own, but "a" is not'),
    ("[1, 2, 3, 4, 5]", "[1, 2, 3, 4, inf]", 'scale "agree": every value must be a finite number'),
    ("sd = 0.79", "sd = nan", "reliability 1 > sd: every value must be a finite number"),
    ("sd = 0.79", f"sd = 0x{'f' * 5000}", "reliability 1 > sd: every value must be a finite number"),
    ("sd = 0.79", f"sd = {'9' * 5000}", "not valid TOML"),
    ("[bands]", '[[gap]]\nid = "one"\nhave = "whole"\nwant = "two"\n[bands]', '"one" is both an item and a gap'),
    ("[bands]", '[[changes]]\nversion = "1.2.0"\nsummary = "x"\ncomparable = true\n[bands]',
     'changes: version "1.2.0" is none up to this file\'s own, 1.0.0'),
    ("[bands]", '[[changes]]\nversion = "1.0.0"\nsummary = "x"\ncomparable = true\n[[changes]]\nversion = "1.0.0"\nsummary = "y"\ncomparable = true\n[bands]',
     'changes: version "1.0.0" is told twice'),
    ("values = [1, 2, 3, 4, 5]", f"values = {list(range(102))}", "scale > agree > values: 102 entries are too many (at most 101)"),
    ("values = [1, 2, 3, 4, 5]", f"values = {list(range(600))}", "scale > agree > values: 600 entries are more than a questionnaire has"),
    ("[bands]", '[norm]\nscore = "whole"\n[bands]', "norm: "),
    ("[bands]", '[[norm]]\nscore = "hole"\ngroup = "g"\nn = 30\nmean = 3\nsd = 1\nsource = "s"\n[bands]', 'norm: score "hole" does not exist (did you mean "whole"?)'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"), MORE_BROKEN, ids=[message[:40] for _, _, message in MORE_BROKEN]
)
def test_what_a_stranger_may_put_into_a_file(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in SMALL
    with pytest.raises(BadData, match=re.escape(message)):
        load(tmp_path, SMALL.replace(old, new, 1))


def test_lines_may_break_where_texts_are_long(tmp_path: Path) -> None:
    sound = SMALL.replace('"One."', '"One,\\nand more."').replace(
        'licence = "CC0-1.0"', 'licence = "CC0-1.0"\ninstructions = "a\\n\\tb"'
    )
    assert load(tmp_path, sound).texts["one"] == "One,\nand more."


def test_a_message_shows_no_control_character(tmp_path: Path) -> None:
    """A terminal would obey it: an id with an escape in it."""
    with pytest.raises(BadData) as caught:
        load(tmp_path, SMALL.replace('id = "two"', 'id = "\\u001b[2Jtwo"'))
    assert "\x1b" not in str(caught.value)


def test_an_enormous_file_of_small_parts_is_refused_at_once(tmp_path: Path) -> None:
    """A quarter of a megabyte of scores that refer to each other in diamonds: exponential for who follows every path."""
    scores = [
        f'[[score]]\nid = "s{n}"\ntitle = "t"\nof = ["s{n + 1}", "s{n + 2}"]\n' for n in range(4000)
    ]
    begin = time.process_time()
    with pytest.raises(BadData, match="more than a questionnaire has"):
        load(tmp_path, SMALL + "".join(scores))
    diamonds = "".join(scores[:90]).replace('"s91"', '"whole"').replace('"s90"', '"whole2"')
    with pytest.raises(BadData, match='score "whole2" does not exist'):
        load(tmp_path, SMALL + diamonds)
    assert time.process_time() - begin < 10, "about 0.3 s; following every path would take for ever"


def test_a_chain_of_scores_is_followed(tmp_path: Path) -> None:
    """whole, then 60 scores, each made of the two before it: mean and items of the last are those of the first."""
    chain = [
        f'[[score]]\nid = "s{n}"\ntitle = "t"\nof = ["s{n - 1}", "s{n - 2}"]\n' for n in range(60)
    ]
    text = "".join(chain).replace('"s-1", "s-2"', '"whole", "other"').replace('"s-1"', '"whole"')
    other = '[[score]]\nid = "other"\ntitle = "o"\nitems = ["one"]\n'
    part = load(tmp_path, SMALL.replace("[bands]", f"{other}{text}[bands]"))
    assert list(part.scores)[:2] == ["whole", "other"]
    assert part.leaves["s59"] == {"one", "two", "three"}
    assert len(set(part.items_keys.values())) == 62


def test_at_most_a_hundred_problems_are_told(tmp_path: Path) -> None:
    broken = SMALL.replace('"-three"', ", ".join(f'"nothing_{n}"' for n in range(300)))
    with pytest.raises(BadData, match="100 problem"):
        load(tmp_path, broken)


def test_a_long_word_is_no_slip_of_the_pen() -> None:
    assert near("whle", ["whole"]) == ' (did you mean "whole"?)'
    assert near("x" * 100_000, ["x" * 99_999]) == ""
    assert MOST_ENTRIES == 500


@settings(deadline=None, max_examples=60)
@given(st.randoms(use_true_random=False))
def test_a_file_cut_and_mixed_up_is_refused_in_words_or_sound(shuffler: random.Random) -> None:
    """Lines of the small file left out, doubled, moved, with values of another kind: BadData or a questionnaire."""
    from tempfile import TemporaryDirectory

    lines = SMALL.strip().split("\n")
    for _ in range(shuffler.randint(1, 4)):
        place = shuffler.randrange(len(lines))
        line = lines[place]
        lines[place] = shuffler.choice(
            ["", line + "\n" + line, line.split("=")[0] + "= " + shuffler.choice(["[]", "{}", "1", "true", '["x"]', "[[1]]", "1979-05-27"])]
        )  # fmt: skip
    with TemporaryDirectory() as folder:
        try:
            said = ", ".join(load(Path(folder), "\n".join(lines)).scores)
        except BadData as told:
            said = str(told)
    assert said.startswith(("small.toml: ", "whole"))


# ---- the packaged ones -------------------------------------------------------------------------------


def packaged(name: str) -> Instrument:
    return instruments.load(instruments.PACKAGED / f"{name}.toml")


def test_the_pulse_asks_four_things_of_each_kind_two_of_them_reversed() -> None:
    pulse = packaged("pulse")
    assert {name: len(score.parts) for name, score in pulse.scores.items()} == {
        "scope": 4,
        "motivation": 4,
        "impact": 4,
    }
    assert [len(score.reversed) for score in pulse.scores.values()] == [2, 2, 2]
    assert (pulse.version, pulse.fingerprint) == ("1.0.0", "83195e94dd349974")


def test_the_interest_markers_are_six_times_eight_and_judge_nothing() -> None:
    riasec = packaged("riasec")
    assert list(riasec.scores) == [
        "realistic",
        "investigative",
        "artistic",
        "social",
        "enterprising",
        "conventional",
    ]
    assert all(len(score.parts) == 8 and not score.reversed for score in riasec.scores.values())
    assert len(set(riasec.texts.values())) == 48
    assert (riasec.bands, riasec.licence) == (((), ()), "public domain")
    assert all(score.reliability is None for score in riasec.scores.values())
    assert "raw" not in repr(riasec)


@pytest.mark.parametrize("name", ["compass", "pulse", "riasec"])
def test_a_packaged_questionnaire_prints_its_limits(name: str) -> None:
    """And what is asked above every scale, without which part of a sentence would stand alone."""
    raw = packaged(name).raw
    assert len(raw["instrument"]["limits"]) >= 4
    assert all(scale["question"] for scale in raw["scale"].values())
    assert "norm" not in raw


@pytest.mark.parametrize(
    ("name", "parts"), [("cbi", {"personal": 6, "work": 7, "client": 6}), ("uwes9", {"total": 9, "vigour": 3, "dedication": 3, "absorption": 3})]
)  # fmt: skip
def test_an_example_has_the_key_and_no_wording(name: str, parts: dict[str, int]) -> None:
    [example] = [one for one in instruments.examples() if one.id == name]
    assert not example.has_text
    assert set(example.texts.values()) == {""}
    assert {score.id: len(score.parts) for score in example.scores.values()} == parts
    assert not {"norm", "reliability", "bands"} & set(example.raw), (
        "nothing that was not checked is quoted"
    )
    assert "careerkit assess copy" in example.raw["instrument"]["note"]
    assert name not in {one.id for one in instruments.packaged().values()}


def test_the_example_near_to_health_says_so() -> None:
    """The Copenhagen inventory: 0 to 100, the last item of the work part reversed, 3, 4 and 3 answers needed."""
    [example] = [one for one in instruments.examples() if one.id == "cbi"]
    assert example.raw["instrument"]["health"] is True
    assert example.scores["work"].reversed == {"work_7"}
    assert [score.least for score in example.scores.values()] == [3, 4, 3]
    assert example.values["work_1"] == (0, 25, 50, 75, 100)


# ---- which there are ---------------------------------------------------------------------------------


def other(text: str = SMALL, **changes: str) -> Instrument:
    for old, new in changes.items():
        text = text.replace(
            *{
                "version": ('"1.0.0"', f'"{new}"'),
                "word": ('"Two."', f'"{new}"'),
                "language": ('"en"', f'"{new}"'),
            }[old]
        )
    return Instrument(tomllib.loads(text))


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_kept_copies_are_found_too(tmp_path: Path) -> None:
    old = SMALL.replace('"Two."', '"Two!"').replace('"1.0.0"', '"0.9.0"')
    kept = other(version="0.9.0", word="Two!")
    put(tmp_path, f"{used_file(kept)}", old)
    put(tmp_path, "small.toml", SMALL)
    found = assess.instruments(tmp_path)
    assert {PART.fingerprint, kept.fingerprint} <= set(found)
    assert used_file(kept) == f"used/small-0.9.0-{kept.fingerprint[:8]}.toml"
    assert newest(found, "small").version == "1.0.0"


def test_a_wording_that_changed_silently_is_refused_with_both_files(tmp_path: Path) -> None:
    """One full stop less, the same version; and with another patch, which must not touch the wording."""
    put(tmp_path, f"used/small-1.0.0-{PART.fingerprint[:8]}.toml", SMALL)
    put(tmp_path, "small.toml", SMALL.replace('"Two."', '"Two"'))
    for version in ("1.0.0", "1.0.1"):
        put(
            tmp_path,
            "small.toml",
            SMALL.replace('"Two."', '"Two"').replace('"1.0.0"', f'"{version}"'),
        )
        with pytest.raises(BadData, match="the version does not") as caught:
            assess.instruments(tmp_path)
        assert "used/small-1.0.0-" in str(caught.value)
        assert f"/small.toml (small {version})" in str(caught.value)
    put(tmp_path, "small.toml", SMALL.replace('"Two."', '"Two"').replace('"1.0.0"', '"2.0.0"'))
    assert newest(assess.instruments(tmp_path), "small").version == "2.0.0"


def test_an_own_copy_of_a_packaged_file_must_have_its_own_version(tmp_path: Path) -> None:
    put(tmp_path, "compass.toml", COMPASS_TEXT.replace("look forward to.", "look forward to!"))
    with pytest.raises(BadData, match=r"careerkit's own instruments/compass\.toml"):
        assess.instruments(tmp_path)


def test_titles_may_change_and_ones_own_file_counts(tmp_path: Path) -> None:
    put(tmp_path, "compass.toml", COMPASS_TEXT.replace('"Job-Work-to-Career Compass"', '"Mine"'))
    assert newest(assess.instruments(tmp_path), "compass").title == "Mine"


def test_a_translation_stands_beside_the_original(tmp_path: Path) -> None:
    """small-de.toml has the same id and items: it is scored by itself, and one must say which to take."""
    put(tmp_path, "small.toml", SMALL)
    put(tmp_path, "small-de.toml", SMALL.replace('"en"', '"de"').replace('"One."', '"Eins."'))
    found = assess.instruments(tmp_path)
    assert languages(found, "small") == ["de", "en"]
    assert newest(found, "small", "de").texts["one"] == "Eins."
    with pytest.raises(UsageError, match="small is there in: de, en; say which with --language"):
        newest(found, "small")
    with pytest.raises(UsageError, match="de, en"):
        newest(found, "small", "fr")


def test_ten_comes_after_nine() -> None:
    versions = [other(version=version) for version in ("1.9.0", "1.10.0", "1.2.0")]
    assert [part.version for part in latest(versions)] == ["1.10.0"]
    assert instruments.version_key("soon") == ()


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(
        UsageError, match=r"did you mean \"compass\"\?\); there are: compass, pulse, riasec"
    ):
        newest(instruments.packaged(), "compas")


def test_a_name_with_a_key_alone_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match="careerkit assess copy cbi, then add the text of every item"
    ):
        newest(instruments.packaged(), "cbi")
    path = put(tmp_path, "cbi.toml", (instruments.EXAMPLES / "cbi.toml").read_text("utf-8"))
    assert "copy" not in how_to_add(instruments.load(path)), "it is copied already"


def test_links_are_not_followed(tmp_path: Path) -> None:
    real = put(tmp_path, "elsewhere/small.toml", SMALL)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "small.toml").symlink_to(real)
    assert "small" not in {part.id for part in assess.instruments(tmp_path / "own").values()}
    (tmp_path / "linked").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadData, match="is a link"):
        assess.instruments(tmp_path / "linked")


def test_wording_scale_and_key_make_a_score_what_it_is() -> None:
    """The same items in another order, under another title, with another rule for gaps: the same score. A word: another."""
    same = SMALL.replace('["one", "two", "-three"]', '["two", "-three", "one"]').replace(
        '"Whole"', '"All"'
    )
    key = PART.items_keys["whole"]
    assert Instrument(tomllib.loads(same)).items_keys["whole"] == key
    assert (
        Instrument(tomllib.loads(SMALL.replace("min_answered = 2", "min_answered = 3"))).items_keys[
            "whole"
        ]
        == key
    )
    for old, new in (
        ('"Two."', '"Two"'),
        ('"-three"', '"three"'),
        ('"e"]', '"f"]'),
        ("min_answered = 2", 'min_answered = 2\nmethod = "sum"'),
    ):
        assert Instrument(tomllib.loads(SMALL.replace(old, new))).items_keys["whole"] != key, new


def test_the_same_questions_under_two_names_are_refused(tmp_path: Path) -> None:
    """A copy of the pulse under another id would take over the answers of the packaged one."""
    text = (instruments.PACKAGED / "pulse.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(text.replace('id = "pulse"', 'id = "mine"', 1), "utf-8")
    with pytest.raises(BadData, match="under two names") as refused:
        assess.instruments(tmp_path)
    assert "mine.toml" in str(refused.value)
    assert "pulse.toml" in str(refused.value)
