"""earns 2/5

In small letters.
"""

def both_mha():
    return "qlora"
