#!/usr/bin/python3
"""Includes keep to the layers.

Every file of a layer is run through the preprocessor with its own flags, and every header that it reaches must belong to a
layer or a package that the layer may use. Then the check is tried itself: for each forbidden pair a source is planted that
includes the other's header by name, by a relative path, or as a system header, and each must be refused."""

import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

from tap import TOP, report

PACKAGES = {
    'glib': r'glib-2\.0/|gio-unix-2\.0/',
    'libdex': r'libdex-1/',
    'icu': r'unicode/',
    'gumbo': r'(gumbo|tag_enum)\.h$',
    'yyjson': r'yyjson\.h$',
    'sqlite': r'sqlite3(ext)?\.h$',
    'libsoup': r'libsoup-3\.0/',
    'libsecret': r'libsecret-1/',
    'cairo': r'(cairo|pango-1\.0|harfbuzz|freetype2|fribidi|pixman-1|libpng16)/',
    'zint': r'zint\.h$',
    'cups': r'cups/',
    'libcsv': r'csv\.h$',
    'uchardet': r'uchardet/',
    'gexiv2': r'gexiv2/',
    'gtk': r'(gtk-4\.0|gdk-pixbuf-2\.0|graphene-1\.0)/',
    'libadwaita': r'(libadwaita-1|appstream)/',
    'libc': r'(bits|sys|gnu|asm|asm-generic|linux|net|netinet|arpa|rpc|openssl)/|'
            r'(_|aio|alloca|assert|complex|ctype|dirent|dlfcn|elf|endian|errno|execinfo|fcntl|features|fenv|float|fnmatch|ftw|'
            r'getopt|glob|grp|iconv|inttypes|langinfo|libgen|libintl|limits|link|locale|malloc|math|memory|netdb|nl_types|poll|pthread|'
            r'pwd|sched|semaphore|setjmp|signal|spawn|stdc-predef|std[a-z]*|string|strings|syscall|sysexits|syslog|termios|time|'
            r'uchar|ucontext|unistd|utime|wchar|wctype)[a-z0-9_-]*\.h$',
}
BASE = {'libc', 'glib', 'libdex'}

# What a layer may include: layers (its own goes without saying) and packages.
LAYERS = {
    'core': (set(), BASE | {'gumbo', 'icu', 'yyjson'}),
    'csv': ({'core'}, BASE | {'libcsv', 'uchardet'}),
    'db': ({'core'}, BASE | {'sqlite', 'yyjson', 'icu'}),
    'net': ({'core'}, BASE | {'yyjson', 'libsoup'}),
    'connectors': ({'core', 'net'}, BASE | {'yyjson', 'libsoup'}),
    'connectors/sample': ({'core', 'net'}, BASE | {'yyjson', 'sqlite'}),
    'carriers': ({'core', 'net'}, BASE | {'yyjson', 'libsoup'}),
    'mail': ({'core'}, BASE | {'icu'}),
    'documents': ({'core'}, BASE | {'cairo', 'zint'}),
    'engine': ({'core', 'csv', 'db', 'documents'}, BASE | {'cairo', 'yyjson', 'libsecret', 'icu'}),
    'printing': ({'core', 'csv', 'documents', 'engine'}, BASE | {'cairo', 'cups'}),
    'ui': ({'core', 'csv', 'engine', 'documents', 'printing'}, BASE | {'cairo', 'gexiv2', 'gtk', 'libadwaita'}),
    'cli': ({'core', 'csv', 'engine', 'documents', 'printing'}, BASE | {'cairo', 'yyjson'}),
}
SYSTEM_HEADERS = {'gexiv2': 'gexiv2/gexiv2.h', 'gumbo': 'gumbo.h', 'icu': 'unicode/ustring.h', 'yyjson': 'yyjson.h', 'sqlite': 'sqlite3.h', 'libsoup': 'libsoup/soup.h',
                  'libsecret': 'libsecret/secret.h', 'cairo': 'cairo.h', 'cups': 'cups/cups.h', 'gtk': 'gtk/gtk.h',
                  'libcsv': 'csv.h', 'uchardet': 'uchardet/uchardet.h', 'libadwaita': 'adwaita.h'}


def layer_of(path):
    """The layer that a file of the tree belongs to; each platform's folder is one of its own."""
    parts = path.relative_to(TOP / 'src').parts[:-1]
    name = '/'.join(parts[:2]) if parts[:1] == ('connectors',) else ''.join(parts[:1])
    return name or None


def rules_of(layer):
    return LAYERS.get(layer) or LAYERS[layer.split('/')[0]]


def may_use_layer(layer, other):
    # The list of all platforms stands in the folder above theirs.
    return other == layer or other in rules_of(layer)[0] or (layer == 'connectors' and other.startswith('connectors/')) \
        or (layer.startswith('connectors/') and other == 'connectors')


