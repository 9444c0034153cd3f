package org.computecontracts.portal.trust;

import java.io.Serializable;
import org.computecontracts.trust.Rule;
import org.jspecify.annotations.Nullable;

/** A rule while it is being written. */
public class RuleForm implements Serializable {
    private @Nullable String name;
    private Rule.Effect effect = Rule.Effect.DENY;
    private @Nullable String when;
    private @Nullable String because;

    static RuleForm of(Rule rule) {
        var form = new RuleForm();
        form.name = rule.name();
        form.effect = rule.effect();
        form.when = rule.when();
        form.because = rule.because();
        return form;
    }

    Rule rule() {
        return new Rule(text(name), effect, text(when), text(because));
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public Rule.Effect getEffect() {
        return effect;
    }

    public void setEffect(Rule.Effect effect) {
        this.effect = effect;
    }

    public @Nullable String getWhen() {
        return when;
    }

    public void setWhen(@Nullable String when) {
        this.when = when;
    }

    public @Nullable String getBecause() {
        return because;
    }

    public void setBecause(@Nullable String because) {
        this.because = because;
    }
}
