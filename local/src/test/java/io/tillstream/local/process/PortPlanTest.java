package io.tillstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PortPlanTest {
    @Test
    void portsAreConsecutiveFromTheBase() {
        assertThat(PortPlan.from(19090)).isEqualTo(new PortPlan(19090, 19091, 19092, 19093, 19094));
    }

    @Test
    void theBaseMustLeaveRoomForAll() {
        assertThatThrownBy(() -> PortPlan.from(65532)).isInstanceOf(CommandException.Usage.class);
        assertThatThrownBy(() -> PortPlan.from(80)).isInstanceOf(CommandException.Usage.class);
        assertThatCode(() -> PortPlan.from(65531)).doesNotThrowAnyException();
    }

    @Test
    void freePortsAreDistinctAndFree() throws InterruptedException {
        PortPlan ports = PortPlan.free();

        assertThat(Set.of(ports.broker(), ports.controller(), ports.s3(), ports.dataApi(), ports.postgres()))
                .hasSize(5);
        ports.requireFree(Duration.ZERO);
    }

    @Test
    void aPortInUseIsNamedWithItsPurposeAndAWayOut() throws IOException {
        PortPlan free = PortPlan.free();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortPlan ports = new PortPlan(
                    free.broker(), free.controller(), other.getLocalPort(), free.dataApi(), free.postgres());

            assertThatThrownBy(() -> ports.requireFree(Duration.ZERO))
                    .isInstanceOf(CommandException.Failed.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " (S3)")
                    .hasMessageContaining("--port-base");
        }
    }

    @Test
    void waitsForAPortThatIsAboutToBeFree() throws Exception {
        PortPlan free = PortPlan.free();
        ServerSocket leaving = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PortPlan ports =
                new PortPlan(leaving.getLocalPort(), free.controller(), free.s3(), free.dataApi(), free.postgres());
        Executor soon = CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(
                () -> {
                    try {
                        leaving.close();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                },
                soon);

        ports.requireFree(Duration.ofSeconds(10));
        closing.join();
    }
}
