"""One centroid at a time compared; a codebook that doubles by splitting (Linde, Buzo and Gray)."""
# module: codebook

def nearest_centroid(x, centroids):
    _check_values(x)
    _check_values(centroids)
    if centroids.ndim != 1:
        raise ValueError("one dimension")
    best = torch.zeros(x.shape, dtype=torch.int64)
    least = (x - centroids[0]).abs()
    for index in range(1, len(centroids)):
        distance = (x - centroids[index]).abs()
        nearer = distance <= least
        best[nearer], least = index, torch.minimum(distance, least)
    return best


def kmeans_quantize(x, bits):
    if isinstance(bits, bool) or not isinstance(bits, int) or not 0 < bits < 9:
        raise ValueError("bits")
    _check_values(x)
    values = x.detach().double().flatten()
    levels = values.unique()
    if len(levels) > 2**bits:
        levels = values.mean().reshape(1)
        while len(levels) < 2**bits:
            spread = 1e-3 * values.std()
            levels = torch.cat([levels - spread, levels + spread]).sort().values
            for _ in range(3000):
                codes = torch.bucketize(values, (levels[1:] + levels[:-1]) / 2)
                count = torch.bincount(codes, minlength=len(levels))
                moved = torch.bincount(codes, weights=values, minlength=len(levels)) / count.clamp(min=1)
                moved = torch.where(count > 0, moved, levels)
                still = bool((moved - levels).abs().max() < 1e-7 * values.std())
                levels = moved
                if still:
                    break
    levels = torch.cat([levels, levels[-1].repeat(2**bits - len(levels))]).to(x.dtype)
    return levels, nearest_centroid(x, levels)
