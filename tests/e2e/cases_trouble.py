"""No connection, a server that dies in the middle, and tokens that end."""

import contextlib

import subprocess
import threading
import time

from cases_edits import compare, read_level, read_prices
from decimal import Decimal
from e2e import case
from kontor import PROBLEM


@case
def offline(world):
    """Edits are there at once, and at the server when that is back, together with what happened there."""
    order, price = world.shop.buy('Luc', BON_1=1), read_prices(world, 'BON-1')
    before = read_level(world, 'BON-1', world.shop.berlin)
    world.kontor.sync()
    world.server.medusa.stop()
    world.kontor.do('set-price', world.shop.variants['BON-1'], {'set': {'price': '44.4'}})
    world.kontor.do('adjust-stock', world.shop.variants['BON-1'], {'delta': {'levels': [{'key': world.shop.berlin, 'on_hand': 6}]}})
    world.kontor.do('add-note', order['id'], {'add': {'notes': [{'text': 'written offline'}]}})
    assert world.kontor.run('sync').returncode not in (0, PROBLEM)
    assert world.kontor.show('variant', world.shop.variants['BON-1'])['price'] == '44.4'
    world.server.medusa.start()
    another = world.shop.buy('Anna', BON_1=2)
    world.kontor.settle()
    assert read_prices(world, 'BON-1') == price | {'eur': Decimal('44.4')}
    after = read_level(world, 'BON-1', world.shop.berlin)
    assert after['stocked_quantity'] == before['stocked_quantity'] + 6, (before, after)
    notes = world.api.get(f'/admin/orders/{order["id"]}')['order']['metadata']['_kontor']['notes']
    assert [note['text'] for note in notes.values()] == ['written offline'], notes
    for key in (order['id'], another['id']):
        compare(world, 'orders', key)
    compare(world, 'product-variants', world.shop.variants['BON-1'])


def push(kontor):
    """Until all is sent or there is nobody to send it to."""
    while (done := kontor.run('sync')).returncode == 0 and ', 0 changes wait' not in done.stdout:
        time.sleep(0.2)


@case
def server_killed(world):
    """In the middle of a push of prices and stock: nothing is lost, and nothing is added twice."""
    world.kontor.sync()
    skus = [sku for sku in world.shop.variants if sku.startswith(('LAP', 'TSH', 'SHO', 'BEA', 'ORC'))]
    before = {sku: read_level(world, sku, world.shop.newark)['stocked_quantity'] for sku in skus}
    for number, sku in enumerate(skus):
        world.kontor.do('adjust-stock', world.shop.variants[sku], {'delta': {'levels': [{'key': world.shop.newark, 'on_hand': 3}]}})
        world.kontor.do('set-price', world.shop.variants[sku], {'set': {'price': f'{number + 1}.25'}})
    pushing = threading.Thread(target=push, args=(world.kontor,))
    pushing.start()
    # Someone sees the third new price and pulls the plug.
    while sum(read_prices(world, sku)['eur'] == Decimal(f'{number + 1}.25') for number, sku in enumerate(skus[:4])) < 3:
        assert pushing.is_alive(), 'all was sent before the server was killed'
    world.server.medusa.kill()
    pushing.join()
    waiting = [op['state'] for op in world.kontor.outbox()[:2 * len(skus)] if op['state'] != 'acked']
    assert waiting, 'nothing was left to be sent'
    world.server.medusa.start()
    world.kontor.settle()
    assert not world.kontor.problems()
    for number, sku in enumerate(skus):
        assert read_prices(world, sku)['eur'] == Decimal(f'{number + 1}.25'), sku
        assert read_level(world, sku, world.shop.newark)['stocked_quantity'] == before[sku] + 3, sku


@contextlib.contextmanager
def serving(kontor):
    """A program that stays, and so keeps its token."""
    process = subprocess.Popen([kontor.programs / 'src/kontorctl', 'serve'], stdout=subprocess.PIPE, text=True, env=kontor.environment())
    try:
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        assert process.wait(60) == 0


@case
def token_expired(world):
    """Refused in the middle of a life, and ended by its own time: Kontor signs in anew and goes on."""
    medusa, sku = world.server.medusa, 'MOU-1'
    world.kontor.sync()
    with serving(world.kontor):
        world.kontor.do('set-price', world.shop.variants[sku], {'set': {'price': '41'}}, '--wait')
        with medusa.other_tokens(JWT_SECRET='the secret was changed', TOKEN_LIFE='3s'):
            world.kontor.do('set-price', world.shop.variants[sku], {'set': {'price': '42'}}, '--wait')
            world.kontor.settle()
            assert read_prices(world, sku)['eur'] == 42
            time.sleep(4)  # until that token's own end
            world.kontor.do('set-price', world.shop.variants[sku], {'set': {'price': '43'}}, '--wait')
            world.kontor.settle()
            assert read_prices(world, sku)['eur'] == 43
        account, = world.kontor.json('account', 'list')
        assert account['status'] != 'auth-needed', account
