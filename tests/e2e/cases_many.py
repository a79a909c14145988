"""Ten thousand products."""

import decimal
import time

import seed
import server
from api import Api
from e2e import case


def fill(address):
    shop = seed.Shop(address)
    shop.fill()
    seed.make_many(shop, server.say)


def read_all(api, path, member, **query):
    """In pages as large as the server gives."""
    rows = []
    while len(rows) < (page := api.get(path, limit=2000, offset=len(rows), order='id', **query))['count']:
        rows += page[member]
    return {row['id']: row for row in rows}


@case
def ten_thousand_products(world):
    """Every row of a first import is what the server says."""
    world.server.load_filled('many', lambda: fill(world.server.address), seed.__file__)
    api = Api(world.server.address)
    api.sign_in()
    kontor = world.other_kontor()
    kontor.connect(world.server.address)
    began = time.monotonic()
    kontor.sync()
    world.say(f'the first import took {time.monotonic() - began:.1f} s')
    products = read_all(api, '/admin/products', 'products', fields='id,title,handle,status')
    variants = read_all(api, '/admin/product-variants', 'variants', fields='id,sku,title,prices.*,inventory_items.inventory.location_levels.*')
    assert len(products) > seed.MANY and len(variants) > 2 * seed.MANY, (len(products), len(variants))
    here = kontor.list('products')
    assert here.keys() == products.keys()
    for key, row in products.items():
        assert all(here[key][name] == row[name] for name in ('title', 'handle', 'status')), (row, here[key])
    here = kontor.list('variants')
    assert here.keys() == variants.keys()
    for key, row in variants.items():
        price, = (price['amount'] for price in row['prices'] if price['currency_code'] == 'eur')
        levels = [level for item in row['inventory_items'] for level in item['inventory']['location_levels']]
        stock = sum(level['stocked_quantity'] for level in levels) if levels else here[key]['on_hand']
        shown = here[key]
        assert (shown['sku'], shown['title'], shown['on_hand']) == (row['sku'], row['title'], stock), (row, shown)
        assert decimal.Decimal(shown['price']) == decimal.Decimal(str(price)), (row, shown)
