"""Pseudonyms: the same for a student whenever a week's board is made, and without the course secret nobody's.

Another week gives another name, so that one name found out tells one week only.
"""

from __future__ import annotations

import hashlib
import hmac

_FIRST = """
amber ashen azure beige blue bold brass brave brisk bronze calm chrome clear cobalt copper coral crisp deep dusky early fair fleet
frosty gentle gilded golden grand green hazel honest indigo ivory jade jolly keen late lilac linen lively lucid mellow mild
misty mossy noble olive opal pale pearl plain proud quick quiet ruby russet sandy scarlet silent silver slate steady swift teal umber
"""
_SECOND = """
badger beaver bison bittern bunting carp civet condor crane curlew dingo dolphin dove egret eland falcon ferret finch gannet gecko
gibbon grebe gull hare heron hoopoe ibex ibis jackal jay kestrel kite koala lark lemur linnet lynx marten merlin mole newt ocelot
oriole osprey otter owl panda petrel pike plover puffin quail raven robin salmon seal shrew stoat swallow tapir tern trout vole wren
"""
FIRST, SECOND = _FIRST.split(), _SECOND.split()


def pseudonym(secret: bytes, assignment: str, student_id: str) -> str:
    """A first word, a second word, and four digits: 41 million names."""
    text = f"leaderboard|{assignment}|{student_id}".encode("utf-8", "surrogatepass")
    number = int.from_bytes(hmac.new(secret, text, hashlib.sha256).digest()[:8], "big")
    number, digits = divmod(number, 10_000)
    number, second = divmod(number, len(SECOND))
    return f"{FIRST[number % len(FIRST)]}-{SECOND[second]}-{digits:04}"
