"""Every page and state of the window and the way to it, for the walk over their names and for the screenshots."""

import atexit
import dataclasses
import functools
import json
import time
from typing import Callable

import storefront
from atspi_driver import wait_for

SIZE = {'orders': 240, 'customers': 80, 'products': 24}
LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
ARABIC = 'شاي الياسمين الأخضر بالنعناع'


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


def change_all(home, kind, change):
    """Somebody works in the shop's own admin: change () makes of each row what is written of it."""
    for page in range(1, 4):
        rows = json.loads(home.shop(f'GET {kind}?per_page=100&page={page}'))['items']
        home.shop(*(f'PUT {kind}/{row["id"]} {json.dumps(change(row))}' for row in rows))


def name_long(row):
    if row['id'] % 3 == 0:
        return {'first_name': 'Anna Friederike', 'last_name': LONG, 'email': f'{LONG.lower()}{row["id"]}@example.org'}
    return {'first_name': 'فاطمة الزهراء', 'last_name': 'عبد الرحمن البغدادي'} if row['id'] % 3 == 1 else {}


def fill_long(home):
    """Names that are very long or Arabic, and amounts of twelve digits, which new orders bring along."""
    make_shop(home, rate=12)
    change_all(home, 'customers', name_long)
    change_all(home, 'products', lambda row: {'name': f'{LONG} {row["name"]}' if row['id'] % 2 else f'{ARABIC} {row["id"]}'})
    change_all(home, 'variations', lambda row: {'regular_price': '234567890123.45', 'sale_price': '123456789012.34'})
    home.shop('later 10800', 'GET orders?per_page=1', rate=12)  # the clock brings no orders before somebody asks
    home.ctl('account', 'add', 'sample')
    home.ctl('sync')


def know_a_browser(home):
    """One that never comes back."""
    storefront.install(home, 'true')


# --- Ways ---

def see_dialog(program):
    """A question is an alert."""
    return wait_for('a dialog', lambda: program.find('dialog') or program.find('alert'))


def close_dialog(program):
    program.keys('Escape')
    program.miss('dialog')
    program.miss('alert')


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
        see_dialog(program)
    return enter


def saved_view(name):
    def enter(program):
        view('o', 'Orders')(program)
        program.press('radio button', name)
        program.keys('g', 'o')  # back from the tab to the list
    return enter


def show_sidebar(program):
    if not program.find('list', 'Views'):
        program.keys('F9')
        program.see('list', 'Views')


def account_popover(program):
    show_sidebar(program)
    program.press('toggle button', 'Tide & Leaf')
    program.see('button', 'Sync Now')


def action(name):
    """What the search offers as a command, and opens a dialog."""
    def enter(program):
        dialog('ctrl+k')(program)
        program.type(program.translate(name))
        program.see('list item', name, program.see('list', 'Results'))
        program.keys('Return')
        program.see('dialog', name)
    return enter


def edit_product(program):
    row(view('p', 'Products'))(program)
    dialog('ctrl+e')(program)


def new_product(program):
    view('p', 'Products')(program)
    dialog('ctrl+n')(program)


def edit_customer(program):
    """By its mnemonic: the buttons of addresses come before."""
    row(view('c', 'Customers'))(program)
    words = program.translate('_Edit')
    program.keys('alt+' + words[words.index('_') + 1].lower())
    see_dialog(program)


def from_popover(button):
    def enter(program):
        account_popover(program)
        program.press('button', button)
        see_dialog(program)
    return enter


def search(text):
    def enter(program):
        dialog('ctrl+k')(program)
        program.type(text)
        program.see('list item', None, program.see('list', 'Results'))
    return enter


def table(program):
    view('p', 'Products')(program)
    program.press('button', 'Show a Table')


def about(program):
    program.activate('about')
    see_dialog(program)


def row(view_page):
    """The first object of a view, in its detail."""
    def enter(program):
        view_page(program)
        program.keys('Home', 'Return')
        program.still()
    return enter


def back(program):
    program.keys('Escape', 'Escape', 'Escape')


