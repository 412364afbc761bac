"""Prompts and their outlines, made up without end: the language that the embedded model learns.

    mixture.py        which kind of prompt comes how often; `sample(seed)` is one example
    processes.py      pipelines, systems and processes in sentences, lists and arrows
    english_forms.py  whole English prompts in richer forms: routes, clauses, trees, nested decisions
    korean_forms.py   the same in Korean
    korean_verbs.py   Korean processes told in verb phrases, in the ending that follows the sentence
    phrasing.py       fills the slots of sentence patterns: articles, particles, lists
    lexicon.py        the words of names/ and patterns/, and names that nobody has seen before
    networks*.py      neural networks layer by layer
    flows.py          inputs-process-outputs lists, as in the earlier system's prompts
    edits*.py         requests for a change to an outline, and the outline after it
    architectures.py  well-known architectures and processes by name
    noise.py          typos, openings, closings and requests for style around any prompt
    names/, patterns/ the words, by hand

Everything is deterministic by seed.
"""
