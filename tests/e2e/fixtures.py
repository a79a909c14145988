#!/usr/bin/python3
"""fixtures.py medusa FOLDER BUILD | woocommerce FOLDER ADDRESS LOGIN: records what a shop answers, for the tests of what is made of it.

Of Medusa that is what Kontor itself asks of a server that is made for it, in which an order of each fate was placed. Of
WooCommerce it is what a shop for tests says to LOGIN, "user:application password": the people in it are written down.

Ids are counted in the order in which they appear, lists that come in no order are sorted by what is in them, and times are told
by the names of their members, so that nothing differs where the shop answers as it did."""

import base64
import json
import os
import pathlib
import re
import ssl
import sys
import tempfile
import urllib.parse
import urllib.request
import zlib

import seed
import server
from kontor import Kontor

HOME = 'https://store.example.test'
MEDUSA_ID = re.compile(r'\b([a-z_]+)_01[0-9A-HJKMNP-TV-Z]{24}\b')
UPLOAD = re.compile(r'\b\d{13}-')
WOO_LISTS = ('variations', 'grouped_products', 'upsell_ids', 'cross_sell_ids', 'included_in', 'product_ids')


def mask(value):
    """What of it is the same in each run."""
    if isinstance(value, dict):
        return {name: mask(it) for name, it in sorted(value.items()) if not name.endswith('_at')}
    if isinstance(value, list):
        return sorted((mask(it) for it in value), key=json.dumps)
    return UPLOAD.sub('', MEDUSA_ID.sub(r'\1', value)) if isinstance(value, str) else value


class Scribe:
    """Rewrites answers, and writes them to a folder."""

    def __init__(self, folder, address):
        self.folder = folder
        self.address = address.rstrip('/')
        self.known = {}

    def count(self, kind, key):
        numbers = self.known.setdefault(kind, {})
        return numbers.setdefault(key, len(numbers) + 1)

    def text(self, name, value):
        if name.endswith('_at') and name not in ('starts_at', 'ends_at'):
            second = zlib.crc32(name.encode()) % 86400
            return f'2026-01-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000Z'
        value = value.replace(self.address, HOME)
        value = UPLOAD.sub('0000000000000-', value)
        return MEDUSA_ID.sub(lambda found: f'{found[1]}_01{self.count(found[1], found[0]):024}', value)

    def rewrite(self, name, value):
        if isinstance(value, dict):
            return {key: self.rewrite(key, it) for key, it in value.items() if not key.startswith('raw_') and key not in self.LEFT_OUT}
        if isinstance(value, list):
            return [self.rewrite(name, it) for it in self.sort(value)]
        if isinstance(value, str):
            return self.text(name, value)
        return self.number(name, value)

    LEFT_OUT = ()

    def sort(self, rows):
        """By what is in them; what is the same, by the ids that were met before."""
        def know(row):
            return [self.known.get(found[1], {}).get(found[0], 0) for found in MEDUSA_ID.finditer(json.dumps(row, sort_keys=True))]
        return sorted(rows, key=lambda row: (json.dumps(mask(row)), know(row)))

    def number(self, name, value):
        return value

    def write(self, answers):
        """By their names; first what tells most of its rows, since those of short lists are alike."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in sorted(answers, key=lambda name: (name != 'products', name.endswith('-digest'), name)):
            text = json.dumps(self.rewrite('', answers[name]), indent=1, ensure_ascii=False)
            (self.folder / f'{name}.json').write_text(text + '\n', encoding='utf-8')
        for old in self.folder.glob('*.json'):
            if old.stem not in answers:
                old.unlink()


class WooScribe(Scribe):
    # Links, what the shop picks by chance, and keys to its pages.
    LEFT_OUT = ('_links', 'related_ids', 'order_key', 'payment_url', 'cart_hash')

    def sort(self, rows):
        return rows

    def number(self, name, value):
        is_id = name in ('id', 'parent') or name.endswith('_id') or name in WOO_LISTS
        return self.count('', value) if is_id and isinstance(value, int) and value > 0 else value


# --- Medusa ---

def place_orders(shop):
    """One that came and of which a part came back, one with a code that waits, and one that was cancelled."""
    shop.walk(shop.buy(TSH_1=2, MOU_1=1))
    shop.buy('Luc', code='SAVE10', BEA_1=3)
    cancelled = shop.buy('John', ORC_1=1)['id']
    shop.api.post(f'/admin/orders/{cancelled}/cancel')


def read_paths(log):
    """What Kontor asked."""
    lines = [json.loads(line) for line in log.read_text(encoding='utf-8').splitlines() if line.startswith('{"level":"http"')]
    return [line['path'] for line in lines if line['method'] == 'GET' and line['status'] == 200 and line['user_agent'] == 'Kontor']


def name_request(path):
    """(nullable): of lists alone, and not of walks of changes, which ask for what was asked before."""
    route, _, query = path.partition('?')
    words = dict(urllib.parse.parse_qsl(query))
    if not route.startswith('/admin/') or MEDUSA_ID.search(route) or 'updated_at[$gte]' in words or int(words.get('limit', 0)) < 25:
        return None
    return route.removeprefix('/admin/').replace('/', '-') + ('-digest' if words['limit'] == '200' else '')


def record_medusa(folder, programs):
    with server.Server(os.environ['KONTOR_E2E']) as running, tempfile.TemporaryDirectory() as home:
        shop = seed.Shop(running.address)
        shop.fill()
        place_orders(shop)
        kontor = Kontor(home, programs)
        kontor.connect(running.address)
        kontor.sync('--sweep')
        answers = {}
        for path in read_paths(running.medusa.log):
            name = name_request(path)
            if name and name not in answers:
                answers[name] = json.loads(shop.api.send('GET', path))
        Scribe(folder, running.address).write(answers)


# --- WooCommerce ---

WOO_ROUTES = {
    'orders': 'orders?per_page=10&orderby=id&order=asc', 'products': 'products?per_page=10&orderby=id&order=asc',
    'customers': 'customers?per_page=10&orderby=id&order=asc&role=all', 'coupons': 'coupons?per_page=10&orderby=id&order=asc',
    'categories': 'products/categories?per_page=50&orderby=id&order=asc', 'tags': 'products/tags?per_page=50&orderby=id&order=asc',
    'gateways': 'payment_gateways', 'taxes': 'taxes?per_page=50', 'tax-classes': 'taxes/classes', 'statuses': 'reports/orders/totals',
}


class Woo:
    def __init__(self, address, login, certificate):
        self.address = address.rstrip('/')
        self.login = base64.b64encode(login.encode()).decode()
        self.trust = ssl.create_default_context(cafile=certificate)

    def get(self, route):
        request = urllib.request.Request(f'{self.address}/wp-json/wc/v3/{route}', headers={'Authorization': f'Basic {self.login}'})
        trust = self.trust if urllib.parse.urlsplit(self.address).scheme == 'https' else None
        with urllib.request.urlopen(request, timeout=120, context=trust) as answer:
            return json.load(answer)


def record_woo(folder, address, login, certificate=None):
    shop = Woo(address, login, certificate)
    answers = {name: shop.get(route) for name, route in WOO_ROUTES.items()}
    variable = [product['id'] for product in answers['products'] if product['type'] == 'variable']
    answers['variations'] = [row for product in variable[:2] for row in shop.get(f'products/{product}/variations?orderby=id&order=asc')]
    WooScribe(folder, address).write(answers)


if __name__ == '__main__':
    platform, target, *rest = sys.argv[1:]
    {'medusa': record_medusa, 'woocommerce': record_woo}[platform](pathlib.Path(target), *rest)