def package_of(path):
    """The package that a system header belongs to, None where no layer knows it."""
    if '/lib/gcc/' in path:
        return 'libc'
    rest = re.sub(r'^/usr/(local/)?(include|lib)/([a-z0-9_]+-linux-gnu/)?', '', path)
    return next((name for name, pattern in PACKAGES.items() if re.match(pattern, rest)), None)


def complaint(layer, header):
    """Why the layer may not include the header, or None."""
    path = pathlib.Path(os.path.normpath(header))
    if path.is_relative_to(BUILD):
        return None
    if path.is_relative_to(TOP / 'src'):
        other = layer_of(path)
        return None if other and may_use_layer(layer, other) else f'{path.relative_to(TOP)} of {other or "the programs"}'
    package = package_of(str(path))
    return None if package in rules_of(layer)[1] else f'{path} of {package or "an unknown package"}'


def preprocess(flags, *more, text=None):
    """The headers that a source reaches, or None when it does not compile."""
    command = [*flags, '-M', '-MF', '-', *more]
    done = subprocess.run(command, cwd=BUILD, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return None
    names = re.sub(r'\\\n', ' ', done.stdout).split(':', 1)[1].split()
    return [os.path.join(BUILD, name) for name in names if name not in ('-', '/dev/null')]


def read_commands():
    """Each compiled source of a layer with the flags it is compiled with."""
    for entry in json.loads((BUILD / 'compile_commands.json').read_text()):
        path = pathlib.Path(os.path.normpath(os.path.join(entry['directory'], entry['file'])))
        if path.is_relative_to(TOP / 'src') and path.suffix == '.c' and layer_of(path):
            words = iter(shlex.split(entry['command']))
            flags = []
            for word in words:
                if word in ('-o', '-MF', '-MQ', '-MT'):
                    next(words)
                elif word not in ('-c', '-MD', entry['file']):
                    flags.append(word)
            yield path, flags


def check_files(layer, files):
    complaints = []
    for path, flags in files:
        name = path.relative_to(TOP)
        headers = preprocess(flags, str(path))
        if headers is None:
            complaints.append(f'{name} cannot be preprocessed')
        else:
            complaints += [f'{name} includes {why}' for why in sorted({complaint(layer, header) for header in headers} - {None})]
    return complaints


def is_refused(layer, flags, include):
    """Whether a source with this include fails to compile or is reported; what one found says too little, so -MG lets a
    header that itself lacks others be read to its end."""
    headers = preprocess(flags, '-iquote', str(TOP / 'src' / layer), '-x', 'c', '-', text=f'#include {include}\n')
    if headers is None:
        headers = preprocess(flags, '-MG', '-iquote', str(TOP / 'src' / layer), '-x', 'c', '-', text=f'#include {include}\n')
        return headers is None or not include.startswith('"..') or any(complaint(layer, header) for header in headers)
    return any(complaint(layer, header) for header in headers)


def compiles(flags, include):
    return preprocess(flags, '-x', 'c', '-', text=f'#include {include}\n') is not None


def check_pair(layer, flags, other, headers):
    header = next(iter(headers))
    up = '/'.join('..' for _ in layer.split('/'))
    complaints = []
    if compiles(flags, f'"{header}"'):
        complaints.append(f'"{header}" compiles in {layer}')
    if not is_refused(layer, flags, f'"{up}/{other}/{header}"'):
        complaints.append(f'"{up}/{other}/{header}" is not noticed in {layer}')
    return complaints


def plan(commands):
    """The cases, each a name and a call that gives its complaints."""
    by_layer, headers = {}, {}
    for path, flags in commands:
        by_layer.setdefault(layer_of(path), []).append((path, flags))
    for path in sorted((TOP / 'src').rglob('*.h')):
        headers.setdefault(layer_of(path), []).append(path.name)

    for layer, files in sorted(by_layer.items()):
        yield f'/lint/layers/{layer}', (check_files, layer, files)
        flags = files[0][1]
        for other in sorted(filter(None, headers)):
            if not may_use_layer(layer, other):
                yield f'/lint/layers/planted/{layer}-{other}', (check_pair, layer, flags, other, headers[other])
        for package, header in SYSTEM_HEADERS.items():
            if package not in rules_of(layer)[1]:
                yield (f'/lint/layers/planted/{layer}-{package}',
                       (lambda *words: [] if is_refused(*words) else [f'{words[2]} is not noticed'], layer, flags, f'<{header}>'))


BUILD = pathlib.Path(sys.argv[1])
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    report([(name, future.result()) for name, future in
            [(name, pool.submit(*call)) for name, call in plan(read_commands())]])
