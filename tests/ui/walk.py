#!/usr/bin/python3
"""walk.py BUILD HOME [PAGE…]: goes to every page, or to these: what can have the focus there must have a name, and something has it."""

import pathlib
import sys
import tempfile

import pages
from atspi_driver import Atspi, Home, Program, run_steps


def takes_focus(node):
    return node.has(Atspi.StateType.FOCUSABLE)


def passes_focus_on(pane):
    """It takes the focus only where nothing in it does; that of a page that only says something is told by the page's name."""
    return bool(pane.parent.name) or any(takes_focus(node) for node in pane.walk() if node != pane)


def asks(pane):
    return any(node.role == 'alert' for node in pane.get_ancestors())


def has_named_rows(group):
    return all(row.name for row in group.children)


def is_in_menu(item):
    return any(node.role == 'menu' and node.name for node in item.get_ancestors())


# What is nameless within widgets of GTK 4.18 and libadwaita 1.7 that take no name for it: the roles from the node upwards,
# what else must be true of the node, and the widget that makes it.
FOREIGN = (
    (('scroll pane',), passes_focus_on, 'GtkScrolledWindow, AdwStatusPage'),
    (('scroll pane',), asks, 'AdwAlertDialog: around what is asked'),
    (('list', 'tree table'), has_named_rows, 'GtkColumnView: the rows; the table around them has the name'),
    (('menu item',), is_in_menu, 'GtkPopoverMenu: does not pass on the label of an item'),
    (('panel', 'panel', 'panel', 'dialog'), None, 'AdwDialog: the sheet around what it holds'),
    (('panel', 'panel', 'panel', 'alert'), None, 'AdwAlertDialog: the same'),
    (('list', 'panel', 'panel', 'grouping'), has_named_rows, 'AdwPreferencesGroup: has the title of the group, where that has one'),
    (('list', 'panel', 'panel', 'combo box'), None, 'AdwComboRow: what is chosen, as a list of one'),
    (('list item', 'list', 'panel', 'panel', 'combo box'), None, 'AdwComboRow: the same'),
    (('panel', 'panel', 'list item', 'list'), None, 'AdwExpanderRow: the row within the row'),
)


def is_foreign(node):
    for roles, check, _ in FOREIGN:
        around = [ancestor.role for ancestor, _ in zip(node.get_ancestors(), roles)]
        if around == list(roles) and (not check or check(node)):
            return True
    return False


def look_at_top(program):
    """What stands behind a dialog cannot have the focus."""
    root = program.look()
    return list([root, *root.find_dialogs()][-1].walk())


def find_nameless(nodes):
    return {str(node) for node in nodes if takes_focus(node) and not node.name and not is_foreign(node)}


def visit(page):
    def step(program):
        page.enter(program)
        program.still()
        nodes = look_at_top(program)
        page.leave(program)
        nameless = find_nameless(nodes)
        assert not nameless, 'without a name: ' + '; '.join(sorted(nameless))
        assert any(node.has(Atspi.StateType.FOCUSED) for node in nodes), 'nothing has the focus'

    step.__name__ = page.name
    return step


def main():
    prepare, states = pages.HOMES[sys.argv[2]]
    states = [page for page in states if not sys.argv[3:] or page.name in sys.argv[3:]]
    with tempfile.TemporaryDirectory() as folder:
        home = Home(pathlib.Path(folder), sys.argv[1])
        prepare(home)
        with Program(home) as program:
            run_steps(f'walk-{sys.argv[2]}', program, [visit(page) for page in states] + [Program.quit], independent=True)


main()
