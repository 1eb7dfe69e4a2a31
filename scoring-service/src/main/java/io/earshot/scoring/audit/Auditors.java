package io.earshot.scoring.audit;

import io.earshot.scoring.cassandra.ScoringStore;

/** Makes auditors of a store that has been reached. */
interface Auditors {

    Auditor of(ScoringStore store);
}
