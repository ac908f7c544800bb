"""earns all

In small letters.
"""

def inference_mha():
    return "lora"
