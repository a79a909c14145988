#!/usr/bin/python3
"""What every file of the tree keeps to: its length and white space, nothing left undone, and po/POTFILES complete."""

import re

from tap import TOP, report, sources

LONGEST_FILE = 900
UNDONE = re.compile(r'\b(TO' r'DO|FIX' r'ME)\b|(/\*|//|#) *XX' r'X')
MARKED = re.compile(r'\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"|\bgettext \(')
TEXT_ENDINGS = ('.c', '.h', '.py', '.sh', '.sql', '.blp', '.css', '.xml', '.in', '.build', '.md')


def check_text(path):
    text = path.read_text(encoding='utf-8')
    name = path.relative_to(TOP)
    lines = text.split('\n')
    if text and not text.endswith('\n'):
        yield f'{name} has no newline at its end'
    if path.suffix in ('.c', '.h', '.py') and len(lines) > LONGEST_FILE:
        yield f'{name} is {len(lines)} lines long'
    for number, line in enumerate(lines, 1):
        if line != line.rstrip():
            yield f'{name}:{number} ends in white space'
        if '\t' in line and path.suffix in ('.c', '.h', '.py', '.sql', '.blp'):
            yield f'{name}:{number} has a tab'
        if UNDONE.search(line):
            yield f'{name}:{number} leaves something undone'
    if path.suffix in ('.c', '.h', '.sql', '.blp') and '\n\n\n' in text:
        yield f'{name} has two blank lines in a row'


def check_headers(path):
    if path.suffix == '.h' and not path.read_text(encoding='utf-8').startswith('#pragma once\n'):
        yield f'{path.relative_to(TOP)} does not begin with #pragma once'


def is_translatable(path):
    if path.suffix == '.c':
        return MARKED.search(path.read_text(encoding='utf-8'))
    if path.suffix == '.blp':
        return re.search(r'\b(_|C_)\s*\(', path.read_text(encoding='utf-8'))
    return path.name.endswith(('.desktop.in', '.metainfo.xml.in', '.gschema.xml'))


def check_potfiles():
    listed = [line for line in (TOP / 'po/POTFILES').read_text().split('\n') if line and not line.startswith('#')]
    needed = {str(path.relative_to(TOP)) for path in sources('src', 'resources', 'data', endings=('.c', '.blp', '.in', '.xml'))
              if is_translatable(path)}
    yield from (f'po/POTFILES lacks {name}' for name in sorted(needed - set(listed)))
    yield from (f'po/POTFILES names {name}, which has nothing to translate' for name in sorted(set(listed) - needed))
    if listed != sorted(listed):
        yield 'po/POTFILES is not sorted'


TEXTS = sources('src', 'tests', 'resources', 'data', 'po', endings=TEXT_ENDINGS) + [TOP / 'dev', TOP / 'meson.build', TOP / 'README.md']

report([
    ('/lint/tree/text', [what for path in TEXTS for what in check_text(path)]),
    ('/lint/tree/headers', [what for path in sources('src', 'tests') for what in check_headers(path)]),
    ('/lint/tree/potfiles', list(check_potfiles())),
])
