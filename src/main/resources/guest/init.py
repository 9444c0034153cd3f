"""PID 1 of a guest: reaps, forwards, runs cloud-init, supervises units, and tells the host what is printed.

Life: start the forwarders and the link to the host; run boot.py; keep the units as systemctl asks; on SIGTERM stop
them and end. An error in one connection or unit is printed and never ends the guest.
"""

import os
import signal
import subprocess
import sys

BOOT = [sys.executable, "-u", "/usr/lib/compute-guest/boot.py"]
HOST = "/run/host"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def start_boot():
    """Before everything else, so that cloud-init loads while this process is still importing."""
    reader, writer = os.pipe()
    boot = subprocess.Popen(BOOT, stdin=subprocess.DEVNULL, stdout=writer, stderr=writer, start_new_session=True)
    os.close(writer)
    return boot, reader


def main():
    os.environ.update(PATH=PATH, HOME="/root", LANG="C.UTF-8")
    os.makedirs("/run/compute-guest", mode=0o755, exist_ok=True)
    early = start_boot()
    import asyncio

    asyncio.run(run(early))


async def run(early):
    import asyncio

    from console import Console
    from control import Control
    from forward import forward_all
    from processes import Processes
    from units import Units

    loop = asyncio.get_running_loop()
    end = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end.set)
    console = Console(HOST + "/console.sock")
    loop.set_exception_handler(lambda _, what: console.say("init", str(what.get("exception") or what.get("message"))))
    processes = Processes(console)
    units = Units(processes, console, end)
    await Control(units, console).listen()
    await forward_all(HOST, console)
    boot, output = early
    processes.adopt(boot, "cloud-init", output, lambda code: finished(console, code))
    loop.create_task(console.link())
    await end.wait()
    await units.stop_all()
    await processes.end_all()


def finished(console, code):
    try:
        with open("/run/compute-guest/boot-error", encoding="utf-8") as problem:
            error = problem.read().strip()
    except FileNotFoundError:
        error = "" if code == 0 else "cloud-init ended with %d" % code
    console.finish(error)


main()
