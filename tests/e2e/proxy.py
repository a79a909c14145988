"""A way to the server on which answers are lost: it does what it was asked, and nobody hears of it."""

import contextlib
import importlib.util
import pathlib
import re
import socket
import threading
import urllib.parse

SOURCE = pathlib.Path(__file__).parent.parent / 'support/cut-answers.py'
spec = importlib.util.spec_from_file_location('cut_answers', SOURCE)
cut_answers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cut_answers)


class Orders:
    """Loses the answer to the first write to a path with that pattern; from then on there may be no way at all."""

    def __init__(self):
        self.pattern = None
        self.then_down = False
        self.is_down = False
        self.lost = []

    def lose(self, pattern='^/admin/', then_down=False):
        self.pattern, self.then_down, self.is_down, self.lost = pattern, then_down, False, []

    def restore(self):
        self.pattern, self.is_down = None, False

    def take(self, method, path):
        if not self.pattern or method not in cut_answers.WRITES or not re.search(self.pattern, path.split('?')[0]):
            return self.is_down
        self.pattern, self.is_down = None, self.then_down
        self.lost.append(f'{method} {path}')
        return True


class Handler(cut_answers.Handler):
    def relay(self):
        if not self.server.orders.is_down:
            super().relay()
            return
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = relay


class Proxy(cut_answers.Proxy):
    """As a context it runs until its end."""

    def __init__(self, upstream):
        super().__init__(('127.0.0.1', 0), Handler)
        self.upstream = urllib.parse.urlsplit(upstream)
        self.address = f'http://127.0.0.1:{self.server_port}'
        self.orders = Orders()

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()
