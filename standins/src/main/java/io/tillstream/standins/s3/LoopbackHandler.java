package io.tillstream.standins.s3;

import io.tillstream.standins.process.LoopbackHost;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.server.Server;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;

/** Refuses requests that name another host before S3Proxy sees them. */
final class LoopbackHandler extends Handler.Wrapper {
    /**
     * Puts the check before a server that has not been started. S3Proxy has no place for it, so its Jetty is taken out of its
     * private field; a version of S3Proxy without that field fails here, at once.
     */
    static void putBefore(S3Proxy proxy) throws ReflectiveOperationException {
        Field field = S3Proxy.class.getDeclaredField("server");
        field.setAccessible(true);
        Server server = (Server) field.get(proxy);
        LoopbackHandler check = new LoopbackHandler();
        check.setHandler(server.getHandler());
        server.setHandler(check);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        int port = Request.getLocalPort(request);
        if (LoopbackHost.isNamed(request.getHeaders().get(HttpHeader.HOST), port)) {
            return super.handle(request, response, callback);
        }
        response.setStatus(LoopbackHost.MISDIRECTED);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain");
        response.write(true, ByteBuffer.wrap(LoopbackHost.refusal(port).getBytes(StandardCharsets.US_ASCII)), callback);
        return true;
    }
}
