package io.tillstream.infra.artefact;

import java.nio.file.Path;

/** The build has not made something that is to be deployed. Terminal until it is built. */
public final class MissingArtefactException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingArtefactException(String what, Path where) {
        super(what + " is not built: there is no " + where + ". Run ./mvnw -q package -DskipTests, then try again.");
    }

    MissingArtefactException(String message) {
        super(message);
    }

    MissingArtefactException(String message, Throwable cause) {
        super(message, cause);
    }
}
