"""The system-call filter of a worker: a deny-list, compiled to BPF by hand for x86-64 and aarch64.

Denied is what escapes the other limits: AF_VSOCK (not covered by a network namespace), memory outside RLIMIT_AS
(memfd, System V shared memory), and the kernel's wide surfaces (bpf, io_uring, keyctl, perf, userfaultfd, ptrace …).
A denied call returns EPERM; `clone3` ENOSYS, so that the C library falls back to `clone`, whose flags are looked at.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Mapping

_LD, _JEQ, _JSET, _JGE, _RET = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_NR, _ARCH, _ARG0_LOW = 0, 4, 16
_X32_BIT = 0x40000000
_ANY_NEW_NAMESPACE = 0x7E020000 | 0x02000000 | 0x00000080

#: name -> (x86-64, aarch64); None where the machine has no such call
DENIED = {
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "move_mount": (429, 429), "open_tree": (428, 428), "fsopen": (430, 430),
    "mount_setattr": (442, 442), "open_by_handle_at": (304, 265), "name_to_handle_at": (303, 264),
    "kexec_load": (246, 104), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "syslog": (103, 116), "acct": (163, 89),
    "quotactl": (179, 60), "settimeofday": (164, 170), "clock_settime": (227, 112), "adjtimex": (159, 171),
    "clock_adjtime": (305, 266), "lookup_dcookie": (212, 18), "kcmp": (312, 272), "fanotify_init": (300, 262),
    "pidfd_getfd": (438, 438), "personality": (135, 92), "vhangup": (153, 58), "iopl": (172, None),
    "ioperm": (173, None), "modify_ldt": (154, None), "nfsservctl": (180, 42),
}  # fmt: skip
_SOCKET, _CLONE, _CLONE3 = (41, 198), (56, 220), (435, 435)
_SOCKETPAIR = (53, 199)
#: Kernel objects that outlive a worker, where no IPC namespace stands around it: denied at level `uid` only.
LASTING = {"semget": (64, 190), "msgget": (68, 186), "mq_open": (240, 180)}
#: AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: all of them private to the worker's network namespace
FAMILIES = (1, 2, 10, 16)
#: Without a network namespace: AF_UNIX alone, so that pairs, pools and data loaders work
LOCAL = (1,)
NOTHING: Mapping[str, tuple[int, int | None]] = {}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def _op(code: int, jump_true: int, jump_false: int, value: int) -> bytes:
    return struct.pack("<HBBI", code, jump_true, jump_false, value)


def program(
    machine: str, families: tuple[int, ...] = FAMILIES, also: Mapping[str, tuple[int, int | None]] = NOTHING
) -> bytes:
    """The filter for a machine. Raises KeyError for one whose call numbers are not known here."""
    column, arch = _MACHINES[machine]
    deny = _op(_RET, 0, 0, _ERRNO | errno.EPERM)
    code = [_op(_LD, 0, 0, _ARCH), _op(_JEQ, 1, 0, arch), _op(_RET, 0, 0, _ERRNO | errno.EPERM), _op(_LD, 0, 0, _NR)]
    if column == 0:
        code += [_op(_JGE, 0, 1, _X32_BIT), deny]
    for numbers in (*DENIED.values(), *also.values()):
        number = numbers[column]
        if number is not None:
            code += [_op(_JEQ, 0, 1, number), deny]
    code += [_op(_JEQ, 0, 1, _CLONE3[column]), _op(_RET, 0, 0, _ERRNO | errno.ENOSYS)]
    code += [_op(_JEQ, 0, 4, _CLONE[column]), _op(_LD, 0, 0, _ARG0_LOW), _op(_JSET, 0, 1, _ANY_NEW_NAMESPACE), deny]
    code += [_op(_RET, 0, 0, _ALLOW)]
    for call in (_SOCKET, _SOCKETPAIR):
        code += [_op(_JEQ, 0, len(families) + 3, call[column]), _op(_LD, 0, 0, _ARG0_LOW)]
        for place, family in enumerate(families):
            code.append(_op(_JEQ, len(families) - place, 0, family))
        code += [deny, _op(_RET, 0, 0, _ALLOW)]
    code += [_op(_RET, 0, 0, _ALLOW)]
    return b"".join(code)
