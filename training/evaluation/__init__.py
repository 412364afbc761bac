"""What a model is measured by, one a module; `training.evaluate` and `training.compare` put them together.

quality.py     what every diagram is worth: fidelity, readability, the reader's taste
audience.py    simulated readers with hidden tastes, or one user's predicted ratings
unaided.py     whether a model parses and ends by itself, without the grammar
likelihood.py  held-out loss, and which of two answers a model finds likelier
skills.py      cases: instructions, edits, named architectures, plans with feedback
expectation.py what an outline must hold, as the case files write it
memory.py      the most memory that was resident
"""
