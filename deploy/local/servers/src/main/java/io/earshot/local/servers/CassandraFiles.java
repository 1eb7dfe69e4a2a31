package io.earshot.local.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Cassandra is configured with: its yaml, its logging, and what of the JDK it must be let into. */
final class CassandraFiles {

    /** As Cassandra's own {@code jvm17-server.options} has it. */
    static final List<String> MODULE_OPTIONS = Stream.concat(
                    Stream.of(
                                    "java.base/jdk.internal.misc",
                                    "java.base/java.lang.ref",
                                    "java.management.rmi/com.sun.jmx.remote.internal.rmi",
                                    "java.rmi/sun.rmi.registry",
                                    "java.rmi/sun.rmi.server",
                                    "java.rmi/sun.rmi.transport.tcp",
                                    "java.sql/java.sql",
                                    "jdk.unsupported/sun.misc")
                            .map(name -> "--add-exports=" + name + "=ALL-UNNAMED"),
                    Stream.of(
                                    "java.base/java.io",
                                    "java.base/java.lang",
                                    "java.base/java.lang.module",
                                    "java.base/java.lang.reflect",
                                    "java.base/java.math",
                                    "java.base/java.net",
                                    "java.base/java.nio",
                                    "java.base/java.util",
                                    "java.base/java.util.concurrent",
                                    "java.base/java.util.concurrent.atomic",
                                    "java.base/jdk.internal.loader",
                                    "java.base/jdk.internal.math",
                                    "java.base/jdk.internal.module",
                                    "java.base/jdk.internal.ref",
                                    "java.base/jdk.internal.reflect",
                                    "java.base/jdk.internal.util.jar",
                                    "java.base/sun.nio.ch",
                                    "jdk.management/com.sun.management.internal")
                            .map(name -> "--add-opens=" + name + "=ALL-UNNAMED"))
            .toList();

    static final String LOGBACK = """
            <configuration>
              <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder>
                  <pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{20} - %msg%n</pattern>
                </encoder>
              </appender>
              <root level="WARN">
                <appender-ref ref="STDOUT"/>
              </root>
              <logger name="org.apache.cassandra.service.CassandraDaemon" level="INFO"/>
              <logger name="org.apache.cassandra.transport.Server" level="INFO"/>
            </configuration>
            """;

    private CassandraFiles() {}

    static String yaml(Path directory, String seed, CassandraServer.Settings settings) {
        return """
                cluster_name: earshot-local
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                endpoint_snitch: SimpleSnitch
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: "%1$s:%3$d"
                listen_address: %6$s
                rpc_address: %6$s
                native_transport_port: %2$d
                storage_port: %3$d
                num_tokens: 1
                initial_token: "%7$d"
                # all start empty, each with its token
                auto_bootstrap: false
                authenticator: AllowAllAuthenticator
                authorizer: AllowAllAuthorizer

                data_file_directories: ["%4$s/data"]
                commitlog_directory: "%4$s/commitlog"
                saved_caches_directory: "%4$s/saved_caches"
                hints_directory: "%4$s/hints"
                cdc_raw_directory: "%4$s/cdc_raw"

                # periodic marks what it wrote every 100 ms: after a SIGKILL the replay stops at the last mark
                commitlog_sync: %5$s
                commitlog_segment_size: 16MiB
                commitlog_total_space: 128MiB

                # few clients, in little memory
                memtable_allocation_type: heap_buffers
                file_cache_size: 32MiB
                networking_cache_size: 32MiB
                key_cache_size: 8MiB
                counter_cache_size: 0MiB
                prepared_statements_cache_size: 8MiB
                concurrent_compactors: 1
                # a copy of every table that is dropped or truncated would only fill the disk
                auto_snapshot: false
                """.formatted(
                                seed,
                                settings.port(),
                                settings.storagePort(),
                                directory.toString().replace("\\", "\\\\").replace("\"", "\\\""),
                                settings.commitLog().yaml(),
                                settings.ring().host(),
                                settings.ring().token())
                + settings.yaml();
    }
}
