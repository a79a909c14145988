"""The real program as a person with a screen reader, a keyboard and patience has it.

Nothing here sleeps for a fixed time: what should happen is waited for, until PATIENCE ends."""

import hashlib
import os
import pathlib
import subprocess
import sys
import time
import traceback

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = float(os.environ.get('KONTOR_PATIENCE', '60'))
APPLICATION = 'org.kontor.Kontor'
SETTINGS = """[Settings]
gtk-font-name=Cantarell 11
gtk-decoration-layout=appmenu:close
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-xft-dpi={dpi}
"""


class Missing(Exception):
    """Something did not appear, did not go, or was not as it should be."""


def wait_for(what, find):
    """What find () returns as soon as it returns something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = find()
        except GLib.Error:  # it went away while it was looked at
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise Missing(f'{what}: waited in vain')


def has_state(node, state):
    return node.get_state_set().contains(state)


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield child


def walk(node):
    """The node and all that is to be seen below it."""
    yield node
    for child in children(node):
        if has_state(child, Atspi.StateType.SHOWING):
            yield from walk(child)


def find_dialogs(root):
    """They hang right below their windows, so that looking for one does not take a walk; the one on top is the last."""
    for window in children(root):
        for layer in children(window):
            for node in children(layer):
                if node.get_role_name() in ('dialog', 'alert') and has_state(node, Atspi.StateType.SHOWING):
                    yield node


def text_of(node):
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, text.get_character_count()) if text else ''


def describe(node, depth=0):
    """The tree as lines, for the report of a failure."""
    states = [state for state in ('focusable', 'focused', 'selected', 'checked')
              if has_state(node, getattr(Atspi.StateType, state.upper()))]
    yield f'{"  " * depth}{node.get_role_name()} “{node.get_name()}” {" ".join(states)}'
    for child in children(node):
        if has_state(child, Atspi.StateType.SHOWING):
            yield from describe(child, depth + 1)


def grab(path=None, size=None):
    """What the display shows, or its upper left corner: a PNG; written to a file, too, where there is one."""
    crop = ['-crop', f'{size[0]}x{size[1]}+0+0', '+repage'] if size else []
    picture = subprocess.run(['import', '-window', 'root', *crop, '-define', 'png:exclude-chunks=date,time', 'png:-'],
                             stdout=subprocess.PIPE, check=True).stdout
    if path:
        pathlib.Path(path).write_bytes(picture)
    return picture


def xdotool(*words):
    return subprocess.run(['xdotool', *map(str, words)], stdout=subprocess.PIPE, check=True, text=True).stdout.strip()


class Home:
    """A folder in which a person has a Kontor, and beside it a sample shop whose clock stands."""

    def __init__(self, folder, programs, dpi=96):
        self.folder = pathlib.Path(folder)
        self.programs = pathlib.Path(programs)  # the build folder
        self.data = self.folder / 'data/kontor'
        self.shop_file = self.data / 'sample-shop.db'
        self.data.mkdir(parents=True, exist_ok=True)
        self.write_settings(dpi)

    def write_settings(self, dpi):
        file = self.folder / 'config/gtk-4.0/settings.ini'
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SETTINGS.format(dpi=dpi * 1024), encoding='utf-8')

    def environment(self):
        folders = {f'XDG_{name.upper()}_HOME': str(self.folder / name) for name in ('data', 'config', 'cache', 'state')}
        return {**os.environ, **folders, 'HOME': str(self.folder)}

    def shop(self, *lines, **settings):
        """Lines for tests/support/sample-shop; returns what it prints."""
        words = [f'{name}={value}' for name, value in settings.items()]
        return subprocess.run([self.programs / 'tests/support/sample-shop', self.shop_file, *words], input='\n'.join(lines),
                              stdout=subprocess.PIPE, env=self.environment(), text=True, check=True).stdout

    def ctl(self, *words, statuses=(0,)):
        """kontorctl, which must end with one of these; through the program where that runs."""
        done = subprocess.run([self.programs / 'src/kontorctl', *words], stdout=subprocess.PIPE, env=self.environment(), text=True,
                              check=False)
        assert done.returncode in statuses, f'kontorctl {words} ended with {done.returncode}'
        return done.stdout


class Program:
    """A running Kontor. As a context it is killed in the end, where it has not quit."""

    def __init__(self, home, translate=str, words=(), **environment):
        """translate () makes of the English names that are looked for those that are there; words are arguments."""
        self.home = home
        self.words = words
        self.translate = translate
        self.size = None
        self.log = home.folder / 'log'
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.environment = {**home.environment(), 'G_DEBUG': 'fatal-warnings', **environment}
        self.root = None
        self.process = None
        self.focused = None
        self.listener = Atspi.EventListener.new(self.on_focus)
        self.listener.register('object:state-changed:focused')

    def __enter__(self):
        with self.log.open('wb') as log:
            self.process = subprocess.Popen([self.home.programs / 'src/kontor', *self.words], env=self.environment, stdout=log, stderr=log)
        self.root = wait_for('the program', self.find_root)
        self.root.set_cache_mask(Atspi.Cache.ROLE)
        return self

    def __exit__(self, kind, error, trace):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def find_root(self):
        self.check_alive()
        programs = children(Atspi.get_desktop(0))
        return next((program for program in programs if program.get_process_id() == self.process.pid), None)

    def check_alive(self):
        if self.process.poll() is not None:
            raise AssertionError('\n'.join([f'the program ended with {self.process.returncode}', *self.said()]))

    def said(self):
        """What it printed, without the sanitizer's remark that a coroutine library is in use."""
        lines = self.log.read_text(encoding='utf-8', errors='replace').splitlines()
        return [line for line in lines if line and 'makecontext' not in line]

    # --- Looking ---

    def all(self, role=None, name=None, inside=None):
        """What is to be seen, by role and part of the name; a "dialog" may also be one that asks."""
        self.check_alive()
        name = self.translate(name) if name else None
        for node in find_dialogs(self.root) if role == 'dialog' else walk(inside or self.root):
            if (not role or role == 'dialog' or node.get_role_name() == role) and (not name or name in (node.get_name() or '')):
                yield node

    def find(self, role=None, name=None, inside=None):
        return next(self.all(role, name, inside), None)

    def see(self, role=None, name=None, inside=None):
        return wait_for(f'{role or "something"} “{name or ""}”', lambda: self.find(role, name, inside))

    def miss(self, role=None, name=None):
        wait_for(f'that {role or "something"} “{name or ""}” goes', lambda: self.find(role, name) is None)

    def focus(self):
        """What the focus came to last; to look for it in the whole tree would take long."""
        while GLib.MainContext.default().iteration(False):
            pass
        return self.focused

    def on_focus(self, event):
        if event.detail1:
            self.focused = event.source

    # --- Acting ---

    def press(self, role, name, inside=None):
        self.see(role, name, inside).get_action_iface().do_action(0)

    def select(self, role, name, inside=None):
        """Selects a row of a list."""
        row = self.see(role, name, inside)
        row.get_parent().get_selection_iface().select_child(row.get_index_in_parent())
        return row

    def open_row(self, title):
        """Of a list whose rows know no action but the keyboard's."""
        self.tab_to('list item', title)
        self.keys('Return')

    def enter(self, role, name, text):
        """Writes a text field anew."""
        field = self.see(role, name).get_editable_text_iface()
        wait_for(f'that “{name}” takes text', lambda: Atspi.EditableText.set_text_contents(field, text))

    def keys(self, *keys):
        """Keys as of xdotool: "ctrl+k", "Return", "Tab"."""
        self.check_alive()
        for key in keys:
            xdotool('key', '--clearmodifiers', key)

    def type(self, text):
        self.check_alive()
        xdotool('type', '--delay', '60', text)

    def search(self, text):
        """Letters typed before the field has the keyboard would be keys of the window."""
        def has_focus():
            field = self.find('entry', 'Search Everything')
            return field and field.get_state_set().contains(Atspi.StateType.FOCUSED)

        self.keys('ctrl+k')
        wait_for('the focus of the search', has_focus)
        self.type(text)

    def activate(self, action):
        """An action of the application, not of a window."""
        self.bus.call_sync(APPLICATION, '/org/kontor/Kontor', 'org.gtk.Actions', 'Activate',
                           GLib.Variant('(sava{sv})', (action, [], {})), None, Gio.DBusCallFlags.NONE, -1, None)

    def tab_to(self, role, name):
        """Moves the focus with Tab alone; fails when it came round without meeting it."""
        name = self.translate(name)
        for _ in range(100):
            node = self.move_focus('Tab')
            if node.get_role_name() == role and name in (node.get_name() or ''):
                return node
        raise Missing(f'Tab never comes to {role} “{name}”')

    def move_focus(self, *keys):
        """Presses keys and returns what has the focus then."""
        self.focus()
        self.focused = None
        self.keys(*keys)
        return wait_for('a focus', self.focus)

    def windows(self):
        return [node for node in children(self.root) if node.get_role_name() == 'frame']

    def resize(self, width, height):
        window = wait_for('a window', lambda: xdotool('search', '--onlyvisible', '--pid', self.process.pid).split('\n')[-1])
        xdotool('windowmove', window, 0, 0)
        xdotool('windowsize', '--sync', window, width, height)
        self.size = (width, height)

    def ask_to_quit(self):
        self.activate('quit')

    def quit(self):
        """Ends it as its menu does; nothing may have gone wrong until then."""
        self.ask_to_quit()
        self.end()

    def end(self):
        """Waits for the end of what was asked to; nothing may have gone wrong until then."""
        status = self.process.wait(PATIENCE)
        assert status == 0, f'ended with {status}'
        assert not self.said(), 'it printed something'

    # --- Pictures ---

    def still(self, path=None):
        """Waits until two pictures in a row are the same; writes the last."""
        seen = [b'']

        def is_still():
            self.check_alive()
            last, seen[0] = seen[0], grab(size=self.size)
            return hashlib.sha256(last).digest() == hashlib.sha256(seen[0]).digest()

        wait_for('a picture that stands', is_still)
        if path:
            pathlib.Path(path).write_bytes(seen[0])

    def report(self, name):
        """For a failure: a picture beside the tests, the tree and the log as comments."""
        folder = pathlib.Path(os.environ.get('KONTOR_PICTURES', '.'))
        lines = [f'a picture is in {folder / name}.png']
        grab(folder / f'{name}.png')
        if self.process.poll() is None:
            lines += describe(self.root)
        return lines + self.said()


