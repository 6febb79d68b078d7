package io.tillstream.standins.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** An S3 server in this JVM, on a directory that outlives it. Any credentials are accepted. */
public final class ObjectStore implements AutoCloseable {
    private final S3Proxy server;

    private ObjectStore(S3Proxy server) {
        this.server = server;
    }

    /**
     * Starts the server and returns when it answers.
     *
     * @param directory holds one directory for each bucket
     * @param port the port on the loopback address; 0 for any free one
     * @return the running server
     * @throws IOException if the directory cannot be created or the port not be opened
     */
    public static ObjectStore start(Path directory, int port) throws IOException {
        Files.createDirectories(directory);
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", directory.toString());
        S3Proxy server = S3Proxy.builder()
                .blobStore(new FinishedObjects(BlobStores.create("filesystem-nio2", settings)))
                .awsAuthentication(AuthenticationType.NONE, null, null)
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .stopTimeout(0)
                .build();
        try {
            LoopbackHandler.putBefore(server);
            server.start();
        } catch (Exception failure) {
            throw new IOException("The S3 server cannot start on port " + port + ": " + failure.getMessage(), failure);
        }
        return new ObjectStore(server);
    }

    /**
     * Where it answers; clients use path-style addresses.
     *
     * @return the endpoint
     */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception failure) {
            throw new IOException("The S3 server did not stop: " + failure.getMessage(), failure);
        }
    }
}
