"""Every page and state of the window and the way to it, for the walk over their names and for the screenshots."""

import dataclasses
import time
from typing import Callable

SIZE = {'orders': 60, 'customers': 25, 'products': 12}


@dataclasses.dataclass(frozen=True)
class Page:
    """One state; enter () brings a program there from a window without dialogs, leave () back to that."""
    name: str
    enter: Callable
    leave: Callable = lambda program: None


# --- Homes: what was before the window opens ---

def make_shop(home, **settings):
    """A shop whose clock stands still from now on."""
    home.shop(now=int(time.time() * 1000), seed=1, **{**SIZE, **settings})


def fill(home):
    """Connects the sample shop and fetches all of it."""
    make_shop(home)
    home.ctl('account', 'add', 'sample')
    home.ctl('sync')


# --- Ways ---

def close_dialog(program):
    program.keys('Escape')
    program.miss('dialog')


def view(letter, title):
    def enter(program):
        program.keys('Escape', 'g', letter)
        program.see('grouping', title)
    return enter


def keys(*names):
    return lambda program: program.keys(*names)


def dialog(*names):
    def enter(program):
        program.keys(*names)
        program.see('dialog')
    return enter


def saved_view(name):
    def enter(program):
        view('o', 'Orders')(program)
        program.press('radio button', name)
    return enter


def show_sidebar(program):
    if not program.find('list', 'Views'):
        program.keys('F9')
        program.see('list', 'Views')


def account_popover(program):
    show_sidebar(program)
    program.press('toggle button', 'Tide & Leaf')
    program.see('button', 'Sync Now')


def from_popover(button):
    def enter(program):
        account_popover(program)
        program.press('button', button)
        program.see('dialog')
    return enter


def search(text):
    def enter(program):
        dialog('ctrl+k')(program)
        program.type(text)
        program.see('list item', None, program.see('list', 'Results'))
    return enter


def table(program):
    view('p', 'Products')(program)
    program.press('toggle button', 'Show a Table')


def about(program):
    program.activate('about')
    program.see('dialog')


NEW = (
    Page('welcome', lambda program: program.see('button', 'Try the Sample Shop')),
    Page('about', about, close_dialog),
)

SHOP = (
    Page('orders', view('o', 'Orders')),
    Page('orders-all', saved_view('All')),
    Page('orders-selected', keys('ctrl+a'), keys('Escape')),
    Page('orders-empty', saved_view('On Hold'), saved_view('All')),
    Page('products', view('p', 'Products')),
    Page('product', keys('Return'), keys('Escape')),
    Page('products-table', table),
    Page('customers', view('c', 'Customers')),
    Page('customer', keys('Return'), keys('Escape')),
    Page('search', dialog('ctrl+k'), close_dialog),
    Page('search-found', search('te'), close_dialog),
    Page('shortcuts', dialog('ctrl+question'), close_dialog),
    Page('history', dialog('ctrl+h'), close_dialog),
    Page('sync', account_popover, keys('Escape')),
    Page('outbox', from_popover('Nothing waits'), close_dialog),
    Page('problems-none', from_popover('Problems'), close_dialog),
    Page('accounts', from_popover('Accounts'), close_dialog),
)

HOMES = {'new': (make_shop, NEW), 'shop': (fill, SHOP)}
