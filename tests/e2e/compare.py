"""What Kontor should say of what the server says, written down from what the fields mean and not from Kontor's code.

Amounts are decimals, and are compared as such; lists of things with an id are dictionaries by it."""

import decimal
import functools

# Of all that a list would leave out.
FIELDS = {
    'products': '*,*images,*tags,*categories,*options,*options.values,*variants,*collection',
    'product-variants': '*,*prices,*prices.price_rules,*options,*options.option,*inventory_items,*inventory_items.inventory,'
                        '*inventory_items.inventory.location_levels',
    'customers': '*,*addresses',
    'promotions': '*,*application_method,*campaign,*campaign.budget',
    'orders': '*,*items,*items.detail,*items.tax_lines,*items.adjustments,*shipping_methods,*shipping_methods.tax_lines,'
              '*shipping_methods.adjustments,*shipping_address,*billing_address,*payment_collections.payments,'
              '*payment_collections.payments.captures,*payment_collections.payments.refunds,*fulfillments,*fulfillments.items,'
              '*fulfillments.labels,*returns,*returns.items,*sales_channel,+email,+currency_code,+customer_id,+total,+tax_total',
    'product-categories': '*',
    'product-tags': '*',
}


class Key(str):
    """Of another object: in Kontor's own output a number stands for it."""


def decimal_of(value):
    return None if value is None else decimal.Decimal(str(value))


def instant(text):
    return text and text[:19] + 'Z'


def upper(text):
    return text and text.upper()


def by(key, rows, make):
    return {row[key]: make(row) for row in rows or ()}


def expect_product(it):
    cover = [image['url'] for image in it['images'] if image['url'] == it['thumbnail']][:1]
    rest = [image['url'] for image in sorted(it['images'], key=lambda image: image['rank']) if image['url'] not in cover]
    groups = [tag['id'] for tag in it['tags']] + [it[name] for name in ('collection_id', 'type_id') if it[name]]
    return {
        'title': it['title'], 'handle': it['handle'], 'status': it['status'], 'summary': it['subtitle'], 'description': it['description'],
        'created_at': instant(it['created_at']), 'updated_at': instant(it['updated_at']), 'variant_count': len(it['variants']),
        'currency': 'EUR', 'cover_url': it['thumbnail'],
        'options': by('id', it['options'], lambda option: {
            'name': option['title'], 'values': by('value', option['values'], lambda value: {'name': value['value']})}),
        'pictures': [{'url': url} for url in cover + rest],
        'categories': by('id', it['categories'], lambda category: {'category': Key(category['id'])}),
        'tags': {key: {'tag': Key(key)} for key in groups},
        'metadata': {**(it['metadata'] or {}), 'external_id': it['external_id'], 'material': it['material']},
    }


def expect_variant(it):
    prices = {upper(price['currency_code']): decimal_of(price['amount']) for price in it['prices'] if not price.get('price_rules')}
    levels = [level for item in it['inventory_items'] for level in item['inventory']['location_levels']] if it['manage_inventory'] else []
    return {
        'product': Key(it['product_id']), 'title': it['title'], 'sku': it['sku'], 'gtin': it['barcode'], 'position': it['variant_rank'],
        'currency': 'EUR', 'price': prices.get('EUR'), 'manage_stock': it['manage_inventory'],
        'backorders': 'yes' if it['allow_backorder'] else 'no', 'weight': it['weight'] and str(it['weight']),
        'updated_at': instant(it['updated_at']),
        'on_hand': sum(level['stocked_quantity'] for level in levels) if levels else None if not it['manage_inventory'] else 0,
        'prices': {currency: {'currency': currency, 'amount': amount} for currency, amount in prices.items()},
        'levels': by('location_id', levels, lambda level: {
            'on_hand': level['stocked_quantity'], 'committed': level['reserved_quantity'], 'incoming': level['incoming_quantity']}),
        'options': by('option_id', it['options'], lambda option: {'name': option['option']['title'], 'value': option['value']}),
    }


def expect_address(it):
    return {'first_name': it['first_name'], 'last_name': it['last_name'], 'company': it['company'], 'line1': it['address_1'],
            'line2': it['address_2'], 'city': it['city'], 'postcode': it['postal_code'], 'country': upper(it['country_code']),
            'province': it['province'], 'phone': it['phone']}


