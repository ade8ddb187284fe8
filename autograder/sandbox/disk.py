"""How much a worker has written, where no mount bounds it (level `uid`): looked at from outside, as memory is.

Files that were deleted but are still open are not seen; each is bounded by the limit on one file.
"""

from __future__ import annotations

import os

from .limits import Limits


def too_much_disk(folder: str, uid: int, limits: Limits) -> bool:
    """Whether the worker's folder and its files in /dev/shm are over the limits on bytes or number."""
    room, count = limits.tmp_bytes, limits.tmp_files
    places = [folder, "/dev/shm"]
    for place in places:  # grows while it is walked, and stops at the limit
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except OSError:  # gone meanwhile
                        continue
                    if status.st_uid != uid:
                        continue
                    room -= status.st_blocks * 512
                    count -= 1
                    if room < 0 or count < 0:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        places.append(entry.path)
        except OSError:
            continue
    return False
