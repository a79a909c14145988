"""A Medusa server and its PostgreSQL on loopback, in a folder of their own, for as long as this process lives.

What takes long is done once: a database that the server has migrated lies in the cache, and so may one that was filled. They
are copied at the start of a run, so every run begins with the same."""

import contextlib
import hashlib
import os
import pathlib
import platform
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).parent
EMAIL, PASSWORD = 'owner@example.com', 'a password of tests'
PATIENCE = 300
# Nothing of it has to outlive the run.
QUICK = ('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')


class Lacking(Exception):
    """What the server needs is not there."""


def say(text):
    print(f'[{time.monotonic() - BEGAN:4.0f} s] {text}', file=sys.stderr, flush=True)


BEGAN = time.monotonic()


def find_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def wait_for(what, is_there, process, log):
    end = time.monotonic() + PATIENCE
    while not is_there():
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f'{what} does not start:\n' + '\n'.join(log.read_text(errors='replace').splitlines()[-20:]))
        time.sleep(0.1)


class Tools:
    """The programs: what was unpacked for the tests, else the system's."""

    def __init__(self, cache):
        self.cache = cache
        self.unpacked = cache / 'debian'
        self.modules = cache / 'medusa/node_modules'
        self.node = self.find('medusa/node_modules/node-linux-*/bin/node', [cache])
        self.postgres = self.find('usr/lib/postgresql/*/bin/postgres').parent

    def find(self, pattern, places=None):
        found = [path for place in places or (self.unpacked, pathlib.Path('/')) for path in place.glob(pattern)]
        if not found:
            raise Lacking(f'{pattern} is not there')
        return found[0]

    def environment(self, **more):
        libraries = self.unpacked / f'usr/lib/{platform.machine()}-linux-gnu'
        return {**os.environ, 'LD_LIBRARY_PATH': str(libraries), 'NODE_ENV': 'production', 'MEDUSA_DISABLE_TELEMETRY': '1', **more}


def unprivileged(*words):
    """PostgreSQL refuses to be root; here root is somebody else for it. Either ends with this process."""
    somebody = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] if os.geteuid() == 0 else []
    return [*somebody, 'setpriv', '--pdeathsig', 'INT', *map(str, words)]


class Process:
    """A program that runs in a folder and writes a log there."""

    def __init__(self, folder, name):
        self.folder = folder
        self.log = folder / f'{name}.log'
        self.process = None

    def spawn(self, words, environment):
        with self.log.open('ab') as log:
            self.process = subprocess.Popen(unprivileged(*words), cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, start_new_session=True)

    def end(self, signal):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal)
            self.process.wait(PATIENCE)
        self.process = None


