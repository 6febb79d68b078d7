package io.tillstream.operations.aws;

import io.tillstream.aws.redshift.WarehouseLogin;
import io.tillstream.operations.command.AwsFaultText;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.query.QueryRunner;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The parts of a deployed environment that commands ask, and the clients to ask them. The {@link Cleanup} closes those. Not
 * safe for use by several threads.
 */
public final class Deployment {
    private final DeployedNames names;
    private final WarehouseLogin login;
    private final CloudClients clients;
    private final Cleanup cleanup;
    private String account;

    /**
     * Reaches an environment; nothing is asked yet.
     *
     * @param names what its parts are called
     * @param login its warehouse, and as whom
     */
    public Deployment(DeployedNames names, WarehouseLogin login, CloudClients clients, Cleanup cleanup) {
        this.names = names;
        this.login = login;
        this.clients = clients;
        this.cleanup = cleanup;
    }

    /** The warehouse. */
    public QueryRunner warehouse() {
        return cleanup.add(new QueryRunner(cleanup.add(clients.redshiftData()), login));
    }

    /**
     * The loading of its warehouse.
     *
     * @param lakeBucket bucket of the lake; empty: the one that is called like the environment, account and region
     */
    public LoadSite loading(Optional<String> lakeBucket) {
        return new DeployedLoadSite(
                names,
                this,
                cleanup.add(clients.s3()),
                lakeBucket.orElseGet(
                        () -> names.lakeBucket(account(), clients.region().id())));
    }

    /** The runs of Silver and Gold. */
    public StateMachine pipeline() {
        return stateMachine(names.pipeline());
    }

    /** The nightly comparison of Gold with the warehouse. */
    public StateMachine reconcile() {
        return stateMachine(names.reconcile());
    }

    private StateMachine stateMachine(String name) {
        Region region = clients.region();
        return new StateMachine(
                cleanup.add(clients.stepFunctions()),
                name,
                "arn:" + region.metadata().partition().id() + ":states:" + region.id() + ":" + account()
                        + ":stateMachine:" + name);
    }

    LambdaClient lambda() {
        return cleanup.add(clients.lambda());
    }

    GlueClient glue() {
        return cleanup.add(clients.glue());
    }

    /** The account of the caller, asked for once: no right is needed. */
    private String account() {
        if (account == null) {
            account = askForAccount();
        }
        return account;
    }

    private String askForAccount() {
        try (StsClient sts = clients.sts()) {
            return sts.getCallerIdentity().account();
        } catch (SdkException e) {
            throw AwsFaultText.explain("No request was sent", "account", e);
        }
    }
}
