#!/bin/sh
# Makes the root file system of the sandbox's guests: DIR/guest/rootfs, every owner shifted into the guests' id range.
# Usage: dev/guest-image.sh DIR        (as root; does nothing when this recipe's image is there; under three minutes)
set -eu

DIR=${1:?usage: $0 DIR}
SHIFT=100000
SUITE=bookworm
PACKAGES=bash,ca-certificates,cloud-init,curl,iproute2,jq,netbase,openssh-client,openssh-server,openssl,procps,python3,sudo

say() { echo "guest image: $*"; }
fail() { say "$*" >&2; exit 1; }

RECIPE=$(sha256sum "$0" | cut -d' ' -f1)
mkdir -p "$DIR"
DIR=$(cd "$DIR" && pwd -P)
if [ "$(cat "$DIR/guest/recipe" 2>/dev/null || true)" = "$RECIPE" ]; then
    say "there already ($DIR/guest)"
    exit 0
fi
[ "$(id -u)" = 0 ] || fail "must be made as root"
for tool in mmdebstrap perl flock; do
    command -v "$tool" >/dev/null || fail "$tool is missing: apt-get install mmdebstrap perl util-linux"
done
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$KEYRING" ] || fail "$KEYRING is missing: apt-get install debian-archive-keyring"

# Two launchers at once: the second waits, then finds the first one's image.
exec 9>"$DIR/.lock"
flock 9
if [ "$(cat "$DIR/guest/recipe" 2>/dev/null || true)" = "$RECIPE" ]; then
    say "there already ($DIR/guest)"
    exit 0
fi

NEW=$(mktemp -d "$DIR/.new.XXXXXX")
trap 'rm -rf "$NEW"' EXIT
trap 'exit 130' INT TERM

# The host's own mirror where it has one of Debian's, so that what works for apt-get on the host works here.
mirror() { # PATTERN DEFAULT
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } |
        sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb \(\[[^]]*\] *\)\{0,1\}\([^ ]*\).*/\2/p' |
        grep -E "$1" | head -n 1 | grep . || echo "$2"
}
MAIN=$(mirror '/debian/?$' http://deb.debian.org/debian)
SECURITY=$(mirror '/debian-security/?$' http://deb.debian.org/debian-security)
# Proxy and certificate settings of the host's apt, used while building and removed from the image afterwards.
apt-config dump | grep -E '^Acquire::(http|https|Check|Retries)' >"$NEW/apt.conf" || true

say "Debian $SUITE from $MAIN"
mkdir "$NEW/rootfs"
mmdebstrap --quiet --variant=minbase --mode=root --format=directory --keyring="$KEYRING" \
    --include="$PACKAGES" \
    --aptopt="$NEW/apt.conf" --aptopt='Apt::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' \
    "$SUITE" "$NEW/rootfs" \
    "deb [signed-by=$KEYRING] $MAIN $SUITE main" "deb [signed-by=$KEYRING] $MAIN $SUITE-updates main" \
    "deb [signed-by=$KEYRING] $SECURITY $SUITE-security main" ||
    fail "mmdebstrap failed; the lines above say why"

say "taking away what no guest may share or need"
cd "$NEW/rootfs"
# Host keys and the machine id are each guest's own; the sources file of the guest names Debian, not our mirror.
rm -rf etc/ssh/ssh_host_* etc/machine-id var/lib/dbus/machine-id etc/apt/apt.conf.d/99mmdebstrap \
    var/cache/apt/* var/cache/debconf/*-old var/lib/apt/lists/* var/log/* var/lib/cloud tmp/* run/* etc/resolv.conf etc/hostname
find var/lib/dpkg -name '*-old' -delete
cat >etc/apt/sources.list <<LIST
deb http://deb.debian.org/debian $SUITE main
deb http://deb.debian.org/debian $SUITE-updates main
deb http://deb.debian.org/debian-security $SUITE-security main
LIST
: >etc/machine-id
cd "$DIR"

say "shifting owners by $SHIFT"
# chown clears the set-user-id bits, so the mode is put back; a second name of a shifted file is left alone.
perl -MFile::Find -MPOSIX -we '
    my ($shift, $root) = @ARGV;
    find({ no_chdir => 1, wanted => sub {
        my @s = lstat $_ or die "$_: $!";
        return if $s[4] >= $shift;
        POSIX::lchown($s[4] + $shift, $s[5] + $shift, $_) or die "$_: $!";
        -l _ or chmod $s[2] & 07777, $_ or die "$_: $!";
    } }, $root);
' "$SHIFT" "$NEW/rootfs"

rm -f "$NEW/apt.conf"
chmod 755 "$NEW"
echo "$RECIPE" >"$NEW/recipe"
if [ -e "$DIR/guest" ]; then
    # A running guest keeps its lower layer: mounts hold on to the old folder's files until it ends.
    mv "$DIR/guest" "$DIR/.old.$$"
fi
mv "$NEW" "$DIR/guest"
rm -rf "$DIR"/.old.*
say "ready: $DIR/guest ($(du -sh "$DIR/guest/rootfs" | cut -f1))"
