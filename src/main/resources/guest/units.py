"""All units of the guest and what systemctl may ask of them."""

import asyncio
import datetime
import glob
import os

from service import Service
from unitfile import FOLDERS, UnitError, UnitFile, find, full_name

ETC = FOLDERS[0]


class PathUnit:
    """Starts its service when a path appears; looked at twice a second."""

    def __init__(self, name, units):
        self.name = name
        self.units = units
        self.unit = UnitFile(name)
        self.state = "inactive"
        self.watch = None

    async def start(self):
        self.unit = UnitFile(self.name)
        self.paths = self.unit.all("Path", "PathExists") + self.unit.all("Path", "PathExistsGlob")
        if not self.paths:
            raise UnitError("%s: only PathExists and PathExistsGlob are known to this machine." % self.name)
        if self.state != "active":
            self.state = "active"
            self.watch = asyncio.ensure_future(self.look())

    async def look(self):
        there = False
        while True:
            found = any(glob.glob(path) for path in self.paths)
            if found and not there:
                try:
                    await self.units.get(self.target()).start()
                except UnitError as error:
                    self.units.console.say(self.name, str(error))
            there = found
            await asyncio.sleep(0.5)

    def target(self):
        return self.unit.one("Path", "Unit", self.name[: -len(".path")] + ".service")

    async def stop(self):
        if self.watch:
            self.watch.cancel()
        self.watch, self.state = None, "inactive"


class Target:
    """Targets order a boot that has no order here: they are always reached."""

    state = "active"

    def __init__(self, name):
        self.name = name
        self.unit = None

    async def start(self):
        pass

    async def stop(self):
        pass


