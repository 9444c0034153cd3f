package org.computecontracts.pds;

/** What happened in the PDS. */
public sealed interface PdsEvent {
    /** The firehose has something more to tell. */
    record Sequenced() implements PdsEvent {}
}
