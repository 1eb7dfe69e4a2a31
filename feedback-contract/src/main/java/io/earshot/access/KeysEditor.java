package io.earshot.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Changes the keys file, for commands that people run. The services see it whole, before or after a change, and two changes at a time don't lose
 * each other's keys: they wait for one another at a lock file beside it. A file that can't be read as a keys file is left as it is.
 *
 * <p>A new file is for its owner alone; one that is there keeps its owner, group and permissions.
 */
public final class KeysEditor {

    private static final Object LOCK = new Object();

    private final Path file;

    /** @param file need not be there yet, nor its folder; a symbolic link is followed */
    public KeysEditor(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /**
     * The keys, in the order of the file; none if there is no file.
     *
     * @throws IllegalArgumentException if it is not a keys file
     * @throws UncheckedIOException if it can't be read
     */
    public List<AccessKey> list() {
        try {
            return keys(read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds keys, all or none.
     *
     * @throws IllegalArgumentException if a name is taken, or the file is not a keys file
     * @throws UncheckedIOException if the file can't be written
     */
    public void add(Collection<AccessKey> added) {
        change(json -> {
            List<AccessKey> all = new ArrayList<>(keys(json));
            for (AccessKey key : added) {
                if (all.stream().anyMatch(known -> known.name().equals(key.name()))) {
                    throw new IllegalArgumentException(
                            "a key is named \"" + key.name() + "\" already (expected: a name of its own)");
                }
                all.add(key);
                json.add(key);
            }
        });
    }

    /**
     * Removes the key of that name.
     *
     * @throws IllegalArgumentException if none or several have that name, or the file is not a keys file
     * @throws UncheckedIOException if the file can't be written
     */
    public void revoke(String name) {
        change(json -> {
            List<AccessKey> known = keys(json);
            int[] found = IntStream.range(0, known.size())
                    .filter(index -> known.get(index).name().equals(name))
                    .toArray();
            if (found.length == 0) {
                throw new IllegalArgumentException("no key is named \"" + name + "\" (expected: one of "
                        + known.stream().map(AccessKey::name).toList() + ")");
            } else if (found.length > 1) {
                throw new IllegalArgumentException(found.length + " keys are named \"" + name
                        + "\" (expected: one; give them names of their own in " + file + ")");
            }
            json.remove(found[0]);
        });
    }

    private interface Change {
        void apply(KeysJson json);
    }

    private void change(Change change) {
        // a lock on a file holds off other processes only, and refuses a second one of the same
        synchronized (LOCK) {
            try {
                Files.createDirectories(file.getParent());
                // what a link points to: an atomic move would replace the link itself
                Path target = Files.exists(file) ? file.toRealPath() : file;
                // stays behind: who removes a lock file can remove the one that somebody else has just locked
                Path lockFile = target.resolveSibling(target.getFileName() + ".lock");
                try (FileChannel channel =
                        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    channel.lock();
                    KeysJson json = read(target);
                    change.apply(json);
                    replace(target, json.bytes());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void replace(Path target, byte[] bytes) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.deleteIfExists(part);
        try {
            Files.createFile(part, ownerOnly(target));
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            keepAccess(target, part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path target) {
        return target.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** The services may run as somebody else, who could read the file so far. */
    private static void keepAccess(Path from, Path to) throws IOException {
        PosixFileAttributeView old = view(from);
        PosixFileAttributeView made = view(to);
        if (!Files.exists(from) || old == null || made == null) {
            return;
        }
        PosixFileAttributes kept = old.readAttributes();
        PosixFileAttributes fresh = made.readAttributes();
        if (!kept.group().equals(fresh.group())) {
            made.setGroup(kept.group());
        }
        made.setPermissions(kept.permissions());
        if (!kept.owner().equals(fresh.owner())) {
            made.setOwner(kept.owner());
        }
    }

    private static @Nullable PosixFileAttributeView view(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private KeysJson read(Path path) throws IOException {
        try {
            return Files.exists(path) ? KeysJson.parse(Files.readAllBytes(path)) : KeysJson.empty();
        } catch (IllegalArgumentException e) {
            throw notAKeysFile(e);
        }
    }

    private List<AccessKey> keys(KeysJson json) {
        try {
            return json.keys();
        } catch (IllegalArgumentException e) {
            throw notAKeysFile(e);
        }
    }

    private IllegalArgumentException notAKeysFile(IllegalArgumentException reason) {
        return new IllegalArgumentException("keys file " + file + ": " + reason.getMessage(), reason);
    }
}
