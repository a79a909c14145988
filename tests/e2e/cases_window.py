"""The real window on the real server, as a person with a screen reader and a keyboard has it."""

from decimal import Decimal

import server
from cases_edits import compare, read_prices, read_variant
from e2e import case
from kontor import Program, change_price, wait_for


def connect(program, address):
    program.see('list item', 'Medusa')
    program.still()
    program.open_row('Medusa')
    for label, text in (('Server Address', address), ('E-Mail', server.EMAIL), ('Password', server.PASSWORD)):
        program.enter('text', label, text)
    program.press('button', 'Connect')
    program.see('list', 'Views')


def open_found(program, text, title):
    """By the search of the window."""
    def look():
        program.search(text)
        return program.find('list item', title, program.see('list', 'Results'))

    wait_for(f'{title} among what is found', look)
    program.keys('Return')
    program.miss('dialog')


@case
def window(world):
    """Connects in its dialog, finds an order that was just placed, and changes a price in the editor."""
    order = world.shop.buy('Anna', BON_1=1)
    # In no order, so that it alone is found.
    world.shop.make_product(9, 'Lantern', 'LAN', 'Home', {'Size': ['Small', 'Large']}, 30)
    home = world.other_kontor()
    with Program(home) as program:
        connect(program, world.server.address)
        wait_for('all products', lambda: len(home.list('variants')) == len(world.api.list('product-variants', fields='id')))
        open_found(program, str(order['display_id']), 'Anna Schmidt')
        program.see('label', 'Anna Schmidt')
        program.keys('Escape')
        open_found(program, 'Lantern', 'Lantern')
        program.see('label', 'LAN-1')
        change_price(program, 'LAN-1', '91.5')
        wait_for('the price at the server', lambda: read_prices(world, 'LAN-1')['eur'] == Decimal('91.5'))
        program.quit()
    world.kontor.sync()
    compare(world, 'product-variants', read_variant(world, 'LAN-1')['id'])
