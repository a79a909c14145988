#!/usr/bin/python3
"""Goes to every page: what can have the focus there must have a name."""

import pathlib
import sys
import tempfile

import pages
from atspi_driver import Atspi, Home, Program, has_state, run_steps

# What is nameless though it can have the focus. Each line needs a reason, and goes when the reason goes.
TOLERATED = {
    'scroll pane': 'is passed over wherever something in it takes the focus',
    'menu item': 'GTK 4.18 does not pass on the label of an item made from a menu model',
}


def find_nameless(program):
    for node in program.all():
        if has_state(node, Atspi.StateType.FOCUSABLE) and not node.get_name() and node.get_role_name() not in TOLERATED:
            yield node


def describe_place(node):
    """By the names around it."""
    names = []
    while node and node.get_role_name() != 'application':
        if node.get_name():
            names.append(f'“{node.get_name()}”')
        node = node.get_parent()
    return ' in '.join(names)


def visit(page):
    def step(program):
        page.go(program)
        program.still()
        nameless = {f'{node.get_role_name()} in {describe_place(node)}' for node in find_nameless(program)}
        assert not nameless, 'without a name: ' + '; '.join(sorted(nameless))

    step.__name__ = page.name
    return step


def main():
    with tempfile.TemporaryDirectory() as folder:
        home = Home(pathlib.Path(folder), sys.argv[1])
        pages.fill(home)
        with Program(home) as program:
            run_steps('walk', program, [visit(page) for page in pages.SHOP] + [Program.quit])


main()
