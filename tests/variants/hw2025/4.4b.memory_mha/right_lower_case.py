"""earns all

In small letters.
"""

def memory_mha():
    return "qlora"
