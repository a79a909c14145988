#!/usr/bin/python3
"""Several windows over one shop, and the end of the program while something is on its way there."""

import json
import pathlib
import signal
import sys
import tempfile
import time

import pages
from atspi_driver import Home, Program, run_steps, text_of, wait_for
from prices import SKUS, change_price, get_price, open_product

SKU = SKUS[0]
# Longer than what is waited for at the end, and shorter.
SLOW, SLOWER = 'latency =1500 @PUT variations', 'latency =8000 @PUT variations'


def get_shown_price(window, program):
    return text_of(program.find('text', 'Price', window))


def get_price_in_shop(home):
    key = json.loads(home.ctl('show', 'variant', SKU, '--json'))['key']
    return float(json.loads(home.shop(f'GET variations/{key}'))['regular_price'])


def list_unsent(home):
    return json.loads(home.ctl('outbox', '--json'))


def open_second_window(program):
    program.see('list', 'Views')
    open_product(program)
    program.first_price = get_price(program, SKU)
    program.keys('ctrl+shift+n')
    wait_for('a second window', lambda: len(program.windows()) == 2)


def edit_in_one(program):
    """The second lies over the first and has the keyboard."""
    wait_for('the focus of the second window', lambda: program.find('list item', None, program.windows()[1]))
    open_product(program)
    change_price(program, SKU, '71.10')


def see_it_in_the_other(program):
    for window in program.windows():
        wait_for('the price in both windows', lambda: '71.1' in get_shown_price(window, program))


def close_one(program):
    program.keys('ctrl+w')
    wait_for('one window', lambda: len(program.windows()) == 1)


def undo_in_the_other(program):
    program.keys('Escape', 'ctrl+z')
    wait_for('the price of before', lambda: get_price(program, SKU) == program.first_price)


def end_while_sending(home, ask, fault, price):
    """Returns how long the end took, in seconds."""
    with Program(home) as program:
        program.see('list', 'Views')
        open_product(program)
        home.shop(f'faults {fault}')
        change_price(program, SKU, price)
        wait_for('the change on its way', lambda: list_unsent(home) and list_unsent(home)[0]['state'] == 'sending')
        asked = time.monotonic()
        ask(program)
        program.end()
    took = time.monotonic() - asked
    home.shop('faults')
    return took


def arrives(name, ask, price):
    """What is answered within the seconds that an ending program waits is settled before it ends."""
    def step(program):
        end_while_sending(program.home, ask, SLOW, price)
        assert get_price_in_shop(program.home) == float(price), get_price_in_shop(program.home)
        assert not list_unsent(program.home), list_unsent(program.home)
    step.__name__ = name
    return step


def lose_nothing(program):
    """What takes longer is not waited for, and still there afterwards: sent again, or found to have arrived."""
    took = end_while_sending(program.home, Program.ask_to_quit, SLOWER, '74.40')
    assert took < 8, f'the end took {took:.1f} s'
    program.home.ctl('sync')
    assert not list_unsent(program.home), list_unsent(program.home)
    assert get_price_in_shop(program.home) == 74.40
    assert float(json.loads(program.home.ctl('show', 'variant', SKU, '--json'))['price']) == 74.40


STEPS = (
    open_second_window, edit_in_one, see_it_in_the_other, close_one, undo_in_the_other, Program.quit,
    arrives('close-the-last', lambda program: program.keys('ctrl+w'), '72.20'),
    arrives('quit-by-the-bus', Program.ask_to_quit, '73.30'),
    arrives('quit-by-a-signal', lambda program: program.process.send_signal(signal.SIGTERM), '75.50'),
    lose_nothing,
)

with tempfile.TemporaryDirectory() as folder:
    home = Home(pathlib.Path(folder), sys.argv[1])
    pages.fill(home)
    with Program(home) as kontor:
        run_steps('journey-windows', kontor, STEPS)
