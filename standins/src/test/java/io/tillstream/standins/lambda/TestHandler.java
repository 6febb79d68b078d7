package io.tillstream.standins.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** A function that does as it is told. */
public final class TestHandler implements RequestHandler<Map<String, String>, Map<String, String>> {
    private int calls;

    @Override
    public Map<String, String> handleRequest(Map<String, String> event, Context context) {
        calls++;
        return switch (event.get("do")) {
            case "answer" -> answer(context);
            case "throw" -> throw new IllegalStateException("as told");
            case "exit" -> exit();
            default -> hang();
        };
    }

    private Map<String, String> answer(Context context) {
        System.out.println("answering call " + calls);
        return Map.of(
                "calls", Integer.toString(calls),
                "pid", Long.toString(ProcessHandle.current().pid()),
                "remaining", Integer.toString(context.getRemainingTimeInMillis()),
                "function", context.getFunctionName(),
                "memory", Integer.toString(context.getMemoryLimitInMB()),
                "region", System.getenv("AWS_REGION"),
                "setting", System.getenv("TILLSTREAM_SETTING"),
                "home", String.valueOf(System.getenv("HOME")));
    }

    private static Map<String, String> exit() {
        System.exit(3);
        return Map.of();
    }

    private static Map<String, String> hang() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return Map.of();
    }
}
