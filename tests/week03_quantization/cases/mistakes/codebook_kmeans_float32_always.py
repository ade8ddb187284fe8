"""float64 values get float32 centroids."""
# module: codebook
# caught by: kmeans

_right_kmeans = kmeans_quantize


def kmeans_quantize(x, bits):
    centroids, codes = _right_kmeans(x, bits)
    return centroids.float(), codes
