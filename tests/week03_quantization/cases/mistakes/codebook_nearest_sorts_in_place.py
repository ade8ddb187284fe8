"""The caller's centroids are sorted."""
# module: codebook
# caught by: nearest-centroid

_right_nearest = nearest_centroid


def nearest_centroid(x, centroids):
    codes = _right_nearest(x, centroids)
    centroids.copy_(centroids.sort().values)
    return codes
