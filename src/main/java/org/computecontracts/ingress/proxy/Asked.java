package org.computecontracts.ingress.proxy;

import org.jspecify.annotations.Nullable;

/** What an origin has been asked, and how far that has come. */
class Asked {
    private static final int MOST_INTERIM = 16;

    private final RequestHead request;
    private final Answers answers;
    private final boolean upgrades;
    private @Nullable AnswerHead answer;
    private boolean wentWhole;
    private int interim;

    /** @param upgrades whether another protocol was asked for */
    Asked(RequestHead request, Answers answers, boolean upgrades) {
        this.request = request;
        this.answers = answers;
        this.upgrades = upgrades;
    }

    RequestHead request() {
        return request;
    }

    Answers answers() {
        return answers;
    }

    /** The last of the request has left here, or could not. */
    void went(boolean well) {
        wentWhole = well;
    }

    void came(AnswerHead head) {
        if (head.isInterim()) {
            cameInterim(head);
            return;
        }
        if (head.status() == AnswerHead.SWITCHING_PROTOCOLS && !upgrades) {
            throw MalformedMessage.because("it changed to a protocol that nobody asked for");
        }
        answer = head;
        answers.answered(head);
    }

    /** An endless row of them would be an answer that never comes. */
    private void cameInterim(AnswerHead head) {
        if (++interim > MOST_INTERIM) {
            throw MalformedMessage.because("it sent interim answers without end");
        }
        answers.interim(head);
    }

    /** Whether the final answer has begun. */
    boolean isAnswered() {
        return answer != null;
    }

    /** Whether nothing at all has come. */
    boolean isUntouched() {
        return answer == null && interim == 0;
    }

    /** Whether the connection may carry another request, now that the answer is whole. */
    boolean leavesFit(boolean hasMore) {
        return answer != null
                && new Reuse(request, answer, wentWhole, hasMore, upgrades)
                        .objection()
                        .isEmpty();
    }
}
