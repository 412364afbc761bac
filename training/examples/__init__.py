"""Data to fine-tune on: examples and preferences in either notation, as folders that `load_dataset` takes.

    sft.py          examples of the synthesis as prompt and completion; presets of what comes how often
    writers.py      models that write prompts by themselves and answer prompts, in batches
    served.py       a model behind a URL as a writer, and the template that it goes on from
    endings.py      where a prompt that a model wrote ends, and how its tokens become text
    magpie.py       raw examples from a model alone, with a checkpoint, by any number of processes
    readings.py     an answer's text as an outline and a drawing, in either notation
    filters.py      which raw examples are kept, and why the others are not
    minhash.py      near-duplicates
    matching.py     how much of a reference's structure an answer has
    reward.py       what an answer is worth: structure or fidelity, readability, the reader's taste
    preferences.py  pairs of a better and a worse answer, sampled
    personal.py     pairs out of what one user rated
    folder.py       splits, parquet files, and the card beside them
    statistics.py   what the filters did, as JSON and a chart

Everything is deterministic by seed.
"""
