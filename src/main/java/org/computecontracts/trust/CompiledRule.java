package org.computecontracts.trust;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule with its expression compiled. There are no loops: of CEL's macros only {@code has} is known, comprehensions are off,
 * and the expression's own length bounds what an evaluation costs (regular expressions run in linear time).
 */
record CompiledRule(Rule rule, CelRuntime.Program program) {
    private static final int LONGEST = 2000;
    private static final int LONGEST_MESSAGE = 200;
    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(LONGEST)
            .maxParseExpressionNodeCount(LONGEST)
            .maxParseRecursionDepth(50)
            .maxParseErrorRecoveryLimit(5)
            .maxRegexProgramSize(LONGEST)
            .enableComprehension(false)
            .comprehensionMaxIterations(0)
            .enableHeterogeneousNumericComparisons(true)
            .errorOnIntWrap(true)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.HAS)
            .addVar("verdict", SimpleType.STRING)
            .addVar("depth", SimpleType.INT)
            .addVar("bidder.did", SimpleType.STRING)
            .addVar("bidder.handle", SimpleType.STRING)
            .addVar("cost", SimpleType.DOUBLE)
            .addVar("maxPrice", SimpleType.DOUBLE)
            .addVar("currency", SimpleType.STRING)
            .addVar("frequency", SimpleType.STRING)
            .addVar("prepay", SimpleType.BOOL)
            .addVar("cpus", SimpleType.INT)
            .addVar("location", SimpleType.STRING)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    /** Empty when it does not compile; then the flaws say where. */
    static Optional<CompiledRule> of(Rule rule, List<String> flaws) {
        try {
            var ast = COMPILER.compile(rule.when()).getAst();
            return Optional.of(new CompiledRule(rule, RUNTIME.createProgram(ast)));
        } catch (CelValidationException e) {
            e.getErrors().forEach(issue -> flaws.add(flaw(rule, issue)));
        } catch (CelEvaluationException e) {
            flaws.add("rule \"" + rule.name() + "\": " + shortened(String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static String flaw(Rule rule, CelIssue issue) {
        var at = issue.getSourceLocation();
        var line = at.getLine() > 1 ? "line " + at.getLine() + ", " : "";
        return "rule \"" + rule.name() + "\", " + line + "column " + (Math.max(0, at.getColumn()) + 1) + ": "
                + shortened(issue.getMessage().replace(" (in container '')", ""));
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** Anything but true or false is a failure, for a rule cannot half match. */
    boolean matches(Map<String, Object> variables) throws CelEvaluationException {
        if (program.eval(variables) instanceof Boolean matches) {
            return matches;
        }
        throw new IllegalStateException("Neither true nor false: " + rule.name());
    }
}
