#!/usr/bin/python3
"""kontorctl as scripts see it: the real program against the sample shop, its output parsed, its exit status checked."""

import csv
import http.server
import io
import json
import os
import pathlib
import resource
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import traceback

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())


class Shop:
    """A folder with a shop and a database of its own, synced once."""

    def __init__(self, connected=True):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='kontorctl-'))
        self.database = self.folder / 'kontor.db'
        if connected:
            self.ok('account', 'add', 'sample', f'address={self.folder}/shop.db', 'orders=40', 'customers=15', 'products=8', 'seed=3')
            self.ok('sync')

    def run(self, *args, stdin='', env=None, before=(), prepare=None):
        return subprocess.run([*before, PROGRAM, '--db', str(self.database), *args], input=stdin, capture_output=True, text=True,
                              timeout=60, cwd=self.folder, env={**os.environ, 'LC_ALL': 'C.UTF-8', **(env or {})}, check=False,
                              preexec_fn=prepare)

    def ok(self, *args, **options):
        done = self.run(*args, **options)
        assert done.returncode == 0, f'{args}: status {done.returncode}: {done.stderr}{done.stdout}'
        return done.stdout

    def fails(self, status, *args, **options):
        done = self.run(*args, **options)
        assert done.returncode == status, f'{args}: status {done.returncode}, not {status}: {done.stderr}{done.stdout}'
        said = ''.join(line for line in done.stderr.splitlines(True) if 'makecontext' not in line)  # of the sanitizer
        assert said.startswith('kontorctl: '), said
        return said

    def json(self, *args):
        return json.loads(self.ok(*args, '--json'))

    def serve(self):
        server = subprocess.Popen([PROGRAM, '--db', str(self.database), 'serve'], stdout=subprocess.PIPE, text=True)
        server.stdout.readline()
        return server

    def variant(self):
        return next(row for row in self.json('list', 'variants') if row['sku'] and row['available'])


# Root may write everything until it gives that right away.
BOUND = ('setpriv', '--bounding-set=-all', '--inh-caps=-all') if os.getuid() == 0 else ()


# Files may not grow beyond what the database has now, as on a full disk.
def full_disk(shop):
    most = shop.database.stat().st_size + 100_000

    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return prepare


def stop(server):
    server.send_signal(signal.SIGTERM)
    assert server.wait(20) == 0


def test_help_names_every_command():
    shop = Shop(connected=False)
    text = shop.ok('help')
    for command in ('account', 'sync', 'status', 'list', 'show', 'set-price', 'adjust-stock', 'set-status', 'note', 'do', 'export', 'import', 'print', 'outbox',
                    'problems', 'undo', 'backup', 'restore', 'repair', 'generate', 'serve', 'check'):
        assert f'\n  {command} ' in text, command
        assert f'  kontorctl {command}' in shop.ok(command, '--help'), command
    assert not shop.database.exists()


def test_wrong_words_are_explained():
    shop = Shop(connected=False)
    assert 'no command' in shop.fails(2, 'frobnicate')
    assert 'no option' in shop.fails(2, '--frobnicate', 'list')
    assert 'orders' in shop.fails(2, 'list', 'thingies')
    assert 'Usage' in shop.fails(2, 'show', 'order')
    assert 'placed' in shop.fails(2, 'list', 'orders', '--sort=colour')
    assert 'is:purple' in shop.fails(2, 'list', 'orders', 'is:purple')
    assert 'sample' in shop.fails(2, 'account', 'add', 'nonesuch', 'address=x')
    shop.fails(3, 'sync', 'nobody')


def test_account():
    shop = Shop()
    accounts = shop.json('account', 'list')
    assert len(accounts) == 1 and accounts[0]['platform'] == 'sample', accounts
    shop.ok('account', 'check')
    shop.ok('account', 'pause')
    shop.ok('account', 'resume')
    shop.ok('account', 'remove', str(accounts[0]['id']))
    assert shop.json('account', 'list') == []
    assert shop.json('list', 'orders') == []


