"""Prices in the window of a connected sample shop, and what becomes of them."""

import json

from atspi_driver import wait_for

PRODUCT = 'Assam Second Flush'
SKUS = ('TL-B04-1', 'TL-B04-2')


def get_price(program, sku):
    return float(json.loads(program.home.ctl('show', 'variant', sku, '--json'))['price'])


def open_product(program):
    program.search(PRODUCT)
    program.see('list item', PRODUCT, program.see('list', 'Results'))
    program.keys('Return')
    program.miss('dialog')
    program.see('label', SKUS[0])


def change_price(program, sku, price):
    """Of the variant whose field Tab comes to next."""
    while program.tab_to('text', 'Price').get_name() != 'Price':  # but 'Sale Price'
        pass
    program.keys('ctrl+a')
    program.type(price)
    program.keys('Return')
    wait_for('the price', lambda: get_price(program, sku) == float(price))
