#!/usr/bin/python3
"""Databases exist that were made by each step of the schema: a step that stands is never edited, another one follows it."""

import hashlib

from tap import TOP, report, sources

STEPS = {
    '001-schema.sql': '2ed3623070dc78f1',
    '002-draft.sql': 'f47e71f60c0a82d9',
    '003-swap-lines.sql': '43568d67b5514518',
    '004-left-out.sql': 'e71861ac1f26a81d',
    '005-documents.sql': 'fc1ff27212a64918',
    '006-sheet.sql': '30c2fc46952c1716',
}


def check_steps():
    for path in sources('resources/sql', endings='.sql'):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        if path.name not in STEPS:
            yield f'{path.name} is new: it is kept by its digest, {digest}'
        elif STEPS[path.name] != digest:
            yield f'{path.name} was edited: what is to change belongs into a step of its own'


report([('/lint/schema/steps', list(check_steps()))])
