package io.tillstream.standins.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** A function whose settings are wrong. */
public final class BrokenHandler implements RequestHandler<String, String> {
    public BrokenHandler() {
        throw new IllegalArgumentException("TILLSTREAM_WORKGROUP is missing");
    }

    @Override
    public String handleRequest(String event, Context context) {
        return event;
    }
}
