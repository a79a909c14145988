#!/usr/bin/python3
"""e2e.py BUILD [NAME…]: runs Kontor against a Medusa server that is made for it, all cases or those whose names begin so.

Each case reads back what became of it from the server's own API. Cases share a shop and one person's Kontor, and stand on
their own feet: each makes the orders and edits that it needs."""

import importlib
import os
import pathlib
import sys
import tempfile
import time
import traceback

sys.modules['e2e'] = sys.modules[__name__]

import server  # noqa: E402
from kontor import Kontor  # noqa: E402
from seed import Shop  # noqa: E402

PARTS = ('cases_import', 'cases_edits', 'cases_trouble', 'cases_many')
CASES = []


def case(function):
    CASES.append(function)
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


def name_of(function):
    return function.__name__.replace('_', '-')


def report(error):
    """Where in the cases it was, and why."""
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if '/tests/' in frame.filename][1:]
    for frame in places:
        server.say(f'  {pathlib.Path(frame.filename).name}:{frame.lineno}: {frame.line}')
    for line in f'{type(error).__name__}: {error}'.splitlines():
        server.say(f'  {line}')


def run(world, cases):
    failed = 0
    for number, function in enumerate(cases, 1):
        began = time.monotonic()
        try:
            function(world)
            print(f'ok {number} {name_of(function)}', flush=True)
        except Exception as error:  # noqa: BLE001
            failed += 1
            print(f'not ok {number} {name_of(function)}', flush=True)
            report(error)
        server.say(f'{name_of(function)}: {time.monotonic() - began:.1f} s')
    return failed


def main():
    programs, names = sys.argv[1], tuple(sys.argv[2:])
    for part in PARTS:
        importlib.import_module(part)
    cases = [function for function in CASES if not names or name_of(function).startswith(names)]
    lacks = os.environ.get('KONTOR_E2E_LACKS')
    print(f'1..{len(cases)}', flush=True)
    failed = skipped = 0
    try:
        if lacks:
            raise server.Lacking(lacks)
        with server.Server(os.environ['KONTOR_E2E']) as running, tempfile.TemporaryDirectory() as folder:
            server.say(f'Medusa runs at {running.address}')
            failed = run(World(running, programs, folder), cases)
    except server.Lacking as reason:
        skipped = len(cases)
        for number, function in enumerate(cases, 1):
            print(f'ok {number} {name_of(function)} # SKIP {reason}')
    print(f'{len(cases) - failed - skipped} passed, {failed} failed, {skipped} skipped')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
