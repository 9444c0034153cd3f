"""The only ways out: loopback ports that lead through the host's sockets, one PORT.sock each."""

import asyncio
import glob
import os
import time

CHUNK = 64 * 1024
PATIENCE = 120  # seconds


async def forward_all(folder, console):
    for path in glob.glob(folder + "/*.sock"):
        name = os.path.basename(path)[: -len(".sock")]
        if name.isdigit():
            await forward(int(name), path, console)


async def forward(port, path, console):
    async def serve(reader, writer):
        try:
            far_reader, far_writer = await reach(path)
        except OSError as error:
            console.say("network", "port %d leads nowhere: %s" % (port, error))
            writer.transport.abort()
            return
        await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))

    for address in ("127.0.0.1", "::1"):
        try:
            await asyncio.start_server(serve, address, port)
        except OSError as error:
            if address == "127.0.0.1":
                console.say("network", "port %d: %s" % (port, error))


async def reach(path):
    """The host's end goes away when the portal is started anew: that is waited out, not passed on to the guest."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return await asyncio.open_unix_connection(path)
        except OSError:
            if time.monotonic() > end:
                raise
            await asyncio.sleep(0.2)


async def pump(reader, writer):
    """One direction; its end is passed on, a break ends both."""
    try:
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        writer.transport.abort()
