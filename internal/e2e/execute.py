"""Executes a notebook with nbclient: execute.py NOTEBOOK RESULT. A cell that fails raises."""

import sys

import nbclient
import nbformat

source, result = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
nbclient.NotebookClient(notebook, kernel_name="gonb", startup_timeout=60, timeout=120).execute()
nbformat.write(notebook, result)
