"""The index into the sorted centroids."""
# module: codebook
# caught by: nearest-centroid

_right_nearest = nearest_centroid


def nearest_centroid(x, centroids):
    _right_nearest(x, centroids)
    return _right_nearest(x, centroids.sort().values)
