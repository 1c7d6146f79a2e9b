"""The tools for MCP clients: described, checked, called, over standard input and output or HTTP.

A tool's arguments and result are shapes as those of the HTTP interface; what is wrong is told in the asker's
language as the tool's result, so that the model that asked can put it right.
"""