class Typist(Program):
    """Somebody who has nothing but the keyboard: presses what the focus comes to."""

    def press(self, role, name, inside=None):
        self.see(role, name, inside)
        if role == 'radio button':
            self.choose(name)
        else:
            self.tab_to(role, name)
            self.keys('space')

    def choose(self, name):
        """One of a group of toggles, which arrows go along."""
        node = self.tab_to('radio button', '')
        while self.translate(name) not in node.get_name():
            node = self.move_focus('Right')
        self.keys('space')

    def ask_to_quit(self):
        """A dialog keeps the keys of the window to itself."""
        if self.find('dialog'):
            self.keys('Escape')
            self.miss('dialog')
        self.keys('ctrl+q')


def run_steps(suite, program, steps, independent=False):
    """Runs functions of the program one after another as TAP; after a failure the rest is skipped unless independent."""
    print(f'1..{len(steps)}', flush=True)
    failed = False
    for number, step in enumerate(steps, 1):
        name = f'/ui/{suite}/' + step.__name__.replace('_', '-')
        if failed and not independent:
            print(f'ok {number} {name} # SKIP after the failure', flush=True)
            continue
        try:
            step(program)
            print(f'ok {number} {name}', flush=True)
        except Exception as error:  # noqa: BLE001
            failed = True
            place = [f'{frame.name}: {frame.line}' for frame in traceback.extract_tb(error.__traceback__)[1:3]]
            print(f'not ok {number} {name}', flush=True)
            for line in [*place, *f'{type(error).__name__}: {error}'.splitlines(), *report_safely(program, f'{suite}-{number}')]:
                print(f'# {line}', flush=True)
    sys.exit(failed)


def report_safely(program, name):
    try:
        return program.report(name)
    except (GLib.Error, OSError, subprocess.SubprocessError) as error:
        return [f'no report: {error}']
