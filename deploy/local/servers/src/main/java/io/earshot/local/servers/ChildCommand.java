package io.earshot.local.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that can be started as a child process, any number of times.
 *
 * @param name how people call it, for messages
 * @param command program and arguments
 * @param environment variables added to those of this JVM
 * @param log the file that standard output and error are appended to
 */
public record ChildCommand(String name, List<String> command, Map<String, String> environment, Path log) {

    public ChildCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
