#!/usr/bin/python3
"""A certificate that one account trusts is not trusted by another, though TLS resumes the session of the first.

Arguments: the program that asks, and the server's certificate with its key."""

import socket
import ssl
import subprocess
import sys
import threading

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok'
WANTED = ['/unknown refused', '/confirmed answered', '/other refused', '/confirmed-again answered', 'same']


def serve(listener, context, seen):
    while True:
        connection, _ = listener.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as stream:
                request = stream.recv(65536)
                if request:
                    seen.append((request.split()[1].decode(), stream.session_reused))
                    stream.sendall(ANSWER)
        except OSError:
            connection.close()


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.minimum_version = ssl.TLSVersion.TLSv1_3
context.load_cert_chain(sys.argv[2])
seen = []
with socket.create_server(('127.0.0.1', 0)) as listener:
    threading.Thread(target=serve, args=(listener, context, seen), daemon=True).start()
    said = subprocess.run([sys.argv[1], f'https://127.0.0.1:{listener.getsockname()[1]}'], stdout=subprocess.PIPE, text=True,
                          check=True).stdout.splitlines()
# Nothing of a request came that was refused; and a session was resumed, without which this would prove nothing.
passed = said == WANTED and [path for path, _ in seen] == ['/confirmed', '/confirmed-again'] and seen[-1][1]
print('1..1')
print('ok 1 /net/resume' if passed else f'not ok 1 /net/resume {said} {seen}')
sys.exit(not passed)
