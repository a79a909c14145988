#!/usr/bin/python3
"""Runs a libFuzzer program over folders of documents as a test: run.py PROGRAM FOLDER…

First every document as it is, so that what was found once stays mended; then mutations of them, the same in each run."""

import subprocess
import sys
import tempfile

RUNS = 300
OPTIONS = ['-seed=1', '-max_len=32768', '-timeout=120', '-rss_limit_mb=2048', '-print_final_stats=0', '-verbosity=0']


def run(*arguments):
    with tempfile.TemporaryDirectory() as scratch:
        # The first folder is where it keeps what it finds interesting.
        command = [sys.argv[1], *OPTIONS, f'-artifact_prefix={scratch}/', *arguments, scratch, *sys.argv[2:]]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors='replace', check=False)
    return done.returncode == 0, done.stdout


CASES = (('documents', ['-runs=0']), ('mutations', [f'-runs={RUNS}']))
print(f'1..{len(CASES)}')
for number, (name, arguments) in enumerate(CASES, 1):
    good, output = run(*arguments)
    if not good:
        print(*output.split('\n')[-80:], sep='\n', file=sys.stderr)
    print(f'{"ok" if good else "not ok"} {number} /fuzz/woo/{name}', flush=True)