def test_lists():
    shop = Shop()
    orders = shop.json('list', 'orders')
    assert len(orders) == int(shop.ok('list', 'orders', '--count')) >= 40
    assert all(isinstance(order['total'], str) and order['currency'] for order in orders)
    assert [order['placed_at'] for order in orders] == sorted((order['placed_at'] for order in orders), reverse=True)
    rows = list(csv.DictReader(io.StringIO(shop.ok('list', 'orders', '--csv'))))
    assert [row['number'] for row in rows] == [order['number'] for order in orders]
    assert len(shop.json('list', 'orders', '--limit=3')) == 3
    assert 'negative' in shop.fails(2, 'list', 'orders', '--limit=-3')
    totals = [float(order['total']) for order in shop.json('list', 'orders', '--sort=-total')]
    assert totals == sorted(totals, reverse=True)
    paid = shop.json('list', 'orders', 'is:paid')
    assert paid and all(order['payment'] == 'paid' for order in paid)
    name = orders[0]['customer_name'].split()[0]
    assert orders[0]['number'] in [order['number'] for order in shop.json('list', 'orders', f'from:{name}')]
    assert orders[0]['number'] in shop.ok('list', 'orders', '--view=all')
    for entity in ('products', 'variants', 'customers', 'discounts', 'categories', 'settings'):
        assert shop.json('list', entity), entity


def test_views():
    shop = Shop()
    with sqlite3.connect(shop.database) as db:
        db.execute("INSERT INTO saved_view (entity, name, filter, sort, position) VALUES ('order', 'Große', 'total:>50', '-total', 90)")
        db.execute("UPDATE saved_view SET filter = 'is:unpaid' WHERE builtin = 'orders-archived'")
        db.execute("DELETE FROM saved_view WHERE builtin = 'orders-hold'")
    db.close()
    assert shop.ok('list', 'orders', '--view=große') == shop.ok('list', 'orders', 'total:>50', '--sort=-total') != ''
    assert shop.ok('list', 'orders', '--view=Große', '--sort=placed') == shop.ok('list', 'orders', 'total:>50', '--sort=placed')
    assert shop.ok('list', 'orders', '--view=archived', '--count') == shop.ok('list', 'orders', 'is:unpaid', '--count')
    assert shop.ok('list', 'orders', '--view=hold', '--count') == shop.ok('list', 'orders', 'is:hold', '--count')
    said = shop.fails(2, 'list', 'orders', '--view=nonesuch')
    assert 'Große' in said and 'orders-to-ship' in said, said
    shop.fails(2, 'list', 'customers', '--view=Große')


def test_show():
    shop = Shop()
    order = shop.json('list', 'orders', '--limit=1')[0]
    whole = shop.json('show', 'order', order['number'])
    assert whole['id'] == order['id'] and whole['lines'] and whole['total'] == order['total']
    assert shop.json('show', 'order', f'id:{order["id"]}') == whole
    assert shop.json('show', 'order', f'remote:{order["key"]}') == whole
    assert order['number'] in shop.ok('show', 'order', order['number'])
    assert 'There is no order' in shop.fails(3, 'show', 'order', 'no such number')


def test_price_there_and_back():
    shop = Shop()
    variant = shop.variant()
    said = shop.ok('set-price', variant['sku'], '123.45', '--wait')
    assert '1 sent' in said, said
    assert shop.json('show', 'variant', variant['sku'])['price'] == '123.45'
    shop.ok('sync')
    assert shop.json('show', 'variant', variant['sku'])['price'] == '123.45'
    assert [op['state'] for op in shop.json('outbox', '--all')] == ['acked']
    shop.ok('undo')
    shop.ok('sync')
    assert float(shop.json('show', 'variant', variant['sku'])['price']) == float(variant['price'])
    shop.fails(2, 'set-price', variant['sku'], 'cheap')
    shop.fails(2, 'set-price', variant['sku'], '1.2345')
    shop.fails(3, 'set-price', 'NO-SUCH-SKU', '1')


def test_stock_by_negative_number():
    shop = Shop()
    variant = shop.variant()
    level = shop.json('show', 'variant', variant['sku'])['levels'][0]
    shop.ok('adjust-stock', variant['sku'], '-2', '--reason', 'broken', f'--location={level["key"]}')
    assert shop.json('show', 'variant', variant['sku'])['levels'][0]['on_hand'] == level['on_hand'] - 2
    shop.ok('undo')
    assert shop.json('show', 'variant', variant['sku'])['levels'][0]['on_hand'] == level['on_hand']
    said = shop.ok('adjust-stock', variant['sku'], '-1', f'--location={level["key"]}', '--wait')
    assert '1 sent, 0 wait' in said, said
    shop.fails(2, 'adjust-stock', variant['sku'], 'some')
    shop.fails(2, 'adjust-stock', variant['sku'], '0')


