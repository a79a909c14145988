"""Every kind of operation with its answer lost on the way: the server did it, and nobody heard of that.

The kinds are those of the connector's own table; one without a case here counts as skipped. All are lost first and found out
about afterwards, since Kontor waits for a while before it looks; each is about an object of its own for that."""

import dataclasses
import pathlib
import re
from decimal import Decimal
from typing import Callable

import seed
from cases_edits import find_product, read_level, read_variant
from e2e import Skip, case
from kontor import PROBLEM
from proxy import Proxy

TABLE = pathlib.Path(__file__).parents[2] / 'src/connectors/medusa/kontor-medusa-ops.c'
ORDER = ('*,*items,*fulfillments,*fulfillments.labels,*payment_collections.payments,*payment_collections.payments.captures,'
         '*payment_collections.payments.refunds')


@dataclasses.dataclass
class Loss:
    """One operation: of what, what is changed, what the server should say afterwards, and the answer to what path goes lost (a pattern)."""
    key: str
    change: dict  # or what makes it, of Kontor after it has seen the object
    read: Callable
    wanted: object
    path: str = '^/admin/'
    action: str = None
    error: Exception = None

    def run(self, kontor, orders, kind):
        """Does it and loses the answer."""
        assert self.read() != self.wanted, 'it is so already'
        orders.lose(self.path)
        change = self.change(kontor) if callable(self.change) else self.change
        said = kontor.do(kind, self.key, change, '--wait', statuses=(0, PROBLEM))
        assert len(orders.lost) == 1, f'{orders.lost}: {said}'
        self.action = int(re.match(r'Action (\d+)', said)[1])

    def check(self, outbox):
        """It was done once, and Kontor found that out."""
        if self.error:
            raise self.error
        assert self.read() == self.wanted, self.read()
        op, = (op for op in outbox if op['action'] == self.action)
        assert op['state'] == 'acked', op


LOSSES = {}


def loss(function):
    """Of the kind that it is named after; it makes its object by the server's API."""
    LOSSES[function.__name__.replace('_', '-')] = function
    return function


def get_order(world, key):
    order, = world.api.list('orders', id=key, fields=ORDER + ',+email')
    return order


def get_payment(world, key):
    return get_order(world, key)['payment_collections'][0]['payments'][0]


def amounts(rows):
    return [Decimal(str(row['amount'])) for row in rows]


def get_team(world, path, key):
    one, = world.api.get(f'/admin/{path}/{key}').values()
    return (one['metadata'] or {}).get('_kontor', {})


def count_named(world, path, member, name):
    return sum(row[member] == name for row in world.api.list(path))


def buy(world):
    return world.shop.buy('Luc', ORC_1=1)['id']


# --- Goods ---

@loss
def set_product(world):
    key = find_product(world, 'Laptop')
    return Loss(key, {'set': {'title': 'Lost Laptop'}}, lambda: world.api.get(f'/admin/products/{key}')['product']['title'], 'Lost Laptop')


@loss
def set_variant(world):
    return Loss(world.shop.variants['MOU-2'], {'set': {'weight': '811'}}, lambda: read_variant(world, 'MOU-2')['weight'], 811)


@loss
def set_price(world):
    return Loss(world.shop.variants['BON-1'], {'set': {'price': '71.7'}},
                lambda: sorted(str(price['amount']) for price in read_variant(world, 'BON-1')['prices'] if price['currency_code'] == 'eur'),
                ['71.7'])


@loss
def adjust_stock(world):
    now = read_level(world, 'SHO-1', world.shop.berlin)['stocked_quantity']
    return Loss(world.shop.variants['SHO-1'], {'delta': {'levels': [{'key': world.shop.berlin, 'on_hand': 7}]}},
                lambda: read_level(world, 'SHO-1', world.shop.berlin)['stocked_quantity'], now + 7)


@loss
def count_stock(world):
    now = read_level(world, 'BEA-3', world.shop.berlin)['stocked_quantity']
    key = world.shop.berlin
    change = {'remove': {'levels': [{'key': key, 'on_hand': now}]}, 'add': {'levels': [{'key': key, 'on_hand': 33}]}}
    return Loss(world.shop.variants['BEA-3'], change,
                lambda: read_level(world, 'BEA-3', key)['stocked_quantity'], 33)


