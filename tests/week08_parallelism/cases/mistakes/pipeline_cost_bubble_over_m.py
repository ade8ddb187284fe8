"""The bubble relative to the ideal time, (p - 1) / (v m)."""
# module: pipeline
# caught by: pipeline-cost

_right_bubble = bubble_fraction


def bubble_fraction(stages, micro_batches, chunks=1):
    _right_bubble(stages, micro_batches, chunks)
    return (stages - 1) / (chunks * micro_batches)
