"""Connecting, and the first import."""

from compare import Comparison
from e2e import case


@case
def connect(world):
    said = world.kontor.connect(world.server.address)
    assert 'Permissions: good' in said, said
    account, = world.kontor.json('account', 'list')
    assert (account['platform'], account['name']) == ('medusa', 'Test Shop'), account


@case
def connect_refused(world):
    """A wrong password, and what is no Medusa, are told apart."""
    done = world.other_kontor().run('account', 'add', 'medusa', '--manner=password', f'address={world.server.address}',
                                    'email=owner@example.com', stdin='wrong\n')
    assert done.returncode and 'Interface: good' in done.stdout and 'Permissions: good' not in done.stdout, done


@case
def connect_by_key(world):
    other = world.other_kontor()
    other.ok('account', 'add', 'medusa', '--manner=key', f'address={world.server.address}', stdin=world.shop.key + '\n')
    other.sync()
    assert other.list('products').keys() == {product['id'] for product in world.api.list('products', fields='id')}


@case
def first_import(world):
    """Every field of everything, with orders in all stages that the server's own side brought them to."""
    shop = world.shop
    shop.buy(SHO_1=2, LAP_1=1, code='SAVE10')
    shop.buy('Luc', BON_1=3, code='FREESHIP')
    shop.buy('John', TSH_1=1, BEA_2=2)
    shop.walk(shop.buy('Mette', ORC_1=2, MOU_1=1, code='FIVE'))
    world.kontor.sync()
    comparison = Comparison(world.kontor)
    comparison.compare_all(world.api)
    comparison.check()
    world.say(f'{comparison.fields} fields are the same')
