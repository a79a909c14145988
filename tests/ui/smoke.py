#!/usr/bin/python3
"""Starts the real program and goes through it as a screen reader would."""

import pathlib
import sys
import tempfile

from atspi_driver import Home, Program, run_steps


def show_window(program):
    program.see('frame', 'Kontor')


def show_about(program):
    program.activate('about')
    program.see('button', '0.1')


def quit_program(program):
    program.quit()


with tempfile.TemporaryDirectory() as folder, Program(Home(pathlib.Path(folder), sys.argv[1])) as kontor:
    run_steps('smoke', kontor, (show_window, show_about, quit_program))
