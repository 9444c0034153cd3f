-- The portal's keys as an OAuth client come and go; a session belongs to the one by which it began. What was got with a key
-- before that was noted cannot be renewed with any other: its people sign in again.
delete from oauth_client_key;
alter table account_session add column client_key text;
update account_session set ended = true where client_id like 'https:%';
create index account_session_client_key on account_session (client_key) where not ended;
