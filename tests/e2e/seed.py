"""Fills a shop by the public API, as its owner and its shoppers would."""

import concurrent.futures
import functools
import itertools
import struct
import zlib

from api import Api

TAXES = {'de': 19, 'fr': 20, 'dk': 25, 'us': 8.25}
EUROPE = ['de', 'fr', 'dk']
MANY = 10_000
PARTS = 50  # products in a request

# Title, SKU, category, options, price in euros.
PRODUCTS = (
    ('Laptop', 'LAP', 'Computers', {'Screen': ['13 inch', '15 inch'], 'Memory': ['8 GB', '16 GB']}, 1299),
    ('Wireless Mouse', 'MOU', 'Computers', {'Colour': ['Black', 'White']}, 18.99),
    ('Bonsai & Pot <small>', 'BON', 'Plants', {'Size': ['One']}, 19.99),
    ('Orchidée', 'ORC', 'Plants', {'Colour': ['Pink', 'White']}, 65.5),
    ('Running Shoe', 'SHO', 'Sports', {'Size': ['40', '41', '42', '43']}, 99.95),
    ('T-Shirt', 'TSH', 'Clothing', {'Size': ['S', 'M', 'L'], 'Colour': ['Black', 'White']}, 19.9),
    ('Beanie', 'BEA', 'Clothing', {'Colour': ['Grey', 'Blue', 'Red']}, 12),
)
PEOPLE = (('Anna', 'Schmidt', 'de', 'Berlin', '10115'), ('Luc', 'Martin', 'fr', 'Paris', '75001'),
          ('Mette', 'Jensen', 'dk', 'København', '1050'), ('John', 'Miller', 'us', 'Austin', '78701'))


