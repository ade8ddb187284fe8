"""The body is trained along."""
# module: adapt
# caught by: prompt

_RightPrompt = PromptTuned


class PromptTuned(_RightPrompt):
    def __init__(self, body, start):
        super().__init__(body, start)
        body.requires_grad_(True)
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
