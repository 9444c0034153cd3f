package org.computecontracts.ingress.proxy;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long an exchange waits for each side. A body has a least rate, counted only while it is waited for; an answer must
 * begin and go on in time; event streams may be silent for hours. Times are nanoseconds on the clock of {@link Rounds}.
 */
class Patience {
    private static final int CONNECT_SECONDS = 12;

    /** Whose patience was lost with whom. */
    enum Lost {
        BODY,
        ANSWER,
        VISITOR
    }

    private final ProxySettings settings;
    private long answerSince;
    private long answerTime;
    private boolean waitsForVisitor;
    private boolean isStream;
    private boolean wantsBody;
    private long wantedSince;
    private long waitedForBody;
    private long bodyBytes;

    Patience(ProxySettings settings) {
        this.settings = settings;
    }

    void connects(long now) {
        answerSince = now;
        answerTime = TimeUnit.SECONDS.toNanos(CONNECT_SECONDS);
    }

    void asked(long now) {
        answerSince = now;
        answerTime = settings.answerTime().toNanos();
    }

    void answered(long now, boolean stream) {
        answerSince = now;
        isStream = stream;
    }

    void answerGoesOn(long now) {
        answerSince = now;
        waitsForVisitor = false;
    }

    void waitsForVisitor(long now) {
        answerSince = now;
        waitsForVisitor = true;
    }

    void wantsBody(long now) {
        if (!wantsBody) {
            wantsBody = true;
            wantedSince = now;
        }
    }

    void gotBody(long now, int bytes) {
        if (wantsBody) {
            waitedForBody += now - wantedSince;
            wantedSince = now;
        }
        bodyBytes += bytes;
        // While a body comes nothing need be answered
        answerSince = now;
    }

    void takesBreak() {
        wantsBody = false;
    }

    /** Who has taken too long; null while nobody has. */
    @Nullable
    Lost lost(long now, boolean isAnswered) {
        if (wantsBody && !isAnswered) {
            return isBodyTooSlow(now) ? Lost.BODY : null;
        }
        if ((isStream && !waitsForVisitor) || now - answerSince < answerTime) {
            return null;
        }
        return waitsForVisitor ? Lost.VISITOR : Lost.ANSWER;
    }

    private boolean isBodyTooSlow(long now) {
        var waited = waitedForBody + (now - wantedSince);
        var allowed = settings.bodyGrace().toNanos() + TimeUnit.SECONDS.toNanos(bodyBytes / settings.bodyRate());
        return waited > allowed;
    }
}
