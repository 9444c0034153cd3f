package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.SPEC_REFUSED;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a machine may use: processors, memory, disk and how much it may move over the network in all. The letters are
 * binary here, whatever they look like: {@code M} is MiB, {@code G} GiB and {@code T} TiB.
 */
public record MachineSpec(int cpus, String mem, String disk, String network) {
    public static final int MOST_CPUS = 128;
    public static final String SIZES = "([1-9][0-9]{0,6})([MGTmgt])";
    public static final String SIZES_RULE = "must be a number with M, G or T, like 512M";

    private static final Pattern SIZE = Pattern.compile(SIZES);
    private static final long MIB = 1L << 20;

    public MachineSpec {
        if (cpus < 1 || cpus > MOST_CPUS) {
            throw SPEC_REFUSED.because("cpus must be 1 to %d, not %d", MOST_CPUS, cpus);
        }
        // cloud-init and the supervisor alone need some 60 MiB.
        within("mem", mem, "128M", "4T");
        within("disk", disk, "256M", "64T");
        within("network", network, "1M", "1000T");
    }

    public long memBytes() {
        return bytes("mem", mem);
    }

    public long diskBytes() {
        return bytes("disk", disk);
    }

    public long networkBytes() {
        return bytes("network", network);
    }

    /** The size in bytes; SPEC_REFUSED names the field when it is no size. */
    static long bytes(String field, String size) {
        var match = SIZE.matcher(size.toUpperCase(Locale.ROOT));
        if (!match.matches()) {
            throw SPEC_REFUSED.because("%s %s, not \"%.40s\"", field, SIZES_RULE, size);
        }
        var unit = switch (match.group(2)) {
            case "M" -> MIB;
            case "G" -> MIB << 10;
            default -> MIB << 20;
        };
        return Long.parseLong(match.group(1)) * unit;
    }

    /** SPEC_REFUSED names the field when it is no size, or another. */
    static void within(String field, String size, String least, String most) {
        var asked = bytes(field, size);
        if (asked < bytes(field, least) || asked > bytes(field, most)) {
            throw SPEC_REFUSED.because("%s must be %s to %s, not %s", field, least, most, size);
        }
    }
}