@loss
def set_category(world):
    key = world.shop.categories['Sports']
    return Loss(key, {'set': {'name': 'Lost Sports'}},
                lambda: world.api.get(f'/admin/product-categories/{key}')['product_category']['name'], 'Lost Sports')


@loss
def create_category(world):
    return Loss('-', {'set': {'name': 'Made Once'}}, lambda: count_named(world, 'product-categories', 'name', 'Made Once'), 1)


@loss
def set_tag(world):
    key = world.shop.tags[0]
    return Loss(key, {'set': {'name': 'lost'}}, lambda: world.api.get(f'/admin/product-tags/{key}')['product_tag']['value'], 'lost')


@loss
def create_tag(world):
    return Loss('-', {'set': {'name': 'made once', 'kind': 'tag'}}, lambda: count_named(world, 'product-tags', 'value', 'made once'), 1)


@loss
def create_product(world):
    return Loss('-', {'set': {'title': 'Made Once', 'handle': 'made-once', 'status': 'draft'}},
                lambda: count_named(world, 'products', 'title', 'Made Once'), 1)


def make_product(world, title, **more):
    return world.api.post('/admin/products', {'title': title, 'status': 'published', 'shipping_profile_id': world.shop.profile,
                                              'options': [{'title': 'Size', 'values': ['S', 'M']}], **more})['product']['id']


def read_product(world, key):
    return world.api.get(f'/admin/products/{key}', fields='*,*images,*variants')['product']


@loss
def trash_product(world):
    key = make_product(world, 'For the Trash')
    return Loss(key, {}, lambda: read_product(world, key)['status'], 'draft')


@loss
def restore_product(world):
    key = make_product(world, 'Back again', status='draft', metadata={'_kontor': {'trash': 'published'}})
    return Loss(key, {'set': {'status': 'published'}}, lambda: read_product(world, key)['status'], 'published')


@loss
def set_pictures(world):
    """Uploaded by one request and put up by another."""
    file = pathlib.Path(world.folder) / 'picture.png'
    file.write_bytes(seed.draw_picture(5))
    return tuple(show_picture(world, file, path) for path in ('^/admin/uploads', '^/admin/products/'))


def show_picture(world, file, path):
    key = make_product(world, f'Pictured {path[8:-1]}')
    return Loss(key, {'set': {'pictures': [{'url': file.as_uri()}]}}, lambda: len(read_product(world, key)['images']), 1, path)


@loss
def create_variant(world):
    key = make_product(world, 'With a Variant')
    return Loss('-', lambda kontor: {'set': {
        'product': f'id:{kontor.show("product", key)["id"]}', 'title': 'S', 'sku': 'ONCE-1', 'price': '5',
        'options': [{'name': 'Size', 'value': 'S'}]}}, lambda: [it['sku'] for it in read_product(world, key)['variants']], ['ONCE-1'])


def find_promotion(world, code):
    return next((it for it in world.api.list('promotions') if it['code'] == code), {'id': None, 'status': None})


@loss
def set_discount(world):
    return Loss(find_promotion(world, 'SAVE10')['id'], {'set': {'status': 'paused'}},
                lambda: find_promotion(world, 'SAVE10')['status'], 'inactive')


@loss
def create_discount(world):
    return Loss('-', {'set': {'code': 'ONCE', 'kind': 'percent', 'percent': '5', 'status': 'active'}},
                lambda: count_named(world, 'promotions', 'code', 'ONCE'), 1)


@loss
def trash_discount(world):
    return Loss(find_promotion(world, 'FIVE')['id'], {}, lambda: find_promotion(world, 'FIVE')['status'], 'inactive')


# --- Orders ---

@loss
def set_order(world):
    order = buy(world)
    return Loss(order, {'set': {'email': 'lost@example.com'}}, lambda: get_order(world, order)['email'], 'lost@example.com')


