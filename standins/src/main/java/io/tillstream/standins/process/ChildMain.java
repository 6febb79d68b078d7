package io.tillstream.standins.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs the main class of another module and ends the process when standard input ends, that is when the parent died without
 * stopping it. Production programs know nothing of this; it needs nothing but the JDK, so that it can be on any class path.
 */
public final class ChildMain {
    private static final int PARENT_GONE = 143;

    private ChildMain() {}

    /**
     * @param args the main class, then its arguments
     * @throws Throwable anything that the program throws
     */
    public static void main(String[] args) throws Throwable {
        Thread watch = new Thread(ChildMain::haltAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // The parent writes nothing: it only keeps the pipe open.
            }
        } catch (IOException e) {
            System.err.println("The pipe to the parent broke: " + e);
        }
        // As abrupt as the parent's own end: a start after a crash has to work anyway.
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
