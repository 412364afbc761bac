"""Sampling of Korean prompts and the outlines they mean."""
