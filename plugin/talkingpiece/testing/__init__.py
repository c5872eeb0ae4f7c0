"""For authors of formats and for our own tests; the server never imports this room.

Here: the playbook in which a test reads like a conversation, simulated people on a virtual
clock, and the checks every format must pass.
"""
