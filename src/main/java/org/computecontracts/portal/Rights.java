package org.computecontracts.portal;

import static java.util.stream.Collectors.joining;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;
import org.computecontracts.kernel.Open;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;

/** What one may do, and who may, in words. */
@Named
@Open("words for what a page has already been given")
@ApplicationScoped
public class Rights {
    public String words(Collection<Right> rights) {
        return rights.size() == Right.values().length
                ? "everything"
                : rights.stream().sorted().map(Rights::verb).collect(joining(", "));
    }

    /** The roles with this right, as the beginning of a sentence: "Owners and buyers". */
    public String holders(String right) {
        var names = Stream.of(Role.values())
                .filter(role -> role.rights().contains(Right.valueOf(right)))
                .map(role -> name(role) + "s")
                .collect(joining(" and "));
        return names.substring(0, 1).toUpperCase(Locale.ROOT) + names.substring(1);
    }

    public String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String verb(Right right) {
        return switch (right) {
            case READ -> "look";
            case BUY -> "ask, accept, pay and judge";
            case OPERATE -> "run builders";
            case MANAGE -> "say who may do what";
        };
    }
}
