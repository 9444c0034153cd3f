package org.computecontracts.compute.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.computecontracts.compute.Backend.Standing;
import org.computecontracts.compute.ConsoleLine;
import org.computecontracts.compute.GuestFile;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.compute.UserData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real guests: needs root, runc and the image. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SandboxIT extends RealGuest {
    /** And leaves nothing behind. */
    @Override
    @AfterEach
    void tearDown() throws Exception {
        super.tearDown();

        assertThat(Mounts.under(sandbox.settings.runDir)).isFalse();
        assertThat(sandbox.settings.runDir.resolve(id.toString())).doesNotExist();
        assertThat(sandbox.settings.machines().resolve(id.toString())).doesNotExist();
        assertThat(controlGroups()).isEmpty();
        assertThat(processes()).isEmpty();
        assertThat(sandbox.standing(id)).isEqualTo(Standing.NONE);
        if (Files.exists(sandbox.settings.runDir)) {
            Program.run("find", sandbox.settings.runDir.toString(), "-depth", "-type", "d", "-empty", "-delete");
        }
        assertThat(sandbox.settings.runDir).doesNotExist();
    }

    @Test
    void runsThePublishedExample() throws Exception {
        var secrets = "/root/secrets/digitalocean.com/serviceaccount/";
        var userData = UserData.parse(published())
                .with(new GuestFile(secrets + "base_url", "0600", "https://localhost:8443/wif/bob\n"))
                .with(new GuestFile(secrets + "team_uuid", "0600", "team\n"))
                .with(new GuestFile(secrets + "token", "0600", Outside.Base.TOKEN + "\n"));
        var started = System.nanoTime();

        sandbox.launch(Host.order(id, userData.text()), watched);

        assertThat(watched.awaitEnd()).as(watched::text).isEmpty();
        var millis = (System.nanoTime() - started) / 1_000_000;
        System.out.println("From launch to the end of runcmd: " + millis + " ms");
        assertThat(texts("cloud-init")).noneMatch(line -> line.contains("[WARNING]"));
        var issued = outside.asked("localhost:8443 /wif/bob/v1/oidc/issue");
        assertThat(issued.path("sub").asText()).isEqualTo("actx:team:plc:5svqtrhheairglgiiyvutzik:role:my-cool-role");
        var written = outside.asked("rp.fedproxy.com /xrpc/com.atproto.repo.createRecord");
        var service = written.at("/record/service").asText();
        assertThat(written.at("/record/key").asText()).startsWith("ssh-ed25519 ");
        await(() -> outside.forwards.contains("johnandersen777.bsky.social " + service + ":80"));
        assertThat(inNetworkOfGuest("curl", "-s", "http://127.0.0.1:8080/")).isEqualTo("Hello World!\n");
        assertThat(sandbox.hostKey(id))
                .hasValueSatisfying(key -> assertThat(key).matches("ssh-ed25519 \\S+ root@guest"));
        assertThat(sandbox.networkBytes(id)).isGreaterThan(1000);

        var server = inGuest("sh", "-c", "ps -o pid= -C python3 -o args= | grep http.server | awk '{print $1}'")
                .strip();
        inGuest("kill", "-9", server);
        watched.await(line -> line.contains("killed by signal 9"));
        await(() ->
                inGuest("systemctl", "is-active", "python-http@8080").strip().equals("active"));
        assertThat(inNetworkOfGuest(
                        "curl",
                        "-s",
                        "--retry",
                        "20",
                        "--retry-connrefused",
                        "--retry-delay",
                        "1",
                        "http://127.0.0.1:8080/"))
                .isEqualTo("Hello World!\n");
    }

    @Test
    void knowsTheUnitsOfOrdinaryServices() throws Exception {
        run("""
                write_files:
                - path: /etc/systemd/system/tick@.service
                  content: |
                    [Service]
                    Environment=A=1 "B=two words"
                    ExecStartPre=-/bin/false
                    ExecStart=/bin/sh -c 'echo "%i says ${B} %%"; exec sleep 1000'
                    Restart=on-failure
                    RestartSec=100ms
                    [Install]
                    WantedBy=multi-user.target
                - path: /etc/systemd/system/flaky.service
                  content: |
                    [Unit]
                    StartLimitIntervalSec=60
                    StartLimitBurst=3
                    [Service]
                    ExecStart=/bin/false
                    Restart=always
                    RestartSec=0
                - path: /etc/systemd/system/once.service
                  content: |
                    [Service]
                    Type=oneshot
                    RemainAfterExit=yes
                    ExecStart=/bin/sh -c 'echo once was here'
                - path: /etc/systemd/system/app.service
                  content: |
                    [Service]
                    User=app
                    RuntimeDirectory=app
                    ExecStartPre=/usr/bin/touch /run/app/mine
                    ExecStart=/bin/sh -c 'echo $(id -un):$(id -gn) in $HOME, score $(cat /proc/self/oom_score_adj); exec sleep 1000'
                - path: /etc/systemd/system/nobodys.service
                  content: |
                    [Service]
                    User=unknown
                    ExecStart=/bin/true
                - path: /etc/systemd/system/late.path
                  content: |
                    [Path]
                    PathExists=/run/late
                    Unit=once.service
                users: [{name: app}]
                runcmd:
                - systemctl daemon-reload
                - systemctl start app; systemctl is-active app; systemctl start nobodys || echo nobodys $?
                - systemctl enable --now tick@a.b-c.service
                - systemctl is-active tick@a.b-c; systemctl is-enabled tick@a.b-c
                - systemctl restart tick@a.b-c && echo restarted
                - systemctl stop tick@a.b-c; systemctl is-active tick@a.b-c || echo code $?
                - systemctl start flaky; sleep 1; systemctl is-failed flaky
                - systemctl enable --now late.path; systemctl is-active once; touch /run/late; sleep 1; systemctl is-active once
                - systemctl start nothing || echo nothing $?
                - systemctl status tick@a.b-c | head -3
                """);

        assertThat(texts("tick@a.b-c.service")).containsExactly("a.b-c says two words %", "a.b-c says two words %");
        assertThat(texts("flaky.service"))
                .last()
                .asString()
                .isEqualTo("flaky.service: start request repeated too quickly.");
        assertThat(texts("app.service")).containsExactly("app:app in /home/app, score 500");
        assertThat(texts("once.service")).containsExactly("once was here");
        assertThat(texts("cloud-init"))
                .containsSubsequence(
                        "active",
                        "nobodys 1",
                        "active",
                        "enabled",
                        "restarted",
                        "inactive",
                        "code 3",
                        "failed",
                        "inactive",
                        "active",
                        "nothing 5");
    }

    @Test
    void holdsTheGuestInItsLimits() throws Exception {
        run("""
                runcmd:
                - dd if=/dev/zero of=/big bs=1M count=2000 2>&1 | tail -4; rm -f /big
                - 'python3 -c "x = bytearray(900 << 20); print(len(x))"; echo memory $?'
                - |
                  cat > /fork.py <<'X'
                  import os, time
                  n = 0
                  try:
                      while n < 1000:
                          if os.fork() == 0:
                              time.sleep(3); os._exit(0)
                          n += 1
                  except OSError as e:
                      print("forked", n < 300, e.strerror)
                  X
                  python3 /fork.py; sleep 4
                - 'nproc; cat /proc/self/status | grep -E "^(CapEff|Seccomp):"; cat /proc/self/uid_map; getent passwd debian; ls /etc/ssh/*.pub'
                """);

        var printed = String.join("\n", texts("cloud-init"));
        assertThat(printed).contains("No space left on device").containsPattern("(?s)memory 137");
        assertThat(printed).contains("forked True Resource temporarily unavailable");
        assertThat(printed).contains("Seccomp:\t2").containsPattern("0\\s+100000\\s+65536");
        assertThat(printed).contains("/etc/ssh/ssh_host_ed25519_key.pub").doesNotContain("_rsa_key", "/home/debian");
        assertThat(sandbox.standing(id)).isEqualTo(Standing.ALIVE);
    }

    @Test
    void givesTheGuestNoWayOut() throws Exception {
        try (var service = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            run("""
                    runcmd:
                    - for a in 127.0.0.1 10.0.2.2 %s; do curl -q -s -m 2 http://$a:%d/ >/dev/null; echo reach $?; done
                    - mount -t tmpfs none /mnt; echo mount $?
                    - unshare -Ur true; echo unshare $?
                    - unshare -n true; echo network $?
                    - mknod /dev/vda b 254 0; echo device $?
                    - mknod /pipe p; echo pipe $?
                    - echo 1 > /proc/sys/kernel/panic; echo sysctl $?
                    - ls /sys/fs/cgroup | wc -l
                    - cat /run/host/console.sock; rm /run/host/443.sock; touch /run/host/x; echo sockets $?
                    - ip link add dummy0 type dummy; echo link $?
                    - 'python3 -c "import socket; socket.socket(40, 1)"; echo vsock $?'
                    - ip -o link | wc -l
                    - ls /proc/1/root/var/lib/postgresql /work 2>/dev/null; echo files $?
                    - dmesg; echo kernel $?
                    - chroot / true; echo chroot $?
                    """.formatted(hostAddress(), service.getLocalPort()));
        }

        var printed = texts("cloud-init");
        assertThat(printed)
                .filteredOn(line -> line.startsWith("reach"))
                .containsExactly("reach 7", "reach 7", "reach 7");
        for (var refused : List.of(
                "mount", "unshare", "network", "device", "sysctl", "sockets", "link", "vsock", "files", "kernel")) {
            assertThat(printed)
                    .as(watched::text)
                    .filteredOn(line -> line.matches(refused + " \\d+"))
                    .singleElement()
                    .isNotEqualTo(refused + " 0");
        }
        assertThat(printed).contains("pipe 0", "chroot 0", "1");
    }

    @Test
    void saysWhenAPackageCannotBeHad() throws Exception {
        run("packages: [jq, [curl, '7'], nginx, jq=1.6, sudo/stable, 'openssh-client:amd64', 'openssl:any',"
                + " 'jq:i386', {apt: null}, {apt: [bash, [procps, '1']], snap: [hello]}, null]\n");

        assertThat(watched.awaitEnd())
                .isEqualTo("packages neither in the image nor to be had from here: hello jq:i386 nginx");
    }

    @Test
    void aFileThatCannotBeWrittenKeepsNoneOfOursAway() throws Exception {
        var userData = UserData.parse("#cloud-config\nwrite_files: [{path: /a, owner: 'unknown:unknown'}]\n")
                .with(new GuestFile("/root/ours", "0600", "ours\n"))
                .first("cat /root/ours");
        sandbox.launch(Host.order(id, userData.text()), watched);

        assertThat(watched.awaitEnd()).contains("write-files").contains("Unknown user or group");
        assertThat(texts("cloud-init")).contains("ours");
    }

    @Test
    void cutsAGuestOffThatHasUsedItsNetworkVolume() throws Exception {
        var spec = new MachineSpec(1, "256M", "256M", "4M");
        var userData = "#cloud-config\nruncmd:\n- for i in 1 2 3; do curl -s https://localhost/big | wc -c; done\n";

        sandbox.launch(Host.order(id, spec, userData), watched);

        assertThat(watched.awaitEnd()).isEmpty();
        assertThat(watched.exhausted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(texts("cloud-init")).contains("3145728").last().asString().contains("finished");
        assertThat(texts("cloud-init")).filteredOn("3145728"::equals).hasSize(1);
    }

    @Test
    void findsAMachineAgainThatOutlivedItsPortal() throws Exception {
        var portal = anotherPortal(
                "#cloud-config\nruncmd:\n- sh -c 'for i in $(seq 1 12); do echo tick $i; sleep 0.5; done'\n");
        await(() -> Files.exists(folder.resolve("seen")));
        portal.destroyForcibly().waitFor();
        Thread.sleep(1000);

        assertThat(sandbox.standing(id)).isEqualTo(Standing.ALIVE);
        var last = Long.parseLong(Files.readString(folder.resolve("seen")).strip());
        var order = new org.computecontracts.compute.MachineOrder(id, Host.SPEC, "guest", "", last, 0);
        sandbox.attach(order, watched);
        sandbox.attach(order, watched);

        assertThat(watched.awaitEnd()).isEmpty();
        assertThat(watched.lines)
                .extracting(ConsoleLine::number)
                .isSorted()
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(last + 1);
        assertThat(texts("cloud-init")).contains("tick 12");
        assertThat(inGuest("curl", "-s", "https://localhost:8443/again")).contains("authorization");
    }

    @Test
    void clearsAwayWhatAKilledPortalHadHalfMade() throws Exception {
        var place = new Place(
                id,
                sandbox.settings.runDir.resolve(id.toString()),
                sandbox.settings.machines().resolve(id.toString()));
        Disk.make(place, Host.image(), 256L << 20);

        assertThat(sandbox.standing(id)).isEqualTo(Standing.NONE);
        sandbox.tearDown(id);
        run("runcmd: [echo anew]\n");

        assertThat(texts("cloud-init")).contains("anew");
    }

    private void run(String config) throws Exception {
        sandbox.launch(Host.order(id, "#cloud-config\n" + config), watched);
        watched.awaitEnd();
    }

    private Process anotherPortal(String userData) throws Exception {
        Files.writeString(folder.resolve("user-data"), userData);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledPortal.class.getName(),
                folder.toString(),
                id.toString()));
        command.addAll(List.of(outside.forwards()));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private List<String> texts(String source) {
        return watched.lines.stream()
                .filter(line -> line.source().equals(source))
                .map(ConsoleLine::text)
                .toList();
    }

    private String inGuest(String... command) {
        var all = new ArrayList<>(List.of(
                "runc", "--root", sandbox.settings.runDir.resolve("runc").toString(), "exec", "compute-" + id));
        all.addAll(List.of(command));
        return Program.attempt(all.toArray(new String[0])).output();
    }

    private String inNetworkOfGuest(String... command) throws Exception {
        var pid =
                Files.readString(sandbox.settings.runDir.resolve(id.toString()).resolve("pid"));
        var all = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid + "/ns/net"));
        all.addAll(List.of(command));
        return Program.run(all.toArray(new String[0])) + "\n";
    }

    private static String hostAddress() throws Exception {
        return Program.run("sh", "-c", "hostname -I 2>/dev/null | awk '{print $1}' | grep . || echo 10.0.2.2");
    }

    private List<String> controlGroups() {
        return Program.attempt("find", "/sys/fs/cgroup", "-maxdepth", "3", "-name", "*" + id)
                .output()
                .lines()
                .toList();
    }

    /** What has ended but was not waited for yet is the init process's to bury. */
    private List<String> processes() {
        var search = "for c in $(grep -l " + id + " /proc/[0-9]*/cgroup 2>/dev/null); do"
                + " grep -q '^State:.Z' ${c%cgroup}status || cat ${c%cgroup}cmdline; done";
        return Program.attempt("sh", "-c", search).output().lines().toList();
    }

    @Test
    void trustsTheLocalAuthorityWhateverLooksItUp() throws Exception {
        run("""
                runcmd:
                - curl -s -o /dev/null -w 'curl %{http_code}\\n' https://rp.localhost/
                - python3 -c 'import urllib.request as u; print("python", u.urlopen("https://localhost:8443/").status)'
                - openssl s_client -connect localhost:443 -verify_return_error </dev/null 2>&1 | grep -c 'Verification. OK'
                """);

        assertThat(texts("cloud-init")).contains("curl 200", "python 200", "1");
    }

    private static void await(java.util.function.BooleanSupplier wanted) throws InterruptedException {
        for (var tries = 0; tries < 200 && !wanted.getAsBoolean(); tries++) {
            Thread.sleep(100);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }

    private static String published() throws Exception {
        try (var in = SandboxIT.class.getResourceAsStream("/vectors/published-user-data.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
