#!/usr/bin/python3
"""The desktop file, the metainfo, the settings and the translations are what their own checkers call valid."""

import pathlib
import subprocess
import sys

from tap import TOP, report


def check(*command):
    done = subprocess.run([str(word) for word in command], cwd=TOP, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else (done.stdout + done.stderr).strip().split('\n')


def check_catalogues():
    for name in (TOP / 'po/LINGUAS').read_text(encoding='utf-8').split():
        yield f'/lint/data/{name}.po', check('msgfmt', '--check', '--output-file=/dev/null', TOP / 'po' / f'{name}.po')


DATA = pathlib.Path(sys.argv[1]) / 'data'
report([
    ('/lint/data/desktop', check('desktop-file-validate', DATA / 'org.kontor.Kontor.desktop')),
    ('/lint/data/metainfo', check('appstreamcli', 'validate', '--no-net', '--override=url-homepage-missing=info',
                                    DATA / 'org.kontor.Kontor.metainfo.xml')),
    ('/lint/data/settings', check('glib-compile-schemas', '--strict', '--dry-run', TOP / 'data')),
    *check_catalogues(),
])
