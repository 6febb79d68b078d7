package io.tillstream.writer.kafka;

import io.tillstream.writer.error.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the connection to Kafka is secured. Nothing secret is among the settings: MSK's login is that of the role, and TLS takes
 * names of files.
 *
 * @param kind which way
 * @param authority PEM file of the certificate authorities to trust; absent: those of the JVM
 * @param certificate PEM file of this client's certificate and private key, for mutual TLS
 */
public record Security(Kind kind, Optional<Path> authority, Optional<Path> certificate) {
    /** No encryption and no login, unless {@code --kafka-config} sets them. */
    public static final Security NONE = new Security(Kind.NONE, Optional.empty(), Optional.empty());

    private static final String LOGIN = "software.amazon.msk.auth.iam.IAMLoginModule";
    private static final List<String> OURS = List.of("security.protocol", "sasl.", "ssl.");

    /** MSK admits 100 new IAM connections a second to a broker; clients that come back after a fault must not crowd. */
    private static final Map<String, String> MSK_IAM = Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "AWS_MSK_IAM",
            "sasl.jaas.config", LOGIN + " required;",
            "sasl.client.callback.handler.class", "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
            "reconnect.backoff.ms", "1000",
            "reconnect.backoff.max.ms", "10000");

    /** The ways. */
    public enum Kind {
        /** No encryption, no login. */
        NONE,
        /** Encrypted; with {@link Security#certificate} also a login. */
        TLS,
        /** Encrypted, and the AWS role of the process is the login (Amazon MSK). */
        MSK_IAM;

        /** Returns the name in options, for example {@code msk-iam}. */
        public String option() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Checks that the files can be read and the login is there.
     *
     * @throws SettingsException naming the option that is wrong
     */
    public Security {
        require(
                kind == Kind.TLS || (authority.isEmpty() && certificate.isEmpty()),
                "--tls-ca and --tls-certificate are for --kafka-security tls, not " + kind.option());
        authority.ifPresent(file -> requirePem("--tls-ca", file, "CERTIFICATE"));
        certificate.ifPresent(file -> {
            requirePem("--tls-certificate", file, "CERTIFICATE");
            requirePem("--tls-certificate", file, "PRIVATE KEY");
        });
        require(
                kind != Kind.MSK_IAM || isPresent(LOGIN),
                "--kafka-security msk-iam needs aws-msk-iam-auth on the class path");
    }

    /** Returns the settings of Kafka's clients. */
    Map<String, String> config() {
        return switch (kind) {
            case NONE -> Map.of();
            case MSK_IAM -> MSK_IAM;
            case TLS -> {
                Map<String, String> config = new HashMap<>();
                config.put("security.protocol", "SSL");
                authority.ifPresent(file -> {
                    config.put("ssl.truststore.type", "PEM");
                    config.put("ssl.truststore.location", file.toString());
                });
                certificate.ifPresent(file -> {
                    config.put("ssl.keystore.type", "PEM");
                    config.put("ssl.keystore.location", file.toString());
                });
                yield config;
            }
        };
    }

    /** Refuses a file of settings that says something else about the same. A password of a key is welcome there. */
    void requireAlone(Map<String, String> extraClientProperties) {
        if (kind == Kind.NONE) {
            return;
        }
        for (String name : extraClientProperties.keySet()) {
            require(
                    name.equals("ssl.key.password") || OURS.stream().noneMatch(name::startsWith),
                    "--kafka-config sets " + name + ", and --kafka-security " + kind.option()
                            + " does too; leave one of them out");
        }
    }

    private static void requirePem(String option, Path file, String what) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new SettingsException(option + " " + file + " cannot be read as text: " + e);
        }
        require(
                text.lines().anyMatch(line -> line.startsWith("-----BEGIN ") && line.contains(what)),
                option + " " + file + " has no block BEGIN " + what + "; use a PEM file");
    }

    private static boolean isPresent(String name) {
        try {
            Class.forName(name, false, Security.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new SettingsException(message);
        }
    }
}
