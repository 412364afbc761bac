"""Sampling of English prompts and the outlines they mean."""
