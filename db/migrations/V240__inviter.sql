-- Who invited, so that an invitation ends with the place of its maker; those that are open count as the account's own.
alter table invitation add column inviter text;
update invitation set inviter = tenant.did from tenant where tenant.id = invitation.tenant;
alter table invitation alter column inviter set not null;
