package org.computecontracts.trust;

import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** A policy's rules, compiled: the first that matches decides, none denies, and one that fails denies. */
final class Rulebook {
    static final String NO_RULE = "(no rule)";
    static final String NOT_DECIDABLE = "(not decidable)";
    private static final int MOST_RULES = 50;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_SENTENCE = 500;
    private static final int LONGEST_REASON = 2000;
    private static final int DEEPEST = 3;

    private final List<CompiledRule> rules;

    private Rulebook(List<CompiledRule> rules) {
        this.rules = rules;
    }

    /** INVALID_POLICY with everything that is wrong, each with its rule and column. */
    static Rulebook compile(NewPolicy policy) {
        var flaws = new ArrayList<String>();
        if (!PolicyInput.isPrice(policy.maxPrice())) {
            flaws.add("maxPrice is no price with at most " + PolicyInput.MOST_DIGITS + " digits");
        }
        if (policy.maxDepth() < 1 || policy.maxDepth() > DEEPEST) {
            flaws.add("maxDepth goes from 1 to " + DEEPEST);
        }
        var compiled = compile(policy.rules(), flaws);
        if (!flaws.isEmpty()) {
            throw invalid(flaws);
        }
        return new Rulebook(compiled);
    }

    private static List<CompiledRule> compile(List<Rule> rules, List<String> flaws) {
        if (rules.size() > MOST_RULES) {
            flaws.add("a policy has at most " + MOST_RULES + " rules");
            return List.of();
        }
        var names = new HashSet<String>();
        var compiled = new ArrayList<CompiledRule>();
        for (var rule : rules) {
            checkWords(rule, flaws);
            if (!names.add(rule.name())) {
                flaws.add("rule \"" + rule.name() + "\" is there twice");
            }
            CompiledRule.of(rule, flaws).ifPresent(compiled::add);
        }
        return compiled;
    }

    private static void checkWords(Rule rule, List<String> flaws) {
        if (rule.name().isBlank()
                || rule.name().length() > LONGEST_NAME
                || rule.name().startsWith("(")) {
            flaws.add("a rule's name has 1 to " + LONGEST_NAME + " characters and does not start with a parenthesis");
        }
        if (rule.because().isBlank() || rule.because().length() > LONGEST_SENTENCE) {
            flaws.add("rule \"" + rule.name() + "\": its sentence has 1 to " + LONGEST_SENTENCE + " characters");
            return;
        }
        for (var unknown : new Sentence(rule.because()).unknown()) {
            flaws.add("rule \"" + rule.name() + "\": nothing stands for {" + unknown + "} in its sentence");
        }
    }

    private static ProblemException invalid(List<String> flaws) {
        return TrustProblem.INVALID_POLICY.because("%s", String.join("; ", flaws));
    }

    Ruling ruling(PolicyInput bid) {
        var flaw = bid.flaw();
        if (flaw.isPresent()) {
            return new Ruling(false, NOT_DECIDABLE, "The bid cannot be judged: " + flaw.get() + ".");
        }
        var variables = bid.variables();
        for (var rule : rules) {
            var ruling = ruling(rule, bid, variables);
            if (ruling != null) {
                return ruling;
            }
        }
        return new Ruling(false, NO_RULE, "No rule of the policy speaks for this bid.");
    }

    private static @Nullable Ruling ruling(CompiledRule rule, PolicyInput bid, Map<String, Object> variables) {
        var name = rule.rule().name();
        try {
            if (!rule.matches(variables)) {
                return null;
            }
        } catch (CelEvaluationException | RuntimeException e) {
            return new Ruling(
                    false, name, "The rule \"" + name + "\" cannot be evaluated for this bid, which denies it.");
        }
        var reason = new Sentence(rule.rule().because()).with(bid.words());
        var shown = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
        return new Ruling(rule.rule().effect() == Rule.Effect.ALLOW, name, shown);
    }
}
