"""The socket that systemctl talks to: one JSON request and one JSON answer for each connection."""

import asyncio
import json
import os

SOCKET = "/run/compute-guest/control"


class Control:
    def __init__(self, units, console):
        self.units = units
        self.console = console

    async def listen(self):
        await asyncio.start_unix_server(self.serve, SOCKET)
        os.chmod(SOCKET, 0o600)

    async def serve(self, reader, writer):
        try:
            request = json.loads(await reader.readuntil(b"\n"))
            answer = await self.units.command(request["verb"], request["units"], request["options"])
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        except (OSError, ValueError, KeyError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            self.console.say("systemctl", "request dropped: %s" % error)
        finally:
            writer.close()