@loss
def set_team(world):
    order = buy(world)
    return Loss(order, {'set': {'stage': 'packed'}}, lambda: get_team(world, 'orders', order).get('stage'), 'packed')


@loss
def tag_order(world):
    order = buy(world)
    return Loss(order, {'add': {'tags': ['gift']}}, lambda: get_team(world, 'orders', order).get('tags'), ['gift'])


@loss
def add_note(world):
    order = buy(world)
    return Loss(order, {'add': {'notes': [{'text': 'said once'}]}},
                lambda: [note['text'] for note in get_team(world, 'orders', order).get('notes', {}).values()], ['said once'])


@loss
def capture_payment(world):
    order = buy(world)
    payment = get_payment(world, order)
    return Loss(order, {'args': {'payment': payment['id'], 'amount': '20'}}, lambda: amounts(get_payment(world, order)['captures']), [Decimal(20)])


@loss
def refund_order(world):
    order = buy(world)
    world.api.post(f'/admin/payments/{get_payment(world, order)["id"]}/capture')
    return Loss(order, {'add': {'refunds': [{'amount': '2.5', 'reason': 'sorry'}]}},
                lambda: amounts(get_payment(world, order)['refunds']), [Decimal('2.5')])


def fulfil(world, path):
    order = buy(world)
    line = get_order(world, order)['items'][0]['id']
    change = {'add': {'fulfilments': [{'location': world.shop.berlin, 'lines': [{'key': line, 'quantity': 1}],
                                       'shipments': [{'carrier': 'DHL', 'tracking_number': 'T-1'}]}]}}

    def read():
        return [(bool(it['shipped_at']), [label['tracking_number'] for label in it['labels']])
                for it in get_order(world, order)['fulfillments']]

    return Loss(order, change, read, [(True, ['T-1'])], path.format(order))


@loss
def create_fulfilment(world):
    """Packed by one request and sent by another: each answer is lost once, of two orders."""
    return fulfil(world, '{}/fulfillments$'), fulfil(world, '/shipments$')


@loss
def cancel_fulfilment(world):
    """Of one that is packed and not yet sent."""
    order = buy(world)
    items = [{'id': item['id'], 'quantity': item['quantity']} for item in get_order(world, order)['items']]
    world.api.post(f'/admin/orders/{order}/fulfillments', {'location_id': world.shop.berlin, 'items': items})
    made, = get_order(world, order)['fulfillments']
    return Loss(order, {'remove': {'fulfilments': [{'key': made['id']}]}},
                lambda: [bool(it['canceled_at']) for it in get_order(world, order)['fulfillments']], [True])


@loss
def cancel_order(world):
    key = buy(world)
    return Loss(key, {}, lambda: get_order(world, key)['status'], 'canceled')


@loss
def mark_paid(world):
    """Of an order by phone, for which nothing was authorised."""
    luc, post = world.shop.people['Luc'], world.api.post
    order = post('/admin/draft-orders', {
        'email': luc['email'], 'region_id': world.shop.europe, 'sales_channel_id': world.shop.channel, 'shipping_address': luc['address'],
        'items': [{'variant_id': world.shop.variants['ORC-1'], 'quantity': 1}],
        'shipping_methods': [{'name': 'Standard', 'shipping_option_id': world.shop.shipping['de']['standard'], 'amount': 5}]})['draft_order']['id']
    post(f'/admin/draft-orders/{order}/convert-to-order')

    def read():
        payments = [payment for it in get_order(world, order)['payment_collections'] for payment in it['payments']]
        return [len(payment['captures']) for payment in payments]

    return Loss(order, {}, read, [1])


def send(world):
    """An order that was sent, and its line."""
    order = buy(world)
    line = get_order(world, order)['items'][0]['id']
    items = [{'id': line, 'quantity': 1}]
    world.api.post(f'/admin/orders/{order}/fulfillments', {'location_id': world.shop.berlin, 'items': items})
    made = get_order(world, order)['fulfillments'][0]['id']
    world.api.post(f'/admin/orders/{order}/fulfillments/{made}/shipments', {'items': items, 'labels': []})
    return order, line


