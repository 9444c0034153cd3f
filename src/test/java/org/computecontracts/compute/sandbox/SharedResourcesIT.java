package org.computecontracts.compute.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest takes all that it can get of what the kernel has one of for everybody; root of the host is tried meanwhile. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SharedResourcesIT extends RealGuest {
    /** Each resource: how to take one more, until it fails or there are more than anybody may have. */
    private static final String GREED = """
            import ctypes, fcntl, os, resource, signal, struct, sys, time
            c = ctypes.CDLL(None, use_errno=True)
            held = []
            def take(name, most, one):
                n = 0
                try:
                    while n < most:
                        held.append(one(n))
                        n += 1
                except OSError:
                    pass
                print(name, n, flush=True)
            def call(result):
                if result < 0:
                    raise OSError(ctypes.get_errno(), "refused")
                return result
            def queue(n):
                name = b"/greed%d-%d" % (os.getpid(), n)
                descriptor = call(c.mq_open(name, os.O_CREAT | os.O_RDWR, 0o600, struct.pack("8l", 0, 10, 8192, 0, 0, 0, 0, 0)))
                if gentle:
                    c.mq_unlink(name)
                return descriptor
            def lock(n):
                fcntl.lockf(locked, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 2 * n)
            def aio(n):
                return call(c.syscall(206, 1024, ctypes.byref(ctypes.c_ulong(0))))
            gentle = len(sys.argv) > 1
            most = 5 if gentle else 3000
            resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGRTMIN])
            locked = open("/tmp/greed%d" % os.getpid(), "w")
            take("inotify", most, lambda n: call(c.inotify_init1(0)))
            take("mqueue", most, queue)
            take("pty", most, lambda n: os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY))
            take("aio", most, aio)
            take("signal", most * 100, lambda n: call(c.sigqueue(os.getpid(), signal.SIGRTMIN, None)))
            take("lock", most, lock)
            take("pipe", most, lambda n: os.pipe())
            if not gentle:
                take("key", most, lambda n: call(c.syscall(248, b"user", b"greed%d" % n, b"x", 1, -4)))
                take("cgroup", most, lambda n: os.mkdir("/sys/fs/cgroup/greed%d" % n))
                for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
                    take("namespace", 1, lambda n: call(c.unshare(flag)))
                take("file", 100000, lambda n: os.open("/", os.O_PATH))
                print("greedy", flush=True)
                time.sleep(600)
            """;

    @Test
    void leavesWhatTheHostHasToTheHost() throws Exception {
        launch();
        watched.await(line -> line.equals("greedy"));

        assertThat(ofTheHost().lines())
                .as(watched::text)
                .containsExactly("inotify 5", "mqueue 5", "pty 5", "aio 5", "signal 500", "lock 5", "pipe 5");
        assertThat(taken("inotify")).isBetween(1, 128);
        assertThat(taken("mqueue")).isBetween(0, 256);
        assertThat(taken("pty")).isEqualTo(128);
        assertThat(taken("signal")).isPositive().isLessThan(300_000);
        assertThat(taken("file")).isLessThanOrEqualTo(4096);
        for (var forbidden : new String[] {"aio", "key", "cgroup", "namespace"}) {
            assertThat(taken(forbidden)).as(forbidden).isZero();
        }
    }

    private void launch() {
        var file = "write_files:\n- path: /greed.py\n  content: |\n" + GREED.indent(4);
        sandbox.launch(Host.order(id, "#cloud-config\n" + file + "runcmd: [python3 /greed.py]\n"), watched);
    }

    private int taken(String resource) {
        return watched.lines.stream()
                .map(line -> line.text().split(" "))
                .filter(words -> words.length == 2 && words[0].equals(resource))
                .mapToInt(words -> Integer.parseInt(words[1]))
                .sum();
    }

    /** What root of the host can still have, of a few. */
    private String ofTheHost() throws IOException {
        var script = folder.resolve("greed.py");
        Files.writeString(script, GREED);
        return Program.run("python3", script.toString(), "gently");
    }
}
