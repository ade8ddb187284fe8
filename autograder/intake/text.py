"""How names are compared and shown. Nothing here decides who somebody is."""

import re
import unicodedata


def fold(text: str) -> str:
    """Equal for texts that differ only in letter case, Unicode form, outer blanks or Excel's `="…"`."""
    text = unwrapped(text.strip())
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def unwrapped(text: str) -> str:
    """Without the `="…"` in which Canvas and Excel keep a text that begins with `=` from being run."""
    return text[2:-1] if len(text) > 3 and text.startswith('="') and text.endswith('"') else text


def squash(text: str) -> str:
    """Only the letters, marks and digits, folded: what is left of a name in an LMS's file names."""
    return "".join(char for char in fold(text) if unicodedata.category(char)[0] in "LMN")


def name_keys(name: str, first: str = "", last: str = "") -> frozenset[str]:
    """The squashed spellings of a full name: "Last, First" equals "First Last"."""
    pairs = [(first, last)] if first and last else []
    if name.count(",") == 1:
        pairs.append((name.split(",")[1], name.split(",")[0]))
    keys = {squash(name), squash(first + last)}
    for given, family in pairs:
        keys |= {squash(given + family), squash(family + given)}
    return frozenset(keys - {""})


def shown(name: str, longest: int = 80) -> str:
    """A name as inert text: nothing invisible, no control or bidi character, not endless."""
    text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def listed(names: "list[str] | tuple[str, ...]", most: int = 6) -> str:
    """`"a.py", "b.py" and 3 more`."""
    quoted = [f'"{shown(name)}"' for name in names[:most]]
    if len(names) > most:
        quoted.append(f"{len(names) - most} more")
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else "".join(quoted)


def same_words(one: str, other: str) -> bool:
    """Whether two folder names are equal but for case and `-`, `_`, blank: GitHub turns `_` into `-`."""
    return re.sub(r"[-_ ]+", "-", fold(one)) == re.sub(r"[-_ ]+", "-", fold(other))
