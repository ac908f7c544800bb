"""earns 0

Not one of the two; no points to lose.
"""

def memory_ffn():
    return "either"
