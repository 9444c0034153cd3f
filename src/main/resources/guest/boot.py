"""Runs the real cloud-init, stage by stage, in forks of one process that has loaded it once."""

import os
import re
import subprocess
import sys

STAGES = (["init", "--local"], ["modules", "--mode=config"], ["modules", "--mode=final"])
SEED = "/var/lib/cloud/seed/nocloud/user-data"
KEY = "/etc/ssh/ssh_host_ed25519_key"
CA = "/usr/local/share/ca-certificates/compute-contracts.crt"


def main():
    with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        # Rather this or its children than PID 1.
        score.write("300")
    make_host_key()
    trust()
    from cloudinit.cmd import main as cloud_init

    ended = ["cloud-init %s ended with %d" % (" ".join(args), code) for args in STAGES if (code := stage(cloud_init, args))]
    # What it reports says more than the code it ends with.
    errors = reported() or ended
    missing = missing_packages()
    if missing:
        errors.append("packages neither in the image nor to be had from here: " + " ".join(missing))
    if errors:
        with open("/run/compute-guest/boot-error", "w", encoding="utf-8") as out:
            out.write("; ".join(errors))
        print("; ".join(errors), flush=True)


def make_host_key():
    """Before any command of the user's: the provisioning step signs with it."""
    if not os.path.exists(KEY):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "root@guest", "-f", KEY], check=True)


def trust():
    """The host has put its CA into the bundle; what looks certificates up by hash, as Python does, needs a link too."""
    if os.path.exists(CA):
        name = subprocess.run(["openssl", "x509", "-subject_hash", "-noout", "-in", CA], capture_output=True, check=True)
        os.symlink(CA, "/etc/ssl/certs/%s.0" % name.stdout.decode().strip())


def stage(cloud_init, args):
    """cloud-init redirects its own output and logging for good, so each stage has a process of its own."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = 1 if cloud_init.main(["cloud-init", *args]) else 0
        finally:
            sys.stdout.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def reported():
    import json

    try:
        with open("/run/cloud-init/result.json", encoding="utf-8") as result:
            return [str(error) for error in json.load(result)["v1"]["errors"]]
    except (OSError, KeyError, ValueError) as error:
        return ["cloud-init left no result: %s" % error]


def missing_packages():
    """No package mirror is reachable, so what is asked for must be installed already."""
    import yaml

    with open(SEED, encoding="utf-8") as seed:
        config = yaml.safe_load(seed) or {}
    asked = names(config.get("packages"))
    return sorted(set(asked) - installed()) if asked else []


def names(packages):
    """cloud-init's three spellings: name, [name, version], {manager: [names]}; what is none of them names nothing."""
    found = []
    for entry in packages if isinstance(packages, list) else []:
        if isinstance(entry, dict):
            found += [name for listed in entry.values() for name in names(listed)]
        elif isinstance(entry, list):
            found += names(entry[:1])
        elif isinstance(entry, str):
            found.append(plain(entry))
    return found


def plain(package):
    """A name as apt takes it, without =VERSION and /RELEASE; an architecture stays unless it is the machine's own."""
    name = re.split("[=/]", package.strip(), maxsplit=1)[0]
    return re.sub(":(any|native)$", "", name)


def installed():
    """Names of packages, with and without their architecture, and what they stand in for."""
    found = set()
    with open("/var/lib/dpkg/status", encoding="utf-8") as status:
        for paragraph in status.read().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in paragraph.splitlines() if ": " in line and line[0] != " ")
            if fields.get("Status") == "install ok installed":
                found.update((fields["Package"], "%s:%s" % (fields["Package"], fields.get("Architecture", "all"))))
                found.update(name.split(" (")[0].strip() for name in fields.get("Provides", "").split(","))
    return found


main()
