"""earns all

A word.
"""

def beam_practical():
    return 'yes'
