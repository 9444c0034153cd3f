"""Every process of the guest ends here: those that were started, and the orphans that PID 1 inherits."""

import asyncio
import os
import signal


class Processes:
    def __init__(self, console):
        self.console = console
        self.running = {}
        self.readers = set()
        asyncio.get_running_loop().add_signal_handler(signal.SIGCHLD, self.reap)

    def adopt(self, process, source, output, ended):
        """Watches a process started elsewhere; {@code ended} gets its exit code, negative for a signal."""
        self.running[process.pid] = (process, ended)
        if output is not None:
            reader = asyncio.ensure_future(self.console.read(source, output))
            self.readers.add(reader)
            reader.add_done_callback(self.readers.discard)
        # It may have ended before it was known here.
        asyncio.get_running_loop().call_soon(self.reap)

    def reap(self):
        for pid in list(self.running):
            self.collect(pid)
        # What is left are orphans. Only now, so that no exit code of our own is lost.
        try:
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                self.ended(pid, status)
        except ChildProcessError:
            return

    def collect(self, pid):
        try:
            ended, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            return
        if ended:
            self.ended(pid, status)

    def ended(self, pid, status):
        process, callback = self.running.pop(pid, (None, None))
        if process is not None:
            # Popen must not wait for it again when it is thrown away.
            process.returncode = os.waitstatus_to_exitcode(status)
            callback(process.returncode)

    async def end_all(self):
        """TERM to everybody, two seconds, then the rest is killed with PID 1."""
        try:
            os.kill(-1, signal.SIGTERM)
        except ProcessLookupError:
            return
        for _ in range(20):
            await asyncio.sleep(0.1)
            self.reap()
            try:
                os.kill(-1, 0)
            except ProcessLookupError:
                return