def expect_customer(it):
    return {'first_name': it['first_name'], 'last_name': it['last_name'], 'company': it['company_name'], 'email': it['email'],
            'phone': it['phone'], 'kind': 'registered' if it['has_account'] else 'guest', 'created_at': instant(it['created_at']),
            'updated_at': instant(it['updated_at']), 'addresses': by('id', it['addresses'], expect_address)}


def expect_promotion(it):
    method, campaign = it['application_method'], it['campaign'] or {}
    percent = method['type'] == 'percentage'
    return {'code': it['code'], 'status': it['status'], 'usage_count': it['used'], 'starts_at': instant(campaign.get('starts_at')),
            'ends_at': instant(campaign.get('ends_at')), 'usage_limit': (campaign.get('budget') or {}).get('limit'),
            'percent': str(method['value']) if percent else None, 'amount': None if percent else decimal_of(method['value']),
            'free_shipping': method['target_type'] == 'shipping_methods'}


def expect_taxes(lines):
    return by('code', lines, lambda tax: {'amount': decimal_of(tax['total'])})


def net(it):
    return decimal_of(it['total']) - decimal_of(it['tax_total'])


def expect_line(it):
    return {'product': Key(it['product_id']), 'variant': Key(it['variant_id']), 'name': it['product_title'],
            'variant_name': it['variant_title'], 'sku': it['variant_sku'], 'quantity': it['quantity'],
            'unit_price': decimal_of(it['unit_price']), 'net': net(it), 'tax': decimal_of(it['tax_total']),
            'fulfilled': it['detail']['fulfilled_quantity'], 'taxes': expect_taxes(it['tax_lines'])}


def add_up(rows):
    """Kontor adds in millionths; single amounts it has as they came."""
    return sum((decimal_of(row['amount']).quantize(decimal.Decimal('0.000001')) for row in rows), decimal.Decimal(0))


def expect_payment(it):
    return {'gateway': it['provider_id'], 'authorized': decimal_of(it['amount']), 'voided': bool(it['canceled_at']),
            'captured': add_up(it['captures']), 'refunded': add_up(it['refunds'])}


def expect_fulfilment(it):
    word = next((word for field, word in (('canceled_at', 'cancelled'), ('delivered_at', 'delivered'), ('shipped_at', 'shipped'))
                 if it[field]), 'pending')
    return {'status': word, 'location': it['location_id'], 'created_at': instant(it['created_at']), 'shipped_at': instant(it['shipped_at']),
            'delivered_at': instant(it['delivered_at']), 'cancelled_at': instant(it['canceled_at']),
            'lines': by('line_item_id', it['items'], lambda item: {'quantity': item['quantity']}),
            'shipments': by('id', it['labels'], lambda label: {'tracking_number': label['tracking_number']})}


def expect_return(it):
    return {'number': str(it['display_id']), 'requested_at': instant(it['requested_at']), 'received_at': instant(it['received_at']),
            'lines': by('item_id', it['items'], lambda item: {  # the server counts what is damaged as received, too
                'quantity': item['quantity'], 'dismissed': item['damaged_quantity'] or 0,
                'received': (item['received_quantity'] or 0) - (item['damaged_quantity'] or 0)})}


def expect_order(it):
    payments = [payment for collection in it['payment_collections'] for payment in collection['payments']]
    refunds = [refund for payment in payments for refund in payment['refunds']]
    expected = {
        'number': str(it['display_id']), 'placed_at': instant(it['created_at']), 'updated_at': instant(it['updated_at']),
        'currency': upper(it['currency_code']), 'status': it['status'], 'email': it['email'], 'customer': Key(it['customer_id']),
        'lifecycle': 'cancelled' if it['status'] == 'canceled' else 'open', 'channel': it['sales_channel']['name'],
        'addresses': {'billing': expect_address(it['billing_address']), 'shipping': expect_address(it['shipping_address'])},
        'shipping_lines': by('id', it['shipping_methods'], lambda method: {
            'title': method['name'], 'net': net(method), 'tax': decimal_of(method['tax_total']),
            'taxes': expect_taxes(method['tax_lines'])}),
        'payments': by('id', payments, expect_payment),
        'refunds': by('id', refunds, lambda refund: {'amount': decimal_of(refund['amount']), 'at': instant(refund['created_at'])}),
        'fulfilments': by('id', it['fulfillments'], expect_fulfilment),
        'returns': by('id', [one for one in it['returns'] if one['status'] != 'open'], expect_return),
    }
    # What came back is in the server's sums no more, but in ours it is.
    if not any(item['detail']['return_received_quantity'] or item['detail']['return_dismissed_quantity'] for item in it['items']):
        expected |= {'total': decimal_of(it['total']), 'tax_total': decimal_of(it['tax_total']),
                     'lines': by('id', it['items'], expect_line)}
    return expected


