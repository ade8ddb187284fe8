"""Bits are not checked."""
# module: codebook
# caught by: kmeans

_right_kmeans = kmeans_quantize


def kmeans_quantize(x, bits):
    return _right_kmeans(x, min(max(bits, 1), 8))
