"""The limits of a worker: one table, with the sentence that a student reads when one is hit."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits of one test. Sizes in bytes, times in seconds."""

    timeout: float = 10.0
    memory: int = 2048 * MB
    processes: int = 200
    files: int = 256
    file_size: int = 64 * MB
    tmp_bytes: int = 64 * MB
    tmp_files: int = 8192
    output: int = 16 * MB
    output_kept: int = 16 * 1024
    reply: int = 64 * MB
    shared_cpu: int = 0

    def for_worker(self) -> dict[str, int]:
        """What the worker sets on itself; the wall clock, whole-worker memory and output are watched from outside."""
        return {
            "memory": self.memory,
            "processes": self.processes,
            "files": self.files,
            "file_size": self.file_size,
            "tmp_bytes": self.tmp_bytes,
            "tmp_files": self.tmp_files,
            "cpu": int(self.timeout) + 5 + self.shared_cpu,
        }

    def took_too_long(self) -> str:
        return f"it took longer than {self.timeout:g} seconds and was stopped"

    def too_much_memory(self) -> str:
        return f"it used more than {self.memory // MB:,} MB of memory and was stopped"

    def too_much_output(self) -> str:
        return f"it printed more than {self.output // MB} MB and was stopped; remove the printing from loops"
