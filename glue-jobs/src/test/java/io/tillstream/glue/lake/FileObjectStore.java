package io.tillstream.glue.lake;

import io.tillstream.aws.s3.ObjectContent;
import io.tillstream.aws.s3.ObjectHead;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.PutOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A bucket in a directory; user metadata is kept in memory. Counts what was asked, so that tests can bound it. */
public final class FileObjectStore implements ObjectStore {
    private final Path root;
    private final Map<String, Map<String, String>> metadata = new ConcurrentHashMap<>();
    private final List<String> listed = Collections.synchronizedList(new ArrayList<>());
    private final List<String> headed = Collections.synchronizedList(new ArrayList<>());

    /** Uses the directory, which must exist. */
    public FileObjectStore(Path root) {
        this.root = root;
    }

    /** Sets the user metadata of a key, whether or not its object exists yet. */
    public void setMetadata(String key, Map<String, String> values) {
        metadata.put(key, Map.copyOf(values));
    }

    /** Returns the file of a key; its directory exists afterwards. */
    public Path file(String key) {
        try {
            Path file = root.resolve(key);
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the keys that any listing has given out. */
    public List<String> listedKeys() {
        return listed;
    }

    /** Returns the keys of every {@link #head}. */
    public List<String> headedKeys() {
        return headed;
    }

    @Override
    public List<String> childPrefixes(String prefix) {
        return all(prefix)
                .filter(key -> key.indexOf('/', prefix.length()) >= 0)
                .map(key -> key.substring(0, key.indexOf('/', prefix.length()) + 1))
                .distinct()
                .toList();
    }

    @Override
    public Iterator<String> keysAfter(String prefix, String after) {
        return all(prefix)
                .filter(key -> key.compareTo(after) > 0)
                .peek(listed::add)
                .iterator();
    }

    @Override
    public Optional<ObjectHead> head(String key) {
        headed.add(key);
        return read(key).map(bytes -> new ObjectHead(key, bytes.length, metadata.getOrDefault(key, Map.of())));
    }

    @Override
    public PutOutcome create(String key, Path file, Map<String, String> values) {
        throw new UnsupportedOperationException("only s3-writer creates Bronze objects");
    }

    @Override
    public Optional<ObjectContent> get(String key) {
        try {
            Path file = root.resolve(key);
            return Files.isRegularFile(file)
                    ? Optional.of(new ObjectContent(Files.readAllBytes(file), "etag"))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void put(String key, byte[] bytes) {
        try {
            Path staged = Files.write(Files.createTempFile(root, ".put", ""), bytes);
            Files.move(staged, file(key), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        try {
            Path staged = Files.write(Files.createTempFile(root, ".put", ""), bytes);
            try {
                Files.createLink(file(key), staged);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            } finally {
                Files.delete(staged);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String uri(String key) {
        return root.resolve(key).toUri().toString();
    }

    private Stream<String> all(String prefix) {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths
                    .filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .filter(key -> key.startsWith(prefix) && !key.contains("/.") && !key.startsWith("."))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
