"""What the load tests share: the calculator service under Wine, raw HTTP clients, and a look at the service's process.

Nothing of another SOAP stack: bytes over sockets, so that thousands of clients fit into one process.
"""
# SPDX-License-Identifier: LGPL-2.1-or-later
import os
import re
import selectors
import signal
import socket
import subprocess
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
RUN_WINE = os.path.join(TOP, "tests/lib/run-wine")
BODY = ('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Add xmlns="urn:calculator">'
        '<a>%d</a><b>%d</b></Add></s:Body></s:Envelope>')
HEAD = ('POST /calculator HTTP/1.1\r\nHost: localhost:%d\r\nContent-Type: text/xml; charset=utf-8\r\n'
        'SOAPAction: "urn:calculator/Add"\r\nContent-Length: %d\r\n\r\n%s')
LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)\r\n", re.I)
RESULT = re.compile(rb"<[^>]*result[^>]*>(-?\d+)<")


class Client:
    def __init__(self, port, number):
        self.port, self.number, self.asked, self.answer = port, number, 0, b""
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self):
        self.socket.sendall(self.request())

    def request(self):
        self.asked += 1
        body = BODY % (self.asked, self.number * 100000)
        return (HEAD % (self.port, len(body), body)).encode()

    def whole(self):
        """The answer once it is complete, else None."""
        head, found, rest = self.answer.partition(b"\r\n\r\n")
        if not found:
            return None
        length = LENGTH.search(head + b"\r\n")
        if not length:
            raise RuntimeError("an answer without Content-Length: %r" % head[:200])
        if len(rest) < int(length.group(1)):
            return None
        self.answer = rest[int(length.group(1)):]
        return rest

    def check(self, answer):
        found = RESULT.search(answer)
        return bool(found) and int(found.group(1)) == self.asked + self.number * 100000


class Service:
    """The calculator service in a process of its own; ended by its id."""

    def __init__(self, build, port, seconds, url="http://+:%d/calculator"):
        self.process = subprocess.Popen(
            [RUN_WINE, os.path.join(build, "calculator_service.exe"), "--url", url % port, "--seconds", str(seconds)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=dict(os.environ, TEST_TIMEOUT=str(seconds + 20)), start_new_session=True)
        self.line = self.process.stdout.readline()
        self.pid = self.find(b":%d/calculator" % port)

    def find(self, needle):
        """The Wine process itself, by its command line."""
        for pid in os.listdir("/proc"):
            try:
                line = open("/proc/%s/cmdline" % pid, "rb").read() if pid.isdigit() else b""
            except OSError:
                continue
            if needle in line and b"wine64" not in line.split(b"\0")[0] and b"timeout" not in line and b"run-wine" not in line:
                return pid
        return None

    def status(self, field):
        """A number of /proc/PID/status: Threads, RssAnon (KB)."""
        return int(re.search(field + r":\s+(\d+)", open("/proc/%s/status" % self.pid).read()).group(1))

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        self.process.wait(20)


class Answerer:
    """A server that adds two numbers, on a thread of this process: so quick that an answer never keeps a client waiting."""

    REPLY = ('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><AddResponse xmlns="urn:calculator">'
             '<result>%d</result></AddResponse></s:Body></s:Envelope>')
    NUMBERS = re.compile(rb"<a[^>]*>(-?\d+)</a><b[^>]*>(-?\d+)</b>")

    def __init__(self, port):
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        bytes_in = b""
        while True:
            head, found, body = bytes_in.partition(b"\r\n\r\n")
            length = int(LENGTH.search(head + b"\r\n").group(1)) if found else 0
            if found and len(body) >= length:
                connection.sendall(self.answer(body[:length]))
                bytes_in = body[length:]
                continue
            data = connection.recv(65536)
            if not data:
                return connection.close()
            bytes_in += data

    def answer(self, body):
        a, b = self.NUMBERS.search(body).groups()
        reply = self.REPLY % (int(a) + int(b))
        return ("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s"
                % (len(reply), reply)).encode()

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)  # ends the wait in accept
        self.listener.close()


class Results:
    """Counts what held, and says it."""

    def __init__(self):
        self.held = []

    def check(self, held, what):
        print("%s %s" % ("ok  " if held else "FAIL", what), flush=True)
        self.held.append(bool(held))

    def close(self):
        print("%d passed, %d failed" % (self.held.count(True), self.held.count(False)))
        return 1 if False in self.held else 0


def drive(clients, calls):
    """So many calls over the clients' connections, each of which has one under way. Returns (answered, wrong, connections
    that the service closed)."""
    selector = selectors.DefaultSelector()
    wrong = lost = done = started = 0
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
        client.ask()
        started += 1
    deadline = time.time() + 300
    while done < calls and time.time() < deadline:
        for key, _ in selector.select(5):
            client = key.data
            data = client.socket.recv(65536)
            if not data:
                lost += 1
                selector.unregister(client.socket)
                continue
            client.answer += data
            answer = client.whole()
            if answer is None:
                continue
            done += 1
            wrong += not client.check(answer)
            if started < calls:
                started += 1
                client.ask()
    return done, wrong, lost
