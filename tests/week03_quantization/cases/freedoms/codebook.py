"""The later of equally near centroids, repeated last centroids, chunks, own errors."""
# module: codebook

class Refused(ValueError):
    """No codebook for that."""


def nearest_centroid(x, centroids):
    for values in (x, centroids):
        if not torch.is_floating_point(values):
            raise TypeError("floats, please")
        if not values.numel() or not torch.isfinite(values).all():
            raise Refused("values")
    if centroids.dim() != 1:
        raise Refused("one dimension")
    flat, step = x.reshape(-1), max(1, x.numel() // len(centroids))
    last = len(centroids) - 1
    parts = [last - (part[:, None] - centroids.flip(0)).abs().argmin(dim=1) for part in flat.split(step)]
    return torch.cat(parts).reshape(x.shape)


def kmeans_quantize(x, bits):
    if not isinstance(bits, int):
        raise TypeError("an int, please")
    if not 0 < bits <= 8:
        raise Refused("bits")
    if not x.numel() or not torch.isfinite(x).all():
        raise Refused("values")
    values, size = x.double().reshape(-1), 2**bits
    levels = values.unique()
    if len(levels) > size:
        ordered = values.sort().values
        low, high = ordered[len(ordered) // 500], ordered[-1 - len(ordered) // 500]
        levels = torch.linspace(float(low), float(high), size, dtype=torch.float64)
        for _ in range(1500):
            codes = torch.bucketize(ordered, (levels[1:] + levels[:-1]) / 2)
            sums = torch.zeros_like(levels).index_add_(0, codes, ordered)
            count = torch.zeros_like(levels).index_add_(0, codes, torch.ones_like(ordered))
            moved = torch.where(count > 0, sums / count.clamp(min=1), levels)
            if torch.equal(moved, levels):
                break
            levels = moved
    levels = torch.cat([levels, levels[-1:].repeat(size - len(levels))]).to(x.dtype)
    return levels, nearest_centroid(x, levels)
