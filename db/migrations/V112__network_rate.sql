-- Events a second, smoothed over a minute, as of the last one.
alter table network_host add column rate double precision not null default 0;
