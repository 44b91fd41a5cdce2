"""The sign desk: the library of messages, what is being written, and the signs it goes to."""
