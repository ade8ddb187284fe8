"""What runs inside the sandbox: the zygote and the workers forked from it. Trusted code, but never with a secret."""
