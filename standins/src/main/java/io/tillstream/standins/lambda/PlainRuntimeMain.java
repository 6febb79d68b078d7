package io.tillstream.standins.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler.UserFaultHandler;
import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/**
 * The main class of a function's process where AWS's runtime client has no native library, as on macOS: it speaks the Lambda
 * Runtime API by Java's own HTTP client. The handler is loaded, and events and answers are converted, by AWS's client as
 * everywhere. Source of the protocol: AWS Lambda guide, "Using the Lambda runtime API for custom runtimes".
 */
public final class PlainRuntimeMain {
    private static final int INIT_FAILED = 1;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI runtime;

    private PlainRuntimeMain(String api) {
        runtime = URI.create("http://" + api + "/2018-06-01/runtime/");
    }

    /**
     * Handles events until the process is ended.
     *
     * @param args the handler, as in a function's configuration
     * @throws ReflectiveOperationException if AWS's client is of a version that this class does not know
     * @throws IOException if the Runtime API does not answer
     * @throws InterruptedException if the loop's thread is interrupted
     */
    public static void main(String[] args) throws ReflectiveOperationException, IOException, InterruptedException {
        setClassLoader();
        PlainRuntimeMain main = new PlainRuntimeMain(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        LambdaRequestHandler handler = load(args[0]);
        if (handler instanceof UserFaultHandler broken) {
            main.report("init/error", broken.fault);
            System.exit(INIT_FAILED);
        }
        while (true) {
            main.handleNext(handler);
        }
    }

    /**
     * Gives AWS's client the class loader with which it finds the classes of events. Its own main class, which needs the native
     * library, sets this private field; a version without it fails here, at once.
     */
    private static void setClassLoader() throws ReflectiveOperationException {
        ClassLoader own = PlainRuntimeMain.class.getClassLoader();
        Field field = AWSLambda.class.getDeclaredField("customerClassLoader");
        field.setAccessible(true);
        field.set(null, new URLClassLoader(new URL[0], own));
    }

    private static LambdaRequestHandler load(String handler) {
        try {
            return EventHandlerLoader.loadEventHandler(
                    HandlerInfo.fromString(handler, PlainRuntimeMain.class.getClassLoader()));
        } catch (HandlerInfo.InvalidHandlerException invalid) {
            return new UserFaultHandler(UserFault.makeUserFault("Invalid handler: " + handler));
        } catch (ClassNotFoundException | NoClassDefFoundError missing) {
            return LambdaRequestHandler.classNotFound(missing, HandlerInfo.className(handler));
        }
    }

    private void handleNext(LambdaRequestHandler handler) throws IOException, InterruptedException {
        HttpResponse<byte[]> next = http.send(
                HttpRequest.newBuilder(runtime.resolve("invocation/next")).build(), BodyHandlers.ofByteArray());
        InvocationRequest event = event(next.headers(), next.body());
        String invocation = "invocation/" + event.getId();
        ByteArrayOutputStream answer;
        try {
            answer = handler.call(event);
        } catch (UserFault fault) {
            report(invocation + "/error", fault);
            return;
        } catch (Exception | Error thrown) {
            report(invocation + "/error", UserFault.makeUserFault(thrown));
            return;
        }
        post(invocation + "/response", answer.toByteArray());
    }

    private static InvocationRequest event(HttpHeaders headers, byte[] content) {
        InvocationRequest event = new InvocationRequest();
        event.setId(headers.firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow());
        event.setDeadlineTimeInMs(
                headers.firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow());
        headers.firstValue("Lambda-Runtime-Invoked-Function-Arn").ifPresent(event::setInvokedFunctionArn);
        headers.firstValue("Lambda-Runtime-Trace-Id").ifPresent(event::setXrayTraceId);
        event.setContent(content);
        return event;
    }

    private void report(String path, UserFault fault) throws IOException, InterruptedException {
        System.err.println(fault.reportableError());
        Map<String, String> error =
                Map.of("errorMessage", String.valueOf(fault.msg), "errorType", String.valueOf(fault.exception));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        GsonFactory.getInstance()
                .getSerializer((java.lang.reflect.Type) Map.class)
                .toJson(error, json);
        post(path, json.toByteArray());
    }

    private void post(String path, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> taken = http.send(
                HttpRequest.newBuilder(runtime.resolve(path))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
        if (taken.statusCode() != 202) {
            throw new IOException(
                    "The Lambda Runtime API answered " + taken.statusCode() + " to " + path + ": " + taken.body());
        }
    }
}
