package org.computecontracts.wif.issuer;

import java.util.List;

/**
 * What makes a guest prove itself: files to be written into it, and the command to be run before the user's own, waiting
 * for its end, since the user's commands read the token at once.
 */
public record Provisioning(List<GuestFile> files, List<String> command) {
    private static final String FOLDER = "/root/secrets/computecontracts";
    private static final String TOKEN = FOLDER + "/provisioning-token";
    private static final String SCRIPT = FOLDER + "/prove";

    public Provisioning {
        files = List.copyOf(files);
        command = List.copyOf(command);
    }

    /** One file in the guest, owned by root. */
    public record GuestFile(String path, String permissions, String content) {
        /** The content may be a token. */
        @Override
        public String toString() {
            return "GuestFile[" + path + "]";
        }
    }

    public static Provisioning of(Enrolment enrolment) {
        return new Provisioning(
                List.of(
                        new GuestFile(TOKEN, "0600", enrolment.provisioningToken()),
                        new GuestFile(SCRIPT, "0700", script(enrolment))),
                List.of("sh", SCRIPT));
    }

    /**
     * No secret on a command line, where every process of the guest could read it, and no trace, which would end on the
     * console. The token file comes last and whole: others wait for it.
     */
    private static String script(Enrolment enrolment) {
        return """
                #!/bin/sh
                # Proves this machine's SSH host key to its issuer and keeps the identity token it gets for that.
                set -eu
                umask 077
                issuer=%s
                actx=%s
                pending=%s
                home=/root/secrets/digitalocean.com/serviceaccount
                hostkey=/etc/ssh/ssh_host_ed25519_key
                [ -s "$pending" ] || exit 0

                work=$(mktemp -d)
                trap 'rm -rf "$work"' EXIT
                [ -f "$hostkey" ] || ssh-keygen -q -t ed25519 -N '' -f "$hostkey"
                token=$(cat "$pending")
                printf %%s "$token" | ssh-keygen -q -Y sign -n prove-sshd -f "$hostkey" >"$work/sig"
                jq -n --rawfile sig "$work/sig" '{port: 22, sig: $sig}' >"$work/proof"
                printf 'Authorization: Bearer %%s\\n' "$token" >"$work/header"

                # 503: the issuer cannot see the host key yet. 000: it was not reached. Neither uses the token up.
                tries=0
                while :; do
                  status=$(curl -s -o "$work/answer" -w '%%{http_code}' --connect-timeout 5 --max-time 30 \\
                    -H @"$work/header" -H 'Content-Type: application/json' --data-binary @"$work/proof" \\
                    "$issuer/v1/oidc/prove") || status=000
                  case $status in
                    200) break ;;
                    000 | 429 | 502 | 503 | 504) ;;
                    *) echo "The issuer $issuer refuses the proof: HTTP $status" >&2; exit 1 ;;
                  esac
                  tries=$((tries + 1))
                  [ "$tries" -lt 30 ] || { echo "The issuer $issuer does not answer: HTTP $status" >&2; exit 1; }
                  sleep 2
                done

                jq -er '.token // empty' "$work/answer" >"$work/token"
                mkdir -p "$home"
                printf '%%s\\n' "$actx" >"$home/team_uuid"
                printf '%%s\\n' "$issuer" >"$home/base_url"
                mv "$work/token" "$home/token.new"
                mv "$home/token.new" "$home/token"
                rm -f "$pending"
                """.formatted(quoted(enrolment.issuer().toString()), quoted(enrolment.actx()), quoted(TOKEN));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
