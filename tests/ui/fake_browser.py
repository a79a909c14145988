#!/usr/bin/python3
"""fake_browser.py ADDRESS: a browser in which somebody who is signed in approves of whatever a shop asks.

It goes on to where the shop leads, and notes that in a file "approved" in the home folder."""

import os
import pathlib
import ssl
import subprocess
import sys
import urllib.request


class Stay(urllib.request.HTTPRedirectHandler):
    """urllib knows no addresses of applications."""

    def redirect_request(self, *_):
        return None


def main():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=context))
    with opener.open(sys.argv[1]) as page:
        assert 'would like to connect' in page.read().decode()
    try:
        opener.open(sys.argv[1], data=b'approve=yes')
    except urllib.error.HTTPError as answer:
        there = answer.headers['Location']
    note = pathlib.Path(os.environ['HOME']) / 'approved'
    note.with_suffix('.part').write_text(there, encoding='utf-8')
    note.with_suffix('.part').rename(note)
    subprocess.run(['gio', 'open', there], check=True)


main()
