"""Every page and state of the window and the way to it, for the walk over their names and for the screenshots."""

import contextlib
import dataclasses
from typing import Callable

NOW = 1768471200000  # 15 January 2026, 10:00 UTC: where the shop's clock stands
SIZE = {'orders': 60, 'customers': 25, 'products': 12}


@dataclasses.dataclass(frozen=True)
class Page:
    """One state; go () brings a program there from the one before."""
    name: str
    go: Callable


def view(title):
    return lambda program: program.open_view(title)


def escape(program):
    program.keys('Escape')


def fill(home):
    """Connects the sample shop and fetches all of it."""
    home.shop(now=NOW, seed=1, **SIZE)
    home.ctl('account', 'add', 'sample')
    home.ctl('sync')


NEW = (
    Page('welcome', lambda program: program.see('frame', 'Kontor')),
)

SHOP = (
    Page('orders', view('Orders')),
    Page('products', view('Products')),
    Page('customers', view('Customers')),
)
