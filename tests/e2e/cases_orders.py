"""The life of orders: paid, sent in parts, delivered, sent back, exchanged, edited."""

from decimal import Decimal

from cases_edits import compare
from cases_lost import amounts, get_order, get_payment
from e2e import case


def buy(world, **lines):
    """Bought by Anna and known to Kontor."""
    order = world.shop.buy('Anna', **lines)
    world.kontor.sync()
    return order['id']


def find_line(world, order, sku):
    return next(item['id'] for item in get_order(world, order)['items'] if item['variant_sku'] == sku)


def capture(world, order, **args):
    world.kontor.do('capture-payment', order, {'args': {'payment': get_payment(world, order)['id'], **args}}, '--wait')


def fulfil(world, order, number, **lines):
    """So many of each SKU, with a number to follow."""
    world.kontor.do('create-fulfilment', order, {'add': {'fulfilments': [{
        'location': world.shop.berlin, 'shipments': [{'carrier': 'DHL', 'tracking_number': number}],
        'lines': [{'key': find_line(world, order, sku.replace('_', '-')), 'quantity': quantity} for sku, quantity in lines.items()],
    }]}}, '--wait')
    world.kontor.settle()


@case
def capture_in_parts(world):
    order = buy(world, SHO_2=1)
    whole = Decimal(str(get_payment(world, order)['amount']))
    capture(world, order, amount='40')
    assert amounts(get_payment(world, order)['captures']) == [40]
    capture(world, order)
    assert sum(amounts(get_payment(world, order)['captures'])) == whole
    world.kontor.sync()
    compare(world, 'orders', order)


@case
def fulfil_in_parts(world):
    """Two parcels, each with its number; what is left is left."""
    order = buy(world, SHO_4=3, ORC_1=1)
    fulfil(world, order, '00340434161094042557', SHO_4=2)
    fulfil(world, order, '1Z999AA10123456784', SHO_4=1, ORC_1=1)
    parcels = {tuple(label['tracking_number'] for label in it['labels']): sorted(item['quantity'] for item in it['items'])
               for it in world.api.list('orders', id=order, fields='*fulfillments.labels,*fulfillments.items')[0]['fulfillments']}
    assert parcels == {('00340434161094042557',): [2], ('1Z999AA10123456784',): [1, 1]}, parcels
    assert all(it['shipped_at'] for it in get_order(world, order)['fulfillments'])
    compare(world, 'orders', order)
    assert world.kontor.show('order', order)['fulfilment'] == 'fulfilled'


@case
def deliver(world):
    """Said in the shop's own admin."""
    order = buy(world, BEA_1=1)
    fulfil(world, order, 'T-2', BEA_1=1)
    made, = get_order(world, order)['fulfillments']
    world.api.post(f'/admin/orders/{order}/fulfillments/{made["id"]}/mark-as-delivered')
    world.kontor.sync()
    compare(world, 'orders', order)
    assert world.kontor.show('order', order)['fulfilments'][0]['status'] == 'delivered'


def send_back(world, order, sku, received, dismissed):
    """As the shop's own admin does: asked for, and received in part damaged."""
    post, line = world.api.post, find_line(world, order, sku)
    returned = post('/admin/returns', {'order_id': order, 'location_id': world.shop.berlin})['return']['id']
    post(f'/admin/returns/{returned}/request-items', {'items': [
        {'id': line, 'quantity': received + dismissed, 'reason_id': world.shop.too_big}]})
    post(f'/admin/returns/{returned}/request', {'no_notification': True})
    post(f'/admin/returns/{returned}/receive')
    post(f'/admin/returns/{returned}/receive-items', {'items': [{'id': line, 'quantity': received}]})
    post(f'/admin/returns/{returned}/dismiss-items', {'items': [{'id': line, 'quantity': dismissed}]})
    return -Decimal(str(post(f'/admin/returns/{returned}/receive/confirm')['order_preview']['summary']['pending_difference']))


@case
def return_with_refund(world):
    """What came back is refunded by Kontor, to the last decimal, with its reason."""
    order = buy(world, SHO_1=3)
    capture(world, order)
    fulfil(world, order, 'T-3', SHO_1=3)
    due = send_back(world, order, 'SHO-1', 1, 1)
    world.kontor.sync()
    compare(world, 'orders', order)
    world.kontor.do('refund-order', order, {'add': {'refunds': [{'amount': str(due), 'reason': 'too big'}]}}, '--wait')
    world.kontor.settle()
    refund, = get_payment(world, order)['refunds']
    assert Decimal(str(refund['amount'])) == due and refund['note'].startswith('too big'), refund
    assert world.api.get(f'/admin/orders/{order}', fields='summary')['order']['summary']['pending_difference'] == 0
    compare(world, 'orders', order)
    shown = world.kontor.show('order', order)['returns'][0]['lines'][0]
    assert (shown['received'], shown['dismissed']) == (1, 1), shown


@case
def exchange(world):
    """Another size, in the shop's own admin: what comes back and what is sent for it are read."""
    order = buy(world, TSH_1=1)
    capture(world, order)
    fulfil(world, order, 'T-4', TSH_1=1)
    post = world.api.post
    made = post('/admin/exchanges', {'order_id': order})['exchange']['id']
    post(f'/admin/exchanges/{made}/inbound/items', {'location_id': world.shop.berlin, 'items': [
        {'id': find_line(world, order, 'TSH-1'), 'quantity': 1, 'reason_id': world.shop.too_big}]})
    post(f'/admin/exchanges/{made}/outbound/items', {'items': [{'variant_id': world.shop.variants['TSH-3'], 'quantity': 1}]})
    post(f'/admin/exchanges/{made}/request')
    world.kontor.sync('--sweep')
    there = world.api.get(f'/admin/exchanges/{made}', fields='*additional_items')['exchange']
    shown, = world.kontor.show('order', order)['exchanges']
    assert (shown['key'], shown['return_key']) == (made, there['return_id']), (shown, there)
    assert {line['direction'] for line in shown['lines']} == {'sent'}, shown
    assert [line['quantity'] for line in shown['lines']] == [item['quantity'] for item in there['additional_items']] == [1]
    skus = {line['sku'] for line in world.kontor.show('order', order)['lines']}
    assert skus == {item['variant_sku'] for item in get_order(world, order)['items']} == {'TSH-1', 'TSH-3'}, skus


@case
def edit_of_an_order(world):
    """Made in the shop's own admin: one line more, and more of another."""
    order = buy(world, BEA_1=1)
    line, post = find_line(world, order, 'BEA-1'), world.api.post
    post('/admin/order-edits', {'order_id': order})
    post(f'/admin/order-edits/{order}/items', {'items': [{'variant_id': world.shop.variants['BEA-2'], 'quantity': 1}]})
    post(f'/admin/order-edits/{order}/items/item/{line}', {'quantity': 2})
    post(f'/admin/order-edits/{order}/confirm')
    world.kontor.sync()
    compare(world, 'orders', order)
    assert sorted(line['quantity'] for line in world.kontor.show('order', order)['lines']) == [1, 2]
