package org.computecontracts.portal.network;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.Collectors;
import org.computecontracts.appview.drill.Drill;
import org.computecontracts.appview.drill.Drills;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Open;
import org.jspecify.annotations.Nullable;

/** Behind the part of {@code network.xhtml} that tells whether the view can be made anew. */
@Named
@Open("whether the view can be made anew is public")
@RequestScoped
public class DrillsPage {
    private static final int MOST = 7;

    @Inject
    Drills drills;

    private @Nullable List<Drill> latest;

    public List<Drill> getLatest() {
        if (latest == null) {
            latest = drills.latest().stream().limit(MOST).toList();
        }
        return latest;
    }

    public String purpose(Drill drill) {
        return switch (drill.purpose()) {
            case DRILL -> "beside the one in use";
            case REBUILD -> "in its place";
        };
    }

    public String result(Drill drill) {
        if (drill.problem().isPresent()) {
            return "Broken off: " + drill.problem().get();
        }
        return drill.endedAt().isEmpty() ? "Under way" : drill.isSame() ? "The same" : otherwise(drill);
    }

    private static String otherwise(Drill drill) {
        return "Otherwise: " + drill.differing().stream().map(Did::value).collect(Collectors.joining(", "));
    }

    public String tone(Drill drill) {
        return drill.endedAt().isEmpty() ? "wait" : drill.isSame() ? "good" : "bad";
    }

    public String sign(Drill drill) {
        return drill.endedAt().isEmpty() ? "◐" : drill.isSame() ? "✓" : "✕";
    }
}
