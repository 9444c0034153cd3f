package org.computecontracts.compute;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Machines that are only remembered. */
class BackendInMemory implements Backend {
    final List<MachineOrder> launched = new CopyOnWriteArrayList<>();
    final List<MachineOrder> attached = new CopyOnWriteArrayList<>();
    final Map<UUID, Standing> standings = new ConcurrentHashMap<>();
    private final Map<UUID, Watch> watches = new ConcurrentHashMap<>();
    volatile boolean broken;
    volatile boolean lost;
    volatile boolean stuck;
    volatile boolean deaf;
    final AtomicInteger tries = new AtomicInteger();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Optional<String> unready() {
        return Optional.empty();
    }

    @Override
    public Standing standing(UUID id) {
        if (lost) {
            throw new IllegalStateException("The place of the machines cannot be read");
        }
        return standings.getOrDefault(id, Standing.NONE);
    }

    @Override
    public void launch(MachineOrder order, Watch watch) {
        tries.incrementAndGet();
        if (broken) {
            throw new IllegalStateException("No disk left");
        }
        launched.add(order);
        watches.put(order.id(), watch);
        standings.put(order.id(), Standing.ALIVE);
    }

    @Override
    public void attach(MachineOrder order, Watch watch) {
        if (deaf) {
            throw new IllegalStateException("Its console cannot be opened");
        }
        attached.add(order);
        watches.put(order.id(), watch);
    }

    @Override
    public void tearDown(UUID id) {
        if (stuck) {
            throw new IllegalStateException("The disk is busy");
        }
        standings.remove(id);
    }

    @Override
    public Optional<String> hostKey(UUID id) {
        return Optional.of("ssh-ed25519 AAAA " + id);
    }

    @Override
    public long networkBytes(UUID id) {
        return 0;
    }

    @Override
    public String lastWords(UUID id) {
        return "";
    }

    /** Of the machine launched last. */
    Watch watch() {
        return Objects.requireNonNull(
                watches.get(launched.get(launched.size() - 1).id()));
    }
}
