"""What the server itself says, by its public API: the other side of every comparison."""

import base64
import decimal
import json
import urllib.error
import urllib.parse
import urllib.request
import uuid

import server


class Refused(Exception):
    def __init__(self, request, status, text):
        super().__init__(f'{request} was answered with {status}: {text[:400]}')
        self.status = status
        self.text = text


def write_number(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError(type(value))


class Api:
    """Requests of one admin, who signs in again when it is asked to; amounts come as decimals."""

    def __init__(self, address):
        self.address = address
        self.headers = {}

    def sign_in(self, email=server.EMAIL, password=server.PASSWORD):
        self.headers.pop('Authorization', None)
        token = self.post('/auth/user/emailpass', {'email': email, 'password': password})['token']
        self.headers['Authorization'] = f'Bearer {token}'

    def send(self, *words, **headers):
        try:
            return self.try_to_send(*words, **headers)
        except Refused as refused:
            if refused.status != 401 or 'Authorization' not in self.headers:
                raise
            self.sign_in()
            return self.try_to_send(*words, **headers)

    def try_to_send(self, method, path, body=None, kind='application/json', **headers):
        request = urllib.request.Request(self.address + path, body, {'Content-Type': kind, **self.headers, **headers}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            raise Refused(f'{method} {path}', error.code, error.read().decode(errors='replace')) from None

    def read(self, text):
        return json.loads(text, parse_float=decimal.Decimal)

    def get(self, path, **query):
        words = urllib.parse.urlencode({name.replace('__', '$'): value for name, value in query.items()}, safe='*,')
        return self.read(self.send('GET', f'{path}?{words}' if words else path))

    def post(self, path, body=None, **headers):
        return self.read(self.send('POST', path, json.dumps(body or {}, default=write_number).encode(), **headers))

    def delete(self, path):
        return self.read(self.send('DELETE', path))

    def list(self, name, **query):
        """All of them, page by page."""
        found, path, member = [], f'/admin/{name}', name.rsplit('/', 1)[-1].replace('-', '_')
        member = {'product_variants': 'variants'}.get(member, member)
        while True:
            page = self.get(path, limit=200, offset=len(found), order='id', **query)
            found += page[member]
            if len(found) >= page['count'] or not page[member]:
                return found

    def upload(self, *files):
        """Pictures by name and bytes; what the shop made of them."""
        mark = uuid.uuid4().hex
        parts = b''.join(f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
                         .encode() + data + b'\r\n' for name, data in files)
        return self.read(self.send('POST', '/admin/uploads', parts + f'--{mark}--\r\n'.encode(),
                                   f'multipart/form-data; boundary={mark}'))['files']

    def fetch(self, address):
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.read()


def basic(key):
    """As the server takes a secret key."""
    return 'Basic ' + base64.b64encode(f'{key}:'.encode()).decode()
