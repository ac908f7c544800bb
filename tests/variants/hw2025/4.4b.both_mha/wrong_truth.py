"""earns nothing

As if it were true or false.
"""

def both_mha():
    return True