def test_note_and_status():
    shop = Shop()
    order = shop.json('list', 'orders', 'is:open', '--limit=1')[0]
    shop.ok('note', order['number'], 'Grüße — leave at the door', '--wait')
    assert 'Grüße — leave at the door' in [note['text'] for note in shop.json('show', 'order', order['number'])['notes']]
    said = shop.ok('note', order['number'], 'It is on its way', '--to-customer', '--wait')
    assert '1 sent, 0 wait' in said, said
    said = shop.ok('set-status', order['number'], 'processing', '--wait')
    assert '1 sent, 0 wait' in said, said
    assert shop.json('show', 'order', order['number'])['status'] == 'processing'


def test_what_waits_is_counted():
    shop = Shop()
    assert ', 0 changes wait' in shop.ok('status')
    shop.ok('set-price', shop.variant()['sku'], '77')
    assert ', 1 changes wait' in shop.ok('status')
    assert shop.json('account', 'list')[0]['unsent'] == 1
    assert ', 0 changes wait' in shop.ok('sync')


def test_table_there_and_back():
    shop = Shop()
    shop.ok('export', 'out.csv')
    table = list(csv.DictReader((shop.folder / 'out.csv').open(encoding='utf-8', newline='')))
    assert len(table) > 8 and {'SKU', 'Price', 'Stock'} <= set(table[0])
    done = shop.run('import', 'out.csv', '--apply')
    assert done.returncode != 0 and '0 created, 0 changed' in done.stderr and '0 with errors' in done.stderr, done.stderr
    variant = shop.variant()
    (shop.folder / 'in.csv').write_text(f'Code;Amount\n{variant["sku"]};1.234,50\nnowhere;5\n', encoding='utf-16')
    shop.fails(2, 'import', 'in.csv')
    done = shop.run('import', 'in.csv', '--column=1=SKU', '--column=2=Price', '--errors=bad.csv', '--json')
    assert '0 created, 1 changed, 0 unchanged, 1 with errors' in done.stderr, done.stderr
    rows = json.loads(done.stdout)
    assert rows[0]['after'] == '1234.50' and rows[1]['verdict'] == 'error', rows
    assert 'nowhere' in (shop.folder / 'bad.csv').read_text()
    assert shop.json('show', 'variant', variant['sku'])['price'] == variant['price']
    shop.run('import', 'in.csv', '--column=1=SKU', '--column=2=Price', '--apply')
    assert shop.json('show', 'variant', variant['sku'])['price'] == '1234.5', shop.json('show', 'variant', variant['sku'])['price']
    shop.ok('undo')
    assert shop.json('show', 'variant', variant['sku'])['price'] == variant['price']


def read_pdf(path):
    return subprocess.run(['pdftotext', '-layout', path, '-'], check=True, capture_output=True, text=True).stdout


def test_print():
    shop = Shop()
    orders = [row['number'] for row in shop.json('list', 'orders')[:3]]
    assert '3 documents printed' in shop.ok('print', 'packing-slip', *orders, orders[0], '--output', 'slips.pdf')
    text = read_pdf(shop.folder / 'slips.pdf')
    assert all(text.count(f'Packing Slip {number}') == 1 for number in orders), text
    shop.ok('print', 'invoice', orders[1], '--output=first.pdf')
    shop.ok('print', 'invoice', *orders, '--output=all.pdf')
    assert 'Invoice 0001' in read_pdf(shop.folder / 'first.pdf')
    again = read_pdf(shop.folder / 'all.pdf')
    assert [again.count(f'Invoice 000{n}') for n in (1, 2, 3, 4)] == [1, 1, 1, 0], again
    assert 'none of these' in shop.fails(2, 'print', 'poster', orders[0], '--output=x.pdf')
    assert '--output or --printer' in shop.fails(2, 'print', 'invoice', orders[0])
    assert 'address' in shop.fails(2, 'print', 'return-label', orders[0], '--output=x.pdf')
    variant = shop.variant()
    assert '1 document printed' in shop.ok('print', 'price-label', variant['sku'], '--output=price.pdf')


