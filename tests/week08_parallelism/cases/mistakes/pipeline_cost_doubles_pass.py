"""An operation that is there twice is done twice."""
# module: pipeline
# caught by: pipeline-cost

_right_simulate = simulate


def simulate(schedule, forward, backward):
    return _right_simulate([list(dict.fromkeys(order)) for order in schedule], forward, backward)
