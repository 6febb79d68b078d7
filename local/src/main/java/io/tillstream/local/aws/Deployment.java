package io.tillstream.local.aws;

import io.tillstream.local.process.Cleanup;
import io.tillstream.local.query.DataApi;
import io.tillstream.local.query.Login;

/** The parts of a deployed environment that commands ask, and the clients to ask them. The {@link Cleanup} closes those. */
public final class Deployment {
    private final Login login;
    private final CloudClients clients;
    private final Cleanup cleanup;

    /**
     * Reaches an environment; nothing is asked yet.
     *
     * @param login its warehouse, and as whom
     */
    public Deployment(Login login, CloudClients clients, Cleanup cleanup) {
        this.login = login;
        this.clients = clients;
        this.cleanup = cleanup;
    }

    /** The warehouse. */
    public DataApi warehouse() {
        return cleanup.add(new DataApi(cleanup.add(clients.redshiftData()), login));
    }
}
