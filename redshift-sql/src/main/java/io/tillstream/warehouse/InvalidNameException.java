package io.tillstream.warehouse;

/** A name that would reach SQL and is not of the form allowed there. */
public final class InvalidNameException extends IllegalArgumentException {
    InvalidNameException(String what, String name, String allowed) {
        super("%s is not allowed in SQL: \"%s\"; allowed is %s".formatted(what, printable(name), allowed));
    }

    private static String printable(String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }
}
