"""Reads a prompt as words and numbers, without parsing it: what joins, draws or styles, what means a layer.

The lists are in diagram/words/, edited by hand; the names of architectures in diagram/weights/lexicon.json.
"""
