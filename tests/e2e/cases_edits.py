"""Edits from both sides, conflicts, stock and pictures."""

import concurrent.futures
import decimal

import seed
from compare import Comparison
from e2e import case
from kontor import PROBLEM


def read_variant(world, sku):
    return world.api.get('/admin/product-variants', sku=sku, fields='*,*prices,*inventory_items.inventory.location_levels')['variants'][0]


def read_prices(world, sku):
    return {price['currency_code']: decimal.Decimal(str(price['amount'])) for price in read_variant(world, sku)['prices']}


def read_level(world, sku, location):
    item, = read_variant(world, sku)['inventory_items']
    return next(level for level in item['inventory']['location_levels'] if level['location_id'] == location)


def set_price_there(world, sku, euros):
    variant = read_variant(world, sku)
    world.api.post(f'/admin/products/{variant["product_id"]}/variants/{variant["id"]}', {'prices': [
        {'id': price['id'], 'currency_code': price['currency_code'], 'amount': euros if price['currency_code'] == 'eur' else price['amount']}
        for price in variant['prices']]})


def compare(world, path, key):
    comparison = Comparison(world.kontor)
    comparison.compare_one(world.api, path, key)
    comparison.check()


def find_product(world, title):
    return next(product['id'] for product in world.shop.products if product['title'] == title)


@case
def edit_here(world):
    """What else is in the lists that the server replaces stays."""
    world.kontor.sync()
    before, product = read_prices(world, 'BEA-1'), find_product(world, 'Beanie')
    there = world.api.get(f'/admin/products/{product}')['product']
    world.kontor.do('set-price', world.shop.variants['BEA-1'], {'set': {'price': '12.34'}})
    world.kontor.do('set-product', product, {'set': {'title': 'Beanie & Böö', 'summary': 'warm'}})
    world.kontor.do('set-variant', world.shop.variants['BEA-2'], {'set': {'gtin': '4006381333931', 'weight': '77'}})
    world.kontor.sync()
    assert read_prices(world, 'BEA-1') == before | {'eur': decimal.Decimal('12.34')}
    now = world.api.get(f'/admin/products/{product}')['product']
    assert (now['title'], now['subtitle']) == ('Beanie & Böö', 'warm')
    assert all(now[name] == there[name] for name in ('description', 'handle', 'thumbnail', 'metadata', 'status')), now
    assert [tag['id'] for tag in now['tags']] == [tag['id'] for tag in there['tags']]
    variant = read_variant(world, 'BEA-2')
    assert (variant['barcode'], variant['weight']) == ('4006381333931', 77), variant
    compare(world, 'products', product)


@case
def edit_there(world):
    product = find_product(world, 'T-Shirt')
    world.api.post(f'/admin/products/{product}', {'title': 'Tee', 'description': 'Said there.', 'metadata': {'supplier': 'Other'}})
    set_price_there(world, 'TSH-2', 23.45)
    anna = world.shop.people['Anna']['id']
    world.api.post(f'/admin/customers/{anna}', {'phone': '+49 40 999'})
    world.kontor.sync()
    compare(world, 'products', product)
    compare(world, 'product-variants', world.shop.variants['TSH-2'])
    compare(world, 'customers', anna)


@case
def edit_both(world):
    """Of the same product, but not the same of it."""
    product = find_product(world, 'Running Shoe')
    world.kontor.do('set-product', product, {'set': {'title': 'Fast Shoe'}})
    world.api.post(f'/admin/products/{product}', {'subtitle': 'from the other side'})
    world.kontor.sync()
    now = world.api.get(f'/admin/products/{product}')['product']
    assert (now['title'], now['subtitle']) == ('Fast Shoe', 'from the other side'), now
    compare(world, 'products', product)


def make_conflict(world, sku, here, there):
    """Its number, with both sides as they were meant."""
    world.kontor.do('set-price', world.shop.variants[sku], {'set': {'price': here}})
    set_price_there(world, sku, float(there))
    world.kontor.sync(statuses=(PROBLEM,))
    problem, = world.kontor.problems()
    assert problem['kind'] == 'conflict', problem
    assert read_prices(world, sku)['eur'] == decimal.Decimal(there)
    return problem['id']


@case
def conflict(world):
    """Nothing is written over before a person says so."""
    world.kontor.ok('problems', 'keep-mine', make_conflict(world, 'MOU-1', '31.5', '32.5'))
    world.kontor.sync()
    assert read_prices(world, 'MOU-1')['eur'] == decimal.Decimal('31.5')
    world.kontor.ok('problems', 'take-theirs', make_conflict(world, 'MOU-2', '33.5', '34.5'))
    world.kontor.sync()
    assert read_prices(world, 'MOU-2')['eur'] == decimal.Decimal('34.5')
    assert not world.kontor.problems()
    for sku in ('MOU-1', 'MOU-2'):
        compare(world, 'product-variants', world.shop.variants[sku])


@case
def stock_and_carts(world):
    """Stock is added while shoppers buy the same: each sale and each piece counts once."""
    before = read_level(world, 'SHO-3', world.shop.berlin)
    carts = [world.shop.fill_cart(name, {'SHO-3': 2}) for name in ('Anna', 'Luc', 'Mette')]
    with concurrent.futures.ThreadPoolExecutor(len(carts)) as shoppers:
        orders = [shoppers.submit(world.shop.complete, cart) for cart in carts]
        for added in (5, -2, 4):
            change = {'delta': {'levels': [{'key': world.shop.berlin, 'on_hand': added}]}}
            world.kontor.do('adjust-stock', world.shop.variants['SHO-3'], change, '--wait')
        assert all(order.result()['id'] for order in orders)
    world.kontor.settle()
    after = read_level(world, 'SHO-3', world.shop.berlin)
    assert after['stocked_quantity'] == before['stocked_quantity'] + 7, (before, after)
    assert after['reserved_quantity'] == before['reserved_quantity'] + 6, (before, after)
    compare(world, 'product-variants', world.shop.variants['SHO-3'])


@case
def pictures_there(world):
    """They move no date: the sweep sees them."""
    product = find_product(world, 'Orchidée')
    there = world.api.get(f'/admin/products/{product}', fields='*images')['product']
    file, = world.api.upload(('new.png', seed.draw_picture(77)))
    world.api.post(f'/admin/products/{product}', {'thumbnail': file['url'],
                                                  'images': [{'url': url} for url in (*(it['url'] for it in there['images']), file['url'])]})
    world.kontor.sync('--sweep')
    assert world.kontor.show('product', product)['pictures'][0]['url'] == file['url']
    compare(world, 'products', product)