class Units:
    def __init__(self, processes, console, end):
        self.processes = processes
        self.console = console
        self.end = end
        self.units = {}

    def get(self, name):
        name = full_name(name)
        if name not in self.units:
            if name.endswith(".service"):
                self.units[name] = Service(name, self.processes, self.console)
            elif name.endswith(".path"):
                self.units[name] = PathUnit(name, self)
            elif name.endswith(".target"):
                self.units[name] = Target(name)
            else:
                raise UnitError("%s: this kind of unit is not known to this machine." % name)
        return self.units[name]

    async def stop_all(self):
        await asyncio.gather(*(unit.stop() for unit in reversed(list(self.units.values()))), return_exceptions=True)

    async def command(self, verb, names, options):
        """Runs one verb over its units; the answer is what systemctl prints and exits with."""
        handler = getattr(self, "do_" + verb.replace("-", "_"), None)
        if handler is None:
            return answer(1, err="Unknown command verb %s.\n" % verb)
        try:
            return await handler([full_name(name) for name in names], options)
        except UnitError as error:
            return answer(5 if "could not be found" in str(error) else 1, err=str(error) + "\n")

    async def each(self, names, step, options):
        if "--no-block" in options:
            for name in names:
                asyncio.ensure_future(self.quietly(step, self.get(name)))
            return answer(0)
        for name in names:
            await step(self.get(name))
        return answer(0)

    async def quietly(self, step, unit):
        try:
            await step(unit)
        except UnitError as error:
            self.console.say(unit.name, str(error))

    async def do_start(self, names, options):
        return await self.each(names, self.start, options)

    async def start(self, unit):
        """What it requires must start; what it wants may fail."""
        if unit.unit is not None and unit.state != "active":
            for key, needed in (("Requires", True), ("Wants", False)):
                for name in " ".join(unit.unit.all("Unit", key)).split():
                    if name.endswith((".service", ".path")) and (needed or find(name)):
                        await (self.start if needed else lambda found: self.quietly(self.start, found))(self.get(name))
        await unit.start()

    async def do_stop(self, names, options):
        return await self.each(names, lambda unit: unit.stop(), options)

    async def do_restart(self, names, options):
        async def restart(unit):
            await unit.stop()
            await self.start(unit)

        return await self.each(names, restart, options)

    async def do_try_restart(self, names, options):
        return await self.do_restart([name for name in names if self.get(name).state == "active"], options)

    async def do_reload(self, names, options):
        return await self.each(names, lambda unit: unit.reload(), options)

    async def do_reload_or_restart(self, names, options):
        return await self.do_restart(names, options)

    async def do_daemon_reload(self, names, options):
        """Files are read again at each start; the limits of a start apply anew."""
        return answer(0)

    do_daemon_reexec = do_daemon_reload

    async def do_reset_failed(self, names, options):
        for unit in [self.get(name) for name in names] or list(self.units.values()):
            if isinstance(unit, Service):
                unit.starts.clear()
                if unit.state == "failed":
                    unit.become("inactive", "success")
        return answer(0)

    async def do_enable(self, names, options):
        said = ""
        for name in names:
            unit = UnitFile(name)
            for link in self.links(unit):
                os.makedirs(os.path.dirname(link), exist_ok=True)
                if not os.path.islink(link):
                    os.symlink(unit.path, link)
                    said += "Created symlink %s -> %s.\n" % (link, unit.path)
        if "--now" in options:
            await self.do_start(names, options)
        return answer(0, err="" if quiet(options) else said)

    async def do_disable(self, names, options):
        for name in names:
            for link in glob.glob("%s/*/%s" % (ETC, glob.escape(name))):
                if os.path.islink(link) and link.split("/")[-2].endswith((".wants", ".requires")):
                    os.unlink(link)
        if "--now" in options:
            await self.do_stop(names, options)
        return answer(0)

    @staticmethod
    def links(unit):
        for key, folder in (("WantedBy", "wants"), ("RequiredBy", "requires")):
            for target in " ".join(unit.all("Install", key)).split():
                yield "%s/%s.%s/%s" % (ETC, target, folder, unit.name)
        for alias in " ".join(unit.all("Install", "Alias")).split():
            yield "%s/%s" % (ETC, alias)

    def enabled(self, name):
        unit = UnitFile(name)
        links = list(self.links(unit))
        if unit.masked:
            return "masked"
        if not links:
            return "static"
        return "enabled" if any(os.path.islink(link) for link in links) else "disabled"

    async def do_is_enabled(self, names, options):
        states = [self.enabled(name) for name in names]
        good = any(state in ("enabled", "static") for state in states)
        return answer(0 if good else 1, out="" if quiet(options) else "".join(state + "\n" for state in states))

    async def do_is_active(self, names, options):
        states = [self.get(name).state if find(name) or name.endswith(".target") else "inactive" for name in names]
        return answer(0 if "active" in states else 3, out="" if quiet(options) else "".join(s + "\n" for s in states))

    async def do_is_failed(self, names, options):
        states = [self.get(name).state for name in names]
        return answer(0 if "failed" in states else 1, out="" if quiet(options) else "".join(s + "\n" for s in states))

    async def do_status(self, names, options):
        found = [self.get(name) for name in names] or list(self.units.values())
        code = 0 if all(unit.state == "active" for unit in found) else 3
        return answer(code, out="\n".join(self.describe(unit) for unit in found))

    def describe(self, unit):
        if not isinstance(unit, Service):
            return "%s\n   Active: %s\n" % (unit.name, unit.state)
        since = datetime.datetime.fromtimestamp(unit.since).strftime("%F %T")
        lines = ["%s - %s" % (unit.name, unit.unit.one("Unit", "Description", unit.name))]
        lines.append("   Loaded: loaded (%s; %s)" % (unit.unit.path, self.enabled(unit.name)))
        lines.append("   Active: %s (%s) since %s" % (unit.state, unit.result, since))
        if unit.main:
            lines.append(" Main PID: %d" % unit.main.pid)
        lines += [text for _, source, text in list(self.console.lines)[-200:] if source == unit.name][-10:]
        return "\n".join(lines) + "\n"

    async def do_show(self, names, options):
        out = ""
        for unit in [self.get(name) for name in names]:
            values = {"Id": unit.name, "ActiveState": unit.state, "LoadState": "loaded"}
            if isinstance(unit, Service):
                values.update(MainPID=unit.main.pid if unit.main else 0, Result=unit.result, ExecMainStatus=unit.code)
            asked = [name for option in options if option.startswith(("-p=", "--property=")) for name in option.split("=", 1)[1].split(",")]
            for key, value in values.items():
                if not asked or key in asked:
                    out += "%s\n" % value if "--value" in options else "%s=%s\n" % (key, value)
        return answer(0, out=out)

    async def do_cat(self, names, options):
        out = ""
        for name in names:
            path = UnitFile(name).path
            with open(path, encoding="utf-8") as text:
                out += "# %s\n%s\n" % (path, text.read())
        return answer(0, out=out)

    async def do_list_units(self, names, options):
        rows = ["%-50s loaded %s" % (unit.name, unit.state) for unit in self.units.values()]
        return answer(0, out="".join(row + "\n" for row in rows))

    async def do_is_system_running(self, names, options):
        running = self.console.error is not None
        return answer(0 if running else 1, out="running\n" if running else "starting\n")

    async def do_poweroff(self, names, options):
        self.end.set()
        return answer(0)

    do_halt = do_reboot = do_poweroff


def quiet(options):
    return "-q" in options or "--quiet" in options


def answer(code, out="", err=""):
    return {"code": code, "out": out, "err": err}
