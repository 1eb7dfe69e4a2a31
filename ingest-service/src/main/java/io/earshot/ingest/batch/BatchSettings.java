package io.earshot.ingest.batch;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** @param memory for the bodies of all batches that are being read or published; more are refused at once */
@ConfigurationProperties("earshot.ingest.batch")
record BatchSettings(@DefaultValue("64MB") DataSize memory) {

    BatchSettings {
        if (memory.toBytes() < BatchRoute.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_BATCH_MEMORY: " + memory + " (expected: at least 4MB, one batch)");
        }
    }
}
