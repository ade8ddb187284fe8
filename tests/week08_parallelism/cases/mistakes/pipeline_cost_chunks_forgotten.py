"""Chunks do not change the bubble."""
# module: pipeline
# caught by: pipeline-cost

_right_bubble = bubble_fraction


def bubble_fraction(stages, micro_batches, chunks=1):
    _right_bubble(stages, micro_batches, chunks)
    return _right_bubble(stages, micro_batches)
