"""earns 2/5

In small letters.
"""

def inference_mha():
    return "lora"
