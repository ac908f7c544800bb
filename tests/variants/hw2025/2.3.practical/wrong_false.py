"""earns 0: wrong choice

As for exhaustive search.
"""

def beam_practical():
    return False
