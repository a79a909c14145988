"""A shop that speaks WooCommerce, and a desktop that knows Kontor and a browser."""

import pathlib
import subprocess

BROWSER = """[Desktop Entry]
Type=Application
Name=Fake Browser
Exec={program} %u
MimeType=x-scheme-handler/https;
"""
HANDLERS = """[Default Applications]
x-scheme-handler/https=fake-browser.desktop
x-scheme-handler/kontor=org.kontor.Kontor.desktop
"""


class Storefront:
    """Vouched for by nobody. As a context it closes in the end."""

    def __init__(self, programs):
        self.process = subprocess.Popen([pathlib.Path(programs) / 'tests/support/storefront/kontor-storefront', 'self-signed=1',
                                         'products=3', 'orders=3', 'customers=2'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        said = list(iter(self.process.stdout.readline, 'ready\n'))
        self.address = next(line.split()[1] for line in said if line.startswith('address'))
        self.password = next(line.strip().split('password ')[1] for line in said if line.startswith('user admin'))

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.process.kill()
        self.process.wait()


def install(home, browser):
    """The desktop of this home: Kontor as it is installed, and a browser."""
    applications = home.data.parent / 'applications'
    applications.mkdir()
    entry = (home.programs / 'data/org.kontor.Kontor.desktop').read_text(encoding='utf-8')
    entry = entry.replace('Exec=kontor', f'Exec={home.programs / "src/kontor"}')
    (applications / 'org.kontor.Kontor.desktop').write_text(entry, encoding='utf-8')
    (applications / 'fake-browser.desktop').write_text(BROWSER.format(program=browser), encoding='utf-8')
    (home.folder / 'config/mimeapps.list').write_text(HANDLERS, encoding='utf-8')