class LabelPrinter(threading.Thread):
    """Takes labels on a raw port. Breaks off the connection in which a label is number @ill, and is away for a while then."""

    def __init__(self, ill):
        super().__init__(daemon=True)
        self.ill = ill
        self.labels = []
        self.refused = 0
        self.listen()
        self.port = self.server.getsockname()[1]

    def listen(self, port=0):
        self.server = socket.create_server(('127.0.0.1', port))

    def run(self):
        while True:
            connection, _ = self.server.accept()
            if len(self.labels) == self.ill and not self.refused:
                self.refused += 1
                self.vanish(connection)
                continue
            with connection:
                self.labels.append(b''.join(iter(lambda: connection.recv(65536), b'')))

    def vanish(self, connection):
        connection.recv(16)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        connection.close()
        self.server.close()
        threading.Event().wait(0.4)  # it is away; nothing waits for this moment
        self.listen(self.port)


def test_labels_for_a_printer_that_vanishes():
    shop = Shop(connected=False)
    shop.ok('account', 'add', 'sample', f'address={shop.folder}/shop.db', 'orders=260', 'customers=60', 'products=8', 'seed=3')
    shop.ok('sync')
    orders = [row['number'] for row in shop.json('list', 'orders') if row['lifecycle'] != 'draft'][:200]
    assert len(orders) == 200
    printer = LabelPrinter(ill=100)
    printer.start()
    shop.ok('print', 'address-label', *orders, '--zpl', '--media=100x150', f'--printer=socket:127.0.0.1:{printer.port}')
    shop.ok('print', 'address-label', *orders, '--media=100x150', '--output=labels.zpl')
    assert printer.refused == 1
    assert len(printer.labels) == 200
    assert all(label.startswith(b'^XA') and label.endswith(b'^XZ\n') and label.count(b'^XZ') == 1 for label in printer.labels)
    assert b''.join(printer.labels) == (shop.folder / 'labels.zpl').read_bytes()
    for number in orders:
        assert sum(f'^FD{number}^FS'.encode() in label for label in printer.labels) == 1, number
    with sqlite3.connect(shop.database) as database:
        assert database.execute('SELECT count(*), count(DISTINCT subject) FROM print WHERE printer LIKE "127%"').fetchone() == (200, 200)


def test_do():
    shop = Shop()
    kinds = {kind['kind'] for kind in shop.json('do', '--list')}
    assert {'set-price', 'refund-order', 'create-product', 'adjust-stock', 'tag-order'} <= kinds
    variant = shop.variant()
    payload = json.dumps({'set': {'price': '7.00'}})
    assert shop.ok('do', 'set-price', variant['sku'], payload, '--dry-run').strip()
    assert shop.json('outbox') == []
    shop.ok('do', 'set-price', variant['sku'], '-', stdin=payload)
    assert shop.json('show', 'variant', variant['sku'])['price'] == '7'
    for wrong in ('{', '[]', '{"set": {"colour": 1}}', '{"set": {"price": "seven"}}', '{}'):
        shop.fails(2, 'do', 'set-price', variant['sku'], wrong)
    shop.fails(2, 'do', 'no-such-kind', variant['sku'], payload)


# What is written is what is read: amounts as decimals, moments in ISO 8601, members by their key.
def test_do_in_the_words_of_show():
    shop = Shop()
    variant = shop.json('show', 'variant', shop.variant()['sku'])
    sale = {'price': '12.50', 'sale_price': '9.90', 'sale_from': '2026-01-02T03:04:05Z'}
    shop.ok('do', 'set-price', variant['sku'], json.dumps({'set': sale}))
    shown = shop.json('show', 'variant', variant['sku'])
    assert (shown['price'], shown['sale_price'], shown['sale_from']) == ('12.5', '9.9', sale['sale_from'])
    level = variant['levels'][0]
    change = {'delta': {'levels': [{'key': level['key'], 'on_hand': 4}]}}
    shop.ok('do', 'adjust-stock', variant['sku'], json.dumps(change))
    assert shop.json('show', 'variant', variant['sku'])['levels'][0]['on_hand'] == level['on_hand'] + 4
    order = shop.json('list', 'orders', 'is:open', '--limit=1')[0]
    shop.ok('do', 'tag-order', order['number'], '{"add": {"tags": ["gift"]}}')
    assert [tag['key'] for tag in shop.json('show', 'order', order['number'])['tags']] == ['gift']
    assert 'nothing to change' in shop.ok('set-status', order['number'], order['status'])


