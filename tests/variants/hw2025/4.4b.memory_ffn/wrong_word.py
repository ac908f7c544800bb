"""earns nothing

Not one of the two; no points to lose.
"""

def memory_ffn():
    return "either"
