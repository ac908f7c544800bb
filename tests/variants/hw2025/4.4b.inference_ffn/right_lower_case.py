"""earns 2/5

In small letters.
"""

def inference_ffn():
    return "lora"
