"""earns nothing: wrong choice

The other one.
"""

def both_ffn():
    return "QLoRA"
