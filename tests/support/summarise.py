#!/usr/bin/python3
"""Reads what meson recorded of its test runs and prints each suite's time and one closing line.

A test case that ran in several builds counts once, and as failed when it failed in one of them. A program that ended badly
without naming a failed case (a crash, a leak, a time-out) counts as one failed case of its own."""

import json
import pathlib
import sys
import xml.etree.ElementTree

PASSED, SKIPPED, FAILED = range(3)
GOOD_ENDS = ('OK', 'EXPECTEDFAIL')


def read_programs(build):
    """Each test program's name, which begins with its suite, its seconds and its end."""
    with open(build / 'meson-logs/testlog.json', encoding='utf-8') as log:
        for line in log:
            test = json.loads(line)
            yield test['name'].removeprefix('kontor:'), test['duration'], test['result']


def read_cases(build):
    """The cases that each program named, with their ends."""
    cases = {}
    for suite in xml.etree.ElementTree.parse(build / 'meson-logs/testlog.junit.xml').getroot():
        program = suite.get('name').removeprefix('kontor.').removeprefix('kontor:')
        for case in suite.findall('testcase'):
            end = PASSED
            if case.find('failure') is not None or case.find('error') is not None:
                end = FAILED
            elif case.find('skipped') is not None:
                end = SKIPPED
            cases.setdefault(program, []).append((case.get('name').split(' ', 1)[-1].split(' - ')[0], end))
    return cases


def read_build(build, ends, suites):
    named = read_cases(build)
    for program, seconds, result in read_programs(build):
        suite = program.split(' / ')[0]
        cases = named.get(program.replace('.', '_'), [])
        if result not in GOOD_ENDS + ('SKIP',) and not any(end == FAILED for _, end in cases):
            cases = cases + [(result.lower(), FAILED)]
        suites[suite, build.name] = suites.get((suite, build.name), 0) + seconds
        for name, end in cases:
            key = (program, name)
            ends[key] = max(end, ends.get(key, PASSED))


def main():
    ends, suites = {}, {}
    try:
        for build in sys.argv[1:]:
            read_build(pathlib.Path(build), ends, suites)
    except (OSError, ValueError, xml.etree.ElementTree.ParseError) as error:
        print(f'The record of the tests cannot be read: {error}')
        ends['meson', 'unreadable record'] = FAILED

    for (suite, build), seconds in sorted(suites.items()):
        print(f'{suite + " (" + build + ")":32} {seconds:7.1f} s')
    for (program, name), end in ends.items():
        if end == FAILED:
            print(f'failed: {program}: {name}')

    count = [list(ends.values()).count(end) for end in (PASSED, FAILED, SKIPPED)]
    print('{} passed, {} failed, {} skipped'.format(*count), flush=True)
    return 1 if count[1] or not count[0] else 0


sys.exit(main())
