"""One service: the processes of its Exec lines, restarts within their limit, and the state systemctl reports.

inactive -> activating -> active -> deactivating -> inactive or failed; activating again while a restart waits.
"""

import asyncio
import collections
import glob
import grp
import os
import pwd
import resource
import signal
import subprocess
import time

from unitfile import UnitError, UnitFile, command, words

SIMPLE = ("simple", "exec", "notify", "idle")
CLEAN = (0, -signal.SIGHUP, -signal.SIGINT, -signal.SIGTERM, -signal.SIGPIPE)


class Service:
    def __init__(self, name, processes, console):
        self.name = name
        self.processes = processes
        self.console = console
        self.unit = UnitFile(name)
        self.state, self.result = "inactive", "success"
        self.main, self.exited = None, None
        self.code = 0
        self.since = time.time()
        self.wanted = False
        self.restart_due = None
        self.starts = collections.deque()

    @property
    def kind(self):
        default = "simple" if self.unit.raw("Service", "ExecStart") else "oneshot"
        return self.unit.one("Service", "Type", default)

    def become(self, state, result=None):
        self.state, self.result, self.since = state, result or self.result, time.time()

    # Starting

    async def start(self):
        """Done when a simple service's process runs, or a oneshot has ended. Raises UnitError with the reason."""
        if self.state == "active" or (self.state == "activating" and self.main):
            return
        self.forget_restart()
        self.unit = UnitFile(self.name)
        self.check()
        if not self.conditions_hold():
            self.console.say(self.name, "condition failed, not started")
            return
        self.count_start()
        self.wanted = True
        self.become("activating", "success")
        try:
            await self.launch()
        except (OSError, subprocess.SubprocessError, UnitError, KeyError) as error:
            self.console.say(self.name, "start failed: %s" % error)
            self.over(203)
            raise UnitError("Job for %s failed: %s" % (self.name, error)) from error

    def check(self):
        if self.unit.masked:
            raise UnitError("Unit %s is masked." % self.name)
        if self.kind not in SIMPLE + ("oneshot",):
            raise UnitError("%s: Type=%s is not known to this machine." % (self.name, self.kind))
        if not self.unit.raw("Service", "ExecStart") and self.kind != "oneshot":
            raise UnitError("%s has no ExecStart." % self.name)

    def conditions_hold(self):
        return all(
            os.path.exists(path.lstrip("!|")) != path.startswith("!")
            for path in self.unit.all("Unit", "ConditionPathExists")
        )

    def count_start(self):
        """StartLimitBurst starts within StartLimitIntervalSec, by hand or by restart."""
        interval = self.unit.seconds("Unit", "StartLimitIntervalSec", self.unit.seconds("Service", "StartLimitInterval", 10))
        burst = int(self.unit.one("Unit", "StartLimitBurst", self.unit.one("Service", "StartLimitBurst", "5")))
        now = time.monotonic()
        while self.starts and self.starts[0] <= now - interval:
            self.starts.popleft()
        if interval > 0 and len(self.starts) >= burst:
            self.wanted = False
            self.become("failed", "start-limit-hit")
            self.console.say(self.name, "started %d times in %g seconds; given up" % (burst, interval))
            raise UnitError("%s: start request repeated too quickly." % self.name)
        self.starts.append(now)

    async def launch(self):
        self.make_folders()
        await self.each("ExecStartPre")
        if self.kind == "oneshot":
            await self.each("ExecStart")
            await self.each("ExecStartPost")
            if self.unit.flag("Service", "RemainAfterExit"):
                self.become("active")
            else:
                self.over(0)
            return
        line, _ = self.command(self.unit.all("Service", "ExecStart")[-1])
        self.exited = asyncio.Event()
        self.main = self.spawn(line, self.main_ended)
        await self.each("ExecStartPost")
        if self.main:
            self.become("active")

    async def each(self, key):
        for text in self.unit.all("Service", key):
            line, ignored = self.command(text)
            code = await self.finished(line)
            if code != 0 and not ignored:
                raise UnitError("%s ended with %d" % (line[0], code))

    async def finished(self, line):
        done = asyncio.get_running_loop().create_future()
        process = self.spawn(line, lambda code: done.done() or done.set_result(code))
        limit = self.unit.seconds("Service", "TimeoutStartSec", 1e9 if self.kind == "oneshot" else 90)
        try:
            return await asyncio.wait_for(asyncio.shield(done), limit)
        except asyncio.TimeoutError:
            self.kill(process, signal.SIGKILL)
            raise UnitError("%s took longer than %g seconds" % (line[0], limit)) from None

    # Processes

    def command(self, text):
        line, ignored = command(text, self.environment())
        if not line:
            raise UnitError("empty command")
        return line, ignored

    def environment(self):
        found = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": self.user().pw_dir, "USER": self.user().pw_name}
        found.update(LOGNAME=self.user().pw_name, SHELL=self.user().pw_shell or "/bin/sh")
        for text in self.unit.all("Service", "Environment"):
            found.update(word.split("=", 1) for word in words(text) if "=" in word)
        for path in self.unit.all("Service", "EnvironmentFile"):
            found.update(environment_file(path))
        return found

    def user(self):
        name = self.unit.one("Service", "User", "root")
        return pwd.getpwuid(int(name)) if name.isdigit() else pwd.getpwnam(name)

    def spawn(self, line, ended):
        user = self.user()
        group = self.unit.one("Service", "Group")
        gid = (int(group) if group.isdigit() else grp.getgrnam(group).gr_gid) if group else user.pw_gid
        groups = os.getgrouplist(user.pw_name, gid)
        reader, writer = os.pipe()
        try:
            process = subprocess.Popen(
                line,
                stdin=subprocess.DEVNULL,
                stdout=writer if self.unit.one("Service", "StandardOutput") != "null" else subprocess.DEVNULL,
                stderr=writer if self.unit.one("Service", "StandardError") != "null" else subprocess.DEVNULL,
                env=self.environment(),
                cwd=self.folder(user),
                umask=int(self.unit.one("Service", "UMask", "0022"), 8),
                start_new_session=True,
                preexec_fn=lambda: become(user.pw_uid, gid, groups),
            )
        except (OSError, subprocess.SubprocessError):
            os.close(reader)
            raise
        finally:
            os.close(writer)
        self.processes.adopt(process, self.name, reader, ended)
        return process

    def folder(self, user):
        path = self.unit.one("Service", "WorkingDirectory", "/")
        optional = path.startswith("-")
        path = path.lstrip("-")
        path = user.pw_dir if path == "~" else path
        return "/" if optional and not os.path.isdir(path) else path

    def make_folders(self):
        for key, base in (("RuntimeDirectory", "/run"), ("StateDirectory", "/var/lib"), ("LogsDirectory", "/var/log")):
            for name in self.unit.one("Service", key).split():
                os.makedirs(os.path.join(base, name), mode=0o755, exist_ok=True)
                os.chown(os.path.join(base, name), self.user().pw_uid, self.user().pw_gid)

    @staticmethod
    def kill(process, number):
        try:
            os.killpg(process.pid, number)
        except (ProcessLookupError, PermissionError):
            pass

    # Ending

    def main_ended(self, code):
        self.kill(self.main, signal.SIGKILL)
        self.main = None
        self.exited.set()
        self.over(code)

    def over(self, code):
        """The service has ended, as asked or not; decides whether it comes back."""
        self.code = code
        clean = code in CLEAN or str(code) in self.unit.one("Service", "SuccessExitStatus").split()
        again = self.wanted and self.comes_back(clean)
        if code and self.wanted:
            self.console.say(self.name, ("killed by signal %d" % -code) if code < 0 else "ended with %d" % code)
        if not again:
            self.wanted = False
            self.become("inactive" if clean else "failed", "success" if clean else "exit-code")
            return
        self.become("activating", "success" if clean else "exit-code")
        delay = self.unit.seconds("Service", "RestartSec", 0.1)
        self.restart_due = asyncio.get_running_loop().call_later(
            delay, lambda: asyncio.ensure_future(self.start_again())
        )

    def comes_back(self, clean):
        when = self.unit.one("Service", "Restart", "no")
        abnormal = self.code < 0 and not clean
        return {
            "always": True,
            "on-success": clean,
            "on-failure": not clean,
            "on-abnormal": abnormal,
            "on-abort": abnormal,
        }.get(when, False)

    async def start_again(self):
        self.restart_due = None
        try:
            await self.start()
        except UnitError as error:
            self.console.say(self.name, str(error))

    def forget_restart(self):
        if self.restart_due:
            self.restart_due.cancel()
            self.restart_due = None

    async def stop(self):
        self.wanted = False
        self.forget_restart()
        if not self.main:
            if self.state in ("active", "activating"):
                self.become("inactive")
            return
        self.become("deactivating")
        for text in self.unit.all("Service", "ExecStop"):
            await self.finished(self.command(text)[0])
        limit = self.unit.seconds("Service", "TimeoutStopSec", 20)
        if self.main:
            number = self.unit.one("Service", "KillSignal", "SIGTERM")
            self.kill(self.main, signal.Signals[number] if number in signal.Signals.__members__ else signal.SIGTERM)
            try:
                await asyncio.wait_for(self.exited.wait(), limit)
            except asyncio.TimeoutError:
                self.kill(self.main, signal.SIGKILL)
                await self.exited.wait()
        if self.state != "inactive":
            self.become("inactive", "success")

    async def reload(self):
        if self.state != "active":
            raise UnitError("%s is not active, cannot reload." % self.name)
        if not self.unit.raw("Service", "ExecReload"):
            raise UnitError("%s has no ExecReload." % self.name)
        for text in self.unit.all("Service", "ExecReload"):
            text = text.replace("$MAINPID", str(self.main.pid if self.main else 0))
            await self.finished(self.command(text)[0])


def become(uid, gid, groups):
    """In the child: a guest short of memory loses this before PID 1, and its own signals start from default.

    The user comes last: who is not root any more may not write a score, not even its own.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("500")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.setgroups(groups)
    os.setgid(gid)
    os.setuid(uid)


def environment_file(path):
    optional = path.startswith("-")
    paths = glob.glob(path.lstrip("-"))
    if not paths and not optional:
        raise UnitError("Environment file %s is missing" % path)
    for found in paths:
        with open(found, encoding="utf-8") as lines:
            for line in map(str.strip, lines):
                if line and line[0] not in "#;" and "=" in line:
                    key, _, value = line.partition("=")
                    yield key.strip(), " ".join(words(value))
