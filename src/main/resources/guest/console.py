"""What the guest prints: kept in a bounded buffer and sent to the host, from where it left off after each break."""

import asyncio
import collections
import json

KEPT = 4000
LONGEST = 2000


class Console:
    def __init__(self, path):
        self.path = path
        self.lines = collections.deque(maxlen=KEPT)
        self.number = 0
        self.error = None
        self.more = asyncio.Event()

    def say(self, source, text):
        self.number += 1
        self.lines.append((self.number, source, text[:LONGEST]))
        self.more.set()

    def finish(self, error):
        self.error = error
        self.more.set()

    async def read(self, source, descriptor):
        """Says every line of a pipe until all writers are gone."""
        reader = asyncio.StreamReader(limit=64 * 1024)
        pipe = open(descriptor, "rb", buffering=0)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), pipe
        )
        try:
            rest = b""
            while chunk := await reader.read(16 * 1024):
                *whole, rest = (rest + chunk).split(b"\n")
                for line in whole:
                    self.say(source, decoded(line))
                if len(rest) > 2 * LONGEST:
                    self.say(source, decoded(rest))
                    rest = b""
            if rest:
                self.say(source, decoded(rest))
        finally:
            transport.close()

    async def link(self):
        while True:
            try:
                await self.serve(*await asyncio.open_unix_connection(self.path))
            except (OSError, ValueError, asyncio.IncompleteReadError):
                # The portal may be away for a restart; the buffer holds what it misses.
                pass
            await asyncio.sleep(0.3)

    async def serve(self, reader, writer):
        """The host first names the last line it has; then lines flow until it goes away."""
        try:
            sent = int(json.loads(await reader.readuntil(b"\n"))["after"])
            gone = asyncio.ensure_future(reader.read(1))
            told = False
            while not gone.done():
                self.more.clear()
                for number, source, text in [line for line in self.lines if line[0] > sent]:
                    writer.write(json.dumps({"n": number, "s": source, "t": text}).encode() + b"\n")
                    await writer.drain()
                    sent = number
                if self.error is not None and not told:
                    writer.write(json.dumps({"finished": self.error}).encode() + b"\n")
                    await writer.drain()
                    told = True
                await asyncio.wait(
                    (gone, asyncio.ensure_future(self.more.wait())), return_when=asyncio.FIRST_COMPLETED
                )
        finally:
            writer.close()


def decoded(line):
    return line.decode("utf-8", "replace").rstrip("\r")
