"""The trusted side of the sandbox: starting the zygote, asking for workers, talking to one. See docs/sandbox.md."""

from .limits import Limits
from .plan import SandboxError
from .worker import Worker
from .zygote import Zygote

__all__ = ["Limits", "SandboxError", "Worker", "Zygote"]
