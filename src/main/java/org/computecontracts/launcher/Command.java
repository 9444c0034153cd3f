package org.computecontracts.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Child} runs.
 *
 * @param log        where its output goes, appended
 * @param stopSignal name without SIG: what makes it end in good order
 * @param asNobody   for programs that refuse root: root keeps its files but is no longer called root
 */
record Command(
        String name,
        List<String> words,
        Map<String, String> environment,
        Path log,
        String stopSignal,
        boolean asNobody) {
    static Command of(String name, Path log, List<String> words) {
        return new Command(name, List.copyOf(words), Map.of(), log, "TERM", false);
    }

    Command with(Map<String, String> variables) {
        return new Command(name, words, Map.copyOf(variables), log, stopSignal, asNobody);
    }

    Command stoppedBy(String signal) {
        return new Command(name, words, environment, log, signal, asNobody);
    }

    Command neverAsRoot() {
        return new Command(name, words, environment, log, stopSignal, true);
    }
}
