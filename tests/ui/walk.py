#!/usr/bin/python3
"""Goes to every page: what can have the focus there must have a name."""

import pathlib
import sys
import tempfile

import pages
from atspi_driver import Atspi, Home, Program, children, has_state, run_steps

# What is nameless though it can have the focus. Each line needs a reason, and goes when the reason goes.
TOLERATED = {
    'scroll pane': 'is passed over wherever something in it takes the focus',
    'menu item': 'GTK 4.18 does not pass on the label of an item made from a menu model',
}
# Pages that libadwaita makes.
FOREIGN = ('about',)


def is_tolerated(node):
    role, parent = node.get_role_name(), node.get_parent().get_role_name()
    # libadwaita puts a focusable box around what a dialog holds, and GTK a list into each table and drop-down.
    if (role, parent) in (('panel', 'dialog'), ('list', 'table'), ('list', 'tree table')) or is_in_combo(node):
        return True
    # The list of a group of preferences has the group's title, and not every group has one.
    if role == 'list' and all(row.get_name() for row in children(node)):
        return True
    return role in TOLERATED


def is_in_combo(node):
    while node and node.get_role_name() not in ('combo box', 'application'):
        node = node.get_parent()
    return node is not None and node.get_role_name() == 'combo box'


def find_nameless(program):
    for node in program.all():
        if has_state(node, Atspi.StateType.FOCUSABLE) and not node.get_name() and not is_tolerated(node):
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
        page.enter(program)
        program.still()
        nameless = {f'{node.get_role_name()} in {describe_place(node)}' for node in find_nameless(program)}
        page.leave(program)
        assert not nameless, 'without a name: ' + '; '.join(sorted(nameless))

    step.__name__ = page.name
    return step


def main():
    prepare, states = pages.HOMES[sys.argv[2]]
    with tempfile.TemporaryDirectory() as folder:
        home = Home(pathlib.Path(folder), sys.argv[1])
        prepare(home)
        with Program(home) as program:
            run_steps(f'walk-{sys.argv[2]}', program, [visit(page) for page in states if page.name not in FOREIGN] + [Program.quit],
                      independent=True)


main()
