-- A lost telephone must not lose the account: ten codes on paper stand in for the authenticator, each once.
create table identity.recovery_codes (
  tenant_id int not null,
  user_id bigint not null,
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  made_at timestamptz(3) not null default now(),
  used_at timestamptz(3),
  primary key (tenant_id, user_id, code_hash),
  foreign key (tenant_id, user_id) references identity.users (tenant_id, user_id) on delete cascade
);
comment on table identity.recovery_codes is 'Codes that stand in for the authenticator, each once; only their hashes are kept. They belong to the state, like the user.';
select kernel.guard_table('identity.recovery_codes', '{system}', '{system}', scope => 'state');
