-- What did not go well in a machine that runs, as it says itself.
alter table build add column problem text;
