"""Unit files: finding, reading, specifiers and the quoting rules of systemd.syntax(7) as far as services need them."""

import glob
import os
import re

FOLDERS = ("/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/lib/systemd/system")
SUFFIXES = (".service", ".path", ".target", ".timer", ".socket", ".mount", ".slice")


class UnitError(Exception):
    pass


def full_name(name):
    return name if name.endswith(SUFFIXES) else name + ".service"


def template(name):
    """foo@a.b.service -> (foo@.service, a.b); (None, "") for a name without an instance."""
    stem, dot, suffix = name.rpartition(".")
    prefix, at, instance = stem.partition("@")
    return (prefix + "@" + dot + suffix, instance) if at and instance else (None, "")


def find(name):
    for candidate in (name, template(name)[0]):
        for folder in FOLDERS if candidate else ():
            path = os.path.join(folder, candidate)
            if os.path.exists(path):
                return path
    return None


class UnitFile:
    """The settings of one unit: section -> key -> list of values, in order."""

    def __init__(self, name):
        self.name = name
        self.path = find(name)
        self.sections = {}
        if self.path is None:
            raise UnitError("Unit %s could not be found." % name)
        self.masked = os.path.realpath(self.path) == "/dev/null"
        self.read(self.path)
        for folder in FOLDERS:
            for base in filter(None, (template(name)[0], name)):
                for drop_in in sorted(glob.glob("%s/%s.d/*.conf" % (folder, glob.escape(base)))):
                    self.read(drop_in)

    def read(self, path):
        section = None
        with open(path, encoding="utf-8") as lines:
            text = re.sub(r"\\\n", " ", lines.read())
        for line in map(str.strip, text.splitlines()):
            if not line or line[0] in "#;":
                continue
            if line[0] == "[" and line[-1] == "]":
                section = self.sections.setdefault(line[1:-1], {})
            elif section is not None and "=" in line:
                key, _, value = line.partition("=")
                self.put(section, key.strip(), value.strip())

    @staticmethod
    def put(section, key, value):
        """An empty value forgets what came before."""
        section[key] = section.get(key, []) + [value] if value else []

    def all(self, section, key):
        return [self.expand(value) for value in self.raw(section, key)]

    def raw(self, section, key):
        return self.sections.get(section, {}).get(key, [])

    def one(self, section, key, default=""):
        values = self.all(section, key)
        return values[-1] if values else default

    def flag(self, section, key, default=False):
        value = self.one(section, key).lower()
        return default if not value else value in ("1", "yes", "true", "on")

    def seconds(self, section, key, default):
        value = self.one(section, key)
        return duration(value) if value else default

    def expand(self, text):
        return re.sub("%(.)", self.specifier, text)

    def specifier(self, match):
        stem = self.name.rpartition(".")[0]
        prefix, _, instance = stem.partition("@")
        values = {
            "i": instance,
            "I": unescape(instance),
            "n": self.name,
            "N": stem,
            "p": prefix,
            "P": unescape(prefix),
            "j": prefix.rpartition("-")[2],
            "H": os.uname().nodename,
            "h": "/root",
            "u": "root",
            "U": "0",
            "t": "/run",
            "S": "/var/lib",
            "E": "/etc",
            "%": "%",
        }
        return values.get(match[1], match[0])


def unescape(text):
    return re.sub(r"\\x([0-9a-fA-F]{2})", lambda code: chr(int(code[1], 16)), text.replace("-", "/"))


UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "second": 1, "seconds": 1, "": 1, "m": 60, "min": 60, "h": 3600, "hr": 3600, "d": 86400}


def duration(text):
    """5, 500ms, 1min 30s; infinity is a day short of forever."""
    if text == "infinity":
        return 1e9
    parts = re.findall(r"([0-9.]+)\s*([a-z]*)", text)
    if not parts or any(unit not in UNITS for _, unit in parts):
        raise UnitError("Not a time span: %s" % text)
    return sum(float(number) * UNITS[unit] for number, unit in parts)


WORD = re.compile(r"""(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')+""")
PIECE = re.compile(r"""\\(.)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\\"']+)""")
ESCAPES = {"n": "\n", "t": "\t", "s": " ", "r": "\r"}


def words(text):
    return [unquote(word) for word in WORD.findall(text)]


def unquote(word):
    def escape(match):
        return ESCAPES.get(match[1], match[1])

    out = ""
    for escaped, double, single, plain in PIECE.findall(word):
        out += plain or re.sub(r"\\(.)", escape, double or single) or ESCAPES.get(escaped, escaped)
    return out


def command(text, environment):
    """An Exec line as (words, whether failure is ignored)."""
    text = text.lstrip()
    prefix = re.match(r"[-@:+!|]*", text)[0]
    found = []
    for word in words(text[len(prefix):]):
        whole = re.fullmatch(r"\$(\w+)", word)
        if ":" in prefix:
            found.append(word)
        elif whole:
            found += environment.get(whole[1], "").split()
        else:
            found.append(substituted(word, environment))
    if "@" in prefix and len(found) > 1:
        del found[1]
    return found, "-" in prefix


def substituted(word, environment):
    def value(match):
        return "$" if match[0] == "$$" else environment.get(match[1], "")

    return re.sub(r"\$\$|\$\{(\w+)\}", value, word)
