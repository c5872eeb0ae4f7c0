"""For authors of formats and for our own tests; the server never imports this room.

Where to start reading: `script` is the playbook in which a test reads like a conversation, `small`
makes formats of a phase or two for it. `simulate` plays any format with simulated `people` and a
`facilitating` one on a virtual clock; `fairness` watches them and trusts nobody.
"""
