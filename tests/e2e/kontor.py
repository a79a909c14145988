"""Kontor from outside: kontorctl and the real window, with a home of their own."""

import json
import pathlib
import subprocess
import sys
import time

import server

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'ui'))
from atspi_driver import Home, Program, wait_for  # noqa: E402, F401
from prices import change_price  # noqa: E402, F401

LONG = 1800
PROBLEM = 5  # as kontorctl ends when a person has to look


class Kontor(Home):
    """A person's Kontor that knows no shop yet."""

    def run(self, *words, stdin=''):
        return subprocess.run([self.programs / 'src/kontorctl', *map(str, words)], input=stdin, capture_output=True, text=True,
                              env=self.environment(), timeout=LONG, check=False)

    def ok(self, *words, statuses=(0,), **options):
        done = self.run(*words, **options)
        assert done.returncode in statuses, f'kontorctl {words} ended with {done.returncode}: {done.stderr}{done.stdout}'
        return done.stdout

    def json(self, *words):
        return json.loads(self.ok(*words, '--json'))

    def connect(self, address):
        """With the owner's e-mail and password."""
        return self.ok('account', 'add', 'medusa', '--manner=password', f'address={address}', f'email={server.EMAIL}',
                       stdin=server.PASSWORD + '\n')

    def sync(self, *words, statuses=(0,)):
        return self.ok('sync', *words, statuses=statuses)

    def settle(self):
        """Syncs until nothing waits to be sent; operations that failed wait for a while before they are tried again."""
        end = time.monotonic() + LONG
        while ', 0 changes wait' not in self.sync(statuses=(0, PROBLEM)):
            assert time.monotonic() < end, self.outbox()
            time.sleep(0.5)

    def list(self, entity, *words):
        """By the keys that the shop has for them."""
        return {row['key']: row for row in self.json('list', entity, *words)}

    def show(self, entity, key):
        return self.json('show', entity, f'remote:{key}')

    def do(self, kind, key, change, *words, statuses=(0,)):
        """Without sending it; "-" is the key of what is made."""
        name = key if key == '-' else f'remote:{key}'
        return self.ok('do', kind, name, json.dumps(change), *words, statuses=statuses)

    def problems(self):
        return self.json('problems')

    def outbox(self):
        """All operations, the latest first."""
        return self.json('outbox', '--all')
