"""Methods of fine-tuning compared on one base: `training.compare` is the way in; here are its steps.

plan.py      sizes, rates and seeds
data.py      what is trained and judged on, made once: examples, pairs, and what the filters leave
measuring.py one model on held-out prompts, examples and pairs
summary.py   means and spreads over seeds, and whether each method beats the base on its own objective
tables.py    JSON, CSV, Markdown
figures.py   PNG
report/      the comparison that this repository shows
"""