class Postgres(Process):
    def __init__(self, tools, folder):
        super().__init__(folder, 'postgres')
        self.tools = tools
        self.port = find_port()
        self.data = folder / 'data'

    def run(self, program, *words):
        subprocess.run(unprivileged(self.tools.postgres / program, *words), cwd=self.folder, check=True, stdout=subprocess.DEVNULL,
                       env=self.tools.environment(PGPASSFILE=str(self.write_passwords())))

    def write_passwords(self):
        file = self.folder / 'passwords'
        if not file.exists():
            file.touch(0o600)
            file.write_text(f'*:*:*:*:{self.get_password()}')
        return file

    def get_password(self):
        return (self.data / 'password').read_text()

    def create(self):
        chosen = self.folder / 'password'
        chosen.touch(0o600)
        chosen.write_text(secrets.token_hex(16))
        subprocess.run(unprivileged(self.tools.postgres / 'initdb', '-D', self.data, '-A', 'scram-sha-256', '-U', 'postgres', '--no-sync',
                                    '-E', 'UTF8', '--locale=C.UTF-8', f'--pwfile={chosen}'),
                       env=self.tools.environment(), check=True, stdout=subprocess.DEVNULL)
        chosen.rename(self.data / 'password')

    def start(self):
        words = [f'port={self.port}', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', *QUICK]
        self.spawn([self.tools.postgres / 'postgres', '-D', self.data, *(part for word in words for part in ('-c', word))],
                   self.tools.environment())
        wait_for('PostgreSQL', self.is_ready, self.process, self.log)

    def is_ready(self):
        asked = subprocess.run([self.tools.postgres / 'pg_isready', '-q', '-h', '127.0.0.1', '-p', str(self.port)],
                               env=self.tools.environment(), check=False)
        return asked.returncode == 0

    def stop(self):
        self.end(subprocess.signal.SIGINT)

    def get_address(self):
        return f'postgres://postgres:{self.get_password()}@127.0.0.1:{self.port}/medusa'


class Medusa(Process):
    def __init__(self, tools, folder, postgres):
        super().__init__(folder, 'medusa')
        self.tools = tools
        self.postgres = postgres
        self.port = find_port()
        self.address = f'http://127.0.0.1:{self.port}'
        self.tokens = {'JWT_SECRET': 'a secret of tests', 'TOKEN_LIFE': '1d'}
        (folder / 'node_modules').symlink_to(tools.modules)
        for name in ('package.json', 'medusa-config.js'):
            shutil.copy(HERE / name, folder)

    def environment(self):
        return self.tools.environment(DATABASE_URL=self.postgres.get_address(), ADDRESS=self.address, **self.tokens)

    def words(self, *words):
        return [self.tools.node, self.tools.modules / '@medusajs/cli/cli.js', *words]

    def run(self, *words):
        with self.log.open('ab') as log:
            subprocess.run(unprivileged(*self.words(*words)), cwd=self.folder, env=self.environment(), check=True, stdout=log, stderr=log)

    def start(self):
        self.spawn(self.words('start', '-H', '127.0.0.1', '-p', self.port), self.environment())
        wait_for('Medusa', self.is_healthy, self.process, self.log)

    def is_healthy(self):
        try:
            with urllib.request.urlopen(f'{self.address}/health', timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self):
        self.end(subprocess.signal.SIGTERM)

    def kill(self):
        """In the middle of whatever it does."""
        self.end(subprocess.signal.SIGKILL)

    @contextlib.contextmanager
    def other_tokens(self, **tokens):
        """Restarted so, all tokens that it gave before are good no more; and so again afterwards."""
        before, self.tokens = self.tokens, {**self.tokens, **tokens}
        self.restart()
        try:
            yield
        finally:
            self.tokens = before
            self.restart()

    def restart(self):
        self.stop()
        self.start()


class Server:
    """Both, on a copy of a database of the cache. As a context they run until its end."""

    def __init__(self, cache):
        self.tools = Tools(pathlib.Path(cache))
        self.stack = contextlib.ExitStack()

    def __enter__(self):
        with self.stack:
            self.folder = pathlib.Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix='kontor-e2e-')))
            self.postgres = Postgres(self.tools, self.folder)
            self.medusa = Medusa(self.tools, self.folder, self.postgres)
            self.stack.callback(self.postgres.stop)
            self.stack.callback(self.medusa.stop)
            self.load(self.need('migrated', self.migrate))
            self.stack = self.stack.pop_all()
        return self

    def __exit__(self, kind, error, trace):
        self.stack.close()

    @property
    def address(self):
        return self.medusa.address

    def need(self, name, make):
        """A database of the cache, made where it is not there yet by what leaves one in our folder."""
        kept = self.tools.cache / name
        if not kept.is_dir():
            make()
            self.medusa.stop()
            self.postgres.stop()
            part = kept.with_suffix('.part')
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(self.postgres.data, part, symlinks=True)
            part.rename(kept)
        return kept

    def migrate(self):
        say('Making the database')
        self.postgres.create()
        self.postgres.start()
        self.postgres.run('createdb', '-h', '127.0.0.1', '-p', self.postgres.port, '-U', 'postgres', 'medusa')
        self.medusa.run('db:migrate')
        self.medusa.run('user', '-e', EMAIL, '-p', PASSWORD)

    def load(self, kept):
        """Begins anew with this database."""
        self.medusa.stop()
        self.postgres.stop()
        shutil.rmtree(self.postgres.data, ignore_errors=True)
        shutil.copytree(kept, self.postgres.data, symlinks=True)
        self.postgres.data.chmod(0o700)
        self.postgres.start()
        self.medusa.start()

    def load_filled(self, name, fill, *sources):
        """Begins anew with a database that fill () filled once, which is made again when one of these files changes."""
        digest = hashlib.sha256(b''.join(pathlib.Path(source).read_bytes() for source in sources)).hexdigest()[:12]

        def make():
            self.load(self.tools.cache / 'migrated')
            fill()
            for old in self.tools.cache.glob(f'{name}-*'):
                shutil.rmtree(old)

        self.load(self.need(f'{name}-{digest}', make))