def draw_picture(number, size=96):
    """A PNG of one colour."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    row = b'\0' + bytes((number * 37 % 256, number * 91 % 256, number * 53 % 256)) * size
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', size, size, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(row * size)) + chunk(b'IEND', b''))


def combine(options):
    return [dict(zip(options, values)) for values in itertools.product(*options.values())]


def price(euros):
    return [{'currency_code': 'eur', 'amount': euros}, {'currency_code': 'usd', 'amount': round(euros * 1.1, 2)},
            {'currency_code': 'jpy', 'amount': round(euros * 160)}]


class Shop:
    """A filled shop and what its things are called there."""

    def __init__(self, address):
        self.api = Api(address)
        self.api.sign_in()
        self.store = Api(address)

    def fill(self):
        self.fill_base()
        self.fill_groups()
        self.fill_products()
        self.fill_people()
        self.fill_discounts()

    # --- What every shop needs before it can sell ---

    def fill_base(self):
        post = self.api.post
        self.key = post('/admin/api-keys', {'title': 'Kontor', 'type': 'secret'})['api_key']['token']
        key = post('/admin/api-keys', {'title': 'Web', 'type': 'publishable'})['api_key']
        self.store.headers['x-publishable-api-key'] = key['token']
        self.channel = self.api.get('/admin/sales-channels')['sales_channels'][0]['id']
        shop = self.api.get('/admin/stores')['stores'][0]['id']
        post(f'/admin/stores/{shop}', {'name': 'Test Shop', 'default_sales_channel_id': self.channel, 'supported_currencies': [
            {'currency_code': 'eur', 'is_default': True}, {'currency_code': 'usd'}, {'currency_code': 'jpy'}]})
        post(f'/admin/api-keys/{key["id"]}/sales-channels', {'add': [self.channel]})
        for country, rate in TAXES.items():
            post('/admin/tax-regions', {'country_code': country, 'provider_id': 'tp_system',
                                        'default_tax_rate': {'name': f'VAT {country}', 'code': f'vat-{country}', 'rate': rate}})
        self.profile = self.api.get('/admin/shipping-profiles')['shipping_profiles'][0]['id']
        self.europe = self.make_region('Europe', 'eur', EUROPE)
        self.america = self.make_region('America', 'usd', ['us'])
        self.berlin = self.make_location('Berlin', 'DE')
        self.newark = self.make_location('Newark', 'US')
        self.shipping = {'de': self.make_shipping(self.berlin, self.europe, 'eur', EUROPE),
                         'us': self.make_shipping(self.newark, self.america, 'usd', ['us'])}
        self.too_big = post('/admin/return-reasons', {'value': 'too_big', 'label': 'Too big'})['return_reason']['id']
        self.goodwill = post('/admin/refund-reasons', {'label': 'Goodwill', 'code': 'goodwill'})['refund_reason']['id']

    def make_region(self, name, currency, countries):
        return self.api.post('/admin/regions', {'name': name, 'currency_code': currency, 'countries': countries,
                                                'payment_providers': ['pp_system_default']})['region']['id']

    def make_location(self, city, country):
        return self.api.post('/admin/stock-locations', {'name': f'{city} warehouse', 'address': {
            'address_1': 'Dock 1', 'city': city, 'country_code': country, 'postal_code': '10115'}})['stock_location']['id']

    def make_shipping(self, location, region, currency, countries):
        """The options of standard and return."""
        post = self.api.post
        post(f'/admin/stock-locations/{location}/fulfillment-providers', {'add': ['manual_manual']})
        post(f'/admin/stock-locations/{location}/sales-channels', {'add': [self.channel]})
        sets = post(f'/admin/stock-locations/{location}/fulfillment-sets?fields=*fulfillment_sets',
                    {'name': f'Shipping {currency}', 'type': 'shipping'})['stock_location']['fulfillment_sets']
        zone = post(f'/admin/fulfillment-sets/{sets[0]["id"]}/service-zones', {'name': f'Zone {currency}', 'geo_zones': [
            {'type': 'country', 'country_code': country} for country in countries]})['fulfillment_set']['service_zones'][0]['id']

        def make(name, amount, is_return):
            return post('/admin/shipping-options', {
                'name': name, 'service_zone_id': zone, 'shipping_profile_id': self.profile, 'provider_id': 'manual_manual',
                'price_type': 'flat', 'type': {'label': name, 'description': name, 'code': name.lower()},
                'prices': [{'currency_code': currency, 'amount': amount}, {'region_id': region, 'amount': amount}],
                'rules': [{'attribute': 'enabled_in_store', 'operator': 'eq', 'value': str(not is_return).lower()},
                          {'attribute': 'is_return', 'operator': 'eq', 'value': str(is_return).lower()}]})['shipping_option']['id']

        return {'standard': make('Standard', 4.9, False), 'return': make('Return', 3, True)}

    # --- Goods ---

    def fill_groups(self):
        post = self.api.post
        self.categories = {}
        for name, parent in (('Electronics', None), ('Computers', 'Electronics'), ('Home', None), ('Plants', 'Home'),
                             ('Sports', None), ('Clothing', None)):
            self.categories[name] = post('/admin/product-categories', {
                'name': name, 'is_active': True, 'parent_category_id': self.categories.get(parent)})['product_category']['id']
        self.collection = post('/admin/collections', {'title': 'Summer', 'handle': 'summer'})['collection']['id']
        self.type = post('/admin/product-types', {'value': 'Physical'})['product_type']['id']
        self.tags = [post('/admin/product-tags', {'value': value})['product_tag']['id'] for value in ('new', 'sale')]

    def fill_products(self):
        self.products = [self.make_product(number, *words) for number, words in enumerate(PRODUCTS)]
        self.api.post('/admin/products', {'title': 'Draft', 'status': 'draft', 'options': [{'title': 'Size', 'values': ['One']}],
                                          'shipping_profile_id': self.profile,
                                          'variants': [{'title': 'One', 'sku': 'DRA-1', 'options': {'Size': 'One'}, 'prices': price(10)}]})
        self.variants = {variant['sku']: variant['id'] for product in self.products for variant in product['variants']}
        self.stock_all()

    def make_product(self, number, title, sku, category, options, euros):
        files = self.api.upload(*((f'{sku}-{n}.png', draw_picture(number * 3 + n)) for n in range(1 + number % 3)))
        return self.api.post('/admin/products', {
            'title': title, 'handle': sku.lower(), 'subtitle': f'{title} for tests', 'description': f'{title}: Ünïcödé & <b>markup</b>.',
            'status': 'published', 'weight': 500, 'length': 20, 'width': 10, 'height': 5, 'hs_code': '8471', 'origin_country': 'de',
            'material': 'mixed', 'external_id': f'EXT-{sku}', 'thumbnail': files[0]['url'],
            'images': [{'url': file['url']} for file in files], 'type_id': self.type,
            'collection_id': None if number % 3 else self.collection, 'categories': [{'id': self.categories[category]}],
            'tags': [{'id': self.tags[number % 2]}], 'shipping_profile_id': self.profile,
            'sales_channels': [{'id': self.channel}], 'metadata': {'supplier': 'ACME', 'row': number},
            'options': [{'title': name, 'values': values} for name, values in options.items()],
            'variants': [{'title': ' / '.join(chosen.values()), 'sku': f'{sku}-{n}', 'barcode': f'40{number:05}{n:05}', 'options': chosen,
                          'manage_inventory': True, 'allow_backorder': False, 'weight': 500 + n, 'variant_rank': n,
                          'prices': price(round(euros * (1 + n / 10), 2))} for n, chosen in enumerate(combine(options), 1)],
        })['product']

    def stock_all(self):
        items = [item for item in self.api.list('inventory-items', fields='id,location_levels.id') if not item['location_levels']]
        for part in itertools.batched(enumerate(items), 400):
            self.api.post('/admin/inventory-items/location-levels/batch', {'create': [
                {'inventory_item_id': item['id'], 'location_id': location, 'stocked_quantity': most + number % 50}
                for number, item in part for location, most in ((self.berlin, 100), (self.newark, 50))]})

    # --- People ---

    def fill_people(self):
        self.people = {}
        for first, last, country, city, postcode in PEOPLE:
            email = f'{first}.{last}@example.com'.lower()
            words = {'email': email, 'password': 'a password of a shopper'}
            token = self.store.post('/auth/customer/emailpass/register', words)['token']
            person = {'email': email, 'first_name': first, 'last_name': last, 'phone': '+49 30 123456'}
            address = {'first_name': first, 'last_name': last, 'address_1': 'Main St. 1', 'city': city, 'postal_code': postcode,
                       'country_code': country, 'phone': '+49 30 123456'}
            made = self.store.post('/store/customers', person, Authorization=f'Bearer {token}')['customer']
            token = self.store.post('/auth/customer/emailpass', words)['token']
            self.store.post('/store/customers/me/addresses', {'address_name': 'Home', 'is_default_shipping': True, **address},
                            Authorization=f'Bearer {token}')
            self.people[first] = {'id': made['id'], 'email': email, 'token': token, 'address': address}
        group = self.api.post('/admin/customer-groups', {'name': 'VIP'})['customer_group']['id']
        self.api.post(f'/admin/customer-groups/{group}/customers', {'add': [self.people['Anna']['id']]})
        self.api.post('/admin/customers', {'email': 'phone@example.com', 'first_name': 'Phone', 'last_name': 'Only', 'company_name': 'ACME'})

    def fill_discounts(self):
        post = self.api.post
        campaign = post('/admin/campaigns', {'name': 'Summer', 'campaign_identifier': 'SUMMER', 'starts_at': '2026-01-01T00:00:00Z',
                                             'ends_at': '2027-12-31T00:00:00Z', 'budget': {'type': 'usage', 'limit': 1000}})['campaign']['id']
        common = {'type': 'standard', 'status': 'active', 'is_automatic': False}
        post('/admin/promotions', {**common, 'code': 'SAVE10', 'campaign_id': campaign, 'application_method': {
            'type': 'percentage', 'target_type': 'order', 'allocation': 'across', 'value': 10}})
        post('/admin/promotions', {**common, 'code': 'FREESHIP', 'application_method': {
            'type': 'percentage', 'target_type': 'shipping_methods', 'allocation': 'across', 'value': 100}})
        post('/admin/promotions', {**common, 'code': 'FIVE', 'application_method': {
            'type': 'fixed', 'target_type': 'order', 'allocation': 'across', 'value': 5, 'currency_code': 'eur'}})

    # --- Shopping ---

    def fill_cart(self, name, lines, code=None):
        """Of a person, with so many of each SKU, all but bought."""
        person = self.people[name]
        country = person['address']['country_code']
        post = functools.partial(self.store.post, Authorization=f'Bearer {person["token"]}')
        cart = post('/store/carts', {'region_id': self.america if country == 'us' else self.europe, 'email': person['email'],
                                     'shipping_address': person['address'], 'billing_address': person['address'],
                                     'sales_channel_id': self.channel})['cart']['id']
        for sku, quantity in lines.items():
            post(f'/store/carts/{cart}/line-items', {'variant_id': self.variants[sku], 'quantity': quantity})
        if code:
            post(f'/store/carts/{cart}/promotions', {'promo_codes': [code]})
        shipping = self.shipping['us' if country == 'us' else 'de']['standard']
        post(f'/store/carts/{cart}/shipping-methods', {'option_id': shipping})
        payment = post('/store/payment-collections', {'cart_id': cart})['payment_collection']['id']
        post(f'/store/payment-collections/{payment}/payment-sessions', {'provider_id': 'pp_system_default'})
        return cart

    def complete(self, cart):
        """Returns the order."""
        return self.store.post(f'/store/carts/{cart}/complete')['order']

    def buy(self, name='Anna', code=None, **lines):
        """buy (SHO_1=2): "_" stands for the hyphen of the SKU."""
        return self.complete(self.fill_cart(name, {sku.replace('_', '-'): quantity for sku, quantity in lines.items()}, code))

    def walk(self, order):
        """Its owner captures it, sends it, hears that it came, takes a part of it back, and refunds that."""
        post, line = self.api.post, order['items'][0]['id']
        payment = self.find_payment(order['id'])
        post(f'/admin/payments/{payment}/capture')
        items = [{'id': item['id'], 'quantity': item['quantity']} for item in order['items']]
        fulfilment = post(f'/admin/orders/{order["id"]}/fulfillments?fields=*fulfillments', {
            'location_id': self.berlin, 'items': items})['order']['fulfillments'][0]['id']
        post(f'/admin/orders/{order["id"]}/fulfillments/{fulfilment}/shipments', {'items': items, 'labels': [
            {'tracking_number': '1Z999', 'tracking_url': 'https://track.example/1Z999', 'label_url': '#'}]})
        post(f'/admin/orders/{order["id"]}/fulfillments/{fulfilment}/mark-as-delivered')
        returned = post('/admin/returns', {'order_id': order['id'], 'location_id': self.berlin})['return']['id']
        post(f'/admin/returns/{returned}/request-items', {'items': [{'id': line, 'quantity': 1, 'reason_id': self.too_big}]})
        post(f'/admin/returns/{returned}/request', {'no_notification': True})
        post(f'/admin/returns/{returned}/receive')
        post(f'/admin/returns/{returned}/receive-items', {'items': [{'id': line, 'quantity': 1}]})
        due = -post(f'/admin/returns/{returned}/receive/confirm')['order_preview']['summary']['pending_difference']
        post(f'/admin/payments/{payment}/refund', {'amount': due, 'refund_reason_id': self.goodwill, 'note': 'return'})

    def find_payment(self, order):
        order = self.api.get(f'/admin/orders/{order}', fields='*payment_collections.payments')['order']
        return order['payment_collections'][0]['payments'][0]['id']


def make_many(shop, progress):
    """Products whose variants make it 21,000, two requests at a time."""
    def make(numbers):
        shop.api.post('/admin/products/batch', {'create': [{
            'title': f'Product {number:05}', 'handle': f'many-{number}', 'status': 'published', 'shipping_profile_id': shop.profile,
            'sales_channels': [{'id': shop.channel}], 'options': [{'title': 'Size', 'values': ['S', 'M', 'L'][:2 + (number % 10 == 0)]}],
            'variants': [{'title': size, 'sku': f'MANY-{number}-{size}', 'options': {'Size': size}, 'manage_inventory': True,
                          'prices': price(10 + number % 90)} for size in 'SML'[:2 + (number % 10 == 0)]],
        } for number in numbers]})
        return len(numbers)

    made = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for count in pool.map(make, itertools.batched(range(MANY), PARTS)):
            made += count
            if made % 1000 == 0:
                progress(f'{made} of {MANY} products')
    shop.stock_all()
