-- Why a session at an account's server has ended, for those who have to do something about it.
alter table account_session add ended_because text;
