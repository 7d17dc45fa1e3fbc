"""Imports at the desk: files are handed in, read, shown as what they would do, and written or put aside.

files      where handed-in files lie, and for how long
work       reading and writing, in the request or in a process of its own
allowed    who may do what with an import
showing    what a report looks like to an editor
marking    the same sheet with its problems in a column of their own
views      the pages
"""
