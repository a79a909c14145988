#!/usr/bin/python3
"""A day with the sample shop: connect it, find an order, change a price, take that back, work offline, meet a conflict.

journey_shop.py BUILD [keys]: with the buttons pressed as a screen reader does, or with the keyboard alone."""

import json
import pathlib
import sys
import tempfile

import pages
from atspi_driver import Home, Program, Typist, run_steps, wait_for
from prices import PRODUCT, SKUS, change_price, get_price, open_product

SKU, NEXT_SKU = SKUS


def connect(program):
    program.press('button', 'Try the Sample Shop')
    program.see('list', 'Views')
    program.press('radio button', 'All')
    wait_for('orders', lambda: program.find('list item', None, program.find('list', 'Orders')))


def find_an_order(program):
    order = wait_for('an order', lambda: json.loads(program.home.ctl('list', 'orders', '--json', '--limit=1')))[0]
    program.search(order['number'])
    program.see('list item', order['number'], program.see('list', 'Results'))
    program.keys('Return')
    program.miss('dialog')
    program.see('label', order['customer_name'])


def edit_a_price(program):
    open_product(program)
    program.first_price = get_price(program, SKU)
    change_price(program, SKU, '77.70')


def undo_it(program):
    program.keys('ctrl+h')
    program.press('button', 'Undo', program.see('dialog', 'Undo History'))
    wait_for('the price of before', lambda: get_price(program, SKU) == program.first_price)
    pages.close_dialog(program)


def work_offline(program):
    program.home.shop('faults offline')
    change_price(program, NEXT_SKU, '88.80')


def see_it_in_the_outbox(program):
    pages.account_popover(program)
    program.press('button', 'Sync Now')
    program.see('label', 'cannot be reached')
    program.press('button', 'to be sent')
    program.see('label', PRODUCT, program.see('dialog'))
    pages.close_dialog(program)


def come_back(program):
    key = json.loads(program.home.ctl('show', 'variant', NEXT_SKU, '--json'))['key']
    program.home.shop('later 120', f'PUT variations/{key} {{"regular_price":"66.60"}}', 'faults')
    # The conflict, which is what kontorctl calls a problem (5), may be there before the sync ends.
    program.home.ctl('sync', statuses=(0, 5))
    wait_for('the conflict', lambda: json.loads(program.home.ctl('problems', '--json')))


def see_both_sides(program):
    pages.account_popover(program)
    program.press('button', 'Problem')
    program.see('dialog', 'Problems')
    program.tab_to('list item', 'Price')
    program.keys('Return')
    program.see('list item', 'Mine')
    program.see('list item', 'The Shop’s')


def take_theirs(program):
    program.tab_to('list item', 'Mine')
    program.keys('Down', 'Return')
    program.tab_to('button', 'Apply')
    program.keys('Return')
    wait_for('no problem', lambda: json.loads(program.home.ctl('problems', '--json')) == [])
    variant = json.loads(program.home.ctl('show', 'variant', NEXT_SKU, '--json'))
    assert '66.6' in json.dumps(variant), variant


STEPS = (connect, find_an_order, edit_a_price, undo_it, work_offline, see_it_in_the_outbox, come_back, see_both_sides,
         take_theirs)



def main():
    suite, person = ('journey-keys', Typist) if 'keys' in sys.argv else ('journey-shop', Program)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(pathlib.Path(folder), sys.argv[1])
        pages.make_shop(home)
        with person(home) as kontor:
            run_steps(suite, kontor, STEPS + (Program.quit,))


main()
