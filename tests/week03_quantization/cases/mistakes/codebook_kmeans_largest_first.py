"""Centroids in falling order."""
# module: codebook
# caught by: kmeans

_right_kmeans = kmeans_quantize


def kmeans_quantize(x, bits):
    centroids, codes = _right_kmeans(x, bits)
    return centroids.flip(0), centroids.numel() - 1 - codes
