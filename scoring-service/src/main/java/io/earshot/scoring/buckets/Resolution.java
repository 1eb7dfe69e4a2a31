package io.earshot.scoring.buckets;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * How long the buckets of a row are, always cut in UTC. Buckets are numbered from 1970 on, and an era is a run of buckets that share a
 * Cassandra partition: it keeps partitions at no more than 1,440 rows a source.
 */
public enum Resolution {
    /** Kept for days only; an era is a day. */
    MINUTE(60) {
        @Override
        public long eraOf(long bucket) {
            return DAY.bucketOf(startOf(bucket));
        }
    },
    /** An era is a month. */
    HOUR(3_600) {
        @Override
        public long eraOf(long bucket) {
            return MONTH.bucketOf(startOf(bucket));
        }
    },
    /** An era is a year. */
    DAY(86_400) {
        @Override
        public long eraOf(long bucket) {
            return LocalDate.ofEpochDay(bucket).getYear();
        }
    },
    /** One era for all. */
    MONTH(0) {
        @Override
        public long bucketOf(Instant time) {
            LocalDate date = LocalDate.ofEpochDay(DAY.bucketOf(time));
            return (date.getYear() - 1970) * 12L + date.getMonthValue() - 1;
        }

        @Override
        public Instant startOf(long bucket) {
            int year = 1970 + (int) Math.floorDiv(bucket, 12L);
            int month = 1 + (int) Math.floorMod(bucket, 12L);
            return LocalDate.of(year, month, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public long eraOf(long bucket) {
            return 0;
        }
    };

    /** How long a bucket is; 0 for months, which differ. */
    private final long seconds;

    private final String slug = name().toLowerCase(Locale.ROOT);

    Resolution(long seconds) {
        this.seconds = seconds;
    }

    /** The number of the bucket that holds the time. */
    public long bucketOf(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), seconds);
    }

    /** When the bucket begins. */
    public Instant startOf(long bucket) {
        return Instant.ofEpochSecond(bucket * seconds);
    }

    /** The era the bucket belongs to. */
    public abstract long eraOf(long bucket);

    /** The name in the database. */
    public String slug() {
        return slug;
    }

    /** The begin of the bucket that holds the time. */
    public Instant floor(Instant time) {
        return startOf(bucketOf(time));
    }

    /** The time itself where a bucket begins, else the begin of the next one. */
    public Instant ceiling(Instant time) {
        Instant floor = floor(time);
        return floor.equals(time) ? time : startOf(bucketOf(time) + 1);
    }
}
