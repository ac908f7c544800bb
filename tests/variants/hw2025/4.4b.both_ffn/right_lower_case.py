"""earns all

In small letters.
"""

def both_ffn():
    return "lora"
