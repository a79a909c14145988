#!/usr/bin/python3
"""bench.py BUILD [--json FILE]: a first import of 10,000 products, beside curl that fetches the same pages, two at a time.

Prints and notes it as tests/bench/kontor-bench does its figures."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import cases_many
import seed
import server
from api import Api
from kontor import Kontor

TARGET = 1.15


def read_paths(log, begin):
    """What was asked since that line."""
    lines = [json.loads(line) for line in log.read_text(encoding='utf-8').splitlines()[begin:] if line.startswith('{"level":"http"')]
    return [line['path'] for line in lines if line['method'] == 'GET' and line['status'] == 200]


def import_all(running, folder, programs):
    """Seconds, and the paths that were asked."""
    kontor = Kontor(folder, programs)
    kontor.connect(running.address)
    log = running.medusa.log
    begin = len(log.read_text(encoding='utf-8').splitlines())
    began = time.monotonic()
    kontor.sync()
    return time.monotonic() - began, read_paths(log, begin)


def fetch_all(running, paths):
    api = Api(running.address)
    api.sign_in()
    orders = ['parallel', 'parallel-max = 2', 'silent', 'fail', 'globoff', f'header = "Authorization: {api.headers["Authorization"]}"']
    for path in paths:
        orders += [f'url = "{running.address}{path}"', 'output = "/dev/null"']
    began = time.monotonic()
    subprocess.run(['curl', '--config', '-'], input='\n'.join(orders), text=True, check=True)
    return time.monotonic() - began


def report(figure, file):
    print(f'{figure["id"]:14} {figure["what"]:62} {figure["value"]:9.1f} {figure["unit"]:9} {figure["baseline"]:9.1f} '
          f'{figure["ratio"]:6.2f}  {figure["target"]:24} {"holds" if figure["holds"] else "MISSED"}', flush=True)
    if file:
        known = json.loads(file.read_text(encoding='utf-8')) if file.exists() else []
        figures = [it for it in known if it['id'] != figure['id']] + [figure]
        file.write_text('[\n  ' + ',\n  '.join((json.dumps(it, ensure_ascii=False) for it in figures)) + '\n]\n', encoding='utf-8')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('programs')
    parser.add_argument('--json', type=pathlib.Path)
    options = parser.parse_args()
    if os.environ.get('KONTOR_E2E_LACKS'):
        sys.exit(f'medusa.import is not measured: {os.environ["KONTOR_E2E_LACKS"]}')
    with server.Server(os.environ['KONTOR_E2E']) as running, tempfile.TemporaryDirectory() as folder:
        running.load_filled('many', lambda: cases_many.fill(running.address), seed.__file__)
        value, paths = import_all(running, folder, options.programs)
        baseline = fetch_all(running, paths)
    report({'id': 'medusa.import', 'what': f'10,000 products from a Medusa server, {len(paths)} requests', 'value': value, 'unit': 's',
            'baseline': baseline, 'ratio': value / baseline, 'target': f'≤ {TARGET} × curl', 'holds': value <= TARGET * baseline},
           options.json)


main()
