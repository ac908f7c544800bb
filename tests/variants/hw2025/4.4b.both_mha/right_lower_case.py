"""earns all

In small letters.
"""

def both_mha():
    return "qlora"
