#!/usr/bin/env python3
"""How long `bindery lsp` takes from an edit to what it shows of it, over a whole reference.

    benches/lsp.py BINDERY FOLDER PAGE [EDITS]

BINDERY is the program (a release build), FOLDER what an editor would open, PAGE a page in it. Of the time,
100 ms are spent waiting for the next edit. Standard library only.
"""
import json
import pathlib
import subprocess
import sys
import time


class Server:
    def __init__(self, program):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([program, "lsp"], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)

    def send(self, method, params, **more):
        text = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(text) + text)
        self.process.stdin.flush()

    def hear(self, is_it):
        while True:
            length = 0
            while line := self.process.stdout.readline().strip():
                length = int(line.split(b":")[1])
            message = json.loads(self.process.stdout.read(length))
            if is_it(message):
                return message


def main():
    program, folder, page = sys.argv[1], pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve()
    edits = int(sys.argv[4]) if len(sys.argv) > 4 else 12
    server, uri, text = Server(program), page.as_uri(), page.read_text(encoding="utf-8")
    server.send("initialize", {"rootUri": folder.as_uri(), "capabilities": {}}, id=1)
    server.hear(lambda message: message.get("id") == 1)
    server.send("initialized", {})
    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
    server.send("textDocument/didOpen", {"textDocument": document})
    position = {"line": 0, "character": 0}
    start = time.monotonic()
    server.send("textDocument/hover", {"textDocument": {"uri": uri}, "position": position}, id=2)
    server.hear(lambda message: message.get("id") == 2)
    print(f"first check: {(time.monotonic() - start) * 1000:.0f} ms")
    times = []
    for version in range(2, edits + 2):
        # Every other edit brings a finding, and the next takes it away.
        new = text + ("\nTODO: say more\n" if version % 2 == 0 else "\nMore.\n")
        start = time.monotonic()
        edited = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": new}]}
        server.send("textDocument/didChange", edited)
        server.hear(lambda message: message.get("params", {}).get("uri") == uri)
        times.append((time.monotonic() - start) * 1000)
    server.process.kill()
    times.sort()
    print(f"edit to diagnostics: {times[0]:.0f} to {times[-1]:.0f} ms, median {times[len(times) // 2]:.0f} ms")


main()
