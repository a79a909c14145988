#!/usr/bin/env python3
"""cut-answers.py UPSTREAM [--certificate PEM] [--port N]

A proxy that lets every request pass and keeps back the answers that it was
told to: the server has done what it was asked, and nobody hears of it. It
prints its address, and reads its orders from standard input, one a line:

    cut N [METHOD…]   close the connection instead of the next N answers (to these methods; without: to what writes)
    pass              let all answers through again

Each answer that it kept back is a line of output: "cut PUT /wp-json/wc/v3/orders/7 200".
"""

import argparse
import http.client
import http.server
import socket
import ssl
import sys
import threading
import urllib.parse

WRITES = {'POST', 'PUT', 'PATCH', 'DELETE'}
HOP = {'connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'content-length'}


class Orders:
    """How many answers are still to be kept back, and to which methods."""

    def __init__(self):
        self.lock = threading.Lock()
        self.left = 0
        self.methods = WRITES

    def give(self, line):
        words = line.split()
        with self.lock:
            if words[:1] == ['cut']:
                self.left = int(words[1])
                self.methods = set(words[2:]) or WRITES
            elif words[:1] == ['pass']:
                self.left = 0

    def take(self, method, path):
        """Whether the answer to a request that was passed is kept back."""
        with self.lock:
            if self.left == 0 or method not in self.methods:
                return False
            self.left -= 1
            return True


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def ask(self):
        upstream = self.server.upstream
        make = http.client.HTTPSConnection if upstream.scheme == 'https' else http.client.HTTPConnection
        options = {'context': ssl._create_unverified_context()} if upstream.scheme == 'https' else {}
        connection = make(upstream.hostname, upstream.port, timeout=120, **options)
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        headers['Host'] = upstream.netloc
        connection.request(self.command, self.path, body, headers)
        return connection.getresponse()

    def relay(self):
        answer = self.ask()
        body = answer.read()
        if self.server.orders.take(self.command, self.path):
            print('cut', self.command, self.path, answer.status, flush=True)
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP:
                self.send_header(name, value.replace(self.server.upstream.geturl(), self.server.address))
        if self.command != 'HEAD':
            body = body.replace(self.server.upstream.geturl().encode(), self.server.address.encode())
            body = body.replace(self.server.upstream.geturl().replace('/', '\\/').encode(),
                                self.server.address.replace('/', '\\/').encode())
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = relay

    def log_message(self, *_):
        pass


class Proxy(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that went away


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('upstream')
    parser.add_argument('--certificate')
    parser.add_argument('--port', type=int, default=0)
    options = parser.parse_args()
    server = Proxy(('127.0.0.1', options.port), Handler)
    scheme = 'http'
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = 'https'
    server.upstream = urllib.parse.urlsplit(options.upstream.rstrip('/'))
    server.address = f'{scheme}://127.0.0.1:{server.server_port}'
    server.orders = Orders()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.address, flush=True)
    for line in sys.stdin:
        server.orders.give(line)


if __name__ == '__main__':
    main()
