#!/usr/bin/python3
"""Whatever should fail a test does: runs a program with each fault in turn, and sums up as ./dev test would.

Arguments: the program, "sanitized" or "plain", and the script that sums up."""

import json
import pathlib
import subprocess
import sys
import tempfile

FAULTS = {'assertion', 'critical', 'warning', 'crash', 'early-exit'}
FAULTS_OF = {'sanitized': {'leak', 'address', 'overflow'}, 'plain': {'stall'}}
CASE = '<testcase name="1 /faulty"/>'


def run(program, fault):
    """Whether the program ends as a test program must that passed: with 0, and with a result for each test."""
    done = subprocess.run([program, fault], capture_output=True, text=True, check=False)
    return done.returncode == 0 and 'ok 2 /faulty/last' in done.stdout


def names_stall(program):
    """Whether a program whose main loop was held up shows on standard error what it was doing."""
    done = subprocess.run([program, 'stall'], capture_output=True, text=True, check=False)
    return any(line.startswith(program) for line in done.stderr.splitlines())


def sum_up(script, result, case):
    """The closing line for one program with one case."""
    with tempfile.TemporaryDirectory() as folder:
        logs = pathlib.Path(folder) / 'meson-logs'
        logs.mkdir()
        record = {'name': 'kontor:core / money', 'duration': 1.0, 'result': result}
        (logs / 'testlog.json').write_text(json.dumps(record) + '\n', encoding='utf-8')
        (logs / 'testlog.junit.xml').write_text(f'<testsuites><testsuite name="kontor.kontor:core / money">{case}</testsuite></testsuites>',
                                                encoding='utf-8')
        done = subprocess.run([sys.executable, script, folder], capture_output=True, text=True, check=False)
    return done.stdout.strip().split('\n')[-1], done.returncode


def cases(program, build, script):
    yield 'nothing', run(program, 'nothing')
    for fault in sorted(FAULTS | FAULTS_OF[build]):
        yield fault, not run(program, fault)

    if build == 'plain':
        yield 'stall/stack', names_stall(program)

    yield 'sum/passed', sum_up(script, 'OK', CASE) == ('1 passed, 0 failed, 0 skipped', 0)
    yield 'sum/failed', sum_up(script, 'FAIL', CASE.replace('/>', '><failure/></testcase>')) == ('0 passed, 1 failed, 0 skipped', 1)
    yield 'sum/skipped', sum_up(script, 'SKIP', CASE.replace('/>', '><skipped/></testcase>'))[0] == '0 passed, 0 failed, 1 skipped'
    for result in ('ERROR', 'TIMEOUT', 'FAIL'):
        yield f'sum/{result.lower()}', sum_up(script, result, CASE) == ('1 passed, 1 failed, 0 skipped', 1)
    yield 'sum/nothing', sum_up(script, 'OK', '') == ('0 passed, 0 failed, 0 skipped', 1)


results = list(cases(*sys.argv[1:4]))
print(f'1..{len(results)}')
for number, (name, good) in enumerate(results, 1):
    print(f'{"ok" if good else "not ok"} {number} /support/faulty/{name}')
