package io.earshot.keytool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** What {@code deploy/keys} runs once everything is built; its arguments are those of the script. */
public final class Main {

    /** The keys file where the arguments name none. */
    static final String FILE = "earshot.keys.file";

    private Main() {}

    public static void main(String[] arguments) {
        try {
            Path file = Path.of(System.getProperty(FILE, "keys.json"));
            new KeyTool(System.out, System.err, new SecureRandom()).run(Arguments.parse(file, arguments));
        } catch (UsageException e) {
            fail(2, e.getMessage() + "; see deploy/keys --help");
        } catch (InvalidPathException e) {
            fail(2, "--file: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            fail(1, e.getMessage());
        } catch (UncheckedIOException e) {
            fail(1, reason(e.getCause()));
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": access denied";
        }
        return failure instanceof FileSystemException ? failure.getMessage() : failure.toString();
    }

    private static void fail(int status, String why) {
        System.err.println("deploy/keys: " + why);
        System.exit(status);
    }
}
