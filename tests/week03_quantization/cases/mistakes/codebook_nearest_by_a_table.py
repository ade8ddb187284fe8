"""A table of all distances."""
# module: codebook
# caught by: nearest-centroid

def nearest_centroid(x, centroids):
    _check_values(x)
    _check_values(centroids)
    if centroids.ndim != 1:
        raise ValueError("one dimension")
    return (x[..., None] - centroids).abs().argmin(dim=-1)
