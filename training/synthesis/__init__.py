"""Prompts and their outlines, made up without end: the language that the embedded model learns.

    mixture.py         which kind of prompt comes how often; `sample(seed)` is one example
    networks/          neural networks layer by layer, in both languages
    english/, korean/  processes and systems as people tell them: sentences, decisions, accounts, notes
    mixed.py           Korean sentences with English words, and English ones with Korean names
    rounds.py          cycles, ways back and ways past
    told.py            how often each of the longer tellings comes
    processes.py       pipelines, systems and processes in single sentences, lists and arrows
    counted_things.py  several of a kind: "six clerks"
    short_forms.py     titles, lists, brackets and arrows, with odd_names.py
    flows.py           inputs-process-outputs lists, as in the earlier system's prompts
    architectures.py   well-known architectures and processes by name; by_name.py is how people ask for them
    edits/             requests for a change to an outline, and the outline after it
    phrasing.py        fills the slots of sentence patterns: articles, particles, lists
    variants.py        the same for templates with variants in brackets
    lexicon.py         the words of names/ and patterns/, and names that nobody has seen before
    noise.py           typos, openings, closings and requests for style around any prompt
    coverage.py        counts all of it
    names/, patterns/  the words, by hand

A sampler gives (kind, prompt, statement lines). Everything is deterministic by seed.
"""
