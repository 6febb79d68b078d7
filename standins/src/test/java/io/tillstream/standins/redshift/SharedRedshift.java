package io.tillstream.standins.redshift;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One warehouse for all test classes that ask for it: a start costs seconds. Each class names its tables apart. */
public final class SharedRedshift implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalRedshift.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getRoot().getStore(Namespace.create(SharedRedshift.class));
        return store.computeIfAbsent(Running.class, key -> new Running(), Running.class).redshift;
    }

    /** Closed by JUnit behind the last test. */
    private static final class Running implements AutoCloseable {
        private final Path directory;
        private final LocalRedshift redshift;

        Running() {
            try {
                directory = Files.createTempDirectory("tillstream-redshift");
                redshift = new LocalRedshift(directory);
            } catch (Exception failure) {
                throw new IllegalStateException("no shared warehouse", failure);
            }
        }

        @Override
        public void close() throws Exception {
            redshift.close();
            FileUtils.deleteDirectory(directory.toFile());
        }
    }
}
