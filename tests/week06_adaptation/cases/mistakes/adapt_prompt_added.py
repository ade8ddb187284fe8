"""The prompt is added to the tokens."""
# module: adapt
# caught by: prompt

_RightPrompt = PromptTuned


class PromptTuned(_RightPrompt):
    def forward(self, tokens):
        return self.body(tokens + self.prompt.mean(0))
# canary efficient-ml-course:staff-only:5f1c7e0a-93d4-4b86-a2c9-7d60e1b8f345, never publish this file
