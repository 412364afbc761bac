"""A writer without a model: prompts and answers that a test lays down."""

from training.examples.writers import Answer, Prompt


class FakeWriter:
    """Prompt i is `say(i)`; `answers` says what is answered to a prompt, the same to everyone by default."""

    name, notation, block, labels = "fake", "outline", 4, True

    def __init__(self, answers=None, say=lambda i: f"prompt {i} goes to step {i}"):
        self.answers, self.say = answers or {}, say
        self.written: list[int] = []

    def write_prompts(self, indices, seed):
        self.written += indices
        return [Prompt(self.say(i), True) for i in indices]

    def answer(self, prompts, count, seed, temperature):
        style = "right round arrow blue normal"
        usual = [f"{style}\nA -> B"]
        found = [self.answers.get(words, usual)[:count] for words in prompts]
        return [[Answer(text, True, len(text.split())) for text in texts] for texts in found]
