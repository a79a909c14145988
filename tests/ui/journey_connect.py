#!/usr/bin/python3
"""Connects a shop by approval in the browser, and meets answers that nobody waits for."""

import json
import pathlib
import subprocess
import sys
import tempfile

import pages
from atspi_driver import Home, Program, run_steps
from storefront import Storefront, install


def come_back(program, uri):
    subprocess.run(['gio', 'open', uri], env=program.home.environment(), check=True)


def list_accounts(program):
    return json.loads(program.home.ctl('account', 'list', '--json'))


def see_refusal(program):
    program.see('dialog', 'Nothing Was Connected')
    pages.close_dialog(program)


def type_the_address(program):
    program.see('list item', 'WooCommerce')
    program.still()
    program.open_row('WooCommerce')
    program.enter('text', 'Shop Address', program.shop.address + '/wp-admin/')
    program.press('button', 'Continue in Browser')


def trust_the_certificate(program):
    program.press('button', 'Trust This Certificate')


def come_back_connected(program):
    program.see('list', 'Views')
    account, = list_accounts(program)
    assert account['platform'] == 'woocommerce', account


def keep_it_secret(program):
    """It is nowhere in the home but where the browser has it."""
    secret = program.shop.password.encode()
    parts = (secret, secret.replace(b' ', b'%20'), secret.split()[0])
    files = [path for path in program.home.folder.rglob('*') if path.is_file() and path.name != 'approved']
    assert len(files) > 5, files
    found = [path for path in files if any(part in path.read_bytes() for part in parts)]
    assert not found, found


def come_back_twice(program):
    program.answer = (program.home.folder / 'approved').read_text(encoding='utf-8')
    come_back(program, program.answer)
    see_refusal(program)


def come_from_elsewhere(program):
    come_back(program, 'kontor://connected/?state=0&site_url=https%3A%2F%2Fother.example&user_login=me&password=mine')
    see_refusal(program)
    come_back(program, 'kontor://somewhere')
    see_refusal(program)
    assert len(list_accounts(program)) == 1


def come_to_another_life(program):
    """Kontor does not run any more: it starts, and says that it waits for nothing."""
    program.quit()
    with Program(program.home, words=(program.answer,)) as later:
        see_refusal(later)
        account, = list_accounts(later)
        assert account['status'] != 'auth-needed', account
        later.quit()


STEPS = (type_the_address, trust_the_certificate, come_back_connected, keep_it_secret, come_back_twice, come_from_elsewhere,
         come_to_another_life)

with tempfile.TemporaryDirectory() as folder, Storefront(sys.argv[1]) as shop:
    home = Home(pathlib.Path(folder), sys.argv[1])
    install(home, pathlib.Path(__file__).parent / 'fake_browser.py')
    with Program(home) as kontor:
        kontor.shop = shop
        run_steps('journey-connect', kontor, STEPS)
