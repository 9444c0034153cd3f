-- A token says each right it has (kernel.Right), separated by commas.
alter table api_token add column rights text;
update api_token set rights = case role
    when 'OWNER' then 'READ,BUY,OPERATE,MANAGE'
    when 'BUYER' then 'READ,BUY'
    when 'OPERATOR' then 'READ,OPERATE'
    else 'READ' end;
alter table api_token alter column rights set not null;
alter table api_token add constraint api_token_rights_check check (rights ~ '^READ(,BUY)?(,OPERATE)?(,MANAGE)?$');
alter table api_token drop column role;

-- Who is invited sees it at the next sign-in, and becomes a member by accepting.
create table invitation (
    id uuid primary key,
    tenant uuid not null references tenant,
    did text not null,
    handle text not null,
    role text not null check (role in ('OWNER', 'BUYER', 'OPERATOR', 'AUDITOR')),
    made_at timestamptz not null,
    expires_at timestamptz not null,
    unique (tenant, did)
);

create index invitation_did on invitation (did);
