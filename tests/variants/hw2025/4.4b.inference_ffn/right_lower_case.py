"""earns all

In small letters.
"""

def inference_ffn():
    return "lora"
