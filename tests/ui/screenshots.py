#!/usr/bin/python3
"""screenshots.py BUILD FOLDER [VARIANT…]: pictures of every page and state of the window, a folder for each variant."""

import gettext
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from gi.repository import GLib

import atspi_driver
import pages
from atspi_driver import Home, Missing, Program

WIDE, NARROW = (1280, 800), (370, 770)  # GTK draws an edge of 5 px where there is no window manager
GERMAN = {'LC_ALL': 'de_DE.UTF-8', 'LANGUAGE': 'de'}
ARABIC = {'LC_ALL': 'ar_EG.UTF-8', 'LANGUAGE': 'ar'}
DARK = {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}
CONTRAST = {'ADW_DEBUG_HIGH_CONTRAST': '1'}
NAMES = ('Tide & Leaf', 'WooCommerce')  # which stand in translated sentences, too
VARIANTS = {
    'light-1280': (WIDE, 96, {}),
    'dark-1280': (WIDE, 96, DARK),
    'light-360': (NARROW, 96, {}),
    'dark-360': (NARROW, 96, DARK),
    'contrast': (WIDE, 96, CONTRAST),
    'contrast-dark': (WIDE, 96, {**CONTRAST, **DARK}),
    'text-200': (WIDE, 192, {}),
    'text-200-360': (NARROW, 192, {}),
    'german': (WIDE, 96, GERMAN),
    'german-360': (NARROW, 96, GERMAN),
    'arabic': (WIDE, 96, ARABIC),
}


def make_arabic(folder):
    """The system has no such locale, and GTK asks the locale which way to write."""
    subprocess.run(['localedef', '-i', 'ar_EG', '-f', 'UTF-8', folder / 'ar_EG.UTF-8'], check=True)
    ARABIC['LOCPATH'] = str(folder)


def find_words(build, environment):
    """What stands where the pages look for English words, which have no mnemonics."""
    languages = [environment['LANGUAGE']] if 'LANGUAGE' in environment else ['en']
    catalog = gettext.translation('kontor', pathlib.Path(build) / 'installed/share/locale', languages, fallback=True)
    words = {name if isinstance(name, str) else name[0]: text for name, text in getattr(catalog, '_catalog', {}).items() if name}
    words |= {name.replace('_', ''): text.replace('_', '') for name, text in words.items()}

    def find(name):
        if name in NAMES:
            return name
        whole = name if name in words else next((longer for longer in words if name in longer), None)
        # Of a text with gaps the longest piece.
        return max(re.split('%[^ .]+', words[whole]), key=len).strip() if whole else name
    return find


def picture(program, page, file):
    """Returns whether the way to the page was found; a picture there is in any case."""
    try:
        page.enter(program)
        program.still(file)
        page.leave(program)
        return True
    except (Missing, GLib.Error) as error:
        print(f'{file}: {error}', flush=True)
        atspi_driver.save_picture(file, program.area)
        program.keys('Escape', 'Escape')
        return False


def picture_all(home, states, variant, folder):
    size, dpi, environment = VARIANTS[variant]
    home.write_settings(dpi)
    missed = 0
    with Program(home, find_words(home.programs, environment), **environment) as program:
        program.see('frame', 'Kontor')
        program.resize(*size)
        for page in states:
            missed += not picture(program, page, folder / f'{page.name}.png')
        program.quit()
    return missed


def main():
    build, target = sys.argv[1], pathlib.Path(sys.argv[2])
    variants = sys.argv[3:] or VARIANTS
    missed = 0
    atspi_driver.PATIENCE = 20
    with tempfile.TemporaryDirectory() as scratch:
        make_arabic(pathlib.Path(scratch))
        for name, (prepare, states) in pages.HOMES.items():
            prepare(Home(pathlib.Path(scratch) / name, build))
            for variant in variants:
                folder, copy = target / variant, pathlib.Path(scratch) / f'{name}-{variant}'
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copytree(pathlib.Path(scratch) / name, copy)
                missed += picture_all(Home(copy, build), states, variant, folder)
                print(f'{variant}: {name}', flush=True)
    sys.exit(missed > 0)


main()
