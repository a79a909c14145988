#!/usr/bin/python3
"""e2e.py BUILD [NAME…]: runs Kontor against a Medusa server that is made for it, all cases or those whose names begin so.

Each case reads back what became of it from the server's own API. Cases share a shop and one person's Kontor, and stand on
their own feet: each makes the orders and edits that it needs."""

import collections
import importlib
import os
import pathlib
import signal
import sys
import tempfile
import time
import traceback

sys.modules['e2e'] = sys.modules[__name__]

import server  # noqa: E402
from kontor import Kontor  # noqa: E402
from seed import Shop  # noqa: E402

PARTS = ('cases_import', 'cases_edits', 'cases_orders', 'cases_lost', 'cases_trouble', 'cases_window', 'cases_many')
CASES = {}


class Skip(Exception):
    """Why a case proves nothing here."""


def case(function, name=None):
    CASES[name or function.__name__.replace('_', '-')] = function
    return function


class World:
    """What all cases work on."""

    def __init__(self, running, programs, folder):
        self.server = running
        self.programs = programs
        self.folder = folder
        self.say = server.say
        self.shop = Shop(running.address)
        self.shop.fill()
        self.api = self.shop.api
        self.kontor = self.other_kontor()

    def other_kontor(self):
        return Kontor(tempfile.mkdtemp(dir=self.folder), self.programs)


def report(error):
    """Where in the cases it was, and why."""
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if '/tests/' in frame.filename][1:]
    for frame in places:
        server.say(f'  {pathlib.Path(frame.filename).name}:{frame.lineno}: {frame.line}')
    for line in f'{type(error).__name__}: {error}'.splitlines():
        server.say(f'  {line}')


def run(world, cases):
    """How many there were of each end."""
    ends = collections.Counter()
    for number, (name, function) in enumerate(cases.items(), 1):
        began = time.monotonic()
        try:
            function(world)
            end, line = 'passed', f'ok {number} {name}'
        except Skip as reason:
            end, line = 'skipped', f'ok {number} {name} # SKIP {reason}'
        except Exception as error:  # noqa: BLE001
            end, line = 'failed', f'not ok {number} {name}'
            report(error)
        ends[end] += 1
        print(line, flush=True)
        server.say(f'{name}: {time.monotonic() - began:.1f} s')
    return ends


def skip(cases, reason):
    for number, name in enumerate(cases, 1):
        print(f'ok {number} {name} # SKIP {reason}')
    return collections.Counter(skipped=len(cases))


def main():
    # Asked to end, it stops what it started.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    programs, names = sys.argv[1], tuple(sys.argv[2:])
    for part in PARTS:
        importlib.import_module(part)
    cases = {name: function for name, function in CASES.items() if not names or name.startswith(names)}
    print(f'1..{len(cases)}', flush=True)
    try:
        if os.environ.get('KONTOR_E2E_LACKS'):
            raise server.Lacking(os.environ['KONTOR_E2E_LACKS'])
        with server.Server(os.environ['KONTOR_E2E']) as running, tempfile.TemporaryDirectory() as folder:
            server.say(f'Medusa runs at {running.address}')
            ends = run(World(running, programs, folder), cases)
    except server.Lacking as reason:
        ends = skip(cases, reason)
    print(f'{ends["passed"]} passed, {ends["failed"]} failed, {ends["skipped"]} skipped')
    sys.exit(1 if ends['failed'] else 0)


if __name__ == '__main__':
    main()
