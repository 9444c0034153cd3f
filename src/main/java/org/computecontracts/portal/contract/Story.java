package org.computecontracts.portal.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractView;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.portal.timeline.ToldStep;

/** A contract told from its request to its end: what happened, what is awaited now, what is still to come. */
public record Story(List<Line> lines) {
    private static final Set<StepKind> REFUSALS = EnumSet.of(StepKind.BID_REFUSED, StepKind.BUILD_FAILED);

    /** How a line stands to the present. */
    public enum Tense {
        DONE,
        NOW,
        REFUSED,
        NEXT
    }

    /**
     * One line.
     *
     * @param step what happened; empty for what has not
     * @param since for what is awaited now: since when
     */
    public record Line(
            int number, Tense tense, String title, String detail, Optional<ToldStep> step, Optional<Instant> since) {
        public Optional<StrongRef> ref() {
            return step.flatMap(ToldStep::record);
        }

        public String checked() {
            return step.map(ToldStep::checked).orElse("");
        }

        /** The class of its dot. */
        public String dot() {
            return switch (tense) {
                case DONE -> "";
                case NOW -> "now";
                case REFUSED -> "no";
                case NEXT -> "next";
            };
        }
    }

    static Story of(ContractView contract, List<ToldStep> steps) {
        var chapters = Chapter.of(contract.side());
        var awaited = awaited(contract, chapters);
        var lines = new ArrayList<Line>();
        for (var chapter : chapters) {
            var told = steps.stream()
                    .filter(step -> step.kind().stage() == chapter.stage)
                    .toList();
            told.forEach(step -> lines.add(happened(step)));
            if (told.isEmpty() || awaited.filter(chapter::equals).isPresent()) {
                expected(contract, chapter, awaited).ifPresent(lines::add);
            }
        }
        return new Story(List.copyOf(lines));
    }

    private static Line happened(ToldStep step) {
        var tense = REFUSALS.contains(step.kind()) ? Tense.REFUSED : Tense.DONE;
        return new Line(step.number(), tense, step.title(), step.detail(), Optional.of(step), Optional.empty());
    }

    /** Nothing is to come of what is over. */
    private static Optional<Line> expected(ContractView contract, Chapter chapter, Optional<Chapter> awaited) {
        var over = contract.state() == ContractState.ENDED
                || contract.state() == ContractState.FAILED
                || contract.state() == ContractState.DECLINED;
        if (over) {
            return Optional.empty();
        }
        var now = awaited.filter(chapter::equals).isPresent();
        return Optional.of(new Line(
                chapter.stage.number(),
                now ? Tense.NOW : Tense.NEXT,
                chapter.title,
                chapter.expectation(contract.side()),
                Optional.empty(),
                now ? Optional.of(contract.changedAt()) : Optional.empty()));
    }

    /** What everything else waits for: the first that has not happened of those that the state leaves open. */
    private static Optional<Chapter> awaited(ContractView contract, List<Chapter> chapters) {
        var first = first(contract);
        return first.isEmpty()
                ? Optional.empty()
                : chapters.stream()
                        .filter(chapter -> chapter.compareTo(first.get()) >= 0)
                        .filter(chapter -> !happened(contract, chapter))
                        .filter(chapter -> chapter != Chapter.END || contract.state() == ContractState.ENDING)
                        .findFirst();
    }

    private static Optional<Chapter> first(ContractView contract) {
        return switch (contract.state()) {
            case DRAFT -> Optional.of(Chapter.REQUEST);
            case OPEN -> Optional.of(contract.bids().isEmpty() ? Chapter.BIDS : Chapter.ACCEPT);
            case SEEN -> Optional.of(Chapter.BIDS);
            case BID -> Optional.of(Chapter.ACCEPT);
            case AWARDED -> Optional.of(Chapter.ROLE);
            case ACCEPTED -> Optional.of(Chapter.PAYMENT);
            case PAID, RECEIPTED -> Optional.of(Chapter.BUILD);
            case ENDING -> Optional.of(Chapter.END);
            case RUNNING ->
                Optional.of(Chapter.IDENTITY).filter(chapter -> contract.url().isEmpty());
            case DECLINED, ENDED, FAILED -> Optional.empty();
        };
    }

    private static boolean happened(ContractView contract, Chapter chapter) {
        return contract.steps().stream().anyMatch(step -> step.kind().stage() == chapter.stage);
    }
}
