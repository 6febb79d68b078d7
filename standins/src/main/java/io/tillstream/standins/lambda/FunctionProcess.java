package io.tillstream.standins.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One process of a function, with the Runtime API that it talks to. */
final class FunctionProcess implements AutoCloseable {
    private final RuntimeApi api;
    private final Process process;
    private final CompletableFuture<Void> reportedEnd;

    private FunctionProcess(RuntimeApi api, Process process) {
        this.api = api;
        this.process = process;
        this.reportedEnd = process.onExit().thenAccept(ended -> reportEnd());
    }

    static FunctionProcess start(LambdaFunction function) throws IOException {
        RuntimeApi api =
                new RuntimeApi("arn:aws:lambda:" + region(function) + ":000000000000:function:" + function.name());
        try {
            return new FunctionProcess(api, launch(function, api));
        } catch (IOException failure) {
            api.close();
            throw failure;
        }
    }

    private void reportEnd() {
        api.failAll(new LambdaInvocationException(
                LambdaInvocationException.EXITED, "Runtime exited with exit status " + process.exitValue()));
    }

    private static Process launch(LambdaFunction function, RuntimeApi api) throws IOException {
        Files.createDirectories(function.log().toAbsolutePath().getParent());
        // The flags with which AWS starts its Java runtimes: short-lived processes, one compiler tier.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + function.memoryMegabytes() * 85 / 100 + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        String classPath = function.classPath() + File.pathSeparator + runtimeClientClassPath();
        if (NativeClientLibrary.isUsed()) {
            Path library = NativeClientLibrary.unpack(
                    function.log().toAbsolutePath().resolveSibling("." + function.name() + "-jni.so"));
            command.add("-D" + NativeClientLibrary.PROPERTY + "=" + library);
            command.addAll(List.of("-cp", classPath, AWSLambda.class.getName()));
        } else {
            command.addAll(List.of("-cp", classPath, PlainRuntimeMain.class.getName()));
        }
        command.add(function.handler());
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.putAll(reserved(function, api));
        environment.put("PATH", path);
        environment.putAll(function.environment());
        return builder.redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(function.log().toFile()))
                .start();
    }

    /** What the runtime itself sets, see "Defined runtime environment variables" in the AWS Lambda guide. */
    private static Map<String, String> reserved(LambdaFunction function, RuntimeApi api) {
        return Map.ofEntries(
                Map.entry("AWS_LAMBDA_RUNTIME_API", api.address()),
                Map.entry("_HANDLER", function.handler()),
                Map.entry("LAMBDA_TASK_ROOT", Path.of("").toAbsolutePath().toString()),
                Map.entry("AWS_REGION", region(function)),
                Map.entry("AWS_DEFAULT_REGION", region(function)),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java17"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes())),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"));
    }

    private static String region(LambdaFunction function) {
        return function.environment().getOrDefault("AWS_REGION", "us-east-1");
    }

    private static String runtimeClientClassPath() {
        return Stream.of(AWSLambda.class, PojoSerializer.class, Context.class, PlainRuntimeMain.class)
                .map(FunctionProcess::locate)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String locate(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(type + " is not on the class path as a file", failure);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void submit(Invocation invocation) {
        api.submit(invocation);
        if (!process.isAlive()) {
            reportedEnd.join();
            reportEnd();
        }
    }

    /** Ends the process for certain: asks, waits two seconds, kills. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupt) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        api.close();
    }
}