def order_menu(program):
    program.press('toggle button', 'Actions')
    program.see('button', 'Copy Order Number')


def from_order(item):
    def enter(program):
        row(saved_view('All'))(program)
        order_menu(program)
        program.press('button', item)
        see_dialog(program)
    return enter


def from_menu(item):
    """An item of the list's menu, by its mnemonic."""
    def enter(program):
        view('o', 'Orders')(program)
        program.press('toggle button', 'View Options')
        program.see('menu')
        words = program.translate(item)
        program.keys(words[words.index('_') + 1].lower())
        see_dialog(program)
    return enter


def list_search(text):
    def enter(program):
        view('o', 'Orders')(program)
        program.keys('ctrl+f')
        program.type(text)
    return enter


def from_accounts(program):
    from_popover('Accounts')(program)
    program.tab_to('list item', 'Tide & Leaf')
    program.keys('Return')
    program.see('list item', 'Check Connection…')


def check_connection(program):
    from_accounts(program)
    program.tab_to('list item', 'Check Connection…')
    program.keys('Return')
    program.see('button', 'Close')


def letterhead(program):
    from_accounts(program)
    program.tab_to('list item', 'Letterhead')
    program.keys('Return')
    program.see('button', 'Choose…')


def backups(program):
    dialog('ctrl+comma')(program)
    program.press('page tab', 'Backups')
    program.see('label', 'Daily Backup')


def archive(program):
    row(saved_view('All'))(program)
    program.keys('e')
    program.see('button', 'Undo')


def close_dialogs(program):
    while program.find('dialog'):
        program.keys('Escape')
        program.still()


def meet(faults, role, text):
    """A sync that meets faults, until it is said."""
    def enter(program):
        view('o', 'Orders')(program)
        program.home.shop(f'faults {faults}')
        account_popover(program)
        program.press('button', 'Sync Now')
        program.see(role, text)
    return enter


def sign_in(program):
    program.press('button', 'Sign In')
    see_dialog(program)


def recover(program):
    program.keys('Escape')
    program.home.shop('later 3600', 'faults')


def outbox(program):
    program.home.ctl('set-price', 'TL-B04-1', '77.70')
    account_popover(program)
    program.press('button', 'change waits to be sent')
    see_dialog(program)


def conflict(program):
    """Of a price that was changed on both sides."""
    variant = json.loads(program.home.ctl('show', 'variant', 'TL-B04-1', '--json'))
    program.home.shop('later 3600', f'PUT variations/{variant["key"]} {{"regular_price":"66.60"}}', 'faults')
    program.home.ctl('sync', statuses=(0, 5))
    account_popover(program)
    program.press('button', 'Problems (')
    see_dialog(program)


def conflict_review(program):
    program.tab_to('list item', 'Price')
    program.keys('Return')
    program.see('list item', 'Mine')


def import_shop(program):
    """So slow that it is still under way when its picture is taken."""
    program.home.shop('faults latency =2500')
    program.home.ctl('account', 'add', 'sample', statuses=(0, 3))
    program.see('grouping', 'Orders')


@functools.cache
def open_storefront(programs):
    shop = storefront.Storefront(programs)
    atexit.register(shop.process.kill)
    return shop


def enter_address(program):
    program.see('list item', 'WooCommerce')
    program.still()
    program.open_row('WooCommerce')
    program.enter('text', 'Shop Address', open_storefront(program.home.programs).address)


def see_certificate(program):
    enter_address(program)
    program.press('button', 'Continue in Browser')
    program.see('button', 'Trust This Certificate')


def see_distrust(program):
    see_certificate(program)
    program.press('button', 'Do Not Trust')
    program.see('button', 'Try Again')


NEW = (
    Page('welcome', lambda program: program.see('button', 'Try the Sample Shop')),
    Page('about', about, close_dialog),
)

