"""The sharing room: what leaves for another reader, what is kept about it, and how the answer comes back.

`share` makes one copy and says beforehand what goes in and what stays, `manifest` is that list, `receipts` keeps what was
sent to whom, and `reply` takes the mentor's answer in. Bytes are made in the report room and searched by the gate.
"""
