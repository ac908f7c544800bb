"""earns 2/5

In small letters.
"""

def memory_mha():
    return "qlora"