SHOP = (
    Page('orders', view('o', 'Orders')),
    Page('orders-all', saved_view('All')),
    Page('order', row(saved_view('All')), back),
    Page('order-menu', lambda program: (row(saved_view('All'))(program), order_menu(program)), back),
    Page('order-note', from_order('Add Note…'), close_dialog),
    Page('order-hold', from_order('Put on Hold…'), close_dialog),
    Page('order-edit', from_order('Edit Contact and Addresses…'), close_dialog),
    Page('order-cancel', from_order('Cancel Order…'), close_dialog),
    Page('orders-selected', lambda program: (back(program), saved_view('All')(program), program.keys('ctrl+a')), back),
    Page('orders-empty', saved_view('On Hold'), saved_view('All')),
    Page('orders-menu', lambda program: program.press('toggle button', 'View Options'), keys('Escape')),
    Page('orders-save-view', from_menu('Save as _New View…'), close_dialog),
    Page('orders-searched', list_search('is:unpaid'), back),
    Page('orders-nothing-found', list_search('zzzzz'), back),
    Page('products', view('p', 'Products')),
    Page('product', row(view('p', 'Products')), back),
    Page('product-edit', edit_product, lambda program: (close_dialog(program), back(program))),
    Page('product-new', new_product, close_dialog),
    Page('products-table', table, lambda program: program.press('button', 'Show Pictures')),
    Page('products-sheet', lambda program: (view('p', 'Products')(program), dialog('ctrl+shift+t')(program)), close_dialog),
    Page('products-selected', lambda program: (view('p', 'Products')(program), program.keys('ctrl+a')), back),
    Page('customers', view('c', 'Customers')),
    Page('customer', row(view('c', 'Customers')), back),
    Page('customer-edit', edit_customer, close_dialog),
    Page('search', dialog('ctrl+k'), close_dialog),
    Page('search-found', search('te'), close_dialog),
    Page('search-nothing', lambda program: (dialog('ctrl+k')(program), program.type('zzzzz')), close_dialog),
    Page('shortcuts', dialog('ctrl+question'), close_dialog),
    Page('preferences', dialog('ctrl+comma'), close_dialog),
    Page('preferences-backups', backups, close_dialog),
    Page('sync', account_popover, keys('Escape')),
    Page('outbox-none', from_popover('Nothing waits'), close_dialog),
    Page('problems-none', action('Problems'), close_dialog),
    Page('accounts', from_popover('Accounts'), close_dialog),
    Page('account', from_accounts, close_dialogs),
    Page('account-letterhead', letterhead, close_dialogs),
    Page('account-check', check_connection, close_dialogs),
    Page('toast', archive),
    Page('history', dialog('ctrl+h'), close_dialog),
)

TROUBLED = (
    Page('offline', meet('offline', 'label', 'cannot be reached'), keys('Escape')),
    Page('outbox', outbox, close_dialog),
    Page('problems', conflict, close_dialogs),
    Page('conflict', lambda program: (account_popover(program), program.press('button', 'Problems ('), see_dialog(program),
                                      conflict_review(program)), close_dialogs),
    Page('failing', meet('failed', 'label', 'Next try'), recover),
    Page('auth-needed', meet('unauthorized', 'button', 'Sign In'), keys('Escape')),
    Page('sign-in', sign_in, close_dialogs),
)

CONNECTING = (
    Page('connect', enter_address, close_dialog),
    Page('connect-certificate', see_certificate, close_dialogs),
    Page('connect-failed', see_distrust, close_dialogs),
)

IMPORTING = (
    Page('importing', import_shop),
    Page('importing-sync', account_popover, keys('Escape')),
)

EXTREME = (
    Page('long-orders', saved_view('All')),
    Page('long-order', row(saved_view('All')), back),
    Page('long-products', view('p', 'Products')),
    Page('long-product', row(view('p', 'Products')), back),
    Page('long-table', table, lambda program: program.press('button', 'Show Pictures')),
    Page('long-customers', view('c', 'Customers')),
    Page('long-customer', row(view('c', 'Customers')), back),
    Page('long-search', search('donau'), close_dialog),
)

HOMES = {'new': (make_shop, NEW), 'shop': (fill, SHOP), 'troubled': (fill, TROUBLED), 'connecting': (know_a_browser, CONNECTING),
         'importing': (make_shop, IMPORTING), 'extreme': (fill_long, EXTREME)}
