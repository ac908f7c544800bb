"""earns all

No points, either is right.
"""

def memory_ffn():
    return "QLoRA"
