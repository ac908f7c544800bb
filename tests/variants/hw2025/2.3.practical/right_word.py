"""earns 1/2

A word.
"""

def beam_practical():
    return 'yes'
