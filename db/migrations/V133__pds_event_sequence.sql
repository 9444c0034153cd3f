-- Numbers of events come from a sequence, so that writers of different repositories do not wait for each other's commit. A
-- reader who meets a missing number waits until the transactions that could still bring it are over.
create sequence pds_event_seq owned by pds_event.seq;
select setval('pds_event_seq', last) from pds_sequence where last > 0;
drop table pds_sequence;
