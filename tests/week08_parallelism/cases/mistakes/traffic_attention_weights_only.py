"""4 h^2 parameters a layer."""
# module: traffic
# caught by: network-bound

def _params(config):
    return 4 * config["layers"] * config["hidden"] ** 2