def test_rest_is_said():
    shop = Shop()
    shop.ok('account', 'pause')
    assert 'paused' in shop.ok('sync')
    assert 'paused' in shop.ok('status')
    assert shop.json('account', 'list')[0]['unsent'] == 0
    shop.ok('account', 'resume')
    assert 'up to date' in shop.ok('sync')


def test_backup_and_restore():
    shop = Shop()
    variant = shop.variant()
    shop.ok('set-price', variant['sku'], '55')
    shop.ok('backup', 'copy.db')
    shop.fails(2, 'backup', 'copy.db')
    shop.ok('set-price', variant['sku'], '66')
    shop.ok('restore', 'copy.db')
    assert shop.json('show', 'variant', variant['sku'])['price'] == '55'
    shop.run('sync')
    assert len(shop.json('outbox')) == 1
    shop.ok('account', 'resume')
    shop.ok('sync')
    assert shop.json('outbox') == []
    assert shop.json('show', 'variant', variant['sku'])['price'] == '55'
    assert 'sound' in shop.ok('check')
    shop.fails(3, 'restore', 'nothing.db')


def test_damage():
    shop = Shop()
    whole = shop.database.read_bytes()
    shop.database.write_bytes(whole[:100] + b'not a database at all ' * 4000)
    shop.fails(65, 'list', 'orders')
    shop.database.write_bytes(whole[:len(whole) // 2])
    assert shop.run('list', 'orders', '--count').returncode in (0, 65)
    shop.ok('repair')
    shop.ok('list', 'orders')


def test_truncated():
    shop = Shop()
    number = shop.ok('list', 'orders', '--count')
    whole = shop.database.read_bytes()
    for length in (1, 99, 4096, len(whole) // 2 + 100):
        shop.database.write_bytes(whole[:length])
        assert 'damaged' in shop.fails(65, 'show', 'order', '1').replace('is no database, or its beginning was overwritten', 'damaged')
        assert shop.database.read_bytes() == whole[:length]
    shop.database.write_bytes(whole)
    assert shop.ok('list', 'orders', '--count') == number


# Of a database that there are backups of, an empty file is a loss and not a beginning.
def test_emptied():
    shop = Shop()
    number = shop.ok('list', 'orders', '--count')
    (shop.folder / 'backups').mkdir()
    shop.ok('backup', 'backups/kontor-2026-01-02-030405.db')
    shop.database.write_bytes(b'')
    assert 'Restore it from a backup' in shop.fails(65, 'list', 'orders')
    assert shop.database.stat().st_size == 0
    shop.ok('restore', 'backups/kontor-2026-01-02-030405.db')
    assert shop.ok('list', 'orders', '--count') == number
    new = Shop(connected=False)
    new.database.write_bytes(b'')
    assert new.ok('list', 'orders', '--count').strip() == '0'


def test_newer():
    shop = Shop()
    whole = shop.database.read_bytes()
    newer = whole[:60] + b'\0\0\0\x63' + whole[64:]
    shop.database.write_bytes(newer)
    assert 'newer version of Kontor' in shop.fails(65, 'list', 'orders')
    assert 'newer version of Kontor' in shop.fails(65, 'repair')
    assert shop.database.read_bytes() == newer


def test_read_only():
    shop = Shop()
    whole = shop.database.read_bytes()
    for path, mode, before in ((shop.database, 0o400, 0o600), (shop.folder, 0o500, 0o700)):
        path.chmod(mode)
        for command in (('list', 'orders'), ('set-price', 'X', '1'), ('sync',)):
            assert 'read-only' in shop.fails(73, *command, before=BOUND)
        path.chmod(before)
    assert shop.database.read_bytes() == whole
    shop.ok('list', 'orders')


def test_full_disk():
    shop = Shop()
    variant = shop.variant()
    shop.ok('set-price', variant['sku'], '44')
    number = shop.ok('list', 'orders', '--count')
    assert 'no space left' in shop.fails(73, 'generate', '--orders=20000', '--products=10', prepare=full_disk(shop))
    assert 'no space left' in shop.fails(73, 'backup', 'copy.db', prepare=lambda: (full_disk(shop)(), resource.setrlimit(
        resource.RLIMIT_FSIZE, (50_000, 50_000))))
    assert not list(shop.folder.glob('copy.db*'))
    assert shop.ok('list', 'orders', '--account=1', '--count') == number
    assert len(shop.json('outbox')) == 1
    assert 'sound' in shop.ok('check')
    assert ', 0 changes wait' in shop.ok('sync', '1')


# What answers is no shop, or the shop's own file is no file of its.
def test_garbage_from_the_shop():
    shop = Shop()
    orders = shop.ok('list', 'orders', '--json')
    shop.ok('set-price', shop.variant()['sku'], '33')
    answers = (shop.folder / 'shop.db').read_bytes()
    (shop.folder / 'shop.db').write_bytes(b'<html>It works!</html>' * 1000)
    assert 'cannot be opened' in shop.fails(6, 'sync')
    assert shop.ok('list', 'orders', '--json') == orders
    assert len(shop.json('outbox')) == 1
    (shop.folder / 'shop.db').write_bytes(answers)
    assert ', 0 changes wait' in shop.ok('sync')


class Babble(http.server.BaseHTTPRequestHandler):
    """A server that says the same to every request."""

    body = b''

    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    do_POST = do_PUT = do_HEAD = do_GET

    def log_message(self, *args):
        pass


def test_connecting_to_what_is_no_shop():
    shop = Shop(connected=False)
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Babble)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for Babble.body in (b'<html>It works!</html>', b'{"a": [', b'[]', b'null', b'\xff\xfe\0' * 100, b''):
        said = shop.run('account', 'add', 'woocommerce', f'address=http://127.0.0.1:{server.server_port}', stdin='a\nb\n')
        assert said.returncode == 4 and 'There is no WordPress at this address' in said.stderr, said
    assert shop.json('account', 'list') == []
    server.shutdown()


def test_generate():
    shop = Shop(connected=False)
    shop.ok('generate', '--orders=300', '--products=20', '--seed=7')
    assert shop.ok('list', 'orders', '--count').strip() == '300'
    assert shop.ok('list', 'products', '--count').strip() == '20'
    shop.fails(2, 'generate', '--orders=-5')


def test_owner_without_bus():
    shop = Shop()
    server = shop.serve()
    try:
        message = shop.fails(75, 'list', 'orders', env={'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent'})
        assert str(server.pid) in message, message
    finally:
        stop(server)
    shop.ok('list', 'orders')


def test_through_the_owner():
    shop = Shop()
    server = shop.serve()
    try:
        variant = shop.variant()
        shop.ok('do', 'set-price', variant['sku'], '-', stdin='{"set": {"price": 9}}')
        assert shop.json('show', 'variant', variant['sku'])['price'] == '9'
        shop.fails(3, 'show', 'order', 'no such number')
        shop.fails(75, 'repair')
        shop.ok('backup', 'copy.db')
        assert (shop.folder / 'copy.db').exists()
    finally:
        stop(server)
    assert shop.json('show', 'variant', variant['sku'])['price'] == '9'


def main():
    tests = [(name, function) for name, function in globals().items() if name.startswith('test_')]
    print(f'1..{len(tests)}')
    for number, (name, function) in enumerate(tests, 1):
        try:
            function()
            print(f'ok {number} {name}', flush=True)
        except Exception:  # noqa: BLE001
            print(f'not ok {number} {name}', flush=True)
            frames = [f'{frame.name}: {frame.line}' for frame in traceback.extract_tb(sys.exc_info()[2])[1:3]]
            print(name, *frames, sys.exc_info()[1], sep='\n  ', file=sys.stderr, flush=True)
    for folder in pathlib.Path(tempfile.gettempdir()).glob('kontorctl-*'):
        shutil.rmtree(folder, ignore_errors=True)


main()
