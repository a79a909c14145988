#!/usr/bin/python3
"""Starts the real program and goes through it as a screen reader would."""

import os
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = 30


def wait_for(what, find):
    """What find () returns as soon as it returns something; nothing here depends on how long that takes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = find()
        except GLib.Error:
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise TimeoutError(f'{what} did not appear')


def walk(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield from walk(child)


def find_program(process):
    desktop = Atspi.get_desktop(0)
    programs = (desktop.get_child_at_index(index) for index in range(desktop.get_child_count()))
    return next((program for program in programs if program and program.get_process_id() == process.pid), None)


def find(program, role, name):
    return next((node for node in walk(program) if node.get_role_name() == role and name in node.get_name()), None)


def activate(bus, action):
    bus.call_sync('org.kontor.Kontor', '/org/kontor/Kontor', 'org.gtk.Actions', 'Activate',
                  GLib.Variant('(sava{sv})', (action, [], {})), None, Gio.DBusCallFlags.NONE, -1, None)


def show_window(process, bus):
    program = wait_for('the program', lambda: find_program(process))
    wait_for('the window', lambda: find(program, 'frame', 'Kontor') or find(program, 'window', 'Kontor'))


def show_about(process, bus):
    program = find_program(process)
    activate(bus, 'about')
    wait_for('the version', lambda: find(program, 'button', '0.1'))


def quit_program(process, bus):
    activate(bus, 'quit')
    status = process.wait(PATIENCE)
    assert status == 0, f'ended with {status}'


def main():
    steps = (show_window, show_about, quit_program)
    print(f'1..{len(steps)}', flush=True)
    environment = {**os.environ, 'G_DEBUG': 'fatal-warnings'}
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    failed = False
    with subprocess.Popen([sys.argv[1]], env=environment, stdout=sys.stderr) as process:
        for number, step in enumerate(steps, 1):
            name = '/ui/smoke/' + step.__name__.replace('_', '-')
            try:
                step(process, bus)
                print(f'ok {number} {name}', flush=True)
            except (AssertionError, TimeoutError, GLib.Error, subprocess.TimeoutExpired) as error:
                failed = True
                print(f'not ok {number} {name}\n# {error}', flush=True)
        process.kill()
    sys.exit(failed)


main()
