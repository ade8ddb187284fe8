"""The codebook is free."""
# module: mixed
# caught by: storage

def codebook_bytes(num_values, bits):
    return _packed(num_values, bits)