def expect_category(it):
    return {'name': it['name'], 'handle': it['handle'], 'parent': it['parent_category_id'] and Key(it['parent_category_id']),
            'position': it['rank'], 'description': it['description']}


def expect_tag(it):
    return {'name': it['value'], 'kind': 'tag'}


# What the server calls them, and Kontor in the plural and in the singular.
ENTITIES = (
    ('product-categories', 'categories', 'category', expect_category),
    ('product-tags', 'tags', 'tag', expect_tag),
    ('products', 'products', 'product', expect_product),
    ('product-variants', 'variants', 'variant', expect_variant),
    ('customers', 'customers', 'customer', expect_customer),
    ('promotions', 'discounts', 'discount', expect_promotion),
    ('orders', 'orders', 'order', expect_order),
)


class Comparison:
    """Counts what was compared, and says what differs."""

    def __init__(self, kontor):
        self.kontor = kontor
        self.fields = 0
        self.different = []

    @functools.cached_property
    def keys(self):
        """The shop's keys of what Kontor calls "id:7"; entities have numbers of their own, so there are several."""
        keys = {}
        for _, plural, _, _ in ENTITIES:
            for key, row in self.kontor.list(plural).items():
                keys.setdefault(f'id:{row["id"]}', set()).add(key)
        return keys

    def differ(self, path, expected, shown):
        if isinstance(expected, dict):
            members = shown if isinstance(shown, dict) else {row['key']: row for row in shown or ()}
            if not isinstance(shown, dict) and members.keys() != expected.keys():
                self.different.append(f'{path}: {sorted(members)} instead of {sorted(expected)}')
            for name, value in expected.items():
                if name in members:
                    self.differ(f'{path}.{name}', value, members[name])
                elif isinstance(shown, dict):
                    self.different.append(f'{path}.{name} is missing')
        elif isinstance(expected, list):
            if len(expected) != len(shown or ()):
                self.different.append(f'{path}: {len(shown or ())} instead of {len(expected)}')
            for number, (value, row) in enumerate(zip(expected, shown or ())):
                self.differ(f'{path}[{number}]', value, row)
        else:
            self.fields += 1
            if not self.is_same(expected, shown):
                self.different.append(f'{path}: {shown!r} instead of {expected!r}')

    def is_same(self, expected, shown):
        if isinstance(expected, Key):
            return expected in self.keys.get(shown, ())
        if isinstance(expected, decimal.Decimal) and shown is not None:
            return decimal.Decimal(shown) == expected
        return shown == expected

    def compare_all(self, api):
        """Everything that the server has, with everything that Kontor has."""
        for path, plural, singular, expect in ENTITIES:
            there, here = {row['id']: row for row in api.list(path, fields=FIELDS[path])}, self.kontor.list(plural)
            if plural == 'tags':  # collections and types are beside them
                here = {key: row for key, row in here.items() if row['kind'] == 'tag'}
            if there.keys() != here.keys():
                self.different.append(f'{plural}: {sorted(here)} instead of {sorted(there)}')
            for key in there.keys() & here.keys():
                self.differ(f'{singular} {key}', expect(there[key]), self.kontor.show(singular, key))

    def compare_one(self, api, path, key):
        _, _, singular, expect = next(row for row in ENTITIES if row[0] == path)
        there, = api.list(path, id=key, fields=FIELDS[path])
        self.differ(f'{singular} {key}', expect(there), self.kontor.show(singular, key))

    def check(self):
        assert not self.different, '\n'.join(self.different[:20])
        assert self.fields
