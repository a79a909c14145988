"""The real program as a person with a screen reader, a keyboard and patience has it.

Nothing here sleeps for a fixed time: what should happen is waited for, until PATIENCE ends."""

import os
import pathlib
import subprocess
import sys
import time
import traceback

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

DISPLAY = (1280, 900)  # of tests/support/with-display
PATIENCE = float(os.environ.get('KONTOR_PATIENCE', '60'))
STILL = 0.4  # seconds: a button that is pressed by a screen reader waits for 250 ms
APPLICATION = 'org.kontor.Kontor'
SETTINGS = """[Settings]
gtk-font-name=Cantarell {size}
gtk-decoration-layout=appmenu:close
gtk-enable-animations=false
gtk-cursor-blink=false
"""


class Missing(Exception):
    """Something did not appear, did not go, or was not as it should be."""


def wait_for(what, find, pause=0.05):
    """What find () returns as soon as it returns something; it is asked again after so many seconds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = find()
        except GLib.Error:  # it went away while it was looked at
            found = None
        if found:
            return found
        time.sleep(pause)
    raise Missing(f'{what}: waited in vain')


def has_state(node, state):
    return node.get_state_set().contains(state)


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield child


class Seen:
    """What was to be seen of a widget, and of all that is below it, at one moment."""

    def __init__(self, path, index, name, role, states):
        self.path = path
        self.index = index
        self.name = name
        self.role = Atspi.role_get_name(Atspi.Role(role))
        self.states = states[0] | states[1] << 32
        self.parent = None
        self.children = []

    def has(self, state):
        return bool(self.states >> int(state) & 1)

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def get_ancestors(self):
        """Itself first."""
        node = self
        while node:
            yield node
            node = node.parent

    def find_dialogs(self):
        """They hang right below their windows; the one on top is the last."""
        for window in self.children:
            for layer in window.children:
                yield from (node for node in layer.children if node.role in ('dialog', 'alert'))

    def describe(self, depth=0):
        """The tree as lines, for the report of a failure."""
        states = [state for state in ('focusable', 'focused', 'selected', 'checked')
                  if self.has(getattr(Atspi.StateType, state.upper()))]
        name = ' '.join(self.name.split())
        yield f'{"  " * depth}{self.role} “{name}” {" ".join(states)}'
        for child in self.children:
            yield from child.describe(depth + 1)

    def __str__(self):
        """By the roles and names around it."""
        return ' in '.join(f'{node.role} “{node.name}”' if node.name else node.role for node in self.get_ancestors())


class Looker:
    """Sees the whole tree of a program at once: a walk from widget to widget would wait for three answers at each of them.

    What GTK has in its cache is told in one answer, but for what nobody asked about before, and with what does not show."""

    ROOT = '/org/a11y/atspi/accessible/root'

    def __init__(self, pid):
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        names = self.ask('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'ListNames')
        self.name = next(name for name in names if name.startswith(':') and self.get_pid(name) == pid)

    def ask(self, name, path, interface, method, *words):
        parameters = GLib.Variant('(s)', words) if words else None
        return self.bus.call_sync(name, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]

    def get_pid(self, name):
        return self.ask('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', name)

    def get_items(self):
        """By their paths: path, application, parent, index, number of children, interfaces, name, role, description, states."""
        items = self.ask(self.name, '/org/a11y/atspi/cache', 'org.a11y.atspi.Cache', 'GetItems')
        return {item[0][1]: item for item in items}

    def get_children(self, paths):
        """Of several, asked about at once."""
        found = {}

        def take(bus, result, path):
            try:
                found[path] = [child for _, child in bus.call_finish(result).unpack()[0]]
            except GLib.Error:  # it went away
                found[path] = []

        for path in paths:
            self.bus.call(self.name, path, 'org.a11y.atspi.Accessible', 'GetChildren', None, None, Gio.DBusCallFlags.NONE, -1,
                          None, take, path)
        while len(found) < len(paths):
            GLib.MainContext.default().iteration(True)
        return found

    def look(self):
        """The root, with all that shows."""
        items = self.get_items()
        below, level, known = {}, [self.ROOT], True
        while level:
            found = self.get_children([path for path in level if path == self.ROOT or path not in items or items[path][4] > 0])
            below |= found
            # What moves is for a moment the child of two.
            level = [*dict.fromkeys(child for row in found.values() for child in row if child not in below)]
            known = known and all(path in items for path in level)
        return self.grow(items if known else self.get_items(), below)

    def grow(self, items, below):
        root = Seen(self.ROOT, -1, 'kontor', int(Atspi.Role.APPLICATION), (0, 0))
        rest = [root]
        while rest:
            node = rest.pop()
            for index, path in enumerate(below.get(node.path, ())):
                child = Seen(path, index, *items[path][6:8], items[path][9]) if path in items else None
                if child and child.has(Atspi.StateType.SHOWING):
                    child.parent = node
                    node.children.append(child)
            rest += node.children
        return root


def text_of(node):
    text = node.get_text_iface()
    return Atspi.Text.get_text(text, 0, text.get_character_count()) if text else ''


def grab(area=None, kind='png'):
    """What the display shows, or an area of it."""
    crop = ['-crop', area, '+repage'] if area else []
    return subprocess.run(['import', '-window', 'root', *crop, '-define', 'png:exclude-chunks=date,time', f'{kind}:-'],
                          stdout=subprocess.PIPE, check=True).stdout


def save_picture(path, area=None):
    pathlib.Path(path).write_bytes(grab(area))


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
        # A resolution said here is not heard under X.
        file.write_text(SETTINGS.format(size=11 * dpi // 96), encoding='utf-8')

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
        self.area = None
        self.log = home.folder / 'log'
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.environment = {**home.environment(), 'G_DEBUG': 'fatal-warnings', **environment}
        self.root = None
        self.process = None
        self.focused = None
        self.looker = None
        self.listener = Atspi.EventListener.new(self.on_focus)
        self.listener.register('object:state-changed:focused')

    def __enter__(self):
        with self.log.open('wb') as log:
            self.process = subprocess.Popen([self.home.programs / 'src/kontor', *self.words], env=self.environment, stdout=log, stderr=log)
        self.root = wait_for('the program', self.find_root)
        self.root.set_cache_mask(Atspi.Cache.ROLE)
        self.looker = Looker(self.process.pid)
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

    def look(self):
        self.check_alive()
        return self.looker.look()

    def all(self, role=None, name=None, inside=None):
        """What is to be seen, by role and part of the name; a "dialog" may also be one that asks."""
        name = self.translate(name) if name else None
        root = self.look()
        if inside:
            root = next((node for node in root.walk() if node.path == inside.path), None)
        for node in root.find_dialogs() if role == 'dialog' else root.walk() if root else ():
            if (not role or role == 'dialog' or node.role == role) and (not name or name in node.name):
                yield node

    def get(self, seen):
        """What acts for something that was seen; None where it went since."""
        node = self.root
        for step in [*seen.get_ancestors()][-2::-1]:
            node = node and node.get_child_at_index(step.index)
        return node if node and node.path == seen.path else None

    def find(self, role=None, name=None, inside=None):
        seen = next(self.all(role, name, inside), None)
        return self.get(seen) if seen else None

    def see(self, role=None, name=None, inside=None):
        return wait_for(f'{role or "something"} “{name or ""}”', lambda: self.find(role, name, inside))

    def miss(self, role=None, name=None):
        wait_for(f'that {role or "something"} “{name or ""}” goes', lambda: next(self.all(role, name), None) is None)

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
        xdotool('type', '--delay', '12', text)

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
        return wait_for('a focus', self.focus, 0.005)

    def windows(self):
        return [node for node in children(self.root) if node.get_role_name() == 'frame']

    def resize(self, width, height):
        """Into the corner that menus open towards, so that the display keeps them within a narrow window."""
        window = wait_for('a window', lambda: xdotool('search', '--onlyvisible', '--pid', self.process.pid).split('\n')[-1])
        x, y = DISPLAY[0] - width, DISPLAY[1] - height
        xdotool('windowsize', '--sync', window, width, height)
        xdotool('windowmove', window, x, y)
        self.area = f'{width}x{height}+{x}+{y}'

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

    def worked(self):
        """Ticks of processor time that the program has taken."""
        fields = pathlib.Path(f'/proc/{self.process.pid}/stat').read_text(encoding='ascii').rsplit(')', 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def still(self, path=None):
        """Waits until the program shows the same for a while without doing anything; writes that. To pack all would take long."""
        seen, since = (b'', -1), 0

        def is_still():
            nonlocal seen, since
            self.check_alive()
            last, seen = seen, (grab(self.area, 'ppm'), self.worked())
            if seen != last:
                since = time.monotonic()
            return time.monotonic() > since + STILL

        wait_for('a picture that stands', is_still)
        if path:
            save_picture(path, self.area)

    def report(self, name):
        """For a failure: a picture beside the tests, the tree and the log."""
        folder = pathlib.Path(os.environ.get('KONTOR_PICTURES', '.'))
        lines = [f'a picture is in {folder / name}.png']
        save_picture(folder / f'{name}.png')
        if self.process.poll() is None:
            lines += self.look().describe()
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
            # Among the results it would not be shown.
            print(name, *place, f'{type(error).__name__}: {error}', *report_safely(program, f'{suite}-{number}'), sep='\n  ',
                  file=sys.stderr, flush=True)
    sys.exit(failed)


def report_safely(program, name):
    try:
        return program.report(name)
    except (GLib.Error, OSError, subprocess.SubprocessError) as error:
        return [f'no report: {error}']