def read_returns(world, order):
    order, = world.api.list('orders', id=order, fields='*returns,*returns.items')
    return [(it['status'], [item['quantity'] for item in it['items']]) for it in order['returns']]


def ask_back(world, path):
    order, line = send(world)
    change = {'add': {'returns': [{'lines': [{'key': line, 'quantity': 1, 'reason': world.shop.too_big}]}]}}
    return Loss(order, change, lambda: read_returns(world, order), [('requested', [1])], path)


@loss
def create_return(world):
    """In three steps, each of which is lost once."""
    return tuple(ask_back(world, path) for path in ('^/admin/returns$', '/request-items$', '/request$'))


def receive(world, path):
    (order, line), post = send(world), world.api.post
    key = post('/admin/returns', {'order_id': order, 'location_id': world.shop.berlin})['return']['id']
    post(f'/admin/returns/{key}/request-items', {'items': [{'id': line, 'quantity': 1}]})
    post(f'/admin/returns/{key}/request', {'no_notification': True})

    def members(**counts):
        return {'returns': [{'key': key, 'lines': [{'key': line, 'quantity': 1, **counts}]}]}

    return Loss(order, {'remove': members(received=0, dismissed=0), 'add': members(received=1, dismissed=0)},
                lambda: read_returns(world, order), [('received', [1])], path.format(key))


@loss
def set_return(world):
    """As well."""
    return tuple(receive(world, f'{{}}/{step}$') for step in ('receive', 'receive-items', 'receive/confirm'))


def read_swaps(world, order, kind, *lists):
    """Of each that was asked for, how many of what; a draft has none."""
    swaps = world.api.list(kind, order_id=order, fields=','.join(f'*{name}' for name in lists))
    return [[len(swap[name] or []) for name in lists] for swap in swaps if any(swap[name] for name in lists)]


def swap_lines(world, line, *directions):
    said = {'back': {'line_key': line}, 'claimed': {'line_key': line, 'reason': 'production_failure'},
            'sent': {'variant': f'remote:{world.shop.variants["ORC-2"]}'}}
    return [{'key': direction, 'direction': direction, 'quantity': 1, **said[direction]} for direction in directions]


def exchange(world, path):
    order, line = send(world)
    return Loss(order, {'add': {'exchanges': [{'lines': swap_lines(world, line, 'back', 'sent')}]}},
                lambda: (read_swaps(world, order, 'exchanges', 'additional_items'), read_returns(world, order)),
                ([[1]], [('requested', [1])]), path)


@loss
def create_exchange(world):
    """In four steps, each of which is lost once."""
    return tuple(exchange(world, path) for path in ('^/admin/exchanges$', '/inbound/items$', '/outbound/items$', '/request$'))


def claim(world, path):
    order, line = send(world)
    return Loss(order, {'add': {'claims': [{'kind': 'replace', 'lines': swap_lines(world, line, 'claimed', 'back', 'sent')}]}},
                lambda: (read_swaps(world, order, 'claims', 'claim_items', 'additional_items'), read_returns(world, order)),
                ([[1, 1]], [('requested', [1])]), path)


@loss
def create_claim(world):
    """In five."""
    return tuple(claim(world, path) for path in ('^/admin/claims$', '/claim-items$', '/inbound/items$', '/outbound/items$', '/request$'))


@loss
def mark_delivered(world):
    order, _ = send(world)
    made = get_order(world, order)['fulfillments'][0]['id']
    return Loss(order, {'args': {'fulfilment': made}}, lambda: [bool(it['delivered_at']) for it in get_order(world, order)['fulfillments']],
                [True])


# --- Customers ---

@loss
def set_customer(world):
    key = world.shop.people['Mette']['id']
    return Loss(key, {'set': {'phone': '+45 1'}}, lambda: world.api.get(f'/admin/customers/{key}')['customer']['phone'], '+45 1')


@loss
def tag_customer(world):
    key = world.shop.people['John']['id']
    return Loss(key, {'add': {'tags': ['vip']}}, lambda: get_team(world, 'customers', key).get('tags'), ['vip'])


