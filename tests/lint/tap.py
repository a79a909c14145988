"""What the lint scripts share: the places of the tree, and results in the Test Anything Protocol."""

import pathlib
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]


def sources(*folders, endings=('.c', '.h')):
    """The files below these folders of the tree, in a settled order."""
    found = (path for folder in folders for path in (TOP / folder).rglob('*') if path.suffix in endings)
    return sorted(path for path in found if '_build' not in path.parts)


def report(cases):
    """Prints one result per case, a pair of its name and the list of what is wrong with it.

    That goes to standard error: among the results it would not be shown."""
    cases = list(cases)
    print(f'1..{len(cases)}')
    for number, (name, complaints) in enumerate(cases, 1):
        print(f'{"not ok" if complaints else "ok"} {number} {name}')
        for complaint in complaints:
            print(complaint, file=sys.stderr)
