"""The limits of a worker: one table, with the sentence that a student reads when one is hit.

Four of them end the worker from outside (time, output, memory of all its processes, disk at level `uid`), one by the
kernel (processor time). The others refuse a single request of the student's code, which then raises an exception of its
own; the worker says which limit that was, by a word of the list below, and the sentence is put beside the exception.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20

#: word -> what a student reads; the words in braces are made by `Limits.sentence`
SENTENCES = {
    "timeout": "it took longer than {timeout:g} seconds and was stopped",
    "cpu": "it used more than {cpu} seconds of processor time and was stopped",
    "memory": "it needed more than {memory:,} MB of memory",
    "processes": "it started more than {processes} processes and threads",
    "open files": "it opened more than {files} files at a time",
    "file size": "it wrote a file of more than {file_size} MB",
    "disk": "its files in the temporary folder or in /dev/shm took more than {tmp_bytes} MB, or were more than {tmp_files:,}",
    "output": "it printed more than {output} MB and was stopped; remove the printing from loops",
    "reply": "it returned more than {reply} MB",
}


@dataclass(frozen=True)
class Limits:
    """Limits of one test. Sizes in bytes, times in seconds. `cpu` 0: the timeout and five seconds more."""

    timeout: float = 10.0
    cpu: int = 0
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

    def cpu_seconds(self) -> int:
        """What one process may use, in a shared worker over all its tests."""
        return (self.cpu or int(self.timeout) + 5) + self.shared_cpu

    def for_worker(self) -> dict[str, int]:
        """What the worker sets on itself; the wall clock, whole-worker memory and output are watched from outside."""
        return {
            "memory": self.memory,
            "processes": self.processes,
            "files": self.files,
            "file_size": self.file_size,
            "tmp_bytes": self.tmp_bytes,
            "tmp_files": self.tmp_files,
            "cpu": self.cpu_seconds(),
        }

    def sentence(self, word: str) -> str:
        """What a student reads when the limit of this name is hit. Raises KeyError for an unknown word."""
        sizes = {name: getattr(self, name) // MB for name in ("memory", "file_size", "tmp_bytes", "output", "reply")}
        counts = {name: getattr(self, name) for name in ("timeout", "processes", "files", "tmp_files")}
        return SENTENCES[word].format(cpu=self.cpu_seconds(), **sizes, **counts)
