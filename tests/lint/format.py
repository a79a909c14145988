#!/usr/bin/python3
"""Every source file is laid out as .clang-format says; with --write it is brought there, which is what ./dev format does.

clang-format cannot be told that the marks of translatable text stand close to their bracket, nor that an enumeration written in
one line stays there, so the first are set apart for it and drawn together again, and the second are fenced off."""

import re
import subprocess
import sys

from tap import TOP, report, sources

MARK = r'(?<!\w)(_|N_|C_|NC_|Q_)'
ENUM = re.compile(r'^(?:typedef )?enum \{ .*\}.*;.*\n', re.MULTILINE)
OFF, ON = '/* clang-format off */\n', '/* clang-format on */\n'


def lay_out(path, text):
    apart = re.sub(MARK + r'\(', r'\1 (', text)
    apart = ENUM.sub(lambda found: OFF + found[0] + '/**/' + ON, apart)
    command = ['clang-format', f'--assume-filename={path}']
    laid_out = subprocess.run(command, cwd=TOP, input=apart, capture_output=True, text=True, check=True).stdout
    laid_out = re.sub(re.escape(OFF) + '(' + ENUM.pattern + ')' + re.escape('/**/' + ON), r'\1', laid_out, flags=re.MULTILINE)
    return re.sub(MARK + r' \(', r'\1(', laid_out)


def main(write):
    complaints = []
    for path in sources('src', 'tests'):
        text = path.read_text(encoding='utf-8')
        laid_out = lay_out(path, text)
        if laid_out != text:
            complaints.append(f'{path.relative_to(TOP)} is laid out differently: run ./dev format')
            if write:
                path.write_text(laid_out, encoding='utf-8')
    if not write:
        report([('/lint/format', complaints)])


main('--write' in sys.argv)