@loss
def create_customer(world):
    return Loss('-', {'set': {'email': 'once@example.com', 'first_name': 'Once'}},
                lambda: count_named(world, 'customers', 'email', 'once@example.com'), 1)


@loss
def delete_customer(world):
    key = world.api.post('/admin/customers', {'email': 'gone@example.com'})['customer']['id']
    return Loss(key, {}, lambda: count_named(world, 'customers', 'email', 'gone@example.com'), 0)


# --- Running them ---

KINDS = re.findall(r'X \("([a-z-]+)"', TABLE.read_text(encoding='utf-8'))


class Losses:
    """All of them, and what Kontor says in the end."""

    def __init__(self, world):
        made = {kind: LOSSES[kind](world) for kind in KINDS if kind in LOSSES}
        self.by_kind = {kind: it if isinstance(it, tuple) else (it,) for kind, it in made.items()}
        self.kontor = world.other_kontor()
        with Proxy(world.server.address) as proxy:
            self.kontor.connect(proxy.address)
            self.kontor.sync()
            for kind, losses in self.by_kind.items():
                for it in losses:
                    self.run(it, proxy.orders, kind)
            proxy.orders.restore()
            self.kontor.settle()
        self.outbox = self.kontor.outbox()

    def run(self, it, orders, kind):
        try:
            it.run(self.kontor, orders, kind)
        except Exception as error:  # noqa: BLE001
            it.error = error


def lose(world, kind):
    if kind not in LOSSES:
        raise Skip(f'there is no case of {kind} yet')
    if not hasattr(world, 'losses'):
        world.losses = Losses(world)
    for it in world.losses.by_kind[kind]:
        it.check(world.losses.outbox)


for name in KINDS:
    case(lambda world, name=name: lose(world, name), f'lost-{name}')


@case
def every_kind_is_lost(world):
    """No kind that the connector has is without a case, and no case is of one that it has not."""
    assert set(LOSSES) == set(KINDS), set(LOSSES) ^ set(KINDS)


# --- What nobody can tell ---

def lose_unsure(world, kind, key, change, meddle):
    """Lost, and before Kontor can look somebody else changes the same: a person has to decide. Its Kontor and the problem."""
    kontor = world.other_kontor()
    with Proxy(world.server.address) as proxy:
        kontor.connect(proxy.address)
        kontor.sync()
        proxy.orders.lose(then_down=True)
        kontor.do(kind, key, change, '--wait', statuses=(0, PROBLEM))
        assert len(proxy.orders.lost) == 1, proxy.orders.lost
        meddle()
        proxy.orders.restore()
        kontor.settle()
        problem, = kontor.problems()
        assert (problem['kind'], kontor.outbox()[0]['state']) == ('unknown', 'unknown'), problem
        kontor.ok('problems', 'happened', problem['id'])
        kontor.settle()
        assert not kontor.problems() and len(kontor.outbox()) == 1
    return problem


@case
def unknown_stock(world):
    """Both readings are said, and nothing is written again."""
    before = read_level(world, 'ORC-2', world.shop.berlin)
    path = f'/admin/inventory-items/{before["inventory_item_id"]}/location-levels/{world.shop.berlin}'
    before = before['stocked_quantity']
    change = {'delta': {'levels': [{'key': world.shop.berlin, 'on_hand': 5}]}}
    problem = lose_unsure(world, 'adjust-stock', world.shop.variants['ORC-2'], change,
                          lambda: world.api.post(path, {'stocked_quantity': before + 5 - 8}))
    assert f'was {before} and is now {before - 3}' in problem['why'], problem
    assert read_level(world, 'ORC-2', world.shop.berlin)['stocked_quantity'] == before - 3


@case
def unknown_capture(world):
    """Money is never taken again on a guess."""
    order = buy(world)
    payment = get_payment(world, order)['id']
    lose_unsure(world, 'capture-payment', order, {'args': {'payment': payment, 'amount': '20'}},
                lambda: world.api.post(f'/admin/payments/{payment}/capture', {'amount': 7}))
    assert sorted(amounts(get_payment(world, order)['captures'])) == [7, 20]
