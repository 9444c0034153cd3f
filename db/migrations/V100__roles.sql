-- What a member may do (kernel.Role). Who could only look is an auditor.
alter table member drop constraint member_role_check;
update member set role = 'AUDITOR' where role = 'VIEWER';
alter table member add constraint member_role_check check (role in ('OWNER', 'BUYER', 'OPERATOR', 'AUDITOR'));

alter table api_token drop constraint api_token_role_check;
update api_token set role = 'AUDITOR' where role = 'VIEWER';
alter table api_token add constraint api_token_role_check check (role in ('OWNER', 'BUYER', 'OPERATOR', 'AUDITOR'));
